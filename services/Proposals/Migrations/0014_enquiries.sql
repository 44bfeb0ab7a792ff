-- What people ask about an idea. Whoever asked can take it back: without an answer it goes, and of one that was answered nothing
-- stays but the answer.
CREATE TABLE enquiry (
    sequence {sequence},
    enquiry_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    words {text} NOT NULL,
    shown_as {name} NOT NULL,
    -- Whoever asked would like the council to answer, too.
    for_council {bool} NOT NULL,
    asker_subject {id} NOT NULL,
    asked_at {time} NOT NULL,
    -- When somebody answered it for the first time, the latest of its answers; null where nobody has.
    answered_at {time} NULL,
    -- When whoever proposed the idea was told; null where that is still to come.
    told_at {time} NULL,
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id),
    CHECK ((words <> '' AND asker_subject <> '')
        OR (words = '' AND shown_as = '' AND asker_subject = '' AND answered_at IS NOT NULL))
);

CREATE INDEX enquiry_of ON enquiry (round_id, proposal_id, sequence);
CREATE INDEX enquiry_of_asker ON enquiry (asker_subject, sequence);
CREATE INDEX enquiry_untold ON enquiry (told_at, round_id, proposal_id);
CREATE INDEX enquiry_open ON enquiry (answered_at, sequence);

-- One of those who write the idea and one of the council. An officer's is signed. The author is that of the latest version.
CREATE TABLE enquiry_answer (
    answer_id {id} NOT NULL PRIMARY KEY,
    enquiry_id {id} NOT NULL REFERENCES enquiry (enquiry_id),
    by_council {bool} NOT NULL,
    author_subject {id} NOT NULL,
    signed_as {name} NOT NULL,
    -- The latest version has this number.
    versions {int} NOT NULL CHECK (versions > 0),
    answered_at {time} NOT NULL,
    -- When whoever asked said thanks.
    thanked_at {time} NULL,
    UNIQUE (enquiry_id, by_council),
    CHECK ((by_council = 1 AND signed_as <> '') OR (by_council = 0 AND signed_as = ''))
);

CREATE INDEX enquiry_answer_of_author ON enquiry_answer (author_subject, answered_at);

-- Every version of an answer, in the words in which it stood.
CREATE TABLE answer_version (
    answer_id {id} NOT NULL REFERENCES enquiry_answer (answer_id),
    version {int} NOT NULL CHECK (version > 0),
    words {text} NOT NULL CHECK (words <> ''),
    -- Who of those who write the idea wrote it; empty of the council's, which has one author.
    author_subject {id} NOT NULL,
    written_at {time} NOT NULL,
    PRIMARY KEY (answer_id, version)
);

CREATE INDEX answer_version_by ON answer_version (author_subject);
GO
-- What somebody asked stays as it is, or goes; what an answer said never changes.
--@sqlite
CREATE TRIGGER enquiry_stands BEFORE UPDATE OF words ON enquiry
WHEN NEW.words <> '' AND NEW.words <> OLD.words
BEGIN
    SELECT RAISE(ABORT, 'What somebody asked is theirs; it is never changed.');
END;

CREATE TRIGGER answer_version_stands BEFORE UPDATE ON answer_version
BEGIN
    SELECT RAISE(ABORT, 'What an answer said is never changed; a new version comes after it.');
END;
--@end
--@sqlserver
CREATE TRIGGER enquiry_stands ON enquiry AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF UPDATE(words) AND EXISTS (
        SELECT 1 FROM inserted INNER JOIN deleted ON deleted.sequence = inserted.sequence
        WHERE inserted.words <> '' AND inserted.words <> deleted.words)
        THROW 51016, 'What somebody asked is theirs; it is never changed.', 1;
END
GO
CREATE TRIGGER answer_version_stands ON answer_version AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51017, 'What an answer said is never changed; a new version comes after it.', 1;
END
--@end
