-- What somebody of the staff may do, or what waits for a second administrator. Processes of the version before read staff.roles,
-- which is kept in line with this; an administrator they do not know.
CREATE TABLE staff_role (
    email {name} NOT NULL,
    role {id} NOT NULL CHECK (role IN ('OFFICER', 'FINANCE', 'ADMINISTRATOR')),
    state {id} NOT NULL CHECK (state IN ('ASKED', 'GIVEN')),
    -- Of an officer, the codes of their areas, divided by spaces; empty is all.
    areas {text} NOT NULL,
    ends_at {time} NULL,
    -- The administrator who gave it or asked for it, by address, and as all see them; NULL for the settings.
    asked_by {name} NULL,
    asked_as {name} NULL,
    asked_at {time} NOT NULL,
    confirmed_by {name} NULL,
    confirmed_as {name} NULL,
    confirmed_at {time} NULL,
    PRIMARY KEY (email, role),
    -- Nobody gives themselves anything, and nobody is the second for themselves.
    CHECK (asked_by IS NULL OR asked_by <> email),
    CHECK (confirmed_by IS NULL OR (asked_by IS NOT NULL AND confirmed_by <> asked_by AND confirmed_by <> email)),
    CHECK (state = 'GIVEN' OR (asked_by IS NOT NULL AND confirmed_by IS NULL)),
    -- Who can let go of money is what two administrators say, or the settings of the machine.
    CHECK (role <> 'FINANCE' OR state = 'ASKED' OR asked_by IS NULL OR confirmed_by IS NOT NULL)
);

-- What was changed of the staff, for all of them to read.
CREATE TABLE staff_log (
    entry_id {id} NOT NULL PRIMARY KEY,
    email {name} NOT NULL,
    -- Name and title at that time; empty for what was written down before this table.
    shown_as {name} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('ROLES_ENDED', 'ROLES_GIVEN_BACK', 'ACCOUNT_FORGOTTEN', 'NAMED', 'INVITED', 'ROLE_ASKED',
        'ROLE_GIVEN', 'ROLE_CONFIRMED', 'ROLE_TAKEN', 'ROLE_DECLINED')),
    role {id} NULL CHECK (role IN ('OFFICER', 'FINANCE', 'ADMINISTRATOR')),
    areas {text} NOT NULL,
    ends_at {time} NULL,
    changed_at {time} NOT NULL,
    -- Name and title; empty for the settings.
    changed_as {name} NOT NULL
);

CREATE INDEX staff_log_by_time ON staff_log (changed_at, entry_id);
GO

INSERT INTO staff_log (entry_id, email, shown_as, kind, role, areas, ends_at, changed_at, changed_as)
SELECT change_id, email, COALESCE((SELECT staff.shown_as FROM staff WHERE staff.email = staff_change.email), ''), kind, NULL, '', NULL,
    changed_at, changed_as
FROM staff_change;
GO

-- E-mails to somebody of the staff who may never have signed in; they go only while they have a role.
CREATE TABLE staff_notice (
    notice_id {id} NOT NULL PRIMARY KEY REFERENCES notice (notice_id),
    email {name} NOT NULL
);
