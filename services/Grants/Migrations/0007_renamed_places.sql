-- The name of an area as it was corrected last. It may come before the round that it is about, so nothing here points to
-- one.
CREATE TABLE renamed_place (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    number {int} NOT NULL CHECK (number > 0),
    name {name} NOT NULL,
    PRIMARY KEY (round_id, area_code)
);
