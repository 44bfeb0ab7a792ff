-- The desk of officers: who looks after which idea, what they noted among themselves, and of what they want to be reminded.

-- Officers who have worked at the desk, as People called them then: nobody else can be given an idea.
CREATE TABLE desk_officer (
    officer_subject {id} NOT NULL PRIMARY KEY,
    shown_as {name} NOT NULL CHECK (shown_as <> ''),
    -- Of every area; else those of desk_officer_area.
    everywhere {bool} NOT NULL,
    seen_at {time} NOT NULL
);

CREATE TABLE desk_officer_area (
    officer_subject {id} NOT NULL REFERENCES desk_officer (officer_subject),
    area_code {id} NOT NULL,
    PRIMARY KEY (officer_subject, area_code)
){without-rowid};

-- One officer looks after an idea.
CREATE TABLE case_assignment (
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    officer_subject {id} NOT NULL REFERENCES desk_officer (officer_subject),
    assigned_by {name} NOT NULL CHECK (assigned_by <> ''),
    assigned_at {time} NOT NULL,
    PRIMARY KEY (round_id, proposal_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX case_assignment_of ON case_assignment (officer_subject);

-- What officers noted of an idea. Officers of its area read it, and nobody else.
CREATE TABLE case_note (
    sequence {sequence},
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    words {text} NOT NULL CHECK (words <> ''),
    written_by {name} NOT NULL CHECK (written_by <> ''),
    written_at {time} NOT NULL,
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE INDEX case_note_of ON case_note (round_id, proposal_id, sequence);

-- On which day an officer wants to be reminded of an idea; their own matter.
CREATE TABLE case_reminder (
    officer_subject {id} NOT NULL,
    round_id {id} NOT NULL,
    proposal_id {id} NOT NULL,
    remind_at {time} NOT NULL,
    PRIMARY KEY (officer_subject, round_id, proposal_id),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id)
);
GO
--@sqlite
CREATE TRIGGER case_note_stands BEFORE UPDATE ON case_note
BEGIN
    SELECT RAISE(ABORT, 'A note is never changed; another one is added.');
END;
--@end
--@sqlserver
CREATE TRIGGER case_note_stands ON case_note AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    THROW 51050, 'A note is never changed; another one is added.', 1;
END
--@end
