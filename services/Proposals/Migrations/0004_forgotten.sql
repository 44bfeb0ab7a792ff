-- Whom somebody supports, for whoever asks to be forgotten.
CREATE INDEX support_of ON support (supporter_subject);
GO
-- What a person wrote is theirs: nobody changes it, and they may have it taken out. What stands on a ballot paper stays.
--@sqlite
DROP TRIGGER proposal_words_stand;
GO
CREATE TRIGGER proposal_words_stand BEFORE UPDATE OF title, words, who_benefits ON proposal
WHEN NOT (NEW.title = '' AND NEW.words = '' AND NEW.who_benefits = '' AND NEW.proposer_subject = '' AND NEW.state = 'WITHDRAWN')
BEGIN
    SELECT RAISE(ABORT, 'What a person wrote is theirs; it is never changed.');
END;
--@end
--@sqlserver
DROP TRIGGER proposal_words_stand;
GO
CREATE TRIGGER proposal_words_stand ON proposal AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    IF (UPDATE(title) OR UPDATE(words) OR UPDATE(who_benefits)) AND EXISTS (SELECT 1 FROM inserted
        WHERE NOT (title = '' AND words = '' AND who_benefits = '' AND proposer_subject = '' AND state = 'WITHDRAWN'))
        THROW 51001, 'What a person wrote is theirs; it is never changed.', 1;
END
--@end
