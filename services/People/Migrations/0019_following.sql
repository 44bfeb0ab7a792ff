-- What somebody follows: an idea, an area of a round, a round or a group. Nobody else sees it.
CREATE TABLE following (
    sequence {sequence},
    subject {id} NOT NULL CHECK (subject <> ''),
    kind {id} NOT NULL CHECK (kind IN ('IDEA', 'AREA', 'ROUND', 'GROUP')),
    -- Empty for a group.
    round_id {id} NOT NULL,
    -- The idea, the code of the area or the group; empty for a round.
    thing_id {id} NOT NULL,
    how_often {id} NOT NULL CHECK (how_often IN ('AT_ONCE', 'DAILY', 'WEEKLY')),
    followed_at {time} NOT NULL,
    UNIQUE (subject, kind, round_id, thing_id),
    CHECK ((kind = 'GROUP' AND round_id = '') OR (kind <> 'GROUP' AND round_id <> '')),
    CHECK ((kind = 'ROUND' AND thing_id = '') OR (kind <> 'ROUND' AND thing_id <> ''))
);

CREATE INDEX following_of ON following (round_id, kind, thing_id);

-- Of ideas that we have heard of: what they are called now, and whether everybody may read it.
CREATE TABLE known_idea (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    -- Empty where it is older than this table.
    area_code {id} NOT NULL,
    -- Empty where it was taken back.
    title {text} NOT NULL,
    -- Of its words: 0 where we know none for certain.
    version {int} NOT NULL CHECK (version >= 0),
    -- Of the changes of whether its words are shown, the highest that we have heard of.
    hidden_number {int} NOT NULL CHECK (hidden_number >= 0),
    is_hidden {bool} NOT NULL,
    withdrawn_at {time} NULL,
    PRIMARY KEY (round_id, proposal_id)
);

CREATE TABLE known_round (
    round_id {id} NOT NULL PRIMARY KEY,
    title {text} NOT NULL
);

CREATE TABLE known_area (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    name {text} NOT NULL,
    -- Of the corrections of its name, the highest that we have heard of.
    number {int} NOT NULL CHECK (number >= 0),
    PRIMARY KEY (round_id, area_code)
);

-- Something that followers may be told, once for each: why, and of what. The words are made when it is sent.
CREATE TABLE happening (
    happening_id {id} NOT NULL PRIMARY KEY,
    -- Of HappeningReason, for example 'IDEA_EDITED'.
    reason {id} NOT NULL,
    -- Empty for a group.
    round_id {id} NOT NULL,
    -- Empty where it is of no area, or of all.
    area_code {id} NOT NULL,
    -- The idea or the group; empty where it is of a whole round or area.
    thing_id {id} NOT NULL,
    -- Which of several of its kind, such as the version of the words.
    mark {id} NOT NULL,
    happened_at {time} NOT NULL,
    UNIQUE (round_id, thing_id, area_code, reason, mark)
);

CREATE INDEX happening_by_age ON happening (happened_at);

-- Whom it is told, and when at the earliest. One message has everything that is due.
CREATE TABLE following_news (
    subject {id} NOT NULL CHECK (subject <> ''),
    happening_id {id} NOT NULL REFERENCES happening (happening_id),
    how_often {id} NOT NULL CHECK (how_often IN ('AT_ONCE', 'DAILY', 'WEEKLY')),
    due_at {time} NOT NULL,
    -- The message that has it; NULL until there is one.
    notice_id {id} NULL,
    PRIMARY KEY (subject, happening_id)
);

CREATE INDEX following_news_due ON following_news (subject, due_at) WHERE notice_id IS NULL;
CREATE INDEX following_news_in ON following_news (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX following_news_of ON following_news (happening_id);
