-- Sessions that ended a moment ago: an identity that was signed for one of them is good no more.
CREATE TABLE ended_session (
    session_id {id} NOT NULL PRIMARY KEY,
    ended_at {time} NOT NULL
);

CREATE INDEX ended_session_by_age ON ended_session (ended_at);
