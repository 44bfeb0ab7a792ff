-- A poll, as its ballot paper came. Nothing of it changes afterwards but the state.
CREATE TABLE poll (
    poll_id {id} NOT NULL PRIMARY KEY,
    title {name} NOT NULL,
    -- 1 scheduled, 2 open, 3 closed, 4 declared.
    state {int} NOT NULL CHECK (state BETWEEN 1 AND 4),
    -- 1 approval, 2 knapsack.
    vote_type {int} NOT NULL CHECK (vote_type IN (1, 2)),
    min_length {int} NOT NULL CHECK (min_length >= 1),
    max_length {int} NOT NULL,
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
    CHECK ((state = 1 AND frozen_hash = '') OR (state > 1 AND frozen_hash <> ''))
);

CREATE INDEX poll_due ON poll (state, opens_at);

-- A poll opens once and closes once.
CREATE TABLE poll_decision (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    state {int} NOT NULL CHECK (state IN (2, 3)),
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

-- That somebody has voted, and nothing else: no time, and no number that grows, so that the rows stand in the order of
-- the roll and not of the voting. One person one ballot is this primary key.
CREATE TABLE turnout (
    poll_id {id} NOT NULL,
    roll_position {bigint} NOT NULL,
    PRIMARY KEY (poll_id, roll_position),
    FOREIGN KEY (poll_id, roll_position) REFERENCES roll_entry (poll_id, position)
){without-rowid};

-- What was voted, without who and when. The key is a hash of a secret that only the caller has, or random, and the rows
-- stand in its order.
CREATE TABLE ballot (
    poll_id {id} NOT NULL,
    ballot_key {hash} NOT NULL,
    area_code {id} NOT NULL,
    -- Positions of projects, ascending, with commas between them.
    choices {text} NOT NULL,
    -- Tells the same request from another one under the same id. Null where the ballot was brought in.
    request_hash {hash} NULL,
    PRIMARY KEY (poll_id, ballot_key),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code)
){without-rowid};

CREATE INDEX ballot_of_contest ON ballot (poll_id, area_code, ballot_key);

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
CREATE TRIGGER ballot_stays BEFORE UPDATE ON ballot
BEGIN SELECT RAISE(ABORT, 'A ballot does not change.'); END;
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
CREATE TRIGGER ballot_stays ON ballot AFTER UPDATE, DELETE AS
BEGIN
    THROW 50001, 'A ballot does not change.', 1;
END;
GO
CREATE TRIGGER result_stays ON result AFTER UPDATE AS
BEGIN
    THROW 50001, 'A result does not change.', 1;
END;
--@end
