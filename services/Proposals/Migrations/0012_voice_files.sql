-- A voice may be said into a telephone or drawn. A CHECK cannot be changed, so the table of voices is made anew under its name, with
-- those that refer to it: what they hold waits beside them. Processes of the version before go on with them.
CREATE TABLE theme_quote_kept (
    theme_id {id} NOT NULL,
    voice_id {id} NOT NULL,
    PRIMARY KEY (theme_id, voice_id)
);

CREATE TABLE sort_card_kept (
    sort_id {id} NOT NULL,
    voice_id {id} NOT NULL,
    position {int} NOT NULL,
    PRIMARY KEY (sort_id, voice_id)
);

CREATE TABLE sorted_card_kept (
    sort_id {id} NOT NULL,
    sorter_subject {id} NOT NULL,
    voice_id {id} NOT NULL,
    pile {int} NOT NULL,
    PRIMARY KEY (sort_id, sorter_subject, voice_id)
);

CREATE TABLE voice_kept (
    sequence {bigint} NOT NULL PRIMARY KEY,
    voice_id {id} NOT NULL,
    round_id {id} NOT NULL,
    question_id {id} NOT NULL,
    area_code {id} NOT NULL,
    words {text} NOT NULL,
    sought {text} NOT NULL,
    language {id} NOT NULL,
    audience {id} NOT NULL,
    first_name {name} NOT NULL,
    speaker_subject {id} NOT NULL,
    secret_hash {hash} NULL,
    link_id {id} NULL,
    place {bigint} NOT NULL,
    said_at {time} NOT NULL
);
GO

INSERT INTO theme_quote_kept (theme_id, voice_id) SELECT theme_id, voice_id FROM theme_quote;

INSERT INTO sort_card_kept (sort_id, voice_id, position) SELECT sort_id, voice_id, position FROM sort_card;

INSERT INTO sorted_card_kept (sort_id, sorter_subject, voice_id, pile) SELECT sort_id, sorter_subject, voice_id, pile FROM sorted_card;

INSERT INTO voice_kept (sequence, voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name,
    speaker_subject, secret_hash, link_id, place, said_at)
SELECT sequence, voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name,
    speaker_subject, secret_hash, link_id, place, said_at
FROM voice;
GO

DROP TABLE sorted_card;
GO

DROP TABLE sort_card;
GO

DROP TABLE theme_quote;
GO

DROP TABLE voice;
GO

-- What people said to a question. Whose it is says the subject of an account or the hash of a secret, and never both;
-- the day on which it was said is all that is kept of the time.
CREATE TABLE voice (
    sequence {sequence},
    voice_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL,
    question_id {id} NOT NULL REFERENCES open_question (question_id),
    area_code {id} NOT NULL,
    -- Beside a sound they may be missing; beside a drawing they say what can be seen.
    words {text} NOT NULL,
    -- The same words as a search looks for them: in small letters, without accents.
    sought {text} NOT NULL,
    language {id} NOT NULL CHECK (language <> ''),
    audience {id} NOT NULL CHECK (audience IN ('WITH_NAME', 'WITHOUT_NAME', 'COUNCIL')),
    first_name {name} NOT NULL,
    speaker_subject {id} NOT NULL,
    secret_hash {hash} NULL,
    link_id {id} NULL REFERENCES listener_link (link_id),
    -- Drawn by lot: where it stands among the others when they are shuffled.
    place {bigint} NOT NULL CHECK (place > 0 AND place < 2147483647),
    said_at {time} NOT NULL,
    file_kind {id} NOT NULL DEFAULT 'NONE' CHECK (file_kind IN ('NONE', 'SOUND', 'DRAWING')),
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK (words <> '' OR file_kind = 'SOUND'),
    CHECK ((speaker_subject <> '' AND secret_hash IS NULL) OR (speaker_subject = '' AND secret_hash IS NOT NULL)),
    CHECK ((audience = 'WITH_NAME' AND first_name <> '') OR (audience <> 'WITH_NAME' AND first_name = ''))
);

CREATE INDEX voice_of_round ON voice (round_id, audience, question_id, area_code, place);
CREATE INDEX voice_by_day ON voice (round_id, said_at, place);
CREATE INDEX voice_to ON voice (question_id, audience);
CREATE INDEX voice_of_speaker ON voice (speaker_subject, sequence);
CREATE INDEX voice_by_link ON voice (link_id);
CREATE UNIQUE INDEX voice_by_secret ON voice (secret_hash) WHERE secret_hash IS NOT NULL;

