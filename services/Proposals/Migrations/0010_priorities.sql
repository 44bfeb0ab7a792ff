-- How an area comes to its priorities: its people choose among themes, or a group that met has decided.
CREATE TABLE theme_choice (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('OPEN', 'DECIDED', 'NOBODY_CHOSE')),
    way {id} NOT NULL CHECK (way IN ('CHOSEN', 'ASSEMBLY')),
    places {int} NOT NULL CHECK (places BETWEEN 1 AND 10),
    -- As Counting calls it; empty where a group decided.
    rule_name {id} NOT NULL,
    opened_by {name} NOT NULL CHECK (opened_by <> ''),
    opened_at {time} NOT NULL,
    closes_at {time} NULL,
    -- What choices are sealed to. The private key never stands here, and is destroyed once they have been counted.
    key_id {id} NOT NULL,
    public_key {blob} NULL,
    -- How many chose, as it was counted, or were there.
    people {int} NOT NULL CHECK (people >= 0),
    met_where {name} NOT NULL,
    met_when {name} NOT NULL,
    answer_at {time} NOT NULL,
    answer_role {name} NOT NULL CHECK (answer_role <> ''),
    decided_at {time} NULL,
    PRIMARY KEY (round_id, area_code),
    FOREIGN KEY (round_id, area_code) REFERENCES area (round_id, area_code),
    CHECK ((way = 'CHOSEN' AND rule_name <> '' AND closes_at IS NOT NULL AND answer_at > closes_at AND key_id <> ''
            AND public_key IS NOT NULL AND met_where = '' AND met_when = '')
        OR (way = 'ASSEMBLY' AND state = 'DECIDED' AND rule_name = '' AND closes_at IS NULL AND key_id = ''
            AND public_key IS NULL AND people > 0 AND met_where <> '' AND met_when <> '')),
    CHECK ((state = 'OPEN' AND decided_at IS NULL AND people = 0)
        OR (state = 'NOBODY_CHOSE' AND decided_at IS NOT NULL AND people = 0)
        OR (state = 'DECIDED' AND decided_at IS NOT NULL AND people > 0))
);

CREATE INDEX theme_choice_due ON theme_choice (state, closes_at);

-- What people choose among, as it was when they began.
CREATE TABLE choice_theme (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    position {int} NOT NULL CHECK (position BETWEEN 0 AND 99),
    theme_id {id} NOT NULL REFERENCES theme (theme_id),
    -- Nothing while people choose, and where somebody could be recognised.
    chosen {int} NULL,
    outcome {id} NULL CHECK (outcome IN ('PRIORITY', 'FEWER', 'TIED', 'NOBODY', 'SHARED', 'TOO_FEW', 'NOT_NAMED')),
    PRIMARY KEY (round_id, area_code, position),
    UNIQUE (round_id, area_code, theme_id),
    FOREIGN KEY (round_id, area_code) REFERENCES theme_choice (round_id, area_code)
);

CREATE INDEX choice_theme_of ON choice_theme (theme_id);

-- That somebody has chosen, and nothing else: not when, and not what. One person one choice is this primary key.
CREATE TABLE choice_mark (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    chooser_subject {id} NOT NULL CHECK (chooser_subject <> ''),
    PRIMARY KEY (round_id, area_code, chooser_subject),
    FOREIGN KEY (round_id, area_code) REFERENCES theme_choice (round_id, area_code)
){without-rowid};

-- What somebody chose, sealed, until it is counted. The key is random, and the rows stand in its order.
CREATE TABLE sealed_choice (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    choice_key {hash} NOT NULL,
    -- As many bytes for each.
    sealed {blob} NOT NULL,
    PRIMARY KEY (round_id, area_code, choice_key),
    FOREIGN KEY (round_id, area_code) REFERENCES theme_choice (round_id, area_code)
){without-rowid};

CREATE TABLE priority (
    priority_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    area_code {id} NOT NULL,
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 10),
    theme_id {id} NOT NULL,
    UNIQUE (round_id, area_code, place),
    UNIQUE (round_id, area_code, theme_id),
    FOREIGN KEY (round_id, area_code, theme_id) REFERENCES choice_theme (round_id, area_code, theme_id)
);

-- Which priorities an idea meets, as its proposer says.
CREATE TABLE proposal_priority (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    priority_id {id} NOT NULL REFERENCES priority (priority_id),
    -- The priority's own, which never changes.
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 10),
    PRIMARY KEY (round_id, proposal_id, priority_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX proposal_priority_of ON proposal_priority (priority_id);
GO
-- What was decided stands, and nobody changes what somebody chose.
--@sqlite
CREATE TRIGGER theme_choice_stands BEFORE UPDATE ON theme_choice
WHEN OLD.state <> 'OPEN' OR NEW.places <> OLD.places OR NEW.rule_name <> OLD.rule_name OR NEW.closes_at <> OLD.closes_at
    OR NEW.answer_at <> OLD.answer_at OR NEW.answer_role <> OLD.answer_role OR NEW.key_id <> OLD.key_id
BEGIN
    SELECT RAISE(ABORT, 'What people choose among and what was decided does not change.');
END;
GO
CREATE TRIGGER sealed_choice_stands BEFORE UPDATE ON sealed_choice
BEGIN
    SELECT RAISE(ABORT, 'What somebody chose does not change.');
END;
GO
CREATE TRIGGER sealed_choice_in_time BEFORE INSERT ON sealed_choice
WHEN (SELECT state FROM theme_choice WHERE round_id = NEW.round_id AND area_code = NEW.area_code) <> 'OPEN'
BEGIN
    SELECT RAISE(ABORT, 'Nobody chooses once it is decided; that does not change.');
END;
GO
CREATE TRIGGER priority_stands BEFORE UPDATE ON priority
BEGIN
    SELECT RAISE(ABORT, 'A priority does not change.');
END;
GO
CREATE TRIGGER priority_is_kept BEFORE DELETE ON priority
BEGIN
    SELECT RAISE(ABORT, 'A priority does not change, and is not taken away.');
END;
--@end
--@sqlserver
CREATE TRIGGER theme_choice_stands ON theme_choice AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted o LEFT JOIN inserted n ON n.round_id = o.round_id AND n.area_code = o.area_code
        WHERE n.round_id IS NULL OR o.state <> 'OPEN' OR n.places <> o.places OR n.rule_name <> o.rule_name
            OR n.closes_at <> o.closes_at OR n.answer_at <> o.answer_at OR n.answer_role <> o.answer_role OR n.key_id <> o.key_id)
        THROW 51010, 'What people choose among and what was decided does not change.', 1;
END
GO
CREATE TRIGGER sealed_choice_stands ON sealed_choice AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51011, 'What somebody chose does not change.', 1;
END
GO
CREATE TRIGGER sealed_choice_in_time ON sealed_choice AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted n JOIN theme_choice c ON c.round_id = n.round_id AND c.area_code = n.area_code
        WHERE c.state <> 'OPEN')
        THROW 51012, 'Nobody chooses once it is decided; that does not change.', 1;
END
GO
CREATE TRIGGER priority_stands ON priority AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51013, 'A priority does not change, and is not taken away.', 1;
END
--@end
