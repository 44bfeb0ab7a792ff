-- The ways to tell: words, voice notes, links to films, conversations; who may see which part, and what was taken back.

-- A part of a story that was sent, and whom it is for. Where it is taken back the row goes, and the part with it.
CREATE TABLE part (
    part_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('WORDS', 'PHOTO', 'VOICE', 'VIDEO')),
    audience {id} NOT NULL CHECK (audience IN ('EVERYBODY', 'FUNDERS', 'COUNCIL')),
    FOREIGN KEY (report_id) REFERENCES story (report_id)
);

CREATE INDEX part_of_story ON part (report_id, audience);

-- Words, under the question that they answer; FREE answers none.
CREATE TABLE telling (
    part_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    question {id} NOT NULL CHECK (question IN ('FREE', 'HAPPENED', 'CHANGED', 'LEARNED', 'DIFFERENTLY', 'SURPRISED', 'HELP')),
    words {text} NOT NULL,
    UNIQUE (report_id, question),
    FOREIGN KEY (part_id) REFERENCES part (part_id)
);

-- A link to a film elsewhere.
CREATE TABLE video (
    part_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 3),
    address {name} NOT NULL,
    UNIQUE (report_id, place),
    FOREIGN KEY (part_id) REFERENCES part (part_id)
);

-- A voice note, put together anew from its sound. At most three a story.
CREATE TABLE voice (
    voice_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 3),
    media_type {id} NOT NULL CHECK (media_type IN ('audio/webm', 'audio/aac', 'audio/mpeg', 'audio/wav')),
    seconds {int} NOT NULL CHECK (seconds BETWEEN 0 AND 601),
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    added_at {time} NOT NULL,
    UNIQUE (report_id, place),
    FOREIGN KEY (report_id) REFERENCES report (report_id)
);

CREATE TABLE voice_piece (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece),
    FOREIGN KEY (file_id) REFERENCES voice (voice_id)
);

-- What is said in it, typed once by whoever helped.
CREATE TABLE transcript (
    voice_id {id} NOT NULL PRIMARY KEY,
    words {text} NOT NULL,
    FOREIGN KEY (voice_id) REFERENCES voice (voice_id)
);

-- What an officer wrote down of a conversation. It is no story: it goes where the group says no, and where it says yes.
CREATE TABLE conversation (
    report_id {id} NOT NULL PRIMARY KEY,
    version {int} NOT NULL CHECK (version > 0),
    meeting {id} NOT NULL CHECK (meeting IN ('VISIT', 'CALL')),
    tellings {blob} NOT NULL,
    written_by {name} NOT NULL CHECK (written_by <> ''),
    written_at {time} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES report (report_id)
);

-- That a part was taken back, and by whom; nothing of what it was.
CREATE TABLE withdrawal (
    part_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('WORDS', 'PHOTO', 'VOICE', 'VIDEO')),
    -- Name and role of an officer; empty where it was the group.
    withdrawn_by {name} NOT NULL,
    withdrawn_at {time} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES story (report_id)
);

CREATE INDEX withdrawal_of_report ON withdrawal (report_id);

-- Drawn by lot for a conversation; the draw may be heard of before the payment.
CREATE TABLE invitation (
    award_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    drawn_at {time} NOT NULL,
    invited_at {time} NULL
);

-- Why no story came. It is a note and never a debt.
CREATE TABLE excuse (
    report_id {id} NOT NULL PRIMARY KEY,
    reason {text} NOT NULL,
    excused_by {name} NOT NULL CHECK (excused_by <> ''),
    excused_at {time} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES report (report_id)
);
GO
-- Words stay as they were told or go; nobody changes one. What was asked of a group stays what was asked.
--@sqlite
CREATE TRIGGER telling_stays BEFORE UPDATE ON telling BEGIN
    SELECT RAISE(ABORT, 'Words stay as they were told, or are taken back.');
END;
GO
CREATE TRIGGER part_stays BEFORE UPDATE ON part BEGIN
    SELECT RAISE(ABORT, 'A part stays as it was told, or is taken back.');
END;
GO
CREATE TRIGGER transcript_stays BEFORE UPDATE ON transcript BEGIN
    SELECT RAISE(ABORT, 'A transcript stays as it was typed, or goes with its voice.');
END;
GO
CREATE TRIGGER ask_stays BEFORE UPDATE ON report WHEN (NEW.ask <> OLD.ask AND OLD.times_asked > 0)
    OR NEW.times_asked < OLD.times_asked BEGIN
    SELECT RAISE(ABORT, 'What a group was asked stays as it was asked.');
END;
--@end
--@sqlserver
CREATE TRIGGER telling_stays ON telling AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted) THROW 50011, 'Words stay as they were told, or are taken back.', 1;
END;
GO
CREATE TRIGGER part_stays ON part AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted) THROW 50012, 'A part stays as it was told, or is taken back.', 1;
END;
GO
CREATE TRIGGER transcript_stays ON transcript AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted) THROW 50013, 'A transcript stays as it was typed, or goes with its voice.', 1;
END;
GO
CREATE TRIGGER ask_stays ON report AFTER UPDATE AS
BEGIN
    IF EXISTS (
        SELECT 1 FROM inserted JOIN deleted ON deleted.report_id = inserted.report_id
        WHERE (inserted.ask <> deleted.ask AND deleted.times_asked > 0) OR inserted.times_asked < deleted.times_asked)
        THROW 50014, 'What a group was asked stays as it was asked.', 1;
END;
--@end
