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
