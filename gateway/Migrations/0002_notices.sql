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
    -- How often it was tried in vain, and when it is tried next; never again once it is sent or set aside.
    tries {int} NOT NULL,
    due_at {time} NULL,
    sent_at {time} NULL
);

CREATE INDEX notice_due ON notice (due_at, notice_id);
