-- What every service keeps beside its own tables.

-- Messages that commit with the change they tell of, and are sent after it.
CREATE TABLE outbox (
    sequence {sequence},
    message_id {id} NOT NULL UNIQUE,
    type {id} NOT NULL,
    body {text} NOT NULL,
    trace_parent {id} NOT NULL,
    created_at {time} NOT NULL,
    attempts {int} NOT NULL,
    next_attempt_at {time} NOT NULL,
    sent_at {time} NULL,
    parked_at {time} NULL,
    parked_reason {text} NULL
);

CREATE INDEX outbox_waiting ON outbox (sent_at, parked_at, sequence);

-- Messages whose effect has committed here, so that a second copy does nothing.
CREATE TABLE inbox (
    message_id {id} NOT NULL,
    consumer {id} NOT NULL,
    handled_at {time} NOT NULL,
    PRIMARY KEY (message_id, consumer)
);

CREATE INDEX inbox_by_age ON inbox (handled_at);

-- Answers that were given, so that the same request again gets the same answer.
CREATE TABLE request (
    caller {id} NOT NULL,
    method {id} NOT NULL,
    request_id {id} NOT NULL,
    body_hash {hash} NOT NULL,
    answer {blob} NOT NULL,
    answered_at {time} NOT NULL,
    PRIMARY KEY (caller, method, request_id)
);

CREATE INDEX request_by_age ON request (answered_at);
