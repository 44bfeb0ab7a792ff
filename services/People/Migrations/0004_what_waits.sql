-- What waited for the council's people when a service last counted it, as its message had it.
CREATE TABLE work (
    counted_by {id} NOT NULL PRIMARY KEY CHECK (counted_by IN ('PROPOSALS', 'VOTING', 'GRANTS', 'ACCOUNTABILITY')),
    counted_at {time} NOT NULL,
    -- JSON.
    lines {text} NOT NULL
);

-- That somebody of the staff was told what waits: at most once on a day of the council's.
CREATE TABLE digest (
    email {name} NOT NULL,
    -- ISO 8601.
    told_on {id} NOT NULL,
    notice_id {id} NOT NULL UNIQUE REFERENCES notice (notice_id),
    -- Of what it said, so that the same is not said again the next day.
    said_hash {hash} NOT NULL,
    PRIMARY KEY (email, told_on)
);

CREATE INDEX digest_by_day ON digest (told_on);

-- That the proposer of an idea was told how many support it: each number once, and one on a day of the council's.
CREATE TABLE support_told (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    supports {int} NOT NULL CHECK (supports > 0),
    -- ISO 8601; NULL where a higher number was told in its place.
    told_on {id} NULL,
    notice_id {id} NOT NULL REFERENCES notice (notice_id),
    PRIMARY KEY (round_id, proposal_id, supports)
);

CREATE UNIQUE INDEX support_told_on ON support_told (round_id, proposal_id, told_on) WHERE told_on IS NOT NULL;

-- E-mails that the owner of an address does not want any more.
CREATE TABLE stopped_mail (
    email {name} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('WORK', 'SUPPORT')),
    stopped_at {time} NOT NULL,
    PRIMARY KEY (email, kind)
);
