-- What a group has written so far, for itself alone. It goes when the story is sent.
CREATE TABLE draft (
    report_id {id} NOT NULL PRIMARY KEY,
    content {blob} NOT NULL,
    kept_at {time} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES report (report_id)
);
