-- What only this copy of a log holds, for the moment in which the log that others hold takes its place; then it is issued
-- again by another device's log, and leaves this table.
CREATE TABLE laid_aside (
    scope  INTEGER NOT NULL,
    device INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (scope, device, seq)
) STRICT, WITHOUT ROWID;

-- An accepted event leaves with its whole scope, or when it is laid aside word for word.
DROP TRIGGER events_are_never_deleted;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM scopes WHERE id = OLD.scope)
    AND NOT EXISTS (
        SELECT 1 FROM laid_aside a
        WHERE a.scope = OLD.scope AND a.device = OLD.device AND a.seq = OLD.seq AND a.bytes = OLD.bytes
    )
BEGIN
    SELECT RAISE (ABORT, 'an accepted event is never deleted but with its whole scope');
END;
