-- Whether ideas of people of whom none has been shown before wait for an officer's look.
ALTER TABLE round ADD newcomers_wait {bool} NOT NULL DEFAULT 0;
