-- Rounds with their areas and phases, the ideas of residents, what officers found out about them, the ballot paper,
-- and what the other services have told us: money released and results declared.

CREATE TABLE round (
    sequence {sequence},
    round_id {id} NOT NULL UNIQUE,
    title {name} NOT NULL,
    description {text} NOT NULL,
    currency {id} NOT NULL,
    listening_from {time} NOT NULL,
    accepting_from {time} NOT NULL,
    reviewing_from {time} NOT NULL,
    balloting_from {time} NOT NULL,
    finished_from {time} NOT NULL,
    vote_type {id} NOT NULL CHECK (vote_type IN ('APPROVAL', 'KNAPSACK', 'RANKED', 'POINTS')),
    min_length {int} NOT NULL CHECK (min_length >= 0),
    max_length {int} NOT NULL CHECK (max_length >= 0),
    max_sum_cost_minor {bigint} NOT NULL CHECK (max_sum_cost_minor >= 0),
    max_sum_points {bigint} NOT NULL CHECK (max_sum_points >= 0),
    max_points {bigint} NOT NULL CHECK (max_points >= 0),
    count_rule {id} NOT NULL,
    utility {id} NOT NULL,
    ties {id} NOT NULL,
    min_votes {int} NOT NULL CHECK (min_votes >= 0),
    pay_within_days {int} NOT NULL,
    answer_within_days {int} NOT NULL,
    story_after_days {int} NOT NULL,
    -- How much is asked of a group, by its grant: never more than a sentence of 500, nor more than three questions of 5,000.
    sentence_up_to_minor {bigint} NOT NULL CHECK (sentence_up_to_minor >= 50000),
    questions_up_to_minor {bigint} NOT NULL CHECK (questions_up_to_minor >= 500000),
    unspent {id} NOT NULL CHECK (unspent IN ('RETURN_TO_FUND', 'ROLL_OVER', 'OFFER_NEXT')),
    imported_from {name} NOT NULL,
    phase {id} NOT NULL CHECK (phase IN ('LISTENING', 'ACCEPTING', 'REVIEWING', 'BALLOTING', 'FINISHED')),
    created_at {time} NOT NULL,
    CHECK (listening_from < accepting_from),
    CHECK (accepting_from < reviewing_from),
    CHECK (reviewing_from < balloting_from),
    CHECK (balloting_from < finished_from)
);

CREATE INDEX round_by_phase ON round (phase, accepting_from, reviewing_from);

CREATE TABLE area (
    round_id {id} NOT NULL REFERENCES round (round_id),
    area_code {id} NOT NULL,
    position {int} NOT NULL,
    name {name} NOT NULL,
    PRIMARY KEY (round_id, area_code),
    UNIQUE (round_id, position)
);

-- The key says that a round enters each phase once, so it never goes back.
CREATE TABLE phase_change (
    round_id {id} NOT NULL REFERENCES round (round_id),
    phase {id} NOT NULL CHECK (phase IN ('LISTENING', 'ACCEPTING', 'REVIEWING', 'BALLOTING', 'FINISHED')),
    changed_at {time} NOT NULL,
    decided_by {name} NOT NULL,
    reason {text} NOT NULL,
    PRIMARY KEY (round_id, phase)
);

-- number is set where the id is a number, so that the next one is known; valuations counts them, so that the latest
-- is known; supports counts the rows of support and changes with them only.
CREATE TABLE proposal (
    sequence {sequence},
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    number {int} NULL,
    area_code {id} NOT NULL,
    proposer_subject {id} NOT NULL,
    title {name} NOT NULL,
    words {text} NOT NULL,
    who_benefits {text} NOT NULL,
    estimate_minor {bigint} NULL CHECK (estimate_minor > 0),
    shown_as {name} NOT NULL,
    -- The marks of ring-fences that its proposer says it counts for, with spaces between them.
    counts_for {text} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('OPEN', 'WITHDRAWN', 'FEASIBLE', 'INFEASIBLE', 'ON_BALLOT', 'WON', 'LOST')),
    valuations {int} NOT NULL,
    supports {int} NOT NULL CHECK (supports >= 0),
    created_at {time} NOT NULL,
    UNIQUE (round_id, proposal_id),
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code)
);

CREATE INDEX proposal_in_order ON proposal (round_id, sequence);
CREATE INDEX proposal_by_number ON proposal (round_id, number);
CREATE INDEX proposal_by_proposer ON proposal (proposer_subject, sequence);

