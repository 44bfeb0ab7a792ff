-- What a group told, as a search looks for it: small letters, no accents. Words are never changed, so this stands beside them; of those
-- that were told before, the clock makes it.
CREATE TABLE telling_sought (
    part_id {id} NOT NULL PRIMARY KEY,
    sought {text} NOT NULL,
    FOREIGN KEY (part_id) REFERENCES telling (part_id)
);
