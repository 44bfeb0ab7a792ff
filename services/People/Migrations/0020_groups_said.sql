-- Whether the other services were told of a group. Of those from before they listened, they hear once.
ALTER TABLE community_group ADD said {bool} NOT NULL DEFAULT 0;
