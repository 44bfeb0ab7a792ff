-- How many of an area voted, of a poll whose roll is being removed or is gone: the bundle says it for ever. That one stands here is what
-- lets the roll go, and it stands here only once the result is declared.
CREATE TABLE removed_roll (
    poll_id {id} NOT NULL,
    area_code {id} NOT NULL,
    voted {bigint} NOT NULL CHECK (voted >= 0),
    PRIMARY KEY (poll_id, area_code),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code)
);
GO
--@sqlite
CREATE TRIGGER removed_roll_is_over BEFORE INSERT ON removed_roll
WHEN (SELECT state FROM poll WHERE poll_id = NEW.poll_id) <> 'DECLARED'
BEGIN SELECT RAISE(ABORT, 'A roll stays until the result is declared.'); END;
GO
CREATE TRIGGER removed_roll_stays BEFORE UPDATE ON removed_roll
BEGIN SELECT RAISE(ABORT, 'How many voted does not change.'); END;
GO
CREATE TRIGGER removed_roll_is_kept BEFORE DELETE ON removed_roll
BEGIN SELECT RAISE(ABORT, 'How many voted does not change.'); END;
GO
DROP TRIGGER turnout_is_kept;
GO
CREATE TRIGGER turnout_is_kept BEFORE DELETE ON turnout
WHEN NOT EXISTS (SELECT 1 FROM removed_roll WHERE poll_id = OLD.poll_id)
BEGIN SELECT RAISE(ABORT, 'That somebody has voted does not change.'); END;
--@end
--@sqlserver
CREATE TRIGGER removed_roll_is_over ON removed_roll AFTER INSERT AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted n JOIN poll p ON p.poll_id = n.poll_id WHERE p.state <> 'DECLARED')
        THROW 50001, 'A roll stays until the result is declared.', 1;
END;
GO
CREATE TRIGGER removed_roll_stays ON removed_roll AFTER UPDATE, DELETE AS
BEGIN
    THROW 50001, 'How many voted does not change.', 1;
END;
GO
DROP TRIGGER turnout_stays;
GO
CREATE TRIGGER turnout_stays ON turnout AFTER UPDATE, DELETE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted)
        OR EXISTS (SELECT 1 FROM deleted o WHERE NOT EXISTS (SELECT 1 FROM removed_roll r WHERE r.poll_id = o.poll_id))
        THROW 50001, 'That somebody has voted does not change.', 1;
END;
--@end
