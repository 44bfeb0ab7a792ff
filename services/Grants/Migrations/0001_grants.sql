-- Funds, releases, the ledger, awards and payments. Amounts are minor units of their currency.

CREATE TABLE fund (
    fund_id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    currency {id} NOT NULL,
    budget_code {name} NOT NULL,
    -- What groups keep of what they spent: nothing, their receipts at home, or what a published draw asks them about.
    -- Nobody ever sends a receipt, so there is nowhere to keep one.
    evidence {id} NOT NULL CHECK (evidence IN ('NONE', 'KEEP', 'SAMPLE')),
    created_by {id} NOT NULL,
    created_at {time} NOT NULL,
    UNIQUE (fund_id, currency)
);

CREATE INDEX fund_newest ON fund (created_at, fund_id);

-- What this service knows of a round. The currency is that of whatever named the round first; everything that moves
-- in a round is in it. The title and the days are there once the round has been opened.
CREATE TABLE round_terms (
    round_id {id} NOT NULL PRIMARY KEY,
    currency {id} NOT NULL,
    title {text} NULL,
    pay_within_days {int} NULL,
    -- What happens to money that is left; known once the round has been opened.
    unspent {id} NULL CHECK (unspent IN ('RETURN', 'ROLL_OVER', 'OFFER_NEXT')),
    -- Since when people can vote; from then on no rule about the money changes.
    voting_from {time} NULL,
    -- When voting ends, as the ballot paper said: half of the seed of the round's draws.
    voting_until {time} NULL,
    result_at {time} NULL,
    UNIQUE (round_id, currency)
);

CREATE TABLE round_area (
    round_id {id} NOT NULL REFERENCES round_terms (round_id),
    area_code {id} NOT NULL,
    PRIMARY KEY (round_id, area_code)
);

-- Whose idea a project is.
CREATE TABLE idea (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    area_code {id} NOT NULL,
    proposer {id} NOT NULL,
    PRIMARY KEY (round_id, project_id)
);

CREATE TABLE release (
    release_id {id} NOT NULL PRIMARY KEY,
    fund_id {id} NOT NULL,
    currency {id} NOT NULL,
    round_id {id} NOT NULL,
    note {text} NOT NULL,
    total_minor {bigint} NOT NULL CHECK (total_minor > 0),
    state {id} NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'DECLINED')),
    proposed_by {id} NOT NULL,
    proposed_as {name} NOT NULL,
    proposed_at {time} NOT NULL,
    decided_by {id} NULL,
    decided_as {name} NULL,
    decided_at {time} NULL,
    decline_reason {text} NULL,
    FOREIGN KEY (fund_id, currency) REFERENCES fund (fund_id, currency),
    CHECK (state = 'PROPOSED' OR (decided_by IS NOT NULL AND decided_as IS NOT NULL AND decided_at IS NOT NULL)),
    -- Two people let go of money.
    CHECK (state <> 'APPROVED' OR decided_by <> proposed_by),
    CHECK (state <> 'DECLINED' OR decline_reason IS NOT NULL)
);

CREATE INDEX release_newest ON release (proposed_at, release_id);

CREATE TABLE release_line (
    release_id {id} NOT NULL REFERENCES release (release_id),
    area_code {id} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    PRIMARY KEY (release_id, area_code)
);

-- The balance is a copy of what the transfers say, kept so that no account but a funder's can go below zero.
-- The upper bound keeps every sum within 64 bits.
CREATE TABLE account (
--@sqlite
    account_id TEXT NOT NULL PRIMARY KEY,
--@end
--@sqlserver
    account_id nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
--@end
    kind {id} NOT NULL CHECK (kind IN ('FUNDER', 'FUND', 'POT', 'HELD', 'PAID')),
    currency {id} NOT NULL,
    fund_id {id} NULL,
    round_id {id} NULL,
    area_code {id} NULL,
    budget_code {name} NOT NULL,
    shown_as {name} NOT NULL,
    balance {bigint} NOT NULL CHECK (balance <= 100000000000000000),
    UNIQUE (account_id, currency),
    FOREIGN KEY (fund_id, currency) REFERENCES fund (fund_id, currency),
    FOREIGN KEY (round_id, currency) REFERENCES round_terms (round_id, currency),
    CHECK (balance >= 0 OR kind = 'FUNDER'),
    CHECK (kind NOT IN ('FUND', 'POT') OR fund_id IS NOT NULL),
    CHECK (kind NOT IN ('POT', 'HELD', 'PAID') OR (round_id IS NOT NULL AND area_code IS NOT NULL))
);

CREATE INDEX account_of_round ON account (round_id, area_code, kind);
CREATE INDEX account_of_fund ON account (fund_id, kind);

