-- A poll, as its ballot paper came. Nothing of it changes afterwards but the state.
CREATE TABLE poll (
    poll_id {id} NOT NULL PRIMARY KEY,
    title {name} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('SCHEDULED', 'OPEN', 'CLOSED', 'DECLARED')),
    vote_type {id} NOT NULL CHECK (vote_type IN ('APPROVAL', 'KNAPSACK', 'RANKED', 'POINTS')),
    min_length {int} NOT NULL CHECK (min_length >= 1),
    max_length {int} NOT NULL,
    -- 0 is no limit; for a knapsack 0 is the budget of each contest.
    max_sum_cost_minor {bigint} NOT NULL CHECK (max_sum_cost_minor >= 0),
    max_sum_points {bigint} NOT NULL CHECK (max_sum_points >= 0),
    max_points {bigint} NOT NULL CHECK (max_points >= 0),
    rule_name {id} NOT NULL,
    utility {id} NOT NULL,
    tie_order {name} NOT NULL,
    min_votes {int} NOT NULL CHECK (min_votes >= 0),
    currency {id} NOT NULL,
    opens_at {time} NOT NULL,
    closes_at {time} NOT NULL,
    imported_from {text} NOT NULL,
    frozen_hash {id} NOT NULL,
    created_at {time} NOT NULL,
    CHECK (max_length = 0 OR max_length >= min_length),
    CHECK (closes_at > opens_at),
    CHECK ((state = 'SCHEDULED' AND frozen_hash = '') OR (state <> 'SCHEDULED' AND frozen_hash <> ''))
);

CREATE INDEX poll_due ON poll (state, opens_at);

-- A poll opens once and closes once.
CREATE TABLE poll_decision (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    state {id} NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    decided_at {time} NOT NULL,
    decided_by {name} NOT NULL,
    reason {text} NOT NULL,
    PRIMARY KEY (poll_id, state)
);

-- voters and ballots are counted here in the same transaction as the rows that they count.
CREATE TABLE contest (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    area_code {id} NOT NULL,
    position {int} NOT NULL,
    area_name {name} NOT NULL,
    budget_minor {bigint} NOT NULL CHECK (budget_minor >= 0),
    voters {bigint} NOT NULL CHECK (voters >= 0),
    ballots {bigint} NOT NULL CHECK (ballots >= 0),
    -- Envelopes whose ballot was spoiled or not keyed in time: their voters have voted, and no ballot is of them.
    not_counted {bigint} NOT NULL CHECK (not_counted >= 0),
    -- How many letters are in a batch.
    in_batches {bigint} NOT NULL CHECK (in_batches >= 0),
    PRIMARY KEY (poll_id, area_code),
    UNIQUE (poll_id, position)
);

CREATE TABLE project (
    poll_id {id} NOT NULL,
    area_code {id} NOT NULL,
    -- The place on the ballot paper, from 0; ballots name projects by it.
    position {int} NOT NULL CHECK (position BETWEEN 0 AND 65534),
    project_id {id} NOT NULL,
    title {name} NOT NULL,
    cost_minor {bigint} NOT NULL CHECK (cost_minor >= 0),
    PRIMARY KEY (poll_id, area_code, position),
    UNIQUE (poll_id, area_code, project_id),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code)
);

-- Who may vote. Of a voter's code only a keyed hash is kept.
CREATE TABLE roll_entry (
    poll_id {id} NOT NULL,
    position {bigint} NOT NULL,
    voter_id {id} NOT NULL,
    area_code {id} NOT NULL,
    code_hash {hash} NOT NULL,
    PRIMARY KEY (poll_id, position),
    UNIQUE (poll_id, voter_id),
    UNIQUE (poll_id, code_hash),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code)
){without-rowid};

-- For a batch of letters and how many of it have voted.
CREATE INDEX roll_entry_of_area ON roll_entry (poll_id, area_code, position);

-- Letters that are printed together: those of an area from one place of the roll to another. A letter is in one batch at most, so that what
-- is told about batches cannot be taken from each other until one letter is left.
CREATE TABLE letter_batch (
    poll_id {id} NOT NULL,
    batch {int} NOT NULL CHECK (batch >= 1),
    area_code {id} NOT NULL,
    first_position {bigint} NOT NULL,
    last_position {bigint} NOT NULL,
    letters {bigint} NOT NULL CHECK (letters >= 1),
    PRIMARY KEY (poll_id, batch),
    UNIQUE (poll_id, area_code, first_position),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code),
    CHECK (last_position >= first_position)
);

