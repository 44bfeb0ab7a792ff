-- What the first start said, for ever: in a demonstration everybody may be the finance officer.
CREATE TABLE house (
    house_id {int} NOT NULL PRIMARY KEY CHECK (house_id = 1),
    kind {id} NOT NULL CHECK (kind IN ('DEMONSTRATION', 'IN_USE'))
);
