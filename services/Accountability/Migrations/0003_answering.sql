-- How the council answers back.

-- From Proposals and Voting: every idea, and what became of it. Whatever comes first makes the row, and the rest fills it in.
CREATE TABLE idea (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    -- Its id as people sort: 9 before 10.
    listed_as {name} NOT NULL,
    area_code {id} NOT NULL,
    title {text} NOT NULL,
    proposer {id} NOT NULL,
    withdrawn {bool} NOT NULL,
    on_paper {bool} NOT NULL,
    -- Empty until the result is declared.
    won {bool} NULL,
    loss_reason {text} NOT NULL,
    more_votes_needed {bigint} NOT NULL,
    -- A ring-fence decided about it, and no longer the votes alone.
    fenced {bool} NOT NULL,
    paid_at {time} NULL,
    -- Where its grant came to nothing: 'WITHDRAWN' by the council or 'EXPIRED'; empty where it did not.
    ended {id} NOT NULL CHECK (ended IN ('', 'WITHDRAWN', 'EXPIRED')),
    ended_reason {text} NOT NULL,
    ended_by {name} NOT NULL,
    ended_at {time} NULL,
    -- Once we have said what became of it, so that it is said once.
    announced {bool} NOT NULL,
    -- Only from here on everybody may read it.
    told_at {time} NULL,
    -- What came of it later is shown once its proposer has been told again.
    told_last_at {time} NULL,
    PRIMARY KEY (round_id, project_id),
    UNIQUE (round_id, listed_as)
);

CREATE INDEX idea_of_proposer ON idea (proposer, round_id, project_id);

-- What officers found out about it. All of it is kept: where they changed their minds, we say so.
CREATE TABLE review (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    reviewed_at {time} NOT NULL,
    feasible {bool} NOT NULL,
    reason {text} NOT NULL,
    reviewed_by {name} NOT NULL,
    PRIMARY KEY (round_id, project_id, reviewed_at),
    FOREIGN KEY (round_id, project_id) REFERENCES idea (round_id, project_id)
);

-- How far a round is, as far as we have heard.
CREATE TABLE progress (
    round_id {id} NOT NULL PRIMARY KEY,
    paper_at {time} NULL,
    -- From a published election, behind whose ideas there is nobody whom we could tell.
    imported {bool} NOT NULL,
    declared_at {time} NULL,
    -- Since when it is known what ring-fences changed, if anything.
    winners_at {time} NULL
);

-- Where the money of a round came from.
CREATE TABLE round_fund (
    round_id {id} NOT NULL,
    fund_id {id} NOT NULL,
    PRIMARY KEY (round_id, fund_id)
);

-- What we promised. Its day follows from when it was promised and what the round says, or was written down by an officer.
CREATE TABLE commitment (
    commitment_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    kind {id} NOT NULL CHECK (kind IN ('PAY', 'ANSWER', 'WRITTEN', 'CHANGED_MIND', 'CLAWBACK')),
    area_code {id} NOT NULL,
    project_id {id} NOT NULL,
    title {text} NOT NULL,
    role {name} NOT NULL,
    -- Empty where we have heard that it was kept before we heard that it was promised.
    promised_at {time} NULL,
    due_at {time} NULL,
    settled_at {time} NULL,
    broken_at {time} NULL,
    reason {text} NOT NULL,
    reason_by {name} NOT NULL,
    -- Of money that was taken back, how much.
    amount_minor {bigint} NULL,
    currency {id} NULL,
    CHECK (kind <> 'WRITTEN' OR (promised_at IS NOT NULL AND due_at IS NOT NULL AND role <> '')),
    CHECK (broken_at IS NULL OR reason <> '')
);

CREATE INDEX commitment_of_round ON commitment (round_id, kind);

-- That a group has said something about a step: not what, and not when.
CREATE TABLE given (
    round_id {id} NOT NULL,
    project_id {id} NOT NULL,
    step {id} NOT NULL CHECK (step IN ('PROPOSING', 'REVIEW', 'VOTE', 'MONEY', 'STORY')),
    kind {id} NOT NULL CHECK (kind IN ('SCORE', 'MINUTES')),
    PRIMARY KEY (round_id, project_id, step, kind)
){without-rowid};

