-- The photo of an idea, cleaned. The key says that an idea has one.
CREATE TABLE proposal_photo (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    photo_id {id} NOT NULL UNIQUE,
    alt_text {text} NOT NULL CHECK (alt_text <> ''),
    media_type {id} NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    width {int} NOT NULL CHECK (width > 0),
    height {int} NOT NULL CHECK (height > 0),
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    -- Of everybody who could be known from it. No name stands anywhere.
    everybody_said_yes {bool} NOT NULL CHECK (everybody_said_yes = 1),
    added_at {time} NOT NULL,
    PRIMARY KEY (round_id, proposal_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

-- Its bytes, in pieces, so that neither we nor the database ever holds more than one of them to send it.
CREATE TABLE proposal_photo_piece (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece),
    FOREIGN KEY (file_id) REFERENCES proposal_photo (photo_id)
);

-- An officer took it away: who and why stays, the photo does not.
CREATE TABLE photo_taken_away (
    photo_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    reason {text} NOT NULL CHECK (reason <> ''),
    taken_by {name} NOT NULL CHECK (taken_by <> ''),
    taken_at {time} NOT NULL,
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX photo_taken_away_of ON photo_taken_away (round_id, proposal_id, taken_at);
GO
-- What was decided stays on record.
--@sqlite
CREATE TRIGGER photo_taken_away_stands BEFORE UPDATE ON photo_taken_away
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;

CREATE TRIGGER photo_taken_away_stays BEFORE DELETE ON photo_taken_away
BEGIN
    SELECT RAISE(ABORT, 'What was decided stays on record.');
END;
--@end
--@sqlserver
CREATE TRIGGER photo_taken_away_stands ON photo_taken_away AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51004, 'What was decided stays on record.', 1;
END
--@end
