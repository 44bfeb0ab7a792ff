-- Ideas become common work: versions that stay readable, notes with a day, several authors, and drafts.
ALTER TABLE proposal ADD version {int} NOT NULL DEFAULT 1;
GO
-- How often it was passed on to another proposer, so that the latest is known wherever it is heard.
ALTER TABLE proposal ADD passed_on {int} NOT NULL DEFAULT 0;
GO
-- What it said before this version an officer has hidden; nobody but authors and officers ever reads it.
ALTER TABLE proposal ADD concealed_before {int} NOT NULL DEFAULT 0;
GO
-- Who added the photo: of several who write an idea each can.
ALTER TABLE proposal_photo ADD added_by {id} NOT NULL DEFAULT '';
GO
-- The version that somebody supports.
ALTER TABLE support ADD version {int} NOT NULL DEFAULT 1;
GO
-- Every version, the first and the newest among them. Where conceals_earlier is set, the words before it were not shown when it was
-- written; nobody but authors and officers ever reads them.
CREATE TABLE proposal_version (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    title {name} NOT NULL,
    words {text} NOT NULL,
    who_benefits {text} NOT NULL,
    large {bool} NOT NULL,
    conceals_earlier {bool} NOT NULL,
    author_subject {id} NOT NULL,
    written_at {time} NOT NULL,
    PRIMARY KEY (round_id, proposal_id, version),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX proposal_version_by ON proposal_version (author_subject);

-- What an author adds once the words stand.
CREATE TABLE proposal_note (
    note_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    number {int} NOT NULL CHECK (number > 0),
    words {text} NOT NULL CHECK (words <> ''),
    author_subject {id} NOT NULL,
    noted_at {time} NOT NULL,
    UNIQUE (round_id, proposal_id, number),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX proposal_note_by ON proposal_note (author_subject);

-- Who writes an idea, the proposer among them; place says in which order they joined.
CREATE TABLE author (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    subject {id} NOT NULL CHECK (subject <> ''),
    shown_as {name} NOT NULL,
    place {int} NOT NULL CHECK (place > 0),
    joined_at {time} NOT NULL,
    left_at {time} NULL,
    PRIMARY KEY (round_id, proposal_id, subject),
    UNIQUE (round_id, proposal_id, place),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX author_of ON author (subject);

-- An open invitation. One that was answered, ended or is over goes.
CREATE TABLE author_invitation (
    invitation_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    secret_hash {hash} NOT NULL UNIQUE,
    invited_by {id} NOT NULL CHECK (invited_by <> ''),
    made_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX author_invitation_to ON author_invitation (round_id, proposal_id);
CREATE INDEX author_invitation_by ON author_invitation (invited_by);
CREATE INDEX author_invitation_old ON author_invitation (ends_at);

-- An idea that nobody has sent yet. Its author alone reads it.
CREATE TABLE draft (
    draft_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL REFERENCES round (round_id),
    author_subject {id} NOT NULL CHECK (author_subject <> ''),
    version {int} NOT NULL CHECK (version > 0),
    area_code {id} NOT NULL,
    title {name} NOT NULL,
    words {text} NOT NULL,
    who_benefits {text} NOT NULL,
    estimate_minor {bigint} NULL CHECK (estimate_minor > 0),
    shown_as {name} NOT NULL,
    -- Marks, priorities and topics, with spaces between them.
    counts_for {text} NOT NULL,
    priorities {text} NOT NULL,
    topics {text} NOT NULL,
    kept_at {time} NOT NULL
);

CREATE INDEX draft_of ON draft (author_subject, kept_at);
CREATE INDEX draft_in ON draft (round_id);
GO
INSERT INTO proposal_version (
    round_id, proposal_id, version, title, words, who_benefits, large, conceals_earlier, author_subject, written_at)
SELECT round_id, proposal_id, 1, title, words, who_benefits, 0, 0, proposer_subject, created_at FROM proposal;

INSERT INTO author (round_id, proposal_id, subject, shown_as, place, joined_at)
SELECT round_id, proposal_id, proposer_subject, shown_as, 1, created_at FROM proposal WHERE proposer_subject <> '';

UPDATE proposal_photo SET added_by = (SELECT proposal.proposer_subject FROM proposal
    WHERE proposal.round_id = proposal_photo.round_id AND proposal.proposal_id = proposal_photo.proposal_id);
GO
-- The words of an idea are those of its newest version, which comes after the one before; a version is never changed, and only emptied
-- or unlinked where somebody is forgotten. A note stays as it was written, or goes.
--@sqlite
DROP TRIGGER proposal_words_stand;
GO
CREATE TRIGGER proposal_words_stand BEFORE UPDATE OF title, words, who_benefits, version ON proposal
WHEN NOT (NEW.title = '' AND NEW.words = '' AND NEW.who_benefits = '' AND NEW.proposer_subject = '' AND NEW.state = 'WITHDRAWN'
        AND NEW.version = OLD.version)
    AND NOT (NEW.version = OLD.version + 1 AND EXISTS (SELECT 1 FROM proposal_version newest
        WHERE newest.round_id = NEW.round_id AND newest.proposal_id = NEW.proposal_id AND newest.version = NEW.version
            AND newest.title = NEW.title AND newest.words = NEW.words AND newest.who_benefits = NEW.who_benefits))
BEGIN
    SELECT RAISE(ABORT, 'What a person wrote is theirs; it is never changed but by a new version.');
END;

CREATE TRIGGER proposal_version_stands BEFORE UPDATE ON proposal_version
WHEN NOT (NEW.author_subject = '' AND NEW.round_id = OLD.round_id AND NEW.proposal_id = OLD.proposal_id AND NEW.version = OLD.version
    AND NEW.large = OLD.large AND NEW.conceals_earlier = OLD.conceals_earlier AND NEW.written_at = OLD.written_at
    AND ((NEW.title = '' AND NEW.words = '' AND NEW.who_benefits = '')
        OR (NEW.title = OLD.title AND NEW.words = OLD.words AND NEW.who_benefits = OLD.who_benefits)))
BEGIN
    SELECT RAISE(ABORT, 'A version of an idea is never changed.');
END;

CREATE TRIGGER proposal_version_stays BEFORE DELETE ON proposal_version
BEGIN
    SELECT RAISE(ABORT, 'A version of an idea is never taken away.');
END;

CREATE TRIGGER proposal_note_stands BEFORE UPDATE ON proposal_note
WHEN NOT (NEW.author_subject = '' AND NEW.note_id = OLD.note_id AND NEW.round_id = OLD.round_id AND NEW.proposal_id = OLD.proposal_id
    AND NEW.number = OLD.number AND NEW.words = OLD.words AND NEW.noted_at = OLD.noted_at)
BEGIN
    SELECT RAISE(ABORT, 'A note is never changed; another one is added.');
END;
--@end
--@sqlserver
DROP TRIGGER proposal_words_stand;
GO
CREATE TRIGGER proposal_words_stand ON proposal AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF (UPDATE(title) OR UPDATE(words) OR UPDATE(who_benefits) OR UPDATE(version)) AND EXISTS (
        SELECT 1 FROM inserted INNER JOIN deleted ON deleted.sequence = inserted.sequence
        WHERE NOT (inserted.title = '' AND inserted.words = '' AND inserted.who_benefits = '' AND inserted.proposer_subject = ''
                AND inserted.state = 'WITHDRAWN' AND inserted.version = deleted.version)
            AND NOT (inserted.version = deleted.version + 1 AND EXISTS (SELECT 1 FROM proposal_version newest
                WHERE newest.round_id = inserted.round_id AND newest.proposal_id = inserted.proposal_id
                    AND newest.version = inserted.version AND newest.title = inserted.title AND newest.words = inserted.words
                    AND newest.who_benefits = inserted.who_benefits)))
        THROW 51001, 'What a person wrote is theirs; it is never changed but by a new version.', 1;
END
GO
CREATE TRIGGER proposal_version_stands ON proposal_version AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted WHERE NOT EXISTS (SELECT 1 FROM inserted
        WHERE inserted.round_id = deleted.round_id AND inserted.proposal_id = deleted.proposal_id AND inserted.version = deleted.version
            AND inserted.author_subject = '' AND inserted.large = deleted.large
            AND inserted.conceals_earlier = deleted.conceals_earlier AND inserted.written_at = deleted.written_at
            AND ((inserted.title = '' AND inserted.words = '' AND inserted.who_benefits = '')
                OR (inserted.title = deleted.title AND inserted.words = deleted.words
                    AND inserted.who_benefits = deleted.who_benefits))))
        THROW 51016, 'A version of an idea is never changed or taken away.', 1;
END
GO
CREATE TRIGGER proposal_note_stands ON proposal_note AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted WHERE NOT EXISTS (SELECT 1 FROM inserted
        WHERE inserted.note_id = deleted.note_id AND inserted.round_id = deleted.round_id
            AND inserted.proposal_id = deleted.proposal_id AND inserted.number = deleted.number
            AND inserted.words = deleted.words AND inserted.noted_at = deleted.noted_at AND inserted.author_subject = ''))
        THROW 51017, 'A note is never changed; another one is added.', 1;
END
--@end
