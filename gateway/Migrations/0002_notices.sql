-- What people are told because something happened; kept with the message that says so, sent after it, once.
CREATE TABLE notice (
    notice_id {id} NOT NULL PRIMARY KEY,
    recipient {id} NOT NULL,
    subject {name} NOT NULL,
    body {text} NOT NULL,
    -- The idea whose outcome it tells of: others may hear once this is sent. Empty for every other notice.
    about_round {id} NULL,
    about_project {id} NULL,
    created_at {time} NOT NULL,
    sent_at {time} NULL
);

CREATE INDEX notice_waiting ON notice (sent_at, created_at);
