-- A theme: an "I" statement under which people put what several of them said, with their words beside it. Without an area
-- it is of the whole round. Everybody reads it once it is published, and then it stays as it was worded.
CREATE TABLE theme (
    sequence {sequence},
    theme_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL REFERENCES round (round_id),
    area_code {id} NULL,
    statement {text} NOT NULL CHECK (statement <> ''),
    -- Why fewer than three voices are quoted; empty where that many are.
    few_reason {text} NOT NULL,
    named_by {name} NOT NULL CHECK (named_by <> ''),
    named_at {time} NOT NULL,
    published_at {time} NULL,
    published_by {name} NULL,
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK ((published_at IS NULL AND published_by IS NULL) OR (published_at IS NOT NULL AND published_by <> ''))
);

CREATE INDEX theme_of_round ON theme (round_id, sequence);

-- Whose words are quoted. A voice that is taken back goes from here first.
CREATE TABLE theme_quote (
    theme_id {id} NOT NULL REFERENCES theme (theme_id),
    voice_id {id} NOT NULL REFERENCES voice (voice_id),
    PRIMARY KEY (theme_id, voice_id)
);

CREATE INDEX theme_quote_of ON theme_quote (voice_id);
