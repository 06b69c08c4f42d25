-- Whose personal parts were erased under the stated retention. Local: never exchanged, never compared. What comes late of
-- them is erased when it comes.
CREATE TABLE erasures (
    scope   BLOB NOT NULL,
    kind    INTEGER NOT NULL,
    subject BLOB NOT NULL,
    reason  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, subject)
) STRICT, WITHOUT ROWID;

-- The one change that an accepted event may see: its personal part gives way to what stands for it in the chain.
-- `jemput_erases` is the journal's own function: who opens the file with another program changes nothing at all.
DROP TRIGGER events_are_never_changed;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
WHEN NOT coalesce(
    NEW.scope = OLD.scope AND NEW.device = OLD.device AND NEW.seq = OLD.seq AND NEW.signature IS OLD.signature
    AND jemput_erases((SELECT secret FROM scopes WHERE id = OLD.scope), OLD.bytes, NEW.bytes), 0)
BEGIN
    SELECT RAISE (ABORT, 'an accepted event is never changed');
END;
