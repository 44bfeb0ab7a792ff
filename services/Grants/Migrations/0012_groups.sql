-- Grants of groups. What People says of a group, as far as its grants need it: what it is called, whether it goes on, and who may say yes
-- to money for it. Either may be heard first, so each has the number of what was heard last; 0 is nothing yet.
CREATE TABLE group_copy (
    group_id {id} NOT NULL PRIMARY KEY,
    -- Empty while its words are hidden.
    name {name} NOT NULL,
    is_closed {bool} NOT NULL,
    number {int} NOT NULL CHECK (number >= 0),
    signers_number {int} NOT NULL CHECK (signers_number >= 0)
);

CREATE TABLE group_signer (
    group_id {id} NOT NULL REFERENCES group_copy (group_id),
    subject {id} NOT NULL CHECK (subject <> ''),
    PRIMARY KEY (group_id, subject)
);

CREATE INDEX group_signer_of ON group_signer (subject);

-- Under the name of which group an idea stands; empty for its proposer alone.
ALTER TABLE idea ADD group_id {id} NOT NULL DEFAULT '';
GO
-- Whose an award is: of this group, or of the recipient alone where it is empty. Of a group the recipient is who is asked and told.
ALTER TABLE award ADD group_id {id} NOT NULL DEFAULT '';
GO
CREATE INDEX award_of_group ON award (group_id, won_at, award_id);

-- The second yes of a group to bank details: of somebody who may say yes to money for it and did not give them.
CREATE TABLE payee_second (
    award_id {id} NOT NULL,
    version {int} NOT NULL,
    given_by {id} NOT NULL,
    confirmed_by {id} NOT NULL,
    confirmed_at {time} NOT NULL,
    PRIMARY KEY (award_id, version),
    FOREIGN KEY (award_id, version, given_by) REFERENCES payee_details (award_id, version, given_by),
    CHECK (confirmed_by <> given_by)
);

CREATE INDEX payee_second_by ON payee_second (confirmed_by);

-- A grant of one person is moved to a group: its holder offers it, and somebody who may say yes to money for the group says yes. Either
-- can say no. Every one is kept.
CREATE TABLE award_move (
    sequence {sequence},
    award_id {id} NOT NULL REFERENCES award (award_id),
    group_id {id} NOT NULL REFERENCES group_copy (group_id),
    state {id} NOT NULL CHECK (state IN ('OFFERED', 'ACCEPTED', 'REFUSED', 'TAKEN_BACK')),
    offered_by {id} NOT NULL,
    offered_at {time} NOT NULL,
    answered_by {id} NULL,
    answered_at {time} NULL,
    CHECK ((state = 'OFFERED' AND answered_by IS NULL AND answered_at IS NULL)
        OR (state <> 'OFFERED' AND answered_by IS NOT NULL AND answered_at IS NOT NULL)),
    -- Whoever is forgotten is nobody.
    CHECK (state <> 'ACCEPTED' OR answered_by = '' OR offered_by = '' OR answered_by <> offered_by)
);

CREATE INDEX award_move_of ON award_move (award_id, sequence);
CREATE INDEX award_move_to ON award_move (group_id, sequence);
CREATE INDEX award_move_by ON award_move (offered_by);
CREATE INDEX award_move_answered ON award_move (answered_by);
