-- Who holds the money of an award, where it goes, and whether the bank knows them. No bank detail stands here in clear.

CREATE TABLE payee (
    award_id {id} NOT NULL PRIMARY KEY REFERENCES award (award_id),
    holder {id} NOT NULL CHECK (holder IN ('GROUP', 'HOST', 'PERSON', 'COUNCIL_BUYS')),
    -- Public; empty for a person.
    group_name {name} NOT NULL,
    charity_number {id} NOT NULL,
    company_number {id} NOT NULL,
    shopping {text} NOT NULL,
    chosen_by {id} NOT NULL,
    chosen_at {time} NOT NULL,
    host_name {name} NULL,
    host_fee_basis_points {int} NULL CHECK (host_fee_basis_points BETWEEN 0 AND 1000),
    host_person {id} NULL,
    host_signed_by {name} NULL,
    host_words {text} NULL,
    host_confirmed_at {time} NULL,
    -- The bank details that count: 0 where none do.
    details_version {int} NOT NULL CHECK (details_version >= 0),
    -- Since when nothing is paid, because the bank details are not the ones that were there before.
    frozen_at {time} NULL,
    changed_at {time} NOT NULL,
    CHECK (holder IN ('PERSON', 'COUNCIL_BUYS') OR group_name <> ''),
    CHECK (holder <> 'PERSON' OR (group_name = '' AND charity_number = '' AND company_number = '')),
    CHECK ((holder = 'HOST' AND host_name IS NOT NULL) OR (holder <> 'HOST' AND host_name IS NULL AND host_person IS NULL)),
    -- The group cannot be its own host, and a host signs before it gets anything.
    CHECK (host_person IS NULL OR (host_person <> chosen_by AND host_words IS NOT NULL AND host_signed_by IS NOT NULL
        AND host_fee_basis_points IS NOT NULL AND host_confirmed_at IS NOT NULL)),
    CHECK (details_version = 0 OR (holder <> 'COUNCIL_BUYS' AND (holder <> 'HOST' OR host_person IS NOT NULL)))
);

CREATE INDEX payee_oldest ON payee (chosen_at, award_id);
CREATE INDEX payee_of_host ON payee (host_person, chosen_at);

-- Every giving of bank details. What they say is sealed with a key that is not in the database.
CREATE TABLE payee_details (
    award_id {id} NOT NULL REFERENCES payee (award_id),
    version {int} NOT NULL CHECK (version > 0),
    sealed {blob} NOT NULL,
    given_by {id} NOT NULL,
    given_at {time} NOT NULL,
    PRIMARY KEY (award_id, version),
    UNIQUE (award_id, version, given_by)
);

CREATE TABLE payee_reading (
    reading_id {id} NOT NULL PRIMARY KEY,
    award_id {id} NOT NULL,
    version {int} NOT NULL,
    -- What finance wrote; or in the file of which payment run they stood.
    why {name} NULL,
    run_serial {id} NULL,
    read_by {id} NOT NULL,
    read_as {name} NOT NULL,
    read_at {time} NOT NULL,
    FOREIGN KEY (award_id, version) REFERENCES payee_details (award_id, version),
    CHECK ((why IS NULL AND run_serial IS NOT NULL) OR (why IS NOT NULL AND run_serial IS NULL))
);

CREATE INDEX payee_reading_of ON payee_reading (award_id, read_at);

-- What the bank said about name and account. A later one counts more than an earlier one.
CREATE TABLE payee_check (
    check_id {id} NOT NULL PRIMARY KEY,
    award_id {id} NOT NULL,
    version {int} NOT NULL,
    given_by {id} NOT NULL,
    result {id} NOT NULL CHECK (result IN ('MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'UNAVAILABLE')),
    note {text} NOT NULL,
    checked_by {id} NOT NULL,
    checked_as {name} NOT NULL,
    checked_at {time} NOT NULL,
    FOREIGN KEY (award_id, version, given_by) REFERENCES payee_details (award_id, version, given_by),
    CHECK (checked_by <> given_by)
);

CREATE INDEX payee_check_of ON payee_check (award_id, version, checked_at);

-- Changed details, confirmed by somebody else than who changed them, by another channel.
CREATE TABLE payee_change (
    award_id {id} NOT NULL,
    version {int} NOT NULL,
    given_by {id} NOT NULL,
    channel {id} NOT NULL CHECK (channel IN ('PHONE', 'IN_PERSON', 'LETTER')),
    note {text} NOT NULL,
    confirmed_by {id} NOT NULL,
    confirmed_as {name} NOT NULL,
    confirmed_at {time} NOT NULL,
    PRIMARY KEY (award_id, version),
    FOREIGN KEY (award_id, version, given_by) REFERENCES payee_details (award_id, version, given_by),
    CHECK (confirmed_by <> given_by)
);

-- What a round says about itself that the public files and the sign-off pack need.
CREATE TABLE round_plan (
    round_id {id} NOT NULL PRIMARY KEY,
    story_after_days {int} NOT NULL
);

CREATE TABLE round_place (
    round_id {id} NOT NULL REFERENCES round_plan (round_id),
    area_code {id} NOT NULL,
    name {name} NOT NULL,
    PRIMARY KEY (round_id, area_code)
);

GO
--@sqlite
CREATE TRIGGER payee_reading_is_never_deleted BEFORE DELETE ON payee_reading
BEGIN
    SELECT RAISE(ABORT, 'Who has read bank details is never forgotten.');
END;

CREATE TRIGGER payee_reading_is_never_changed BEFORE UPDATE ON payee_reading
BEGIN
    SELECT RAISE(ABORT, 'Who has read bank details is never changed.');
END;
--@end
--@sqlserver
CREATE TRIGGER payee_reading_is_append_only ON payee_reading INSTEAD OF UPDATE, DELETE AS
    THROW 50001, 'Who has read bank details is never changed or forgotten.', 1;
--@end
GO
