-- When somebody signed in last. NULL for who was here before this was noted: their time begins when it is.
ALTER TABLE person ADD seen_at {time} NULL;
GO
-- That they were told, 30 and 7 days before, that their account ends because nobody uses it; NULL again when they come.
ALTER TABLE person ADD end_told_at {time} NULL;
GO
ALTER TABLE person ADD end_told_last_at {time} NULL;
GO
CREATE INDEX person_by_use ON person (seen_at, subject);
GO
CREATE INDEX notice_of_person ON notice (recipient, created_at);
