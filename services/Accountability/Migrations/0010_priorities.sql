-- A further kind of promise: that a priority is answered by its day. A CHECK cannot be changed, so the table is made anew under its
-- name; processes of the version before go on with it.
CREATE TABLE commitment_new (
    commitment_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('PAY', 'ANSWER', 'WRITTEN', 'CHANGED_MIND', 'CLAWBACK', 'PRIORITY')),
    area_code {id} NOT NULL,
    project_id {id} NOT NULL,
    title {text} NOT NULL,
    role {name} NOT NULL,
    -- Empty where we have heard that it was kept before we heard that it was promised.
    promised_at {time} NULL,
    due_at {time} NULL,
    settled_at {time} NULL,
    broken_at {time} NULL,
    reason {text} NOT NULL,
    reason_by {name} NOT NULL,
    -- Of money that was taken back, how much.
    amount_minor {bigint} NULL,
    currency {id} NULL,
    CHECK (kind NOT IN ('WRITTEN', 'PRIORITY') OR (promised_at IS NOT NULL AND due_at IS NOT NULL AND role <> '')),
    -- Nobody breaks it: it is answered, or its day has passed.
    CHECK (kind <> 'PRIORITY' OR broken_at IS NULL),
    CHECK (broken_at IS NULL OR reason <> '')
);
GO

INSERT INTO commitment_new (commitment_id, round_id, kind, area_code, project_id, title, role, promised_at, due_at, settled_at, broken_at,
    reason, reason_by, amount_minor, currency)
SELECT commitment_id, round_id, kind, area_code, project_id, title, role, promised_at, due_at, settled_at, broken_at, reason, reason_by,
    amount_minor, currency
FROM commitment;
GO

DROP TABLE commitment;
GO

--@sqlite
ALTER TABLE commitment_new RENAME TO commitment;
--@end
--@sqlserver
EXEC sp_rename 'commitment_new', 'commitment';
--@end
GO

CREATE INDEX commitment_of_round ON commitment (round_id, kind);
GO

-- What the council answers to a priority, once.
CREATE TABLE priority_answer (
    commitment_id {id} NOT NULL PRIMARY KEY REFERENCES commitment (commitment_id),
    answer {id} NOT NULL CHECK (answer IN ('WE_WILL', 'WE_WILL_NOT', 'TOGETHER')),
    words {text} NOT NULL CHECK (words <> ''),
    answered_by {name} NOT NULL CHECK (answered_by <> ''),
    answered_at {time} NOT NULL,
    -- The promise that came with it; empty where none did.
    promise_id {id} NOT NULL
);
GO
--@sqlite
CREATE TRIGGER priority_answer_stands BEFORE UPDATE ON priority_answer
BEGIN
    SELECT RAISE(ABORT, 'What the council answered stands.');
END;
GO
CREATE TRIGGER priority_answer_is_kept BEFORE DELETE ON priority_answer
BEGIN
    SELECT RAISE(ABORT, 'What the council answered stands.');
END;
--@end
--@sqlserver
CREATE TRIGGER priority_answer_stands ON priority_answer AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51010, 'What the council answered stands.', 1;
END
--@end
