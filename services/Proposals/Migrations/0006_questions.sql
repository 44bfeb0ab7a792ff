-- What a round asks before anybody proposes. Without an area it is asked in all of them.
CREATE TABLE open_question (
    sequence {sequence},
    question_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL REFERENCES round (round_id),
    area_code {id} NULL,
    words {text} NOT NULL CHECK (words <> ''),
    opens_at {time} NOT NULL,
    closes_at {time} NOT NULL,
    asked_by {name} NOT NULL CHECK (asked_by <> ''),
    asked_at {time} NOT NULL,
    -- Before its time, by an officer; and what was asked instead, where something was.
    ended_at {time} NULL,
    ended_by {name} NULL,
    replaced_by {id} NULL,
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK (opens_at < closes_at),
    CHECK ((ended_at IS NULL AND ended_by IS NULL) OR (ended_at IS NOT NULL AND ended_by <> '')),
    CHECK (replaced_by IS NULL OR ended_at IS NOT NULL)
);

CREATE INDEX open_question_of_round ON open_question (round_id, sequence);
