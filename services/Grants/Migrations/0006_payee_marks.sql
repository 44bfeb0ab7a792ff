-- The same mark for the same account, made with the key that is not in the database: two payees who gave one account are
-- seen without opening either.
CREATE TABLE payee_mark (
    award_id {id} NOT NULL,
    version {int} NOT NULL,
    mark {id} NOT NULL,
    PRIMARY KEY (award_id, version),
    FOREIGN KEY (award_id, version) REFERENCES payee_details (award_id, version)
);

CREATE INDEX payee_mark_of ON payee_mark (mark);
