-- What is typed to find a booking: folded names, NIKs and tickets, as sorted runs of keys. Local: never exchanged, never
-- compared, rebuilt from the bookings with a new version of the fold.
CREATE TABLE search_block (
    id      INTEGER PRIMARY KEY,
    scope   INTEGER NOT NULL,
    -- The first key of the run, its row at the end.
    first   BLOB NOT NULL,
    -- The keys, each written as its difference from the one before.
    entries BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_block_by_first ON search_block (scope, first);
