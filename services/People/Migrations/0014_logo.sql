-- Pictures that may become the logo, as administrators sent them in. One that never became it goes after a day.
CREATE TABLE logo_picture (
    logo_id {id} NOT NULL PRIMARY KEY,
    alt_text {text} NOT NULL CHECK (alt_text <> ''),
    media_type {id} NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png')),
    width {int} NOT NULL CHECK (width > 0),
    height {int} NOT NULL CHECK (height > 0),
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    added_as {name} NOT NULL,
    added_at {time} NOT NULL
);

-- Its bytes, in pieces, so that neither we nor the database ever holds more than one of them to send it.
CREATE TABLE logo_piece (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece),
    FOREIGN KEY (file_id) REFERENCES logo_picture (logo_id)
);

-- Which of them is the logo, and was; none where it was taken away. Before the first version the settings of the machine say it.
CREATE TABLE council_logo (
    version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
    logo_id {id} NULL REFERENCES logo_picture (logo_id),
    changed_as {name} NOT NULL,
    changed_at {time} NOT NULL
);
GO
--@sqlite
CREATE TRIGGER council_logo_stays BEFORE UPDATE ON council_logo
BEGIN SELECT RAISE(ABORT, 'Which logo the council had stays on record.'); END;
GO
CREATE TRIGGER council_logo_is_kept BEFORE DELETE ON council_logo
BEGIN SELECT RAISE(ABORT, 'Which logo the council had stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER council_logo_stays ON council_logo AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51007, 'Which logo the council had stays on record.', 1;
END
--@end
