-- A link with which a local body listens. Without an area it is for all of them.
CREATE TABLE listener_link (
    link_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL REFERENCES round (round_id),
    area_code {id} NULL,
    listener {name} NOT NULL CHECK (listener <> ''),
    secret_hash {hash} NOT NULL UNIQUE,
    made_by {name} NOT NULL,
    made_at {time} NOT NULL,
    ended_at {time} NULL,
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code)
);

CREATE INDEX listener_link_of_round ON listener_link (round_id, made_at, link_id);

-- What a listener wrote down. It is no voice: it goes where its speaker says no, and where they say yes.
CREATE TABLE written_voice (
    voice_id {id} NOT NULL PRIMARY KEY,
    link_id {id} NOT NULL REFERENCES listener_link (link_id),
    round_id {id} NOT NULL,
    question_id {id} NOT NULL REFERENCES open_question (question_id),
    area_code {id} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    words {text} NOT NULL CHECK (words <> ''),
    language {id} NOT NULL CHECK (language <> ''),
    written_at {time} NOT NULL,
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code)
);

CREATE INDEX written_voice_of ON written_voice (link_id, written_at, voice_id);
CREATE INDEX written_voice_old ON written_voice (written_at);
CREATE INDEX written_voice_to ON written_voice (question_id);

-- What people said to a question. Whose it is says the subject of an account or the hash of a secret, and never both;
-- the day on which it was said is all that is kept of the time.
CREATE TABLE voice (
    sequence {sequence},
    voice_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL,
    question_id {id} NOT NULL REFERENCES open_question (question_id),
    area_code {id} NOT NULL,
    words {text} NOT NULL CHECK (words <> ''),
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
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK ((speaker_subject <> '' AND secret_hash IS NULL) OR (speaker_subject = '' AND secret_hash IS NOT NULL)),
    CHECK ((audience = 'WITH_NAME' AND first_name <> '') OR (audience <> 'WITH_NAME' AND first_name = ''))
);

CREATE INDEX voice_of_round ON voice (round_id, audience, question_id, area_code, place);
CREATE INDEX voice_by_day ON voice (round_id, said_at, place);
CREATE INDEX voice_to ON voice (question_id, audience);
CREATE INDEX voice_of_speaker ON voice (speaker_subject, sequence);
CREATE INDEX voice_by_link ON voice (link_id);
CREATE UNIQUE INDEX voice_by_secret ON voice (secret_hash) WHERE secret_hash IS NOT NULL;
GO
-- What a person said is theirs: it stays as it is, or goes. A question that somebody has answered stays as it was asked.
--@sqlite
CREATE TRIGGER voice_stands BEFORE UPDATE ON voice
BEGIN
    SELECT RAISE(ABORT, 'What a person said is theirs; it is never changed.');
END;

CREATE TRIGGER open_question_stands BEFORE UPDATE OF round_id, area_code, words, opens_at, closes_at ON open_question
WHEN EXISTS (SELECT 1 FROM voice WHERE voice.question_id = OLD.question_id)
    OR EXISTS (SELECT 1 FROM written_voice WHERE written_voice.question_id = OLD.question_id)
BEGIN
    SELECT RAISE(ABORT, 'Somebody has answered this question; another one is asked instead.');
END;
--@end
--@sqlserver
CREATE TRIGGER voice_stands ON voice AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51008, 'What a person said is theirs; it is never changed.', 1;
END
GO
CREATE TRIGGER open_question_stands ON open_question AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF (UPDATE(round_id) OR UPDATE(area_code) OR UPDATE(words) OR UPDATE(opens_at) OR UPDATE(closes_at)) AND EXISTS (
        SELECT 1 FROM inserted WHERE EXISTS (SELECT 1 FROM voice WHERE voice.question_id = inserted.question_id)
            OR EXISTS (SELECT 1 FROM written_voice WHERE written_voice.question_id = inserted.question_id))
        THROW 51009, 'Somebody has answered this question; another one is asked instead.', 1;
END
--@end
