-- A room in which a group works out what matters most: each on their own, in pairs, explained, ranked and arranged.
CREATE TABLE opera_room (
    sequence {sequence},
    room_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL REFERENCES round (round_id),
    area_code {id} NULL,
    -- What it is about.
    words {text} NOT NULL CHECK (words <> ''),
    -- What people type in to come in; it opens nothing once the room has closed.
    room_code {id} NOT NULL CHECK (room_code <> ''),
    step {id} NOT NULL CHECK (step IN ('OWN', 'PAIR', 'EXPLAIN', 'RANK', 'ARRANGE', 'DONE')),
    -- For how long each pair explains.
    minutes {int} NOT NULL CHECK (minutes BETWEEN 1 AND 5),
    -- The pair that explains, from 1, and until when; 0 before the first.
    turn {int} NOT NULL CHECK (turn >= 0),
    turn_ends_at {time} NULL,
    door_closed {bool} NOT NULL,
    -- How many there were when it closed; 0 before that.
    people {int} NOT NULL CHECK (people BETWEEN 0 AND 60),
    opened_by {name} NOT NULL CHECK (opened_by <> ''),
    opened_at {time} NOT NULL,
    closed_at {time} NULL,
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK ((step = 'DONE' AND closed_at IS NOT NULL) OR (step <> 'DONE' AND closed_at IS NULL)),
    CHECK ((turn = 0 AND turn_ends_at IS NULL) OR (turn > 0 AND turn_ends_at IS NOT NULL))
);

CREATE INDEX opera_room_of_round ON opera_room (round_id, sequence);
CREATE INDEX opera_room_open ON opera_room (closed_at, opened_at);
CREATE UNIQUE INDEX opera_room_by_code ON opera_room (room_code) WHERE closed_at IS NULL;

-- Drawn by lot; in that order they explain.
CREATE TABLE opera_pair (
    room_id {id} NOT NULL REFERENCES opera_room (room_id),
    pair {int} NOT NULL CHECK (pair BETWEEN 1 AND 30),
    -- Another one each time that somebody saved what the pair agreed on, or chose.
    version {int} NOT NULL CHECK (version > 0),
    PRIMARY KEY (room_id, pair)
);

-- Somebody in a room. Nobody knows who they are: the hash of a secret in their browser finds their place. Their one column
-- of a pair is why nobody is in two.
CREATE TABLE opera_participant (
    participant_id {id} NOT NULL PRIMARY KEY,
    room_id {id} NOT NULL REFERENCES opera_room (room_id),
    seat {int} NOT NULL CHECK (seat BETWEEN 1 AND 60),
    first_name {name} NOT NULL,
    secret_hash {hash} NOT NULL UNIQUE,
    pair {int} NULL,
    UNIQUE (room_id, seat),
    FOREIGN KEY (room_id, pair) REFERENCES opera_pair (room_id, pair)
);

-- What somebody wrote on their own. Their partner reads it once there are pairs, and nobody else ever does.
CREATE TABLE opera_own_note (
    participant_id {id} NOT NULL REFERENCES opera_participant (participant_id),
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 10),
    words {text} NOT NULL CHECK (words <> ''),
    PRIMARY KEY (participant_id, place)
);

-- What a pair agreed on.
CREATE TABLE opera_note (
    note_id {id} NOT NULL PRIMARY KEY,
    room_id {id} NOT NULL,
    pair {int} NOT NULL,
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 4),
    words {text} NOT NULL CHECK (words <> ''),
    -- Under which it was arranged; empty where it stands by itself.
    heading {name} NOT NULL,
    -- Why an officer took it out of sight.
    hidden_reason {id} NULL CHECK (
        hidden_reason IN ('NAMES_A_PERSON', 'ABUSE', 'AGAINST_THE_LAW', 'NOT_ABOUT_THIS_PLACE', 'ADVERTISING')),
    hidden_by {name} NULL,
    UNIQUE (room_id, pair, place),
    FOREIGN KEY (room_id, pair) REFERENCES opera_pair (room_id, pair),
    CHECK ((hidden_reason IS NULL AND hidden_by IS NULL) OR (hidden_reason IS NOT NULL AND hidden_by <> ''))
);

-- Which notes a pair chose.
CREATE TABLE opera_choice (
    room_id {id} NOT NULL,
    pair {int} NOT NULL,
    note_id {id} NOT NULL REFERENCES opera_note (note_id),
    PRIMARY KEY (room_id, pair, note_id),
    FOREIGN KEY (room_id, pair) REFERENCES opera_pair (room_id, pair)
);

CREATE INDEX opera_choice_of ON opera_choice (note_id);
GO
-- A room goes forward only. A pair's words stay as they are once it has begun to explain.
--@sqlite
CREATE TRIGGER opera_room_forward BEFORE UPDATE OF step ON opera_room
WHEN CASE NEW.step WHEN 'OWN' THEN 1 WHEN 'PAIR' THEN 2 WHEN 'EXPLAIN' THEN 3 WHEN 'RANK' THEN 4 WHEN 'ARRANGE' THEN 5 ELSE 6 END
    < CASE OLD.step WHEN 'OWN' THEN 1 WHEN 'PAIR' THEN 2 WHEN 'EXPLAIN' THEN 3 WHEN 'RANK' THEN 4 WHEN 'ARRANGE' THEN 5 ELSE 6 END
BEGIN
    SELECT RAISE(ABORT, 'A room goes forward only.');
END;

CREATE TRIGGER opera_note_stands BEFORE UPDATE OF note_id, room_id, pair, place, words ON opera_note
BEGIN
    SELECT RAISE(ABORT, 'What a pair agreed on is never changed; it is written anew, or goes.');
END;
--@end
--@sqlserver
CREATE TRIGGER opera_room_forward ON opera_room AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF UPDATE(step) AND EXISTS (
        SELECT 1 FROM inserted INNER JOIN deleted ON deleted.room_id = inserted.room_id
        WHERE CASE inserted.step
                WHEN 'OWN' THEN 1 WHEN 'PAIR' THEN 2 WHEN 'EXPLAIN' THEN 3 WHEN 'RANK' THEN 4 WHEN 'ARRANGE' THEN 5 ELSE 6 END
            < CASE deleted.step
                WHEN 'OWN' THEN 1 WHEN 'PAIR' THEN 2 WHEN 'EXPLAIN' THEN 3 WHEN 'RANK' THEN 4 WHEN 'ARRANGE' THEN 5 ELSE 6 END)
        THROW 51010, 'A room goes forward only.', 1;
END
GO
CREATE TRIGGER opera_note_stands ON opera_note AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF UPDATE(note_id) OR UPDATE(room_id) OR UPDATE(pair) OR UPDATE(place) OR UPDATE(words)
        THROW 51011, 'What a pair agreed on is never changed; it is written anew, or goes.', 1;
END
--@end
