-- The daily close: what residents compare with what they kept.

-- A close covers the transfers after the one before it, up to the last in unbroken order that is not of a later day.
CREATE TABLE ledger_close (
    close_date {id} NOT NULL PRIMARY KEY,
    from_sequence {bigint} NOT NULL,
    to_sequence {bigint} NOT NULL CHECK (to_sequence >= from_sequence),
    transfers {bigint} NOT NULL CHECK (transfers >= 0),
    -- How many accounts or promises were not what their transfers say, when this was closed: 0 as it must be.
    differences {int} NOT NULL CHECK (differences >= 0),
    previous_hash {id} NOT NULL UNIQUE,
    close_hash {id} NOT NULL UNIQUE,
    closed_at {time} NOT NULL
);

-- Where the chain of each book has got to. A round is a book; what belongs to no round is the book without a name.
CREATE TABLE close_book (
    book {id} NOT NULL,
    close_date {id} NOT NULL REFERENCES ledger_close (close_date),
    transfers {bigint} NOT NULL CHECK (transfers > 0),
    head {id} NOT NULL,
    PRIMARY KEY (book, close_date)
);

CREATE INDEX close_book_of_day ON close_book (close_date, book);

-- What the accounts of each kind have given and received since the ledger began.
CREATE TABLE close_total (
    close_date {id} NOT NULL REFERENCES ledger_close (close_date),
    currency {id} NOT NULL,
    kind {id} NOT NULL,
    debits {bigint} NOT NULL CHECK (debits >= 0),
    credits {bigint} NOT NULL CHECK (credits >= 0),
    PRIMARY KEY (close_date, currency, kind),
    CHECK (credits >= debits OR kind = 'FUNDER')
);

GO
--@sqlite
CREATE TRIGGER close_is_never_changed BEFORE UPDATE ON ledger_close
BEGIN
    SELECT RAISE(ABORT, 'A close is never changed.');
END;

CREATE TRIGGER close_is_never_deleted BEFORE DELETE ON ledger_close
BEGIN
    SELECT RAISE(ABORT, 'A close is never deleted.');
END;
--@end
--@sqlserver
CREATE TRIGGER close_is_append_only ON ledger_close INSTEAD OF UPDATE, DELETE AS
    THROW 50001, 'A close is never changed or deleted.', 1;
--@end
GO

-- Why a transfer was put right.
CREATE TABLE correction (
    transfer_id {id} NOT NULL PRIMARY KEY REFERENCES transfer (transfer_id),
    corrects {id} NOT NULL UNIQUE REFERENCES transfer (transfer_id),
    reason {text} NOT NULL,
    corrected_as {name} NOT NULL,
    corrected_at {time} NOT NULL
);
