-- What went because its time was over: a row for each kind and batch. Officers read it.
CREATE TABLE removal (
    removal_id {id} NOT NULL PRIMARY KEY,
    -- Of RemovalKinds.
    kind {id} NOT NULL,
    total {bigint} NOT NULL CHECK (total > 0),
    removed_at {time} NOT NULL
);

CREATE INDEX removal_by_time ON removal (removed_at, kind);
