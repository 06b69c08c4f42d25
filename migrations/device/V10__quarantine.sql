-- What revoked devices wrote since, whole, until an administrator admits or refuses it. Local to the server: never compared.
CREATE TABLE quarantine (
    scope     BLOB NOT NULL,
    device    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    signature BLOB CHECK (length(signature) = 64), -- where the log may be cut
    link      BLOB NOT NULL CHECK (length(link) = 32),
    clock     INTEGER NOT NULL,
    key       BLOB NOT NULL CHECK (length(key) = 32), -- that signs the log
    at        INTEGER NOT NULL, -- when it came
    PRIMARY KEY (scope, device, seq)
) STRICT, WITHOUT ROWID;
