-- Two ideas become one that both sides write. The two are WITHDRAWN then, as everything that lists, counts or values ideas knows it, and
-- say into which idea they were joined: by that everybody can still read them. What supports them stays with them, so that they can
-- become two again.
ALTER TABLE proposal ADD joined_into {id} NULL;
GO
-- How often it was joined or stands for itself again, so that the latest is known wherever it is heard.
ALTER TABLE proposal ADD joinings {int} NOT NULL DEFAULT 0;
GO
CREATE INDEX proposal_joined ON proposal (round_id, joined_into);

-- What one side suggests to the other, or an officer to both. Nobody else reads it.
CREATE TABLE joining (
    sequence {sequence},
    joining_id {id} NOT NULL UNIQUE,
    round_id {id} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('JOIN', 'SPLIT', 'HINT')),
    -- The idea of whoever suggests, and of whoever answers.
    proposal_id {id} NOT NULL,
    other_id {id} NOT NULL,
    -- The same two in the order of their ids: a pair is one, whoever suggests.
    low_id {id} NOT NULL,
    high_id {id} NOT NULL,
    carried_by {id} NOT NULL,
    title {name} NOT NULL,
    words {text} NOT NULL,
    who_benefits {text} NOT NULL,
    -- Empty where an officer suggests it, who signs, and of what was accepted once they are forgotten: that it was stays true.
    suggested_by {id} NOT NULL,
    signed_as {name} NOT NULL,
    state {id} NOT NULL CHECK (state IN ('OPEN', 'ACCEPTED', 'REFUSED', 'ENDED')),
    common_id {id} NULL,
    made_at {time} NOT NULL,
    ended_at {time} NULL,
    CHECK (low_id <> high_id),
    CHECK (suggested_by <> '' OR kind = 'HINT' OR state = 'ACCEPTED'),
    CHECK (state <> 'ACCEPTED' OR (common_id IS NOT NULL AND ended_at IS NOT NULL)),
    FOREIGN KEY (round_id, proposal_id) REFERENCES proposal (round_id, proposal_id),
    FOREIGN KEY (round_id, other_id) REFERENCES proposal (round_id, proposal_id)
);

CREATE UNIQUE INDEX joining_open ON joining (round_id, low_id, high_id, kind) WHERE state = 'OPEN';
CREATE INDEX joining_from ON joining (round_id, proposal_id, sequence);
CREATE INDEX joining_to ON joining (round_id, other_id, sequence);
CREATE INDEX joining_of ON joining (round_id, common_id);
CREATE INDEX joining_by ON joining (suggested_by);
GO
-- Only what does not stand for itself is joined into another. What was suggested is answered once, and its words are not changed; they
-- go where both have said yes. Of that alone it is forgotten who suggested it.
--@sqlite
CREATE TRIGGER proposal_joined_stands BEFORE UPDATE OF joined_into, state ON proposal
WHEN NEW.joined_into IS NOT NULL AND NEW.state <> 'WITHDRAWN'
BEGIN
    SELECT RAISE(ABORT, 'An idea that was joined into another does not stand for itself.');
END;

CREATE TRIGGER joining_stands BEFORE UPDATE ON joining
WHEN NOT (OLD.state = 'OPEN' AND NEW.state <> 'OPEN' AND NEW.joining_id = OLD.joining_id AND NEW.round_id = OLD.round_id
    AND NEW.kind = OLD.kind AND NEW.proposal_id = OLD.proposal_id AND NEW.other_id = OLD.other_id
    AND NEW.suggested_by = OLD.suggested_by AND NEW.signed_as = OLD.signed_as AND NEW.made_at = OLD.made_at
    AND ((NEW.title = OLD.title AND NEW.words = OLD.words AND NEW.who_benefits = OLD.who_benefits)
        OR (NEW.state = 'ACCEPTED' AND NEW.title = '' AND NEW.words = '' AND NEW.who_benefits = '')))
    AND NOT (OLD.state = 'ACCEPTED' AND NEW.state = 'ACCEPTED' AND NEW.suggested_by = '' AND NEW.joining_id = OLD.joining_id
    AND NEW.round_id = OLD.round_id AND NEW.kind = OLD.kind AND NEW.proposal_id = OLD.proposal_id AND NEW.other_id = OLD.other_id
    AND NEW.carried_by = OLD.carried_by AND NEW.title = OLD.title AND NEW.words = OLD.words AND NEW.who_benefits = OLD.who_benefits
    AND NEW.signed_as = OLD.signed_as AND NEW.common_id = OLD.common_id AND NEW.made_at = OLD.made_at
    AND NEW.ended_at = OLD.ended_at)
BEGIN
    SELECT RAISE(ABORT, 'What was suggested is answered once and never changed.');
END;
--@end
--@sqlserver
CREATE TRIGGER proposal_joined_stands ON proposal AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF (UPDATE(joined_into) OR UPDATE(state))
        AND EXISTS (SELECT 1 FROM inserted WHERE joined_into IS NOT NULL AND state <> 'WITHDRAWN')
        THROW 51051, 'An idea that was joined into another does not stand for itself.', 1;
END
GO
CREATE TRIGGER joining_stands ON joining AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted WHERE NOT EXISTS (SELECT 1 FROM inserted
        WHERE inserted.joining_id = deleted.joining_id AND inserted.round_id = deleted.round_id AND inserted.kind = deleted.kind
            AND inserted.proposal_id = deleted.proposal_id AND inserted.other_id = deleted.other_id
            AND inserted.signed_as = deleted.signed_as AND inserted.made_at = deleted.made_at
            AND ((deleted.state = 'OPEN' AND inserted.state <> 'OPEN' AND inserted.suggested_by = deleted.suggested_by
                    AND ((inserted.title = deleted.title AND inserted.words = deleted.words
                            AND inserted.who_benefits = deleted.who_benefits)
                        OR (inserted.state = 'ACCEPTED' AND inserted.title = '' AND inserted.words = ''
                            AND inserted.who_benefits = '')))
                OR (deleted.state = 'ACCEPTED' AND inserted.state = 'ACCEPTED' AND inserted.suggested_by = ''
                    AND inserted.carried_by = deleted.carried_by AND inserted.title = deleted.title AND inserted.words = deleted.words
                    AND inserted.who_benefits = deleted.who_benefits AND inserted.common_id = deleted.common_id
                    AND inserted.ended_at = deleted.ended_at))))
        THROW 51052, 'What was suggested is answered once and never changed.', 1;
END
--@end
