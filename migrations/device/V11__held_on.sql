-- Which laptop asked for which visit: whose data are, or were, on it. Local to the server: never compared.
CREATE TABLE held_on (
    device BLOB NOT NULL,
    scope  BLOB NOT NULL,
    since  INTEGER NOT NULL, -- when it was first heard of
    heard  INTEGER NOT NULL, -- and last
    PRIMARY KEY (device, scope)
) STRICT, WITHOUT ROWID;