-- The ledger: the debit account gives, the credit account receives. Nothing here is ever changed or deleted; a
-- correction is another transfer that names the one it corrects.
CREATE TABLE transfer (
    sequence {sequence},
    transfer_id {id} NOT NULL UNIQUE,
--@sqlite
    debit_account TEXT NOT NULL,
    credit_account TEXT NOT NULL,
--@end
--@sqlserver
    debit_account nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    credit_account nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
--@end
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    currency {id} NOT NULL,
    code {id} NOT NULL CHECK (code IN ('INCOME', 'RELEASE', 'AWARD', 'AWARD_DECLINED', 'AWARD_WITHDRAWN', 'AWARD_EXPIRED',
        'PAYMENT', 'GROUP_RETURNED', 'CLAWBACK', 'UNSPENT', 'ROLLED_OUT', 'ROLLED_IN', 'CORRECTION')),
    reference {name} NOT NULL,
    budget_code {name} NOT NULL,
    round_id {id} NULL,
    transferred_at {time} NOT NULL,
    actor {id} NOT NULL,
    corrects {id} NULL REFERENCES transfer (transfer_id),
    -- The promise that this one keeps, in whole or in part, or takes back.
    resolves {id} NULL REFERENCES transfer (transfer_id),
    CHECK (debit_account <> credit_account),
    CHECK (code <> 'CORRECTION' OR corrects IS NOT NULL),
    CHECK ((resolves IS NOT NULL AND code IN ('AWARD_DECLINED', 'AWARD_WITHDRAWN', 'AWARD_EXPIRED', 'PAYMENT'))
        OR (resolves IS NULL AND code NOT IN ('AWARD_DECLINED', 'AWARD_WITHDRAWN', 'AWARD_EXPIRED', 'PAYMENT'))),
    FOREIGN KEY (debit_account, currency) REFERENCES account (account_id, currency),
    FOREIGN KEY (credit_account, currency) REFERENCES account (account_id, currency)
);

CREATE INDEX transfer_of_round ON transfer (round_id, sequence);
CREATE INDEX transfer_out_of ON transfer (debit_account);
CREATE INDEX transfer_into ON transfer (credit_account);
CREATE INDEX transfer_resolving ON transfer (resolves);
-- A transfer is put right once.
CREATE UNIQUE INDEX transfer_correcting ON transfer (corrects) WHERE corrects IS NOT NULL;

-- What is still open of each promise (a transfer with code AWARD): a copy, as the balance is, kept so that no promise can
-- be kept or taken back beyond what it was. One that was taken back has nothing open, so nothing more can happen to it.
CREATE TABLE promise (
    transfer_id {id} NOT NULL PRIMARY KEY REFERENCES transfer (transfer_id),
    award_id {id} NOT NULL,
    open_minor {bigint} NOT NULL CHECK (open_minor >= 0)
);

CREATE INDEX promise_of_award ON promise (award_id);

GO
--@sqlite
CREATE TRIGGER transfer_is_never_changed BEFORE UPDATE ON transfer
BEGIN
    SELECT RAISE(ABORT, 'A transfer is never changed; post another that corrects it.');
END;

CREATE TRIGGER transfer_is_never_deleted BEFORE DELETE ON transfer
BEGIN
    SELECT RAISE(ABORT, 'A transfer is never deleted; post another that corrects it.');
END;
--@end
--@sqlserver
CREATE TRIGGER transfer_is_append_only ON transfer INSTEAD OF UPDATE, DELETE AS
    THROW 50001, 'A transfer is never changed or deleted; post another that corrects it.', 1;
--@end
GO

