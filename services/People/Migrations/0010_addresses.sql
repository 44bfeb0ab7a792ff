-- A change of somebody's address that waits for the codes from both. The codes are in sign_in_code.
CREATE TABLE address_change (
    subject {id} NOT NULL PRIMARY KEY REFERENCES person (subject),
    -- The new one.
    email {name} NOT NULL,
    new_attempt {id} NOT NULL,
    old_attempt {id} NOT NULL,
    -- The session that asked: another one confirms nothing.
    session_id {id} NOT NULL,
    expires_at {time} NOT NULL
);

CREATE INDEX address_change_by_end ON address_change (expires_at);

-- E-mails to an address that its person has just left.
CREATE TABLE address_notice (
    notice_id {id} NOT NULL PRIMARY KEY REFERENCES notice (notice_id),
    email {name} NOT NULL
);
