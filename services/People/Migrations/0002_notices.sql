-- What people are told because something happened: the reason and what it is about. The words are made when it is sent.
CREATE TABLE notice (
    notice_id {id} NOT NULL PRIMARY KEY,
    recipient {id} NOT NULL,
    -- Of NoticeReason, for example 'WON'.
    reason {id} NOT NULL,
    -- The values of its sentences, as JSON.
    details {text} NOT NULL,
    -- What its link opens, where it has one.
    link_to {id} NULL CHECK (link_to IN ('AWARD', 'REPORT')),
    link_id {id} NULL,
    -- The idea whose outcome it tells of: others may hear once this is sent or set aside. NULL for every other
    -- notice, and for one that is tried again after that.
    about_round {id} NULL,
    about_project {id} NULL,
    created_at {time} NOT NULL,
    -- How often it was tried in vain, and when it is tried next; never again once it is sent or set aside.
    tries {int} NOT NULL,
    due_at {time} NULL,
    sent_at {time} NULL,
    -- Since when it is not tried any more, and why.
    set_aside_at {time} NULL,
    set_aside_reason {id} NULL CHECK (set_aside_reason IN ('REFUSED', 'BEYOND_SERVER', 'GIVEN_UP')),
    CHECK ((set_aside_at IS NULL AND set_aside_reason IS NULL) OR (set_aside_at IS NOT NULL AND set_aside_reason IS NOT NULL))
);

CREATE INDEX notice_due ON notice (due_at, notice_id);
CREATE INDEX notice_sent ON notice (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX notice_set_aside ON notice (set_aside_at, notice_id) WHERE set_aside_at IS NOT NULL;

-- The local outbox: e-mail that would have been sent, where there is no mail server.
CREATE TABLE mail (
    mail_id {id} NOT NULL PRIMARY KEY,
    recipient {name} NOT NULL,
    subject {name} NOT NULL,
    body {text} NOT NULL,
    created_at {time} NOT NULL
);

CREATE INDEX mail_by_age ON mail (created_at);
