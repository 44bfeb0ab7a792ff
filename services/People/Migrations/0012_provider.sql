-- By which account at the residents' OpenID provider we know a person: neither its issuer nor the issuer's own name for them ("sub")
-- ever changes.
CREATE TABLE provider_account (
    -- SHA-256 of the issuer, a line end and the sub.
    account_hash {hash} NOT NULL PRIMARY KEY,
    issuer_hash {hash} NOT NULL,
    subject {id} NOT NULL REFERENCES person (subject),
    bound_at {time} NOT NULL,
    -- A later account takes the place of the one before, once a code has shown that it is the same person's.
    UNIQUE (subject, issuer_hash)
);
GO

-- When that provider vouched for whoever is in the session; NULL where it began in another way. It gives no roles. Processes of the
-- version before give it those of a code, with which its person has signed in before: nobody else of the staff comes in this way.
ALTER TABLE session ADD provider_at {time} NULL;
