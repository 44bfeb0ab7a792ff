-- The role of a connector, and what two administrators do for somebody of the staff who has lost every passkey. A CHECK cannot be
-- changed, so the tables are made anew under their names; processes of the version before go on with them.
CREATE TABLE staff_role_new (
    email {name} NOT NULL,
    role {id} NOT NULL CHECK (role IN ('OFFICER', 'FINANCE', 'ADMINISTRATOR', 'CONNECTOR')),
    state {id} NOT NULL CHECK (state IN ('ASKED', 'GIVEN')),
    -- Of an officer or a connector, the codes of their areas, divided by spaces; empty is all.
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
GO

INSERT INTO staff_role_new
    (email, role, state, areas, ends_at, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at)
SELECT email, role, state, areas, ends_at, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at FROM staff_role;
GO

DROP TABLE staff_role;
GO

CREATE TABLE staff_log_new (
    entry_id {id} NOT NULL PRIMARY KEY,
    email {name} NOT NULL,
    -- Name and title at that time; empty for what was written down before there was this log.
    shown_as {name} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('ROLES_ENDED', 'ROLES_GIVEN_BACK', 'ACCOUNT_FORGOTTEN', 'NAMED', 'INVITED', 'ROLE_ASKED',
        'ROLE_GIVEN', 'ROLE_CONFIRMED', 'ROLE_TAKEN', 'ROLE_DECLINED', 'RESET_ASKED', 'RESET_CONFIRMED', 'RESET_DECLINED')),
    role {id} NULL CHECK (role IN ('OFFICER', 'FINANCE', 'ADMINISTRATOR', 'CONNECTOR')),
    areas {text} NOT NULL,
    ends_at {time} NULL,
    changed_at {time} NOT NULL,
    -- Name and title; empty for the settings.
    changed_as {name} NOT NULL
);
GO

INSERT INTO staff_log_new (entry_id, email, shown_as, kind, role, areas, ends_at, changed_at, changed_as)
SELECT entry_id, email, shown_as, kind, role, areas, ends_at, changed_at, changed_as FROM staff_log;
GO

DROP TABLE staff_log;
GO

--@sqlite
ALTER TABLE staff_role_new RENAME TO staff_role;
GO
ALTER TABLE staff_log_new RENAME TO staff_log;
--@end
--@sqlserver
EXEC sp_rename 'staff_role_new', 'staff_role';
GO
EXEC sp_rename 'staff_log_new', 'staff_log';
--@end
GO

CREATE INDEX staff_log_by_time ON staff_log (changed_at, entry_id);
GO

-- That somebody of the staff has lost every passkey, as one administrator says and another confirms: the last time of each.
CREATE TABLE passkey_reset (
    email {name} NOT NULL PRIMARY KEY,
    asked_by {name} NOT NULL,
    asked_as {name} NOT NULL,
    asked_at {time} NOT NULL,
    confirmed_by {name} NULL,
    confirmed_as {name} NULL,
    confirmed_at {time} NULL,
    -- Nobody does it for themselves, and nobody is the second for themselves.
    CHECK (asked_by <> email),
    CHECK (confirmed_by IS NULL OR (confirmed_by <> asked_by AND confirmed_by <> email))
);
