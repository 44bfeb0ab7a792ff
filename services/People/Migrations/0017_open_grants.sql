-- Whose grant is not finished: until it is, somebody has to be behind it, and they cannot be forgotten. Once it is over it is nobody's;
-- the row stays, so that an offer that is heard late opens nothing again.
CREATE TABLE open_grant (
    award_id {id} NOT NULL PRIMARY KEY,
    subject {id} NOT NULL,
    is_over {bool} NOT NULL,
    CHECK (is_over = 0 OR subject = '')
);

CREATE INDEX open_grant_of ON open_grant (subject);
