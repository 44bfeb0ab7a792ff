-- Dates that were moved and words that were corrected: what they were, by whom and why. A decision has a number in its
-- round, and may move several dates or correct several words.
CREATE TABLE date_change (
    round_id {id} NOT NULL REFERENCES round (round_id),
    number {int} NOT NULL CHECK (number > 0),
    phase {id} NOT NULL CHECK (phase IN ('LISTENING', 'ACCEPTING', 'REVIEWING', 'BALLOTING', 'FINISHED')),
    was {time} NOT NULL,
    became {time} NOT NULL,
    decided_at {time} NOT NULL,
    decided_by {name} NOT NULL CHECK (decided_by <> ''),
    reason {text} NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (round_id, number, phase),
    CHECK (was <> became)
);

-- Without an area it is the description of the round.
CREATE TABLE words_change (
    round_id {id} NOT NULL REFERENCES round (round_id),
    number {int} NOT NULL CHECK (number > 0),
    area_code {id} NOT NULL,
    was {text} NOT NULL,
    decided_at {time} NOT NULL,
    decided_by {name} NOT NULL CHECK (decided_by <> ''),
    reason {text} NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (round_id, number, area_code)
);
GO
-- What was decided stays on record.
--@sqlite
CREATE TRIGGER date_change_stands BEFORE UPDATE ON date_change
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;

CREATE TRIGGER date_change_stays BEFORE DELETE ON date_change
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;

CREATE TRIGGER words_change_stands BEFORE UPDATE ON words_change
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;

CREATE TRIGGER words_change_stays BEFORE DELETE ON words_change
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;
--@end
--@sqlserver
CREATE TRIGGER date_change_stands ON date_change AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51005, 'What was decided stays on record.', 1;
END
GO
CREATE TRIGGER words_change_stands ON words_change AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51006, 'What was decided stays on record.', 1;
END
--@end
