-- An idea that was joined into another does not stand for itself, until the two are two again; of several messages the highest number
-- counts.
ALTER TABLE idea ADD joined {bool} NOT NULL DEFAULT 0;
GO
ALTER TABLE idea ADD joined_number {int} NOT NULL DEFAULT 0;