-- Whose words are quoted. A voice that is taken back goes from here first.
CREATE TABLE theme_quote (
    theme_id {id} NOT NULL REFERENCES theme (theme_id),
    voice_id {id} NOT NULL REFERENCES voice (voice_id),
    PRIMARY KEY (theme_id, voice_id)
);

CREATE INDEX theme_quote_of ON theme_quote (voice_id);

-- The cards of a card sort, the same for everybody. A voice that is taken back goes from here first.
CREATE TABLE sort_card (
    sort_id {id} NOT NULL REFERENCES card_sort (sort_id),
    voice_id {id} NOT NULL REFERENCES voice (voice_id),
    position {int} NOT NULL CHECK (position > 0),
    PRIMARY KEY (sort_id, voice_id)
);

CREATE INDEX sort_card_of ON sort_card (voice_id);

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

-- What was recorded or drawn, cleaned: one file of a voice.
CREATE TABLE voice_file (
    voice_id {id} NOT NULL PRIMARY KEY REFERENCES voice (voice_id),
    media_type {id} NOT NULL CHECK (media_type IN (
        'audio/webm', 'audio/aac', 'audio/mpeg', 'audio/wav', 'image/jpeg', 'image/png', 'image/webp')),
    -- Of a sound.
    seconds {int} NULL,
    -- Of a drawing, in points.
    width {int} NULL,
    height {int} NULL,
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    CHECK ((seconds > 0 AND width IS NULL AND height IS NULL) OR (seconds IS NULL AND width > 0 AND height > 0))
);

-- Its bytes, in pieces, so that neither we nor the database ever holds more than one of them to send it.
CREATE TABLE voice_file_piece (
    file_id {id} NOT NULL REFERENCES voice_file (voice_id),
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece)
);

-- What a local body is offered for its time; empty where nothing is.
ALTER TABLE listener_link ADD offer_minor {bigint} NULL CHECK (offer_minor > 0);
ALTER TABLE listener_link ADD offer_currency {id} NULL;
GO

-- In the order in which they were said.
INSERT INTO voice (voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name, speaker_subject,
    secret_hash, link_id, place, said_at)
SELECT voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name, speaker_subject,
    secret_hash, link_id, place, said_at
FROM voice_kept ORDER BY sequence;

INSERT INTO theme_quote (theme_id, voice_id) SELECT theme_id, voice_id FROM theme_quote_kept;

INSERT INTO sort_card (sort_id, voice_id, position) SELECT sort_id, voice_id, position FROM sort_card_kept;

INSERT INTO sorted_card (sort_id, sorter_subject, voice_id, pile) SELECT sort_id, sorter_subject, voice_id, pile FROM sorted_card_kept;
GO

DROP TABLE sorted_card_kept;
GO

DROP TABLE sort_card_kept;
GO

DROP TABLE theme_quote_kept;
GO

DROP TABLE voice_kept;
GO

-- What a person said is theirs: it stays as it is, or goes, and so does its file. Once a card sort is closed, nobody sorts any more.
--@sqlite
CREATE TRIGGER voice_stands BEFORE UPDATE ON voice
BEGIN
    SELECT RAISE(ABORT, 'What a person said is theirs; it is never changed.');
END;

CREATE TRIGGER voice_file_stands BEFORE UPDATE ON voice_file
BEGIN
    SELECT RAISE(ABORT, 'What a person said is theirs; it is never changed.');
END;

CREATE TRIGGER sorted_card_in_time BEFORE INSERT ON sorted_card
WHEN EXISTS (SELECT 1 FROM card_sort WHERE card_sort.sort_id = NEW.sort_id AND card_sort.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'This card sort is closed.');
END;
--@end
--@sqlserver
CREATE TRIGGER voice_stands ON voice AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51008, 'What a person said is theirs; it is never changed.', 1;
END
GO
CREATE TRIGGER voice_file_stands ON voice_file AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51008, 'What a person said is theirs; it is never changed.', 1;
END
GO
CREATE TRIGGER sorted_card_in_time ON sorted_card AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted JOIN card_sort ON card_sort.sort_id = inserted.sort_id WHERE card_sort.closed_at IS NOT NULL)
        THROW 51012, 'This card sort is closed.', 1;
END
--@end
