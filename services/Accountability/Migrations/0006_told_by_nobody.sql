-- A story stays as it was told; who told it may be forgotten.
--@sqlite
DROP TRIGGER story_stays;
GO
CREATE TRIGGER story_stays BEFORE UPDATE ON story
WHEN NOT (NEW.told_by = '' AND NEW.report_id = OLD.report_id AND NEW.round_id = OLD.round_id AND NEW.area_code = OLD.area_code
    AND NEW.told_at = OLD.told_at AND NEW.way = OLD.way AND NEW.written_by = OLD.written_by AND NEW.corrected = OLD.corrected
    AND NEW.was_hard = OLD.was_hard) BEGIN
    SELECT RAISE(ABORT, 'A story stays as it was told.');
END;
--@end
--@sqlserver
DROP TRIGGER story_stays;
GO
CREATE TRIGGER story_stays ON story AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted WHERE told_by <> '') OR UPDATE(report_id) OR UPDATE(round_id) OR UPDATE(area_code)
        OR UPDATE(told_at) OR UPDATE(way) OR UPDATE(written_by) OR UPDATE(corrected) OR UPDATE(was_hard)
        THROW 50001, 'A story stays as it was told.', 1;
END;
--@end
