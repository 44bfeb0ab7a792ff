-- A card sort: several people put the same voices together, each on their own. Without an area it is of the whole round.
CREATE TABLE card_sort (
    sequence {sequence},
    sort_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL REFERENCES round (round_id),
    area_code {id} NULL,
    -- How many voices there were, and with what its cards were drawn by lot where they are fewer.
    voices {int} NOT NULL CHECK (voices > 0),
    seed {bigint} NOT NULL,
    opened_by {name} NOT NULL CHECK (opened_by <> ''),
    opened_at {time} NOT NULL,
    closed_at {time} NULL,
    closed_by {name} NULL,
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK ((closed_at IS NULL AND closed_by IS NULL) OR (closed_at IS NOT NULL AND closed_by <> ''))
);

CREATE INDEX card_sort_of_round ON card_sort (round_id, sequence);

-- Its cards, the same for everybody. A voice that is taken back goes from here first.
CREATE TABLE sort_card (
    sort_id {id} NOT NULL REFERENCES card_sort (sort_id),
    voice_id {id} NOT NULL REFERENCES voice (voice_id),
    position {int} NOT NULL CHECK (position > 0),
    PRIMARY KEY (sort_id, voice_id)
);

CREATE INDEX sort_card_of ON sort_card (voice_id);

-- A pile of one person, with its working name.
CREATE TABLE sort_pile (
    sort_id {id} NOT NULL REFERENCES card_sort (sort_id),
    sorter_subject {id} NOT NULL CHECK (sorter_subject <> ''),
    pile {int} NOT NULL CHECK (pile > 0),
    name {name} NOT NULL,
    PRIMARY KEY (sort_id, sorter_subject, pile)
);

CREATE INDEX sort_pile_of ON sort_pile (sorter_subject);

-- Where one person put a card; 0 fits none of their piles.
CREATE TABLE sorted_card (
    sort_id {id} NOT NULL,
    sorter_subject {id} NOT NULL CHECK (sorter_subject <> ''),
    voice_id {id} NOT NULL,
    pile {int} NOT NULL CHECK (pile >= 0),
    PRIMARY KEY (sort_id, sorter_subject, voice_id),
    FOREIGN KEY (sort_id, voice_id) REFERENCES sort_card (sort_id, voice_id)
);

CREATE INDEX sorted_card_of ON sorted_card (voice_id, sort_id);
CREATE INDEX sorted_card_by ON sorted_card (sorter_subject);

-- How many voices stood under a theme when it was published.
ALTER TABLE theme ADD quoted {int} NOT NULL DEFAULT 0;
GO
-- What is closed stays closed, and nobody sorts any more. A theme that is published stays as it was worded, and none is
-- published without voices.
--@sqlite
CREATE TRIGGER card_sort_stands BEFORE UPDATE ON card_sort WHEN OLD.closed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'A card sort that is closed stays closed.');
END;

CREATE TRIGGER sort_pile_in_time BEFORE INSERT ON sort_pile
WHEN EXISTS (SELECT 1 FROM card_sort WHERE card_sort.sort_id = NEW.sort_id AND card_sort.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'This card sort is closed.');
END;

CREATE TRIGGER sorted_card_in_time BEFORE INSERT ON sorted_card
WHEN EXISTS (SELECT 1 FROM card_sort WHERE card_sort.sort_id = NEW.sort_id AND card_sort.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'This card sort is closed.');
END;

CREATE TRIGGER theme_stands BEFORE UPDATE ON theme WHEN OLD.published_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'A theme that is published stays as it is.');
END;

CREATE TRIGGER theme_stays BEFORE DELETE ON theme WHEN OLD.published_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'A theme that is published stays.');
END;

CREATE TRIGGER theme_quotes_somebody BEFORE UPDATE ON theme
WHEN NEW.published_at IS NOT NULL AND OLD.published_at IS NULL
    AND (NOT EXISTS (SELECT 1 FROM theme_quote WHERE theme_quote.theme_id = NEW.theme_id)
        OR (NEW.few_reason = '' AND (SELECT COUNT(*) FROM theme_quote WHERE theme_quote.theme_id = NEW.theme_id) < 3))
BEGIN
    SELECT RAISE(ABORT, 'A theme quotes three voices, or says why fewer.');
END;
--@end
--@sqlserver
CREATE TRIGGER card_sort_stands ON card_sort AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted WHERE closed_at IS NOT NULL)
        THROW 51010, 'A card sort that is closed stays closed.', 1;
END
GO
CREATE TRIGGER sort_pile_in_time ON sort_pile AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted JOIN card_sort ON card_sort.sort_id = inserted.sort_id WHERE card_sort.closed_at IS NOT NULL)
        THROW 51011, 'This card sort is closed.', 1;
END
GO
CREATE TRIGGER sorted_card_in_time ON sorted_card AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted JOIN card_sort ON card_sort.sort_id = inserted.sort_id WHERE card_sort.closed_at IS NOT NULL)
        THROW 51012, 'This card sort is closed.', 1;
END
GO
CREATE TRIGGER theme_stands ON theme AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted WHERE published_at IS NOT NULL)
        THROW 51013, 'A theme that is published stays as it is.', 1;
END
GO
CREATE TRIGGER theme_stays ON theme AFTER DELETE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted WHERE published_at IS NOT NULL)
        THROW 51014, 'A theme that is published stays.', 1;
END
GO
CREATE TRIGGER theme_quotes_somebody ON theme AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (
        SELECT 1 FROM inserted WHERE inserted.published_at IS NOT NULL AND (
            NOT EXISTS (SELECT 1 FROM theme_quote WHERE theme_quote.theme_id = inserted.theme_id)
            OR (inserted.few_reason = '' AND (SELECT COUNT(*) FROM theme_quote WHERE theme_quote.theme_id = inserted.theme_id) < 3)))
        THROW 51015, 'A theme quotes three voices, or says why fewer.', 1;
END
--@end
