-- Who was forgotten, by a number that is nobody's any more: what comes late about them goes, too.
CREATE TABLE forgotten (
    subject {id} NOT NULL PRIMARY KEY,
    forgotten_at {time} NOT NULL,
    -- When we look again whether anything has come.
    due_at {time} NOT NULL
);

CREATE INDEX forgotten_due ON forgotten (due_at, subject);
