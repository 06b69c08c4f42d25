-- Local: how far a server is known to hold each log as it stands here. A receipt alone does not say it: the server may hold
-- another log of the same device, which went on elsewhere from a copy of this journal.
CREATE TABLE confirmed (
    scope  INTEGER NOT NULL,
    server BLOB NOT NULL,
    device BLOB NOT NULL,
    seq    INTEGER NOT NULL, -- 0: nothing of it
    link   BLOB NOT NULL CHECK (length(link) = 32),
    fork   INTEGER NOT NULL, -- the server's log goes on otherwise from there
    PRIMARY KEY (scope, server, device)
) STRICT, WITHOUT ROWID;

-- When the receipt came, by the clock that people here go by; its own time is the server's.
ALTER TABLE receipts ADD COLUMN heard_at INTEGER;
