-- What this service keeps: what it heard from others, what it asked, what it was told, and what it answered.

-- From Proposals: how a round speaks with its groups.
CREATE TABLE round (
    round_id {id} NOT NULL PRIMARY KEY,
    title {text} NOT NULL,
    currency {id} NOT NULL,
    pay_within_days {int} NOT NULL,
    answer_within_days {int} NOT NULL,
    story_after_days {int} NOT NULL CHECK (story_after_days BETWEEN 0 AND 3650),
    -- Up to which amount we ask for a sentence, and up to which for three questions: never for more than the ceiling below.
    sentence_up_to_minor {bigint} NOT NULL CHECK (sentence_up_to_minor >= 50000),
    questions_up_to_minor {bigint} NOT NULL CHECK (questions_up_to_minor >= 500000),
    CHECK (questions_up_to_minor >= sentence_up_to_minor)
);

CREATE TABLE round_area (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    name {text} NOT NULL,
    PRIMARY KEY (round_id, area_code),
    FOREIGN KEY (round_id) REFERENCES round (round_id)
);

-- From Grants: what a group has said yes to. It may arrive after the payment.
CREATE TABLE award (
    award_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    area_code {id} NOT NULL,
    title {text} NOT NULL,
    recipient {id} NOT NULL,
    amount_minor {bigint} NOT NULL,
    currency {id} NOT NULL,
    agreement_version {id} NOT NULL,
    accepted_at {time} NOT NULL,
    -- When the group thinks that it will have used the money; null where it did not say.
    used_by {time} NULL
);

CREATE INDEX award_of_round ON award (round_id);

-- What we asked of one group. One question for one award, however often we hear that it was paid.
CREATE TABLE report (
    report_id {id} NOT NULL PRIMARY KEY,
    award_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    area_code {id} NOT NULL,
    title {text} NOT NULL,
    recipient {id} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor >= 0),
    currency {id} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('REQUESTED', 'TOLD', 'ACCEPTED', 'EXCUSED')),
    requested_at {time} NOT NULL,
    paid_at {time} NOT NULL,
    hope_at {time} NOT NULL,
    ask {id} NOT NULL CHECK (ask IN ('SENTENCE', 'QUESTIONS', 'CONVERSATION')),
    -- Once, and two reminders; then never again.
    times_asked {int} NOT NULL CHECK (times_asked BETWEEN 0 AND 3),
    next_ask_at {time} NULL,
    -- The ceiling: whoever writes here, of 500 pounds nobody asks more than a sentence, and of 5,000 no conversation.
    CHECK (ask = 'SENTENCE' OR amount_minor > 50000),
    CHECK (ask <> 'CONVERSATION' OR amount_minor > 500000)
);

CREATE INDEX report_of_round ON report (round_id, project_id);
CREATE INDEX report_oldest ON report (requested_at, report_id);
CREATE INDEX report_to_ask ON report (next_ask_at, report_id) WHERE next_ask_at IS NOT NULL;
CREATE INDEX report_of_recipient ON report (recipient, requested_at, report_id);

-- A picture, cleaned. At most twelve a story, because there are twelve places.
CREATE TABLE photo (
    photo_id {id} NOT NULL PRIMARY KEY,
    report_id {id} NOT NULL,
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 12),
    alt_text {text} NOT NULL,
    media_type {id} NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    width {int} NOT NULL CHECK (width > 0),
    height {int} NOT NULL CHECK (height > 0),
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    added_at {time} NOT NULL,
    -- Who can be recognised, and who said yes to that. No name stands anywhere.
    recognised {id} NOT NULL CHECK (recognised IN ('NOBODY', 'ADULTS', 'CHILDREN')),
    they_said_yes {bool} NOT NULL,
    parents_said_yes {bool} NOT NULL,
    CHECK (recognised = 'NOBODY' OR they_said_yes = 1),
    CHECK (recognised <> 'CHILDREN' OR parents_said_yes = 1),
    UNIQUE (report_id, place),
    FOREIGN KEY (report_id) REFERENCES report (report_id)
);

-- Its bytes, in pieces, so that neither we nor the database ever holds more than one of them to send it.
CREATE TABLE photo_piece (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece),
    FOREIGN KEY (file_id) REFERENCES photo (photo_id)
);

-- That a group told, and how it came to us. Round and area stand here again so that the wall is one walk along an index.
CREATE TABLE story (
    report_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    told_by {name} NOT NULL,
    told_at {time} NOT NULL,
    way {id} NOT NULL CHECK (way IN ('TOLD', 'CONVERSATION', 'PAPER')),
    -- Of a conversation and of paper: who wrote it down.
    written_by {name} NOT NULL,
    corrected {bool} NOT NULL,
    was_hard {bool} NOT NULL,
    CHECK (way = 'TOLD' OR written_by <> ''),
    FOREIGN KEY (report_id) REFERENCES report (report_id)
);

CREATE INDEX story_wall_of_round ON story (round_id, told_at);
CREATE INDEX story_wall ON story (told_at, report_id);

-- What the council said to it, and who said it.
CREATE TABLE answer (
    report_id {id} NOT NULL PRIMARY KEY,
    words {text} NOT NULL,
    answered_by {name} NOT NULL CHECK (answered_by <> ''),
    answered_at {time} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES story (report_id)
);
GO
-- What a person wrote is theirs: nobody changes a word of it, nor of what was said in return, whatever the code does.
--@sqlite
CREATE TRIGGER story_stays BEFORE UPDATE ON story BEGIN
    SELECT RAISE(ABORT, 'A story stays as it was told.');
END;
GO
CREATE TRIGGER answer_stays BEFORE UPDATE ON answer BEGIN
    SELECT RAISE(ABORT, 'An answer stays as it was given.');
END;
GO
-- Asked, told, accepted: in this order and never back; beside it, excused once everything was asked, from where a group can still tell.
CREATE TRIGGER report_goes_forward BEFORE UPDATE OF state ON report
WHEN NOT ((OLD.state IN ('REQUESTED', 'EXCUSED') AND NEW.state = 'TOLD') OR (OLD.state = 'TOLD' AND NEW.state = 'ACCEPTED')
    OR (OLD.state = 'REQUESTED' AND NEW.state = 'EXCUSED' AND OLD.times_asked = 3)) BEGIN
    SELECT RAISE(ABORT, 'A report goes from requested to told to accepted.');
END;
--@end
--@sqlserver
CREATE TRIGGER story_stays ON story AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted) THROW 50001, 'A story stays as it was told.', 1;
END;
GO
CREATE TRIGGER answer_stays ON answer AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted) THROW 50002, 'An answer stays as it was given.', 1;
END;
GO
-- Asked, told, accepted: in this order and never back; beside it, excused once everything was asked, from where a group can still tell.
CREATE TRIGGER report_goes_forward ON report AFTER UPDATE AS
BEGIN
    IF UPDATE(state) AND EXISTS (
        SELECT 1 FROM inserted JOIN deleted ON deleted.report_id = inserted.report_id
        WHERE NOT ((deleted.state IN ('REQUESTED', 'EXCUSED') AND inserted.state = 'TOLD') OR (deleted.state = 'TOLD'
        AND inserted.state = 'ACCEPTED')
            OR (deleted.state = 'REQUESTED' AND inserted.state = 'EXCUSED' AND deleted.times_asked = 3)))
        THROW 50003, 'A report goes from requested to told to accepted.', 1;
END;
--@end
