-- More kinds of lines of the security log. A CHECK cannot be changed, so the table is made anew under its name; processes of the
-- version before go on with it.
CREATE TABLE security_event_new (
    event_id {id} NOT NULL PRIMARY KEY,
    happened_at {time} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('SIGNED_IN', 'SIGNED_OUT', 'SIGNED_OUT_EVERYWHERE', 'CODE_WRONG', 'LINK_GONE', 'ROLES_ENDED',
        'ROLES_GIVEN_BACK', 'ACCOUNT_FORGOTTEN', 'STAFF_LIST_CHANGED', 'REFUSED', 'PASSKEY_ADDED', 'PASSKEY_REMOVED', 'PASSKEY_WRONG',
        'ADDRESS_CHANGE_ASKED', 'ADDRESS_CHANGED', 'ADDRESS_CHANGE_REFUSED', 'PERSON_FORGOTTEN', 'OWN_DATA_READ', 'RESET_ASKED',
        'PASSKEYS_RESET', 'SESSIONS_ENDED')),
    -- Whose account; empty where nobody is known.
    subject {id} NOT NULL,
    about {name} NOT NULL,
    times {bigint} NOT NULL
);
GO

INSERT INTO security_event_new (event_id, happened_at, kind, subject, about, times)
SELECT event_id, happened_at, kind, subject, about, times FROM security_event;
GO

DROP TABLE security_event;
GO

--@sqlite
ALTER TABLE security_event_new RENAME TO security_event;
--@end
--@sqlserver
EXEC sp_rename 'security_event_new', 'security_event';
--@end
GO

CREATE INDEX security_event_by_time ON security_event (happened_at, event_id);