-- Each time that somebody asks for the codes of a batch. That another person agrees is a constraint.
CREATE TABLE letter_export (
    poll_id {id} NOT NULL,
    export_id {id} NOT NULL,
    batch {int} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('ASKED', 'AGREED', 'TAKEN')),
    reason {text} NOT NULL,
    -- The printer's certificate as PEM, or nothing.
    printer {text} NOT NULL,
    asked_by {id} NOT NULL,
    asked_as {name} NOT NULL,
    asked_at {time} NOT NULL,
    agreed_by {id} NULL,
    agreed_as {name} NULL,
    agreed_at {time} NULL,
    -- The request that took the codes may come again, and no other.
    taken_with {id} NULL,
    taken_at {time} NULL,
    PRIMARY KEY (poll_id, export_id),
    FOREIGN KEY (poll_id, batch) REFERENCES letter_batch (poll_id, batch),
    CHECK (agreed_by <> asked_by),
    CHECK (state = 'ASKED' OR (agreed_by IS NOT NULL AND agreed_as IS NOT NULL AND agreed_at IS NOT NULL)),
    CHECK (state <> 'TAKEN' OR (taken_with IS NOT NULL AND taken_at IS NOT NULL))
);

-- That somebody has voted and on which day, and nothing else: no number that grows, so that the rows stand in the order
-- of the roll and not of the voting. One person one ballot is this primary key.
CREATE TABLE turnout (
    poll_id {id} NOT NULL,
    roll_position {bigint} NOT NULL,
    -- "2026-07-03", UTC.
    voted_on {id} NOT NULL,
    PRIMARY KEY (poll_id, roll_position),
    FOREIGN KEY (poll_id, roll_position) REFERENCES roll_entry (poll_id, position)
){without-rowid};

-- What was voted, without who and when. The key is a hash of the ballot card, which only the voter has, or random, and
-- the rows stand in its order.
CREATE TABLE ballot (
    poll_id {id} NOT NULL,
    ballot_key {hash} NOT NULL,
    area_code {id} NOT NULL,
    -- Positions of projects with commas between them: ascending, or in the voter's order where ballots are ranked; with
    -- points "position:points".
    choices {text} NOT NULL,
    -- 0 where it was brought in from a published election; then the three below are null.
    version {int} NOT NULL CHECK (version >= 0),
    salt {hash} NULL,
    -- Two halves: which request it was, and what stood in it.
    request_hash {hash} NULL,
    -- The receipt's promise, sealed with the card.
    sealed_promise {blob} NULL,
    PRIMARY KEY (poll_id, ballot_key),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code),
    CHECK (version = 0 OR (salt IS NOT NULL AND request_hash IS NOT NULL AND sealed_promise IS NOT NULL))
){without-rowid};

--@sqlite
CREATE INDEX ballot_of_contest ON ballot (poll_id, area_code, ballot_key);
--@end
-- With what was chosen, so that a count of a million reads this and nothing else.
--@sqlserver
CREATE INDEX ballot_of_contest ON ballot (poll_id, area_code, ballot_key) INCLUDE (choices);
--@end

-- What stays of a ballot that its voter has changed: that it was there, not what it said.
CREATE TABLE ballot_before (
    poll_id {id} NOT NULL,
    ballot_key {hash} NOT NULL,
    version {int} NOT NULL CHECK (version >= 1),
    choices_hash {hash} NOT NULL,
    request_hash {hash} NOT NULL,
    sealed_promise {blob} NOT NULL,
    PRIMARY KEY (poll_id, ballot_key, version),
    FOREIGN KEY (poll_id, ballot_key) REFERENCES ballot (poll_id, ballot_key)
){without-rowid};

-- Ballots of one area that are mixed together. The private key of each never stands here.
CREATE TABLE mix (
    poll_id {id} NOT NULL,
    mix_id {id} NOT NULL,
    area_code {id} NOT NULL,
    public_key {blob} NOT NULL,
    -- Whose marks in turnout came with a ballot in it, counted in the same transactions.
    voters {bigint} NOT NULL CHECK (voters >= 0),
    -- It takes no ballots any more, and waits until as many have come after it.
    resting {bool} NOT NULL,
    PRIMARY KEY (poll_id, mix_id),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code)
);