CREATE TABLE support (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    supporter_subject {id} NOT NULL,
    supported_at {time} NOT NULL,
    PRIMARY KEY (round_id, proposal_id, supporter_subject),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
){without-rowid};

-- Every valuation is kept; the one with the highest number counts.
CREATE TABLE valuation (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    number {int} NOT NULL CHECK (number > 0),
    cost_minor {bigint} NULL CHECK (cost_minor > 0),
    infeasible_reason {text} NULL,
    note {text} NOT NULL,
    valued_by {name} NOT NULL,
    valued_at {time} NOT NULL,
    PRIMARY KEY (round_id, proposal_id, number),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id),
    CHECK ((cost_minor IS NULL AND infeasible_reason IS NOT NULL) OR (cost_minor IS NOT NULL AND infeasible_reason IS NULL))
);

-- One ballot paper for a round, and the money of each area as it was when it was published.
CREATE TABLE ballot_paper (
    round_id {id} NOT NULL PRIMARY KEY REFERENCES round (round_id),
    opens_at {time} NOT NULL,
    closes_at {time} NOT NULL,
    published_by {name} NOT NULL,
    published_at {time} NOT NULL,
    CHECK (opens_at < closes_at)
);

CREATE TABLE contest (
    round_id {id} NOT NULL REFERENCES ballot_paper (round_id),
    area_code {id} NOT NULL,
    budget_minor {bigint} NOT NULL CHECK (budget_minor > 0),
    PRIMARY KEY (round_id, area_code),
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code)
);

-- What others have told us. It may come before the round that it is about, so nothing here points to one.
CREATE TABLE budget_release (
    release_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    released_at {time} NOT NULL
);

CREATE TABLE released_to_area (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    release_id {id} NOT NULL REFERENCES budget_release (release_id),
    currency {id} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (round_id, area_code, release_id)
);

-- What two people took back of it.
CREATE TABLE clawed_back (
    clawback_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    currency {id} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0)
);

CREATE INDEX clawed_back_from ON clawed_back (round_id, area_code);

CREATE TABLE result (
    round_id {id} NOT NULL PRIMARY KEY,
    result_hash {id} NOT NULL,
    declared_at {time} NOT NULL
);

CREATE TABLE outcome (
    round_id {id} NOT NULL REFERENCES result (round_id),
    proposal_id {id} NOT NULL,
    won {bool} NOT NULL,
    votes {bigint} NOT NULL CHECK (votes >= 0),
    reason {text} NOT NULL,
    PRIMARY KEY (round_id, proposal_id)
);

-- What ring-fences changed of it. May come before the result that it is about.
CREATE TABLE winner_changed (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    won {bool} NOT NULL,
    reason {text} NOT NULL,
    PRIMARY KEY (round_id, proposal_id)
);
GO
-- What a person wrote is theirs, and what was decided stays on record: no statement of ours tries to change either,
-- and one that did would fail here.
--@sqlite
CREATE TRIGGER proposal_words_stand BEFORE UPDATE OF title, words, who_benefits ON proposal
BEGIN
    SELECT RAISE(ABORT, 'What a person wrote is theirs; it is never changed.');
END;

CREATE TRIGGER valuation_stands BEFORE UPDATE ON valuation
BEGIN
    SELECT RAISE(ABORT, 'A valuation is never changed; a new one is added.');
END;

CREATE TRIGGER valuation_stays BEFORE DELETE ON valuation
BEGIN
    SELECT RAISE(ABORT, 'A valuation is never taken away; a new one is added.');
END;

CREATE TRIGGER phase_change_stands BEFORE UPDATE ON phase_change
BEGIN
    SELECT RAISE(ABORT, 'A change of phase stays on record.');
END;

CREATE TRIGGER phase_change_stays BEFORE DELETE ON phase_change
BEGIN
    SELECT RAISE(ABORT, 'A change of phase stays on record.');
END;
--@end
--@sqlserver
CREATE TRIGGER proposal_words_stand ON proposal AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF UPDATE(title) OR UPDATE(words) OR UPDATE(who_benefits)
        THROW 51001, 'What a person wrote is theirs; it is never changed.', 1;
END
GO
CREATE TRIGGER valuation_stands ON valuation AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51002, 'A valuation is never changed or taken away; a new one is added.', 1;
END
GO
CREATE TRIGGER phase_change_stands ON phase_change AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51003, 'A change of phase stays on record.', 1;
END
--@end
