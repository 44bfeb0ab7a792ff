-- Whether the words of an idea are hidden, and which of its changes said so: the highest counts.
ALTER TABLE idea ADD hidden_number {int} NOT NULL DEFAULT 0;
GO
ALTER TABLE idea ADD hidden {bool} NOT NULL DEFAULT 0;
