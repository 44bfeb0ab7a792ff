-- What People says of groups, as far as ideas need it: what each is called, whether it goes on, and who is in it. Either may be heard
-- first, so each has the number of what was heard last; 0 is nothing yet.
CREATE TABLE group_copy (
    group_id {id} NOT NULL PRIMARY KEY,
    -- Empty while its words are hidden.
    name {name} NOT NULL,
    is_closed {bool} NOT NULL,
    number {int} NOT NULL CHECK (number >= 0),
    members_number {int} NOT NULL CHECK (members_number >= 0)
);

CREATE TABLE group_member (
    group_id {id} NOT NULL REFERENCES group_copy (group_id),
    subject {id} NOT NULL CHECK (subject <> ''),
    PRIMARY KEY (group_id, subject)
){without-rowid};

CREATE INDEX group_member_of ON group_member (subject);

-- An idea that stands under the name of a group, for good. Whoever sent it in is its first author, whether they are in the group or not.
CREATE TABLE group_idea (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    group_id {id} NOT NULL REFERENCES group_copy (group_id),
    PRIMARY KEY (round_id, proposal_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
){without-rowid};

CREATE INDEX group_idea_of ON group_idea (group_id);

-- In whose name an idea is to be sent that is not sent yet; empty for nobody but its author. It is looked at when it is sent.
ALTER TABLE draft ADD group_id {id} NOT NULL DEFAULT '';
