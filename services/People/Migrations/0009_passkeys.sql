-- Passkeys (W3C Web Authentication). What is held of one lets nobody in: its private half never leaves the person's device.
CREATE TABLE passkey (
    passkey_id {id} NOT NULL PRIMARY KEY,
    subject {id} NOT NULL REFERENCES person (subject),
    -- A person has ten at most.
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 10),
    -- SHA-256 of credential_id, which may be longer than an index holds: no credential is two people's.
    credential_hash {hash} NOT NULL UNIQUE,
    credential_id {blob} NOT NULL,
    -- As its owner calls it.
    name {name} NOT NULL,
    -- COSE_Key (RFC 9052).
    public_key {blob} NOT NULL,
    -- How often it was used, as the device counts; 0 where the device does not count.
    use_count {bigint} NOT NULL CHECK (use_count >= 0),
    added_at {time} NOT NULL,
    used_at {time} NULL,
    UNIQUE (subject, place)
);

-- Questions for a passkey that were answered: each is good for one answer.
CREATE TABLE used_question (
    question_hash {hash} NOT NULL PRIMARY KEY,
    expires_at {time} NOT NULL
);

CREATE INDEX used_question_by_end ON used_question (expires_at);
GO

-- When a passkey was shown in the session; NULL where none was. Processes of the version before give it the roles of a code.
ALTER TABLE session ADD passkey_at {time} NULL;
