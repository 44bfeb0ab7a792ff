-- Two more things that people may say about themselves, and which they are is held by the database. A CHECK cannot be added, so the
-- tables are made anew under their names; processes of the version before go on with them.
CREATE TABLE fairness_said_new (
    token {hash} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    -- The number of the question in the protos: age, disability, gender, first time, home, ethnicity, main language.
    question {id} NOT NULL CHECK (question BETWEEN '1' AND '7' AND question NOT LIKE '__%'),
    choice {id} NOT NULL CHECK (choice <> '')
){without-rowid};
GO

INSERT INTO fairness_said_new (token, round_id, question, choice) SELECT token, round_id, question, choice FROM fairness_said;
GO

DROP TABLE fairness_said;
GO

CREATE TABLE fairness_cell_new (
    round_id {id} NOT NULL,
    question {id} NOT NULL CHECK (question BETWEEN '1' AND '7' AND question NOT LIKE '__%'),
    -- Empty for those who did not say.
    choice {id} NOT NULL,
    stage {id} NOT NULL CHECK (stage IN ('PROPOSED', 'FEASIBLE', 'WON', 'PAID')),
    people {int} NOT NULL CHECK (people >= 10),
    PRIMARY KEY (round_id, question, choice, stage),
    FOREIGN KEY (round_id) REFERENCES fairness_count (round_id)
);
GO

INSERT INTO fairness_cell_new (round_id, question, choice, stage, people)
SELECT round_id, question, choice, stage, people FROM fairness_cell;
GO

DROP TABLE fairness_cell;
GO

--@sqlite
ALTER TABLE fairness_said_new RENAME TO fairness_said;
GO
ALTER TABLE fairness_cell_new RENAME TO fairness_cell;
--@end
--@sqlserver
EXEC sp_rename 'fairness_said_new', 'fairness_said';
GO
EXEC sp_rename 'fairness_cell_new', 'fairness_cell';
--@end
GO

CREATE INDEX fairness_said_in_round ON fairness_said (round_id);
GO

-- What is shown of each area of a round that was counted. Each person is in one of them, where their idea came farthest.
CREATE TABLE fairness_area_total (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL CHECK (area_code <> ''),
    stage {id} NOT NULL CHECK (stage IN ('PROPOSED', 'FEASIBLE', 'WON', 'PAID')),
    people {int} NOT NULL CHECK (people >= 10),
    PRIMARY KEY (round_id, area_code, stage),
    FOREIGN KEY (round_id) REFERENCES fairness_count (round_id)
);
GO

CREATE TABLE fairness_area_cell (
    round_id {id} NOT NULL,
    area_code {id} NOT NULL CHECK (area_code <> ''),
    question {id} NOT NULL CHECK (question BETWEEN '1' AND '7' AND question NOT LIKE '__%'),
    choice {id} NOT NULL,
    stage {id} NOT NULL CHECK (stage IN ('PROPOSED', 'FEASIBLE', 'WON', 'PAID')),
    people {int} NOT NULL CHECK (people >= 10),
    PRIMARY KEY (round_id, area_code, question, choice, stage),
    FOREIGN KEY (round_id) REFERENCES fairness_count (round_id)
);
GO

-- A file with numbers of the people who live in each area. Who brought it in and who showed it stays when another takes its place.
CREATE TABLE residents_load (
    load_id {id} NOT NULL PRIMARY KEY,
    source {name} NOT NULL CHECK (source <> ''),
    year {int} NOT NULL CHECK (year BETWEEN 1900 AND 2100),
    added_by {name} NOT NULL,
    added_at {time} NOT NULL,
    -- NULL until everybody sees it.
    used_by {name} NULL,
    used_at {time} NULL,
    CHECK ((used_by IS NULL AND used_at IS NULL) OR (used_by IS NOT NULL AND used_at IS NOT NULL))
);
GO

-- The numbers of a file that is shown, or waits for its officer to look at it. Nobody is asked for the first time by a census.
CREATE TABLE residents_number (
    load_id {id} NOT NULL,
    area_code {id} NOT NULL CHECK (area_code <> ''),
    question {id} NOT NULL CHECK (question BETWEEN '1' AND '7' AND question NOT LIKE '__%' AND question <> '4'),
    choice {id} NOT NULL CHECK (choice <> ''),
    people {bigint} NOT NULL CHECK (people BETWEEN 0 AND 100000000),
    PRIMARY KEY (load_id, area_code, question, choice),
    FOREIGN KEY (load_id) REFERENCES residents_load (load_id)
);
GO

-- The one that everybody sees.
CREATE TABLE residents_shown (
    only_one {int} NOT NULL PRIMARY KEY CHECK (only_one = 1),
    load_id {id} NOT NULL,
    FOREIGN KEY (load_id) REFERENCES residents_load (load_id)
);
