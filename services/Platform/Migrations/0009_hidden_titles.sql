-- Of what another service hides: its title, of which this one has a copy that is never changed, is not shown.
CREATE TABLE hidden_title (
    scope_id {id} NOT NULL,
    item_id {id} NOT NULL,
    -- Of the change that said so: the highest counts, whichever is heard first.
    number {int} NOT NULL CHECK (number > 0),
    state {id} NOT NULL CHECK (state IN ('SHOWN', 'WAITING', 'HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN', 'SHOWN_AGAIN')),
    reason {id} NOT NULL
        CHECK (reason IN ('', 'NAMES_A_PERSON', 'ABUSE', 'AGAINST_THE_LAW', 'NOT_ABOUT_THIS_PLACE', 'ADVERTISING')),
    changed_at {time} NOT NULL,
    PRIMARY KEY (scope_id, item_id)
);

-- The public counts read steps and reasons alone, and not every step with all that belongs to it.
CREATE INDEX hiding_step_by_kind ON hiding_step (step, reason);
