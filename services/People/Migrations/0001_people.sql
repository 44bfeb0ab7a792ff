-- Everybody else knows a person by the subject alone.
CREATE TABLE person (
    subject {id} NOT NULL PRIMARY KEY,
    -- In which they want to read; NULL is the council's.
    language {id} NULL,
    created_at {time} NOT NULL
);

-- How a person is reached, once its owner has proved it. Nobody else in the house knows it.
CREATE TABLE address (
    kind {id} NOT NULL CHECK (kind IN ('EMAIL')),
    -- In lower case, so that the same address is the same person.
    value {name} NOT NULL,
    subject {id} NOT NULL REFERENCES person (subject),
    proved_at {time} NOT NULL,
    PRIMARY KEY (subject, kind),
    UNIQUE (kind, value)
);

-- By which account at the council's own sign-in we know a person: neither its issuer nor the issuer's own name for them ("sub")
-- ever changes. An address that is given to somebody else, who has another account, makes them nobody's successor.
CREATE TABLE staff_account (
    -- SHA-256 of the issuer, a line end and the sub.
    account_hash {hash} NOT NULL PRIMARY KEY,
    issuer_hash {hash} NOT NULL,
    subject {id} NOT NULL REFERENCES person (subject),
    bound_at {time} NOT NULL,
    UNIQUE (subject, issuer_hash)
);

-- ID tokens that somebody has signed in with: each is good once, whoever may have seen it.
CREATE TABLE used_token (
    token_hash {hash} NOT NULL PRIMARY KEY,
    expires_at {time} NOT NULL
);

CREATE INDEX used_token_by_end ON used_token (expires_at);

-- Who works here and what they may do, as the settings say it.
CREATE TABLE staff (
    email {name} NOT NULL PRIMARY KEY,
    -- Name and title, as the public sees them.
    shown_as {name} NOT NULL,
    -- 'officer', 'finance', divided by a space.
    roles {name} NOT NULL,
    -- The codes of the areas they work for, divided by spaces; empty is all.
    areas {text} NOT NULL,
    -- Ended here, whatever the settings say.
    ended_at {time} NULL,
    ended_by {name} NULL
);

-- What officers changed of somebody of the staff.
CREATE TABLE staff_change (
    change_id {id} NOT NULL PRIMARY KEY,
    email {name} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('ROLES_ENDED', 'ROLES_GIVEN_BACK', 'ACCOUNT_FORGOTTEN')),
    changed_at {time} NOT NULL,
    changed_as {name} NOT NULL
);

CREATE INDEX staff_change_of ON staff_change (email, changed_at);

-- A code that was sent. Its digits are kept only as a salted hash, and it is good once.
CREATE TABLE sign_in_code (
    attempt_id {id} NOT NULL PRIMARY KEY,
    email {name} NOT NULL,
    -- A keyed hash of the network that asked for it, whose key nobody keeps; empty where that is not known.
    source {id} NOT NULL,
    salt {blob} NOT NULL,
    code_hash {hash} NOT NULL,
    tries_left {int} NOT NULL CHECK (tries_left BETWEEN 0 AND 5),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time} NULL
);

CREATE INDEX sign_in_code_by_email ON sign_in_code (email, created_at);
CREATE INDEX sign_in_code_by_age ON sign_in_code (created_at);

-- A browser that is signed in. Ended ones are not here any more.
CREATE TABLE session (
    -- SHA-256 of the secret that the browser holds; the secret itself is kept nowhere else.
    secret_hash {hash} NOT NULL PRIMARY KEY,
    subject {id} NOT NULL REFERENCES person (subject),
    -- How it began. A link gives no roles, and a code gives none where staff have a sign-in of their own.
    way {id} NOT NULL CHECK (way IN ('CODE', 'STAFF', 'LINK', 'DEMO')),
    -- The one thing that a session from a link reaches; NULL reaches everything of the person.
    reaches {id} NULL CHECK (reaches IN ('AWARD', 'REPORT')),
    reaches_id {id} NULL,
    begun_at {time} NOT NULL,
    seen_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    CHECK ((way = 'LINK' AND reaches IS NOT NULL AND reaches_id IS NOT NULL) OR (way <> 'LINK' AND reaches IS NULL AND reaches_id IS NULL))
);

CREATE INDEX session_by_subject ON session (subject);
CREATE INDEX session_by_end ON session (expires_at);

-- What the security log of this service says, for the staff's page; kept for 90 days.
CREATE TABLE security_event (
    event_id {id} NOT NULL PRIMARY KEY,
    happened_at {time} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('SIGNED_IN', 'SIGNED_OUT', 'SIGNED_OUT_EVERYWHERE', 'CODE_WRONG', 'LINK_GONE', 'ROLES_ENDED',
        'ROLES_GIVEN_BACK', 'ACCOUNT_FORGOTTEN', 'STAFF_LIST_CHANGED', 'REFUSED')),
    -- Whose account; empty where nobody is known.
    subject {id} NOT NULL,
    about {name} NOT NULL,
    times {bigint} NOT NULL
);

CREATE INDEX security_event_by_time ON security_event (happened_at, event_id);
