-- Polls whose roll is built by the people themselves, and within which limits. Such a poll has no other roll.
CREATE TABLE registration_terms (
    poll_id {id} NOT NULL PRIMARY KEY REFERENCES poll (poll_id),
    most_voters {bigint} NOT NULL CHECK (most_voters BETWEEN 1 AND 2000000),
    -- So many with one address, or from one connection, come onto the roll by themselves; an officer looks at the next.
    most_at_address {int} NOT NULL CHECK (most_at_address BETWEEN 1 AND 1000),
    most_from_source {int} NOT NULL CHECK (most_from_source BETWEEN 1 AND 1000),
    -- Declared, not proved; 0 is none.
    minimum_age {int} NOT NULL CHECK (minimum_age BETWEEN 0 AND 120),
    -- How many have registered and were not turned away, counted in the transactions of their rows.
    registered {bigint} NOT NULL CHECK (registered >= 0),
    opened_by {name} NOT NULL
);

-- Who has registered, by a keyed hash of the person. Of address and connection, too, only keyed hashes are kept.
CREATE TABLE registration (
    poll_id {id} NOT NULL REFERENCES registration_terms (poll_id),
    person_hash {hash} NOT NULL,
    area_code {id} NOT NULL,
    address_hash {hash} NOT NULL,
    -- Of the connection's network, and of the two wider ones that an IPv6 address has; null where it is not known.
    source_hash {hash} NULL,
    wider_hash {hash} NULL,
    widest_hash {hash} NULL,
    -- Of the mailbox; null where it is not known.
    mailbox_hash {hash} NULL,
    -- Waiting for an officer, on the roll, or turned away.
    state {id} NOT NULL CHECK (state IN ('WAITING', 'ON_ROLL', 'TURNED_AWAY')),
    -- "2026-07-03", UTC.
    registered_on {id} NOT NULL,
    decided_by {name} NULL,
    -- The person reads it.
    reason {text} NULL,
    PRIMARY KEY (poll_id, person_hash),
    FOREIGN KEY (poll_id, area_code) REFERENCES contest (poll_id, area_code),
    CHECK (state <> 'TURNED_AWAY' OR (decided_by IS NOT NULL AND reason IS NOT NULL))
){without-rowid};

CREATE INDEX registration_at_address ON registration (poll_id, address_hash);
CREATE INDEX registration_from_source ON registration (poll_id, source_hash);
CREATE INDEX registration_from_wider ON registration (poll_id, wider_hash);
CREATE INDEX registration_from_widest ON registration (poll_id, widest_hash);
CREATE INDEX registration_of_mailbox ON registration (poll_id, mailbox_hash);

-- What an officer has to see to decide, and whom to tell. Gone with the decision, and soon after the closing of the poll.
CREATE TABLE registration_waiting (
    poll_id {id} NOT NULL,
    registration_id {id} NOT NULL,
    person_hash {hash} NOT NULL,
    subject {id} NOT NULL,
    area_code {id} NOT NULL,
    address {text} NOT NULL,
    at_address {int} NOT NULL,
    from_source {int} NOT NULL,
    same_mailbox {bool} NOT NULL,
    PRIMARY KEY (poll_id, registration_id),
    UNIQUE (poll_id, person_hash),
    FOREIGN KEY (poll_id, person_hash) REFERENCES registration (poll_id, person_hash)
);
