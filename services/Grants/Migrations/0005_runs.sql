-- What goes to the bank in one file, what the bank says about it, and what whoever signs for a round asks about.

CREATE TABLE payment_run (
    run_id {id} NOT NULL PRIMARY KEY,
    -- ISO 8601.
    pay_on {id} NOT NULL,
    currency {id} NOT NULL,
    -- Six digits: the serial number of the file at Bacs.
    serial {id} NOT NULL UNIQUE,
    made_by {id} NOT NULL,
    made_as {name} NOT NULL,
    made_at {time} NOT NULL,
    -- Taken apart before it went to the bank; its payments wait for another run.
    undone_at {time} NULL
);

CREATE INDEX payment_run_newest ON payment_run (made_at, run_id);

-- A payment is in one run at most, with the bank details that were approved.
CREATE TABLE run_payment (
    payment_id {id} NOT NULL PRIMARY KEY REFERENCES payment (payment_id),
    run_id {id} NOT NULL REFERENCES payment_run (run_id),
    line {int} NOT NULL CHECK (line > 0),
    award_id {id} NOT NULL,
    details_version {int} NOT NULL,
    -- What stands on both bank statements; at most 18 characters that Bacs knows.
    reference {id} NOT NULL UNIQUE,
    UNIQUE (run_id, line),
    FOREIGN KEY (award_id, details_version) REFERENCES payee_details (award_id, version)
);

CREATE TABLE run_export (
    export_id {id} NOT NULL PRIMARY KEY,
    run_id {id} NOT NULL REFERENCES payment_run (run_id),
    format {id} NOT NULL CHECK (format IN ('ISO20022', 'STANDARD18', 'CSV')),
    exported_by {id} NOT NULL,
    exported_as {name} NOT NULL,
    exported_at {time} NOT NULL
);

CREATE INDEX run_export_of ON run_export (run_id, exported_at);

-- What on a bank statement does not fit. Of the statement itself nothing is kept: others' names stand on it.
CREATE TABLE bank_difference (
    difference_id {id} NOT NULL PRIMARY KEY,
    line {int} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('UNREADABLE', 'NOT_SENT', 'TWICE', 'OTHER_AMOUNT', 'STOPPED')),
    reference {id} NOT NULL,
    -- What we asked for, where the bank paid something else.
    asked_minor {bigint} NULL,
    payment_id {id} NULL REFERENCES payment (payment_id),
    amount_minor {bigint} NULL,
    currency {id} NULL,
    found_at {time} NOT NULL,
    settled_by {id} NULL,
    settled_as {name} NULL,
    settled_at {time} NULL,
    settle_note {text} NULL,
    CHECK (settled_at IS NULL OR (settled_by IS NOT NULL AND settled_as IS NOT NULL AND settle_note IS NOT NULL))
);

CREATE INDEX bank_difference_oldest ON bank_difference (found_at, difference_id);

CREATE TABLE round_authority (
    round_id {id} NOT NULL PRIMARY KEY,
    legal_power {name} NOT NULL,
    owned_by {name} NOT NULL,
    delegated_decision {name} NOT NULL,
    stated_by {id} NOT NULL,
    stated_as {name} NOT NULL,
    stated_at {time} NOT NULL
);

CREATE TABLE round_result (
    round_id {id} NOT NULL PRIMARY KEY,
    poll_id {id} NOT NULL,
    result_hash {id} NOT NULL,
    declared_at {time} NOT NULL
);