CREATE TABLE award (
    award_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    area_code {id} NOT NULL,
    title {text} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    currency {id} NOT NULL,
    -- Where the idea came in its area: who waits for money gets it in this order.
    place {int} NOT NULL,
    -- What the idea costs, where the award is a part of it: the rest of an area, offered to the next idea.
    full_cost_minor {bigint} NULL,
    state {id} NOT NULL CHECK (state IN ('WAITING', 'OFFERED', 'ACCEPTED', 'DECLINED', 'PAID', 'CLOSED', 'WITHDRAWN', 'EXPIRED')),
    won_at {time} NOT NULL,
    held_at {time} NULL,
    recipient {id} NULL,
    agreement {text} NULL,
    agreement_version {id} NULL,
    -- "en-GB": the text is in the language in which it was offered.
    agreement_language {id} NULL,
    offered_at {time} NULL,
    -- Until when a yes or no is hoped for; after that the offer expires.
    answer_by {time} NULL,
    accepted_at {time} NULL,
    accepted_by {id} NULL,
    -- What the group can do with a part of the cost, in its own words.
    part_words {text} NULL,
    -- "2027-03": by the end of this month the group thinks that it will have used the money.
    used_by {id} NULL,
    declined_at {time} NULL,
    decline_reason {text} NULL,
    withdrawn_at {time} NULL,
    withdrawn_by {id} NULL,
    withdrawn_as {name} NULL,
    withdraw_reason {text} NULL,
    expired_at {time} NULL,
    paid_at {time} NULL,
    closed_at {time} NULL,
    -- The sum of its payments that are not cancelled: a copy, kept so that no more is asked for than was awarded.
    asked_minor {bigint} NOT NULL DEFAULT 0 CHECK (asked_minor >= 0),
    UNIQUE (round_id, project_id),
    UNIQUE (award_id, amount_minor, currency),
    UNIQUE (award_id, currency),
    CHECK (asked_minor <= amount_minor),
    CHECK (full_cost_minor IS NULL OR full_cost_minor > amount_minor),
    CHECK (state IN ('WAITING', 'WITHDRAWN') OR (held_at IS NOT NULL AND recipient IS NOT NULL AND agreement IS NOT NULL
        AND agreement_version IS NOT NULL AND agreement_language IS NOT NULL AND offered_at IS NOT NULL)),
    CHECK (state NOT IN ('ACCEPTED', 'PAID', 'CLOSED') OR (accepted_at IS NOT NULL AND accepted_by IS NOT NULL)),
    CHECK (state NOT IN ('ACCEPTED', 'PAID', 'CLOSED') OR full_cost_minor IS NULL OR part_words IS NOT NULL),
    CHECK (state <> 'WITHDRAWN' OR (withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL AND withdrawn_as IS NOT NULL
        AND withdraw_reason IS NOT NULL)),
    CHECK (state <> 'EXPIRED' OR expired_at IS NOT NULL),
    CHECK (state <> 'DECLINED' OR declined_at IS NOT NULL),
    CHECK (state NOT IN ('PAID', 'CLOSED') OR paid_at IS NOT NULL),
    CHECK (state <> 'CLOSED' OR closed_at IS NOT NULL)
);

CREATE INDEX award_to_answer ON award (answer_by) WHERE state = 'OFFERED';
CREATE INDEX award_oldest ON award (won_at, award_id);
CREATE INDEX award_of_round ON award (round_id, state);
CREATE INDEX award_accepted ON award (accepted_at, award_id);
CREATE INDEX award_of_recipient ON award (recipient, offered_at);

-- In which parts an award is paid; written with its first payment where nobody planned more than one.
CREATE TABLE payment_part (
    award_id {id} NOT NULL REFERENCES award (award_id),
    part {int} NOT NULL CHECK (part > 0),
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    -- ISO 8601; empty is at once.
    due_on {id} NOT NULL,
    PRIMARY KEY (award_id, part),
    UNIQUE (award_id, part, amount_minor)
);

CREATE TABLE payment (
    payment_id {id} NOT NULL PRIMARY KEY,
    award_id {id} NOT NULL,
    part {int} NOT NULL,
    amount_minor {bigint} NOT NULL,
    currency {id} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('INSTRUCTED', 'APPROVED', 'CONFIRMED', 'CANCELLED')),
    instructed_by {id} NOT NULL,
    instructed_as {name} NOT NULL,
    instructed_at {time} NOT NULL,
    approved_by {id} NULL,
    approved_as {name} NULL,
    approved_at {time} NULL,
    confirmed_by {id} NULL,
    confirmed_as {name} NULL,
    confirmed_at {time} NULL,
    bank_reference {name} NULL,
    cancelled_by {id} NULL,
    cancelled_at {time} NULL,
    cancel_reason {text} NULL,
    -- Which bank details were approved; null where the council buys.
    details_version {int} NULL,
    -- A payment is of a part of an award, in the award's currency.
    FOREIGN KEY (award_id, part, amount_minor) REFERENCES payment_part (award_id, part, amount_minor),
    FOREIGN KEY (award_id, currency) REFERENCES award (award_id, currency),
    -- Two people pay.
    CHECK (approved_by IS NULL OR approved_by <> instructed_by),
    CHECK (state NOT IN ('APPROVED', 'CONFIRMED') OR (approved_by IS NOT NULL AND approved_at IS NOT NULL)),
    CHECK (state <> 'CONFIRMED' OR (confirmed_by IS NOT NULL AND confirmed_at IS NOT NULL AND bank_reference IS NOT NULL)),
    CHECK (state <> 'CANCELLED' OR (cancelled_by IS NOT NULL AND cancel_reason IS NOT NULL AND confirmed_at IS NULL))
);

-- At most one payment of a part that is not cancelled.
CREATE UNIQUE INDEX payment_live ON payment (award_id, part) WHERE state <> 'CANCELLED';
CREATE INDEX payment_of_award ON payment (award_id);
CREATE INDEX payment_oldest ON payment (instructed_at, payment_id);

-- Stories that the council has taken. A story may be heard of before its award is paid.
CREATE TABLE accepted_report (
    award_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    accepted_at {time} NOT NULL
);
