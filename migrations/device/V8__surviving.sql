-- Visits that were taken off this device, and where its own log of each ended: taken up again, it goes on after that. Local:
-- never exchanged, never compared.
CREATE TABLE surviving (
    visit  BLOB PRIMARY KEY CHECK (length(visit) = 16),
    device BLOB NOT NULL CHECK (length(device) = 16),
    seq    INTEGER NOT NULL, -- 0: it wrote nothing there
    link   BLOB NOT NULL CHECK (length(link) = 32)
) STRICT, WITHOUT ROWID;
