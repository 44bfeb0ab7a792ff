-- How the council calls itself and looks, as administrators changed it: each version whole. Before the first one the settings of the
-- machine say it.
CREATE TABLE council_profile (
    version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
    name {name} NOT NULL CHECK (name <> ''),
    accent {id} NOT NULL,
    accent_dark {id} NOT NULL,
    contact_name {name} NOT NULL,
    contact_address {name} NOT NULL,
    contact_email {name} NOT NULL,
    contact_phone {name} NOT NULL,
    contact_hours {name} NOT NULL,
    privacy_contact {name} NOT NULL,
    privacy_words {text} NOT NULL,
    accessibility_words {text} NOT NULL,
    changed_as {name} NOT NULL,
    changed_at {time} NOT NULL
);
GO
--@sqlite
CREATE TRIGGER council_profile_stays BEFORE UPDATE ON council_profile
BEGIN SELECT RAISE(ABORT, 'What the council said of itself stays on record.'); END;
GO
CREATE TRIGGER council_profile_is_kept BEFORE DELETE ON council_profile
BEGIN SELECT RAISE(ABORT, 'What the council said of itself stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER council_profile_stays ON council_profile AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51007, 'What the council said of itself stays on record.', 1;
END
--@end