-- Versions of ballots that wait to be mixed, sealed to the key of their mix. That somebody voted commits with one of these, and nothing
-- of a row is found again once it has been mixed: the key is a hash of the ballot card of its own for each version.
CREATE TABLE sealed_ballot (
    poll_id {id} NOT NULL,
    lookup {hash} NOT NULL,
    area_code {id} NOT NULL,
    mix_id {id} NOT NULL,
    -- As many bytes for each ballot of a paper.
    sealed {blob} NOT NULL,
    PRIMARY KEY (poll_id, lookup),
    FOREIGN KEY (poll_id, mix_id) REFERENCES mix (poll_id, mix_id)
){without-rowid};

CREATE INDEX sealed_of_mix ON sealed_ballot (poll_id, mix_id);

-- Leaves on their way into the log. They stand in the order of their hashes.
CREATE TABLE log_waiting (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    leaf_hash {hash} NOT NULL,
    PRIMARY KEY (poll_id, leaf_hash)
){without-rowid};

CREATE TABLE log_leaf (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    position {bigint} NOT NULL CHECK (position >= 0),
    leaf_hash {hash} NOT NULL,
    PRIMARY KEY (poll_id, position),
    UNIQUE (poll_id, leaf_hash)
){without-rowid};

-- Without a time: when a batch of ballots came says something about who cast them.
CREATE TABLE log_checkpoint (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    tree_size {bigint} NOT NULL CHECK (tree_size >= 0),
    note {text} NOT NULL,
    -- The roots of the complete subtrees at the right edge of the tree, the largest first.
    edge {blob} NOT NULL,
    PRIMARY KEY (poll_id, tree_size)
);

-- Envelopes that came by post, in batches. Which voters they were of is in turnout and nowhere else.
CREATE TABLE paper_batch (
    poll_id {id} NOT NULL,
    batch_id {id} NOT NULL,
    area_code {id} NOT NULL,
    envelopes {int} NOT NULL CHECK (envelopes >= 1),
    spoiled {int} NOT NULL CHECK (spoiled >= 0),
    counted {int} NOT NULL CHECK (counted >= 0),
    -- Not cast: not in time.
    state {id} NOT NULL CHECK (state IN ('BEING_KEYED', 'CAST', 'NOT_CAST')),
    opened_by {name} NOT NULL,
    PRIMARY KEY (poll_id, batch_id),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code),
    CHECK ((state = 'CAST' AND counted + spoiled = envelopes) OR (state <> 'CAST' AND counted = 0 AND spoiled = 0))
);

CREATE TABLE paper_ballot (
    poll_id {id} NOT NULL,
    batch_id {id} NOT NULL,
    serial {id} NOT NULL,
    PRIMARY KEY (poll_id, batch_id, serial),
    FOREIGN KEY (poll_id, batch_id) REFERENCES paper_batch (poll_id, batch_id)
){without-rowid};

-- Two people key a ballot, a third one where they differ. That they are different people is a constraint. Gone with the casting.
CREATE TABLE paper_keying (
    poll_id {id} NOT NULL,
    batch_id {id} NOT NULL,
    serial {id} NOT NULL,
    turn {int} NOT NULL CHECK (turn BETWEEN 1 AND 3),
    keyed_by {id} NOT NULL,
    choices {text} NOT NULL,
    spoiled {bool} NOT NULL,
    PRIMARY KEY (poll_id, batch_id, serial, turn),
    UNIQUE (poll_id, batch_id, serial, keyed_by),
    FOREIGN KEY (poll_id, batch_id, serial) REFERENCES paper_ballot (poll_id, batch_id, serial)
){without-rowid};

-- Who was shown all ballots for the public.
CREATE TABLE observation (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    request_id {id} NOT NULL,
    shown_at {time} NOT NULL,
    shown_by {name} NOT NULL,
    first_observer {name} NOT NULL,
    second_observer {name} NOT NULL,
    PRIMARY KEY (poll_id, request_id),
    CHECK (first_observer <> second_observer)
);

-- Keyed hashes of the voter ids of ballots that were brought in, until the poll closes.
CREATE TABLE imported_voter (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    voter_hash {hash} NOT NULL,
    PRIMARY KEY (poll_id, voter_hash)
){without-rowid};

