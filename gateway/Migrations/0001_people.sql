-- The only place that knows an e-mail address. Everybody else knows a person by the subject.
CREATE TABLE person (
    subject {id} NOT NULL PRIMARY KEY,
    -- In lower case, so that the same address is the same person.
    email {name} NOT NULL UNIQUE,
    -- As the public sees it, for officers only: name and title. Empty for everybody else.
    shown_as {name} NOT NULL,
    -- "officer", "finance", divided by spaces; empty for everybody else.
    roles {name} NOT NULL,
    -- The codes of the areas an officer works for, divided by spaces; empty is all.
    areas {text} NOT NULL,
    created_at {time} NOT NULL
);

-- A code that was sent. Its digits are kept only as a salted hash, and it is good once.
CREATE TABLE sign_in_code (
    attempt_id {id} NOT NULL PRIMARY KEY,
    email {name} NOT NULL,
    salt {blob} NOT NULL,
    code_hash {hash} NOT NULL,
    tries {int} NOT NULL CHECK (tries BETWEEN 0 AND 5),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time} NULL
);

CREATE INDEX sign_in_code_by_email ON sign_in_code (email, created_at);
CREATE INDEX sign_in_code_by_age ON sign_in_code (created_at);

-- The local outbox: e-mail that would have been sent, where there is no mail server.
CREATE TABLE mail (
    mail_id {id} NOT NULL PRIMARY KEY,
    recipient {name} NOT NULL,
    subject {name} NOT NULL,
    body {text} NOT NULL,
    created_at {time} NOT NULL
);

CREATE INDEX mail_by_age ON mail (created_at);
