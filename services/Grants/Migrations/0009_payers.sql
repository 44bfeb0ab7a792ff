-- The account that the council pays from, as two finance officers changed it: one asks, another agrees. Before the first one that both
-- wanted, the settings of the machine say it.
CREATE TABLE payer (
    number {int} NOT NULL PRIMARY KEY CHECK (number >= 1),
    state {id} NOT NULL CHECK (state IN ('ASKED', 'AGREED')),
    name {name} NOT NULL CHECK (name <> ''),
    sort_code {id} NOT NULL,
    account_number {id} NOT NULL,
    service_user_number {id} NOT NULL,
    asked_by {id} NOT NULL,
    asked_as {name} NOT NULL,
    asked_at {time} NOT NULL,
    agreed_by {id} NULL,
    agreed_as {name} NULL,
    agreed_at {time} NULL,
    CHECK (agreed_by <> asked_by),
    CHECK (state = 'ASKED' OR (agreed_by IS NOT NULL AND agreed_as IS NOT NULL AND agreed_at IS NOT NULL))
);
GO
--@sqlite
CREATE TRIGGER payer_is_asked_for BEFORE INSERT ON payer WHEN NEW.state <> 'ASKED'
BEGIN SELECT RAISE(ABORT, 'A second person agrees to another account.'); END;
GO
CREATE TRIGGER payer_stays BEFORE UPDATE ON payer
WHEN OLD.state = 'AGREED' OR NEW.number <> OLD.number OR NEW.name <> OLD.name OR NEW.sort_code <> OLD.sort_code
    OR NEW.account_number <> OLD.account_number OR NEW.service_user_number <> OLD.service_user_number OR NEW.asked_by <> OLD.asked_by
    OR NEW.asked_as <> OLD.asked_as OR NEW.asked_at <> OLD.asked_at
BEGIN SELECT RAISE(ABORT, 'An account stays as it was asked for.'); END;
GO
CREATE TRIGGER payer_is_kept BEFORE DELETE ON payer
BEGIN SELECT RAISE(ABORT, 'From where the council paid stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER payer_is_asked_for ON payer AFTER INSERT AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted WHERE state <> 'ASKED')
        THROW 50001, 'A second person agrees to another account.', 1;
END;
GO
CREATE TRIGGER payer_stays ON payer AFTER UPDATE, DELETE AS
BEGIN
    IF EXISTS (SELECT 1 FROM deleted o LEFT JOIN inserted n ON n.number = o.number
        WHERE n.number IS NULL OR o.state = 'AGREED' OR n.name <> o.name OR n.sort_code <> o.sort_code
            OR n.account_number <> o.account_number OR n.service_user_number <> o.service_user_number OR n.asked_by <> o.asked_by
            OR n.asked_as <> o.asked_as OR n.asked_at <> o.asked_at)
        THROW 50001, 'An account stays as it was asked for.', 1;
END;
--@end
