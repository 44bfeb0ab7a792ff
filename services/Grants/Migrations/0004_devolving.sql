-- What a council promises about the money of a round before anybody votes, and what it takes to go back on a release.

CREATE TABLE money_rules (
    round_id {id} NOT NULL PRIMARY KEY,
    -- A person's name and how to reach them, as they stand in every agreement of the round.
    contact {name} NOT NULL,
    answer_within_days {int} NOT NULL CHECK (answer_within_days BETWEEN 7 AND 180),
    -- The rest of an area is offered to an idea only where it is at least this much of its cost.
    part_at_least {int} NOT NULL CHECK (part_at_least BETWEEN 1 AND 99),
    set_as {name} NOT NULL,
    set_by {id} NOT NULL,
    set_at {time} NOT NULL
);

-- At least so much, or such a share, of each area's money, or of the whole round's, is for ideas that bear the mark.
CREATE TABLE ring_fence (
    round_id {id} NOT NULL REFERENCES money_rules (round_id),
    place {int} NOT NULL,
    mark {id} NOT NULL,
    title {name} NOT NULL,
    least_minor {bigint} NULL CHECK (least_minor > 0),
    least_share {int} NULL CHECK (least_share BETWEEN 1 AND 100),
    whole_round {bool} NOT NULL,
    PRIMARY KEY (round_id, place),
    UNIQUE (round_id, mark),
    CHECK ((least_minor IS NULL AND least_share IS NOT NULL) OR (least_minor IS NOT NULL AND least_share IS NULL))
);

-- What an idea counts for: as its proposer says (nobody else's name beside it) until an officer says it; where the officer
-- found that it counts for nothing, the mark is empty.
CREATE TABLE idea_mark (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    mark {id} NOT NULL,
    marked_by {id} NOT NULL,
    marked_as {name} NOT NULL,
    marked_at {time} NOT NULL,
    PRIMARY KEY (round_id, project_id, mark)
);

-- What each ring-fence asked of an area (or, where that is empty, of the round), what the votes alone gave, and what it came to.
CREATE TABLE fence_outcome (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    mark {id} NOT NULL,
    asked_minor {bigint} NOT NULL,
    by_votes_minor {bigint} NOT NULL,
    came_to_minor {bigint} NOT NULL,
    PRIMARY KEY (round_id, area_code, mark)
);

-- The ideas that a ring-fence put in or took out.
CREATE TABLE fence_change (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    area_code {id} NOT NULL,
    mark {id} NOT NULL,
    title {text} NOT NULL,
    cost_minor {bigint} NOT NULL,
    put_in {bool} NOT NULL,
    PRIMARY KEY (round_id, project_id)
);

-- Ideas without an award, in the order of their votes: whom the rest of an area may be offered to.
CREATE TABLE runner_up (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    area_code {id} NOT NULL,
    title {text} NOT NULL,
    cost_minor {bigint} NOT NULL CHECK (cost_minor > 0),
    place {int} NOT NULL,
    PRIMARY KEY (round_id, project_id)
);

CREATE INDEX runner_up_next ON runner_up (round_id, area_code, place);

-- Two people take money back that was let go of, and say why; that stays to be seen.
CREATE TABLE clawback (
    clawback_id {id} NOT NULL PRIMARY KEY,
    fund_id {id} NOT NULL,
    currency {id} NOT NULL,
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    reason {text} NOT NULL,
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
    CHECK (state <> 'APPROVED' OR decided_by <> proposed_by),
    CHECK (state <> 'DECLINED' OR decline_reason IS NOT NULL)
);

CREATE INDEX clawback_newest ON clawback (proposed_at, clawback_id);
CREATE INDEX clawback_of_round ON clawback (round_id, state);

-- A round whose money is settled: what was left went where its policy said.
CREATE TABLE settlement (
    round_id {id} NOT NULL PRIMARY KEY,
    unspent {id} NOT NULL,
    to_round_id {id} NULL,
    moved_minor {bigint} NOT NULL CHECK (moved_minor >= 0),
    settled_by {id} NOT NULL,
    settled_as {name} NOT NULL,
    settled_at {time} NOT NULL,
    CHECK ((unspent = 'ROLL_OVER' AND to_round_id IS NOT NULL) OR (unspent <> 'ROLL_OVER' AND to_round_id IS NULL))
);

-- Which evidence rule a fund has had, since when, and which finance officer accepted the risk, with what reason.
CREATE TABLE evidence_choice (
    fund_id {id} NOT NULL REFERENCES fund (fund_id),
    place {int} NOT NULL,
    evidence {id} NOT NULL CHECK (evidence IN ('NONE', 'KEEP', 'SAMPLE')),
    -- How many groups are drawn for a conversation.
    sample_groups {int} NOT NULL,
    reason {text} NOT NULL,
    chosen_by {id} NOT NULL,
    chosen_as {name} NOT NULL,
    chosen_at {time} NOT NULL,
    PRIMARY KEY (fund_id, place),
    CHECK ((evidence = 'SAMPLE' AND sample_groups BETWEEN 1 AND 50) OR (evidence <> 'SAMPLE' AND sample_groups = 0))
);

-- The order in which a fund's groups of a round came out of the draw; the first of them are invited to a conversation. No
-- place is given twice, so nothing is drawn twice.
CREATE TABLE sample_draw (
    fund_id {id} NOT NULL REFERENCES fund (fund_id),
    round_id {id} NOT NULL,
    place {int} NOT NULL CHECK (place > 0),
    award_id {id} NOT NULL REFERENCES award (award_id),
    invited {bool} NOT NULL,
    drawn_at {time} NOT NULL,
    PRIMARY KEY (fund_id, round_id, place),
    UNIQUE (fund_id, award_id)
);