CREATE TABLE result (
    poll_id {id} NOT NULL PRIMARY KEY REFERENCES poll (poll_id),
    declared_at {time} NOT NULL,
    result_hash {id} NOT NULL,
    -- The bytes of a participatory.voting.v1.Result.
    body {blob} NOT NULL
);
GO
-- What people vote on does not change once it is here, and a ballot that was cast stays as it is.
--@sqlite
CREATE TRIGGER contest_stays BEFORE UPDATE OF poll_id, area_code, position, area_name, budget_minor ON contest
BEGIN SELECT RAISE(ABORT, 'A contest does not change.'); END;
GO
CREATE TRIGGER project_stays BEFORE UPDATE ON project
BEGIN SELECT RAISE(ABORT, 'A project on a ballot paper does not change.'); END;
GO
CREATE TRIGGER poll_stays BEFORE UPDATE ON poll
WHEN OLD.state <> 'SCHEDULED' AND (
    NOT (NEW.state = OLD.state OR (OLD.state = 'OPEN' AND NEW.state = 'CLOSED') OR (OLD.state = 'CLOSED' AND NEW.state = 'DECLARED'))
    OR NEW.title <> OLD.title OR NEW.vote_type <> OLD.vote_type
    OR NEW.min_length <> OLD.min_length OR NEW.max_length <> OLD.max_length OR NEW.max_sum_cost_minor <> OLD.max_sum_cost_minor
    OR NEW.max_sum_points <> OLD.max_sum_points OR NEW.max_points <> OLD.max_points OR NEW.rule_name <> OLD.rule_name
    OR NEW.utility <> OLD.utility OR NEW.tie_order <> OLD.tie_order OR NEW.min_votes <> OLD.min_votes OR NEW.currency <> OLD.currency
    OR NEW.opens_at <> OLD.opens_at OR NEW.closes_at <> OLD.closes_at OR NEW.frozen_hash <> OLD.frozen_hash)
BEGIN SELECT RAISE(ABORT, 'What people vote on does not change once voting is open.'); END;
GO
CREATE TRIGGER project_comes_before BEFORE INSERT ON project
WHEN (SELECT state FROM poll WHERE poll_id = NEW.poll_id) <> 'SCHEDULED'
BEGIN SELECT RAISE(ABORT, 'No project comes onto a ballot paper once voting is open.'); END;
GO
CREATE TRIGGER project_is_kept BEFORE DELETE ON project
BEGIN SELECT RAISE(ABORT, 'A project on a ballot paper is not taken away.'); END;
GO
CREATE TRIGGER ballot_in_time BEFORE INSERT ON ballot
WHEN (SELECT state FROM poll WHERE poll_id = NEW.poll_id) <> 'OPEN'
BEGIN SELECT RAISE(ABORT, 'Ballots are taken while voting is open.'); END;
GO
CREATE TRIGGER ballot_stays BEFORE UPDATE ON ballot
WHEN NEW.version <> OLD.version + 1 OR OLD.version = 0 OR NEW.poll_id <> OLD.poll_id OR NEW.ballot_key <> OLD.ballot_key
    OR NEW.area_code <> OLD.area_code OR (SELECT state FROM poll WHERE poll_id = OLD.poll_id) <> 'OPEN'
BEGIN SELECT RAISE(ABORT, 'A ballot changes by its next version, while voting is open.'); END;
GO
CREATE TRIGGER log_stays BEFORE UPDATE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'The log only grows.'); END;
GO
CREATE TRIGGER log_is_kept BEFORE DELETE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'The log only grows.'); END;
GO
CREATE TRIGGER letter_export_stays BEFORE UPDATE ON letter_export
WHEN OLD.state = 'TAKEN' OR NEW.batch <> OLD.batch OR NEW.asked_by <> OLD.asked_by OR NEW.printer <> OLD.printer
    OR NEW.agreed_by <> OLD.agreed_by
