-- Voting goes on for longer, once: one person asks while people vote, another agrees. The dates of the poll itself stay as they were when
-- voting opened, since its fingerprint is over them; voting closes at what was agreed here.
CREATE TABLE extension (
    poll_id {id} NOT NULL REFERENCES poll (poll_id),
    -- Counted from 1 in each poll; the last one counts, and those before it came to nothing.
    number {int} NOT NULL CHECK (number >= 1),
    state {id} NOT NULL CHECK (state IN ('ASKED', 'AGREED')),
    was {time} NOT NULL,
    becomes {time} NOT NULL,
    reason {text} NOT NULL CHECK (reason <> ''),
    asked_by {id} NOT NULL,
    asked_as {name} NOT NULL,
    asked_at {time} NOT NULL,
    agreed_by {id} NULL,
    agreed_as {name} NULL,
    agreed_at {time} NULL,
    PRIMARY KEY (poll_id, number),
    CHECK (becomes > was),
    CHECK (agreed_by <> asked_by),
    CHECK (state = 'ASKED' OR (agreed_by IS NOT NULL AND agreed_as IS NOT NULL AND agreed_at IS NOT NULL AND agreed_at < was))
);

-- Once.
CREATE UNIQUE INDEX extension_agreed ON extension (poll_id) WHERE state = 'AGREED';
GO
--@sqlite
CREATE TRIGGER extension_while_open BEFORE INSERT ON extension
WHEN NEW.state <> 'ASKED' OR (SELECT state FROM poll WHERE poll_id = NEW.poll_id) <> 'OPEN'
    OR (SELECT closes_at FROM poll WHERE poll_id = NEW.poll_id) <> NEW.was
BEGIN SELECT RAISE(ABORT, 'Voting is kept open for longer while it is open.'); END;
GO
CREATE TRIGGER extension_stays BEFORE UPDATE ON extension
WHEN OLD.state = 'AGREED' OR NEW.poll_id <> OLD.poll_id OR NEW.number <> OLD.number OR NEW.was <> OLD.was OR NEW.becomes <> OLD.becomes
    OR NEW.reason <> OLD.reason OR NEW.asked_by <> OLD.asked_by OR NEW.asked_as <> OLD.asked_as OR NEW.asked_at <> OLD.asked_at
    OR (SELECT state FROM poll WHERE poll_id = OLD.poll_id) <> 'OPEN'
BEGIN SELECT RAISE(ABORT, 'What was asked for stays as it was asked for.'); END;
GO
CREATE TRIGGER extension_is_kept BEFORE DELETE ON extension
BEGIN SELECT RAISE(ABORT, 'Who kept voting open stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER extension_while_open ON extension AFTER INSERT AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted n JOIN poll p ON p.poll_id = n.poll_id
        WHERE n.state <> 'ASKED' OR p.state <> 'OPEN' OR p.closes_at <> n.was)
        THROW 50001, 'Voting is kept open for longer while it is open.', 1;
END;
GO
CREATE TRIGGER extension_stays ON extension AFTER UPDATE, DELETE AS
BEGIN
    IF EXISTS (SELECT 1 FROM deleted o LEFT JOIN inserted n ON n.poll_id = o.poll_id AND n.number = o.number
        JOIN poll p ON p.poll_id = o.poll_id
        WHERE n.poll_id IS NULL OR o.state = 'AGREED' OR n.was <> o.was OR n.becomes <> o.becomes OR n.reason <> o.reason
            OR n.asked_by <> o.asked_by OR n.asked_as <> o.asked_as OR n.asked_at <> o.asked_at OR p.state <> 'OPEN')
        THROW 50001, 'What was asked for stays as it was asked for.', 1;
END;
--@end
