-- Written every few seconds: a database that can be read and not written is not well.
CREATE TABLE heartbeat (
    id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
    beat_at {time} NOT NULL
);
GO

INSERT INTO heartbeat (id, beat_at) VALUES (1, 0);
