-- On which days banks do not pay beside weekends and the bank holidays of a nation, as People told of it: each version whole. Before the
-- first one the settings of the machine say it.
CREATE TABLE holidays (
    version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
    nation {id} NOT NULL CHECK (nation IN ('ENGLAND', 'WALES', 'SCOTLAND', 'NORTHERN_IRELAND'))
);

CREATE TABLE holiday (
    version {int} NOT NULL,
    -- "2027-06-05".
    holiday {id} NOT NULL CHECK (holiday LIKE '____-__-__'),
    PRIMARY KEY (version, holiday),
    FOREIGN KEY (version) REFERENCES holidays (version)
);
GO
-- The day on which the bank works on a run, the last bank day before the one it is paid on. It stays with the run, whatever is said of
-- holidays afterwards; runs from before this go by the settings of the machine, as they did.
ALTER TABLE payment_run ADD process_on {id} NULL;
GO
--@sqlite
CREATE TRIGGER holidays_stays BEFORE UPDATE ON holidays
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
GO
CREATE TRIGGER holidays_is_kept BEFORE DELETE ON holidays
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER holidays_stays ON holidays AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'On which days the council did not work stays on record.', 1;
END
--@end
GO
--@sqlite
CREATE TRIGGER holiday_stays BEFORE UPDATE ON holiday
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
GO
CREATE TRIGGER holiday_is_kept BEFORE DELETE ON holiday
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER holiday_stays ON holiday AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'On which days the council did not work stays on record.', 1;
END
--@end
