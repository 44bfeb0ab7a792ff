-- Groups as lasting bodies: neighbours who do something together for longer than one idea or grant.
CREATE TABLE community_group (
    sequence {sequence},
    group_id {id} NOT NULL UNIQUE,
    -- As rounds use it; empty for no area in particular.
    area_code {id} NOT NULL,
    -- The newest of its names and descriptions.
    version {int} NOT NULL CHECK (version > 0),
    -- Its name in small letters, to be found by.
    name_key {name} NOT NULL CHECK (name_key <> ''),
    -- Versions up to this one were hidden when they were changed, and are shown to nobody any more.
    hidden_through {int} NOT NULL CHECK (hidden_through >= 0),
    -- Of what was said of it to other services: the highest counts, whichever is heard first.
    number {int} NOT NULL CHECK (number > 0),
    -- Nobody where they were forgotten.
    founder_subject {id} NOT NULL,
    founded_at {time} NOT NULL,
    closed_at {time} NULL,
    CHECK (hidden_through < version)
);

CREATE INDEX community_group_by ON community_group (founder_subject, founded_at);

-- What it was called, and what it said of itself.
CREATE TABLE group_version (
    group_id {id} NOT NULL REFERENCES community_group (group_id),
    version {int} NOT NULL CHECK (version > 0),
    name {name} NOT NULL CHECK (name <> ''),
    description {text} NOT NULL,
    changed_at {time} NOT NULL,
    PRIMARY KEY (group_id, version)
);

-- Its logo or a photo. Another one takes its place, and nothing stays of it.
CREATE TABLE group_picture (
    picture_id {id} NOT NULL PRIMARY KEY,
    group_id {id} NOT NULL UNIQUE REFERENCES community_group (group_id),
    alt_text {text} NOT NULL CHECK (alt_text <> ''),
    media_type {id} NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    width {int} NOT NULL CHECK (width > 0),
    height {int} NOT NULL CHECK (height > 0),
    size_bytes {bigint} NOT NULL CHECK (size_bytes > 0),
    everybody_said_yes {bool} NOT NULL CHECK (everybody_said_yes = 1),
    added_at {time} NOT NULL
);

-- Its bytes, in pieces.
CREATE TABLE group_picture_piece (
    file_id {id} NOT NULL,
    piece {int} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (file_id, piece),
    FOREIGN KEY (file_id) REFERENCES group_picture (picture_id)
);

-- Who is in it. Whoever leaves has no row: who was in a group once is nobody's business.
CREATE TABLE group_member (
    member_id {id} NOT NULL PRIMARY KEY,
    group_id {id} NOT NULL REFERENCES community_group (group_id),
    subject {id} NOT NULL CHECK (subject <> ''),
    -- As they chose to be called there, and whether everybody may read it.
    shown_as {name} NOT NULL CHECK (shown_as <> ''),
    show_name {bool} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('MEMBER', 'ASKED', 'SIGNER')),
    -- Of those who may say yes to money, of whom there are four at most.
    signer_place {int} NULL CHECK (signer_place BETWEEN 1 AND 4),
    wants_close {bool} NOT NULL,
    joined_at {time} NOT NULL,
    UNIQUE (group_id, subject),
    CHECK ((state = 'SIGNER' AND signer_place IS NOT NULL) OR (state <> 'SIGNER' AND signer_place IS NULL AND wants_close = 0))
);

CREATE INDEX group_member_of ON group_member (subject, group_id);
CREATE UNIQUE INDEX group_signer_place ON group_member (group_id, signer_place) WHERE signer_place IS NOT NULL;

-- A link for one person. Its secret is with whoever was given it; we keep the hash.
CREATE TABLE group_invitation (
    invitation_id {id} NOT NULL PRIMARY KEY,
    group_id {id} NOT NULL REFERENCES community_group (group_id),
    secret_hash {hash} NOT NULL UNIQUE,
    state {id} NOT NULL CHECK (state IN ('OPEN', 'ACCEPTED', 'REFUSED', 'ENDED')),
    -- A member; nobody once it is over.
    invited_by {id} NOT NULL,
    made_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    CHECK (ends_at > made_at),
    CHECK ((state = 'OPEN' AND invited_by <> '') OR (state <> 'OPEN' AND invited_by = ''))
);

CREATE INDEX group_invitation_of ON group_invitation (group_id, state, made_at);
CREATE INDEX group_invitation_by ON group_invitation (invited_by);
CREATE INDEX group_invitation_by_end ON group_invitation (ends_at);
GO
-- What a group was called stays as it was, and so does a group that is closed.
--@sqlite
CREATE TRIGGER group_version_stays BEFORE UPDATE ON group_version
BEGIN SELECT RAISE(ABORT, 'What a group was called stays on record.'); END;
GO
CREATE TRIGGER group_version_is_kept BEFORE DELETE ON group_version
BEGIN SELECT RAISE(ABORT, 'What a group was called stays on record.'); END;
GO
CREATE TRIGGER community_group_stays_closed BEFORE UPDATE ON community_group
WHEN OLD.closed_at IS NOT NULL
    AND (NEW.closed_at IS NULL OR NEW.closed_at <> OLD.closed_at OR NEW.version <> OLD.version OR NEW.area_code <> OLD.area_code)
BEGIN SELECT RAISE(ABORT, 'A group that is closed stays as it was.'); END;
GO
CREATE TRIGGER group_member_of_open_group BEFORE INSERT ON group_member
WHEN (SELECT closed_at FROM community_group WHERE group_id = NEW.group_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'Nobody comes into a group that is closed.'); END;
--@end
--@sqlserver
CREATE TRIGGER group_version_stays ON group_version AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51016, 'What a group was called stays on record.', 1;
END
GO
CREATE TRIGGER community_group_stays_closed ON community_group AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted o LEFT JOIN inserted n ON n.group_id = o.group_id
        WHERE o.closed_at IS NOT NULL
            AND (n.group_id IS NULL OR n.closed_at IS NULL OR n.closed_at <> o.closed_at OR n.version <> o.version
                OR n.area_code <> o.area_code))
        THROW 51017, 'A group that is closed stays as it was.', 1;
END
GO
CREATE TRIGGER group_member_of_open_group ON group_member AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted n JOIN community_group g ON g.group_id = n.group_id WHERE g.closed_at IS NOT NULL)
        THROW 51018, 'Nobody comes into a group that is closed.', 1;
END
--@end
