-- The council's own words in letters with voting codes and in e-mails, as administrators changed them: each version whole. What is empty is
-- ours, and so is all of it before the first version.
CREATE TABLE council_letters (
    version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
    heading {name} NOT NULL,
    words {text} NOT NULL,
    mail_words {text} NOT NULL,
    changed_as {name} NOT NULL,
    changed_at {time} NOT NULL
);
GO
--@sqlite
CREATE TRIGGER council_letters_stays BEFORE UPDATE ON council_letters
BEGIN SELECT RAISE(ABORT, 'What the council wrote in its letters stays on record.'); END;
GO
CREATE TRIGGER council_letters_is_kept BEFORE DELETE ON council_letters
BEGIN SELECT RAISE(ABORT, 'What the council wrote in its letters stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER council_letters_stays ON council_letters AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51007, 'What the council wrote in its letters stays on record.', 1;
END
--@end
GO
-- On which days neither the council nor its bank works, beside weekends and the bank holidays of its nation: each version whole. Before the
-- first one the settings of the machine say it.
CREATE TABLE council_holidays (
    version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
    nation {id} NOT NULL CHECK (nation IN ('ENGLAND', 'WALES', 'SCOTLAND', 'NORTHERN_IRELAND')),
    changed_as {name} NOT NULL,
    changed_at {time} NOT NULL
);

CREATE TABLE council_holiday (
    version {int} NOT NULL,
    -- "2027-06-05".
    holiday {id} NOT NULL CHECK (holiday LIKE '____-__-__'),
    PRIMARY KEY (version, holiday),
    FOREIGN KEY (version) REFERENCES council_holidays (version)
);
GO
--@sqlite
CREATE TRIGGER council_holidays_stays BEFORE UPDATE ON council_holidays
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
GO
CREATE TRIGGER council_holidays_is_kept BEFORE DELETE ON council_holidays
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER council_holidays_stays ON council_holidays AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51007, 'On which days the council did not work stays on record.', 1;
END
--@end
GO
--@sqlite
CREATE TRIGGER council_holiday_stays BEFORE UPDATE ON council_holiday
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
GO
CREATE TRIGGER council_holiday_is_kept BEFORE DELETE ON council_holiday
BEGIN SELECT RAISE(ABORT, 'On which days the council did not work stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER council_holiday_stays ON council_holiday AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51007, 'On which days the council did not work stays on record.', 1;
END
--@end
