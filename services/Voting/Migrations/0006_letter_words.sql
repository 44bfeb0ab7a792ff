-- The council's own words in letters, as People told of them: each version whole.
CREATE TABLE letter_words (
    version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
    heading {name} NOT NULL,
    words {text} NOT NULL
);
GO
-- With which words a batch began; it keeps them, so that the same letters read the same whenever they are printed. None where all words
-- were ours.
ALTER TABLE letter_batch ADD words_version {int} NULL REFERENCES letter_words (version);
GO
--@sqlite
CREATE TRIGGER letter_words_stays BEFORE UPDATE ON letter_words
BEGIN SELECT RAISE(ABORT, 'What the council wrote in its letters stays on record.'); END;
GO
CREATE TRIGGER letter_words_is_kept BEFORE DELETE ON letter_words
BEGIN SELECT RAISE(ABORT, 'What the council wrote in its letters stays on record.'); END;
--@end
--@sqlserver
CREATE TRIGGER letter_words_stays ON letter_words AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'What the council wrote in its letters stays on record.', 1;
END
--@end
