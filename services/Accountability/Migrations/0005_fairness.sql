-- Whose ideas come through. What people say about themselves lies here until the round is counted, under names that only
-- the key of that round makes from a person; afterwards both are gone and the counts that may be shown are left.
CREATE TABLE fairness_said (
    token {hash} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    question {id} NOT NULL,
    choice {id} NOT NULL
){without-rowid};

CREATE INDEX fairness_said_in_round ON fairness_said (round_id);

-- A round is counted once. How many people there were in all, by how far they came.
CREATE TABLE fairness_count (
    round_id {id} NOT NULL PRIMARY KEY,
    counted_at {time} NOT NULL,
    proposed {int} NOT NULL,
    feasible {int} NOT NULL,
    won {int} NOT NULL,
    paid {int} NOT NULL
);

-- What is shown. A number that is kept back is not here, nor anywhere.
CREATE TABLE fairness_cell (
    round_id {id} NOT NULL,
    question {id} NOT NULL,
    -- Empty for those who did not say.
    choice {id} NOT NULL,
    stage {id} NOT NULL CHECK (stage IN ('PROPOSED', 'FEASIBLE', 'WON', 'PAID')),
    people {int} NOT NULL CHECK (people >= 10),
    PRIMARY KEY (round_id, question, choice, stage),
    FOREIGN KEY (round_id) REFERENCES fairness_count (round_id)
);
