-- Where an idea stands in a list that is shuffled for each visitor: drawn by lot. Ideas that came before have the product of their
-- number with a number that shares no divisor with the prime 2147483647, so no two of them have the same.
ALTER TABLE proposal ADD place {bigint} NOT NULL DEFAULT 1 CHECK (place BETWEEN 1 AND 2147483646);

-- Its words as they are now stand in idea_word. Nothing is to be done for one that was taken back.
ALTER TABLE proposal ADD words_read {bool} NOT NULL DEFAULT 0;
GO
UPDATE proposal SET place = (sequence * 48271) % 2147483647;

UPDATE proposal SET words_read = 1 WHERE state = 'WITHDRAWN';

-- All that a list of a round is filtered and ordered by, without the words of its ideas.
CREATE INDEX proposal_found ON proposal (round_id, place, state, area_code, supports, proposal_id);
CREATE INDEX proposal_unread ON proposal (words_read, round_id, sequence);

-- How often a word stands in an idea, as a search looks for it: small letters, no accents, one form for one and many.
CREATE TABLE idea_word (
    word {id} NOT NULL CHECK (word <> ''),
    round_id {id} NOT NULL,
    -- Of the idea.
    sequence {bigint} NOT NULL REFERENCES proposal (sequence),
    times {int} NOT NULL CHECK (times > 0),
    -- How many different words the idea has.
    of_words {int} NOT NULL CHECK (of_words > 0),
    PRIMARY KEY (word, round_id, sequence)
){without-rowid};

CREATE INDEX idea_word_of ON idea_word (sequence, word);

-- In how many ideas of a round a word stands. It changes with the rows of idea_word only.
CREATE TABLE word_total (
    word {id} NOT NULL,
    round_id {id} NOT NULL,
    ideas {int} NOT NULL CHECK (ideas >= 0),
    PRIMARY KEY (word, round_id)
){without-rowid};

-- What the ideas of a round are about, as officers named it in advance. One that ideas name stays.
CREATE TABLE topic (
    topic_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL REFERENCES round (round_id),
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 12),
    name {name} NOT NULL CHECK (name <> ''),
    UNIQUE (round_id, topic_id)
);

CREATE TABLE proposal_topic (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    topic_id {id} NOT NULL,
    PRIMARY KEY (round_id, proposal_id, topic_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id),
    FOREIGN KEY (round_id, topic_id) REFERENCES topic (round_id, topic_id)
){without-rowid};

CREATE INDEX proposal_topic_of ON proposal_topic (round_id, topic_id);