-- What somebody said about a step: not who, and not when. Ids are random and rows lie in their order.
CREATE TABLE score (
    score_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    step {id} NOT NULL CHECK (step IN ('PROPOSING', 'REVIEW', 'VOTE', 'MONEY', 'STORY')),
    listened_to {int} NOT NULL CHECK (listened_to BETWEEN 1 AND 5),
    trusted {int} NOT NULL CHECK (trusted BETWEEN 1 AND 5),
    equal {int} NOT NULL CHECK (equal BETWEEN 1 AND 5),
    worth_our_time {int} NOT NULL CHECK (worth_our_time BETWEEN 1 AND 5),
    why {text} NOT NULL,
    shown_as {name} NOT NULL,
    -- Shown together with at least five others that became visible at the same moment.
    shown {bool} NOT NULL
){without-rowid};

CREATE INDEX score_of_step ON score (round_id, step, shown);

CREATE TABLE minutes_taken (
    minutes_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    step {id} NOT NULL CHECK (step IN ('PROPOSING', 'REVIEW', 'VOTE', 'MONEY', 'STORY')),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 1 AND 6000)
){without-rowid};

CREATE INDEX minutes_of_round ON minutes_taken (round_id, step);

-- What the council says to it, in public.
CREATE TABLE score_reply (
    reply_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    step {id} NOT NULL CHECK (step IN ('PROPOSING', 'REVIEW', 'VOTE', 'MONEY', 'STORY')),
    words {text} NOT NULL,
    replied_by {name} NOT NULL CHECK (replied_by <> ''),
    replied_at {time} NOT NULL
);

CREATE INDEX score_reply_of_step ON score_reply (round_id, step, replied_at);

-- What a story is about, and what of it may be quoted, as its group says.
CREATE TABLE story_theme (
    report_id {id} NOT NULL,
    theme {id} NOT NULL CHECK (theme <> ''),
    PRIMARY KEY (report_id, theme),
    FOREIGN KEY (report_id) REFERENCES story (report_id)
);

CREATE TABLE story_quote (
    report_id {id} NOT NULL PRIMARY KEY,
    -- The words that it stands in: the quotation goes when they are taken back, and is for whom they are for.
    part_id {id} NOT NULL,
    words {text} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES story (report_id)
);

-- One link for one funder of one round. Of its secret only a keyed hash is kept.
CREATE TABLE funder_link (
    link_id {id} NOT NULL PRIMARY KEY,
    round_id {id} NOT NULL,
    funder {name} NOT NULL CHECK (funder <> ''),
    secret_hash {hash} NOT NULL UNIQUE,
    made_by {name} NOT NULL,
    made_at {time} NOT NULL,
    ended_at {time} NULL
);

CREATE INDEX funder_link_of_round ON funder_link (round_id, made_at, link_id);
GO
-- What somebody said about us is theirs, and what we said in return stays as well. All that may change is whether it is shown.
--@sqlite
CREATE TRIGGER score_stays BEFORE UPDATE ON score
WHEN OLD.shown = 1 OR NEW.listened_to <> OLD.listened_to OR NEW.trusted <> OLD.trusted OR NEW.equal <> OLD.equal
    OR NEW.worth_our_time <> OLD.worth_our_time OR NEW.why <> OLD.why OR NEW.shown_as <> OLD.shown_as BEGIN
    SELECT RAISE(ABORT, 'What people say about us stays as they said it.');
END;
GO
CREATE TRIGGER score_reply_stays BEFORE UPDATE ON score_reply BEGIN
    SELECT RAISE(ABORT, 'A reply stays as it was given.');
END;
--@end
--@sqlserver
CREATE TRIGGER score_stays ON score AFTER UPDATE AS
BEGIN
    IF EXISTS (
        SELECT 1 FROM inserted JOIN deleted ON deleted.score_id = inserted.score_id
        WHERE deleted.shown = 1 OR inserted.listened_to <> deleted.listened_to OR inserted.trusted <> deleted.trusted
           OR inserted.equal <> deleted.equal OR inserted.worth_our_time <> deleted.worth_our_time
           OR inserted.why <> deleted.why OR inserted.shown_as <> deleted.shown_as)
        THROW 50011, 'What people say about us stays as they said it.', 1;
END;
GO
CREATE TRIGGER score_reply_stays ON score_reply AFTER UPDATE AS
BEGIN
    IF EXISTS (SELECT 1 FROM inserted) THROW 50012, 'A reply stays as it was given.', 1;
END;
--@end
