-- Which of those who told us a title or a proposer was the latest: a version of the idea, or how often it was passed on. What is said
-- once the words stand counts more than any of them.
ALTER TABLE idea ADD title_number {int} NOT NULL DEFAULT 0;
GO
ALTER TABLE idea ADD proposer_number {int} NOT NULL DEFAULT 0;