BEGIN SELECT RAISE(ABORT, 'Who had codes of letters stays on record.'); END;
GO
CREATE TRIGGER letter_export_is_kept BEFORE DELETE ON letter_export
BEGIN SELECT RAISE(ABORT, 'Who had codes of letters stays on record.'); END;
GO
CREATE TRIGGER turnout_stays BEFORE UPDATE ON turnout
BEGIN SELECT RAISE(ABORT, 'That somebody has voted does not change.'); END;
GO
CREATE TRIGGER turnout_is_kept BEFORE DELETE ON turnout
BEGIN SELECT RAISE(ABORT, 'That somebody has voted does not change.'); END;
GO
CREATE TRIGGER ballot_is_kept BEFORE DELETE ON ballot
BEGIN SELECT RAISE(ABORT, 'A ballot is not taken away.'); END;
GO
CREATE TRIGGER result_stays BEFORE UPDATE ON result
BEGIN SELECT RAISE(ABORT, 'A result does not change.'); END;
--@end
--@sqlserver
CREATE TRIGGER contest_stays ON contest AFTER UPDATE AS
BEGIN
    IF UPDATE(poll_id) OR UPDATE(area_code) OR UPDATE(position) OR UPDATE(area_name) OR UPDATE(budget_minor)
        THROW 50001, 'A contest does not change.', 1;
END;
GO
CREATE TRIGGER project_stays ON project AFTER UPDATE AS
BEGIN
    THROW 50001, 'A project on a ballot paper does not change.', 1;
END;
GO
CREATE TRIGGER poll_stays ON poll AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted n JOIN deleted o ON o.poll_id = n.poll_id
        WHERE o.state <> 'SCHEDULED' AND (
            NOT (n.state = o.state OR (o.state = 'OPEN' AND n.state = 'CLOSED') OR (o.state = 'CLOSED' AND n.state = 'DECLARED'))
            OR n.title <> o.title OR n.vote_type <> o.vote_type
            OR n.min_length <> o.min_length OR n.max_length <> o.max_length OR n.max_sum_cost_minor <> o.max_sum_cost_minor
            OR n.max_sum_points <> o.max_sum_points OR n.max_points <> o.max_points OR n.rule_name <> o.rule_name
            OR n.utility <> o.utility OR n.tie_order <> o.tie_order OR n.min_votes <> o.min_votes OR n.currency <> o.currency
            OR n.opens_at <> o.opens_at OR n.closes_at <> o.closes_at OR n.frozen_hash <> o.frozen_hash))
        THROW 50001, 'What people vote on does not change once voting is open.', 1;
END;
GO
CREATE TRIGGER project_comes_before ON project AFTER INSERT, DELETE AS
BEGIN
    IF EXISTS (SELECT 1 FROM deleted) OR EXISTS (SELECT 1 FROM inserted n JOIN poll p ON p.poll_id = n.poll_id WHERE p.state <> 'SCHEDULED')
        THROW 50001, 'A ballot paper does not change once voting is open.', 1;
END;
GO
CREATE TRIGGER ballot_in_time ON ballot AFTER INSERT AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted n JOIN poll p ON p.poll_id = n.poll_id WHERE p.state <> 'OPEN')
        THROW 50001, 'Ballots are taken while voting is open.', 1;
END;
GO
CREATE TRIGGER ballot_stays ON ballot AFTER UPDATE, DELETE AS
BEGIN
    IF (SELECT COUNT(*) FROM deleted) <> (SELECT COUNT(*) FROM inserted n JOIN deleted o ON o.poll_id = n.poll_id
        AND o.ballot_key = n.ballot_key AND o.area_code = n.area_code JOIN poll p ON p.poll_id = n.poll_id
        WHERE n.version = o.version + 1 AND o.version > 0 AND p.state = 'OPEN')
        THROW 50001, 'A ballot changes by its next version, while voting is open.', 1;
END;
GO
CREATE TRIGGER log_stays ON log_leaf AFTER UPDATE, DELETE AS
BEGIN
    THROW 50001, 'The log only grows.', 1;
END;
GO
CREATE TRIGGER letter_export_stays ON letter_export AFTER UPDATE, DELETE AS
BEGIN
    IF EXISTS (SELECT 1 FROM deleted o LEFT JOIN inserted n ON n.poll_id = o.poll_id AND n.export_id = o.export_id
        WHERE n.export_id IS NULL OR o.state = 'TAKEN' OR n.batch <> o.batch OR n.asked_by <> o.asked_by OR n.printer <> o.printer
            OR n.agreed_by <> o.agreed_by)
        THROW 50001, 'Who had codes of letters stays on record.', 1;
END;
GO
CREATE TRIGGER turnout_stays ON turnout AFTER UPDATE, DELETE AS
BEGIN
    THROW 50001, 'That somebody has voted does not change.', 1;
END;
GO
CREATE TRIGGER result_stays ON result AFTER UPDATE AS
BEGIN
    THROW 50001, 'A result does not change.', 1;
END;
--@end
