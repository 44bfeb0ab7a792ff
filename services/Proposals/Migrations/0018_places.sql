-- Where ideas are, and the outlines of areas to draw them on. A point is kept in hundred-thousandths of a degree, which is about a metre.
CREATE TABLE proposal_place (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    -- In the words of those who write the idea.
    words {name} NOT NULL,
    latitude {int} NULL CHECK (latitude BETWEEN -9000000 AND 9000000),
    longitude {int} NULL CHECK (longitude BETWEEN -18000000 AND 18000000),
    PRIMARY KEY (round_id, proposal_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id),
    CHECK ((latitude IS NULL AND longitude IS NULL) OR (latitude IS NOT NULL AND longitude IS NOT NULL)),
    CHECK (words <> '' OR latitude IS NOT NULL)
){without-rowid};

-- The outline of an area, known by its code as everywhere. It is of every round that has the area.
CREATE TABLE area_outline (
    area_code {id} NOT NULL PRIMARY KEY,
    south {int} NOT NULL,
    west {int} NOT NULL,
    north {int} NOT NULL,
    east {int} NOT NULL,
    middle_latitude {int} NOT NULL,
    middle_longitude {int} NOT NULL,
    -- Longitude and latitude by turns, with spaces between them; a semicolon between rings.
    rings {text} NOT NULL CHECK (rings <> ''),
    imported_by {name} NOT NULL CHECK (imported_by <> ''),
    imported_at {time} NOT NULL,
    CHECK (south <= north AND west <= east)
);

ALTER TABLE draft ADD place_words {name} NOT NULL DEFAULT '';
GO
ALTER TABLE draft ADD latitude {int} NULL;
GO
ALTER TABLE draft ADD longitude {int} NULL;
GO
-- An idea has up to four photos, in their places; the one that it had stands first. A key cannot be changed, so the table is made anew
-- under its name, with the pieces of files that refer to it: what they hold waits beside them. Processes of the version before go on with
-- the photo that stands first.
CREATE TABLE proposal_photo_kept (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    photo_id {id} NOT NULL PRIMARY KEY,
    alt_text {text} NOT NULL,
    media_type {id} NOT NULL,
    width {int} NOT NULL,
    height {int} NOT NULL,
    size_bytes {bigint} NOT NULL,
    everybody_said_yes {bool} NOT NULL,
    added_by {id} NOT NULL,
    added_at {time} NOT NULL
);

CREATE TABLE proposal_photo_piece_kept (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece)
);
GO
INSERT INTO proposal_photo_kept (
    round_id, proposal_id, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at)
SELECT round_id, proposal_id, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at
FROM proposal_photo;

INSERT INTO proposal_photo_piece_kept (file_id, piece, content) SELECT file_id, piece, content FROM proposal_photo_piece;
GO
DROP TABLE proposal_photo_piece;
GO
DROP TABLE proposal_photo;
GO
-- The photos of an idea, cleaned. The key says that an idea has no more than four.
CREATE TABLE proposal_photo (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    place {int} NOT NULL DEFAULT 1 CHECK (place BETWEEN 1 AND 4),
    photo_id {id} NOT NULL UNIQUE,
    alt_text {text} NOT NULL CHECK (alt_text <> ''),
    media_type {id} NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    width {int} NOT NULL CHECK (width > 0),
    height {int} NOT NULL CHECK (height > 0),
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    -- Of everybody who could be known from it. No name stands anywhere.
    everybody_said_yes {bool} NOT NULL CHECK (everybody_said_yes = 1),
    added_by {id} NOT NULL DEFAULT '',
    added_at {time} NOT NULL,
    PRIMARY KEY (round_id, proposal_id, place),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

-- Their bytes, in pieces, so that neither we nor the database ever holds more than one of them to send it.
CREATE TABLE proposal_photo_piece (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece),
    FOREIGN KEY (file_id) REFERENCES proposal_photo (photo_id)
);
GO
INSERT INTO proposal_photo (
    round_id, proposal_id, place, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at)
SELECT round_id, proposal_id, 1, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at
FROM proposal_photo_kept;

INSERT INTO proposal_photo_piece (file_id, piece, content) SELECT file_id, piece, content FROM proposal_photo_piece_kept;
GO
DROP TABLE proposal_photo_piece_kept;
GO
DROP TABLE proposal_photo_kept;
