-- Words and pictures of people that somebody said should not stand where they stand. The words themselves are never changed:
-- what is hidden is not shown, and can be shown again.

-- Something of a service: the words or the photo of an idea of a round. Without a row it is shown, and always was.
CREATE TABLE hiding (
    scope_id {id} NOT NULL,
    item_id {id} NOT NULL,
    part {id} NOT NULL,
    -- Of its changes, so that of two who decide at once one is told so, and whoever hears of them knows which is later.
    number {int} NOT NULL CHECK (number > 0),
    state {id} NOT NULL CHECK (state IN ('SHOWN', 'WAITING', 'HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN', 'SHOWN_AGAIN')),
    reason {id} NOT NULL
        CHECK (reason IN ('', 'NAMES_A_PERSON', 'ABUSE', 'AGAINST_THE_LAW', 'NOT_ABOUT_THIS_PLACE', 'ADVERTISING')),
    author_subject {id} NOT NULL,
    hidden_by {id} NULL,
    second_by {id} NULL,
    decided_as {name} NOT NULL,
    decided_at {time} NOT NULL,
    PRIMARY KEY (scope_id, item_id, part),
    -- Nobody decides about their own words, and nobody looks a second time at what they hid themselves.
    CHECK (hidden_by IS NULL OR hidden_by <> author_subject),
    CHECK (second_by IS NULL OR second_by <> author_subject),
    CHECK (second_by IS NULL OR second_by <> hidden_by),
    CHECK (state NOT IN ('HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN') OR (hidden_by IS NOT NULL AND reason <> '')),
    CHECK (state <> 'KEPT_HIDDEN' OR second_by IS NOT NULL)
);

CREATE INDEX hiding_waiting ON hiding (state, scope_id);

-- What people said of it, until an officer has decided; who said so stands nowhere.
CREATE TABLE flag (
    flag_id {id} NOT NULL PRIMARY KEY,
    scope_id {id} NOT NULL,
    item_id {id} NOT NULL,
    part {id} NOT NULL,
    reason {id} NOT NULL CHECK (reason IN ('NAMES_A_PERSON', 'ABUSE', 'AGAINST_THE_LAW', 'NOT_ABOUT_THIS_PLACE', 'ADVERTISING')),
    note {text} NOT NULL,
    flagged_at {time} NOT NULL
);

CREATE INDEX flag_of ON flag (scope_id, item_id, part, flagged_at);

-- Every step, for the public count.
CREATE TABLE hiding_step (
    sequence {sequence},
    scope_id {id} NOT NULL,
    item_id {id} NOT NULL,
    part {id} NOT NULL,
    step {id} NOT NULL CHECK (step IN ('FLAGGED', 'SHOWN', 'WAITING', 'HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN', 'SHOWN_AGAIN')),
    reason {id} NOT NULL
        CHECK (reason IN ('', 'NAMES_A_PERSON', 'ABUSE', 'AGAINST_THE_LAW', 'NOT_ABOUT_THIS_PLACE', 'ADVERTISING')),
    decided_as {name} NOT NULL,
    step_at {time} NOT NULL
);

CREATE INDEX hiding_step_of ON hiding_step (scope_id, item_id, part);
GO
-- What was decided stays on record.
--@sqlite
CREATE TRIGGER hiding_step_stands BEFORE UPDATE ON hiding_step
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;

CREATE TRIGGER hiding_step_stays BEFORE DELETE ON hiding_step
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;
--@end
--@sqlserver
CREATE TRIGGER hiding_step_stands ON hiding_step AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51007, 'What was decided stays on record.', 1;
END
--@end
