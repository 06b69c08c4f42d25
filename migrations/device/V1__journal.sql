-- A journal: events, and the tables derived from them. One file for all its scopes.

-- Local numbers for scopes and devices: they never leave this file and are never compared.
CREATE TABLE scopes (
    id     INTEGER PRIMARY KEY,
    uuid   BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    opener INTEGER NOT NULL REFERENCES devices (id),
    clock  INTEGER NOT NULL -- the highest heard
) STRICT;

CREATE TABLE devices (
    id   INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16)
) STRICT;

CREATE TABLE heads (
    scope      INTEGER NOT NULL REFERENCES scopes (id),
    device     INTEGER NOT NULL REFERENCES devices (id),
    seq        INTEGER NOT NULL,
    link       BLOB NOT NULL CHECK (length(link) = 32),
    clock      INTEGER NOT NULL,
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    PRIMARY KEY (scope, device)
) STRICT, WITHOUT ROWID;

-- The facts. `signature` stands where the device signed and it reached this journal: there the log may be cut.
CREATE TABLE events (
    scope     INTEGER NOT NULL,
    device    INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    signature BLOB CHECK (length(signature) = 64),
    PRIMARY KEY (scope, device, seq),
    FOREIGN KEY (scope, device) REFERENCES heads (scope, device)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE (ABORT, 'an accepted event is never changed');
END;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM scopes WHERE id = OLD.scope)
BEGIN
    SELECT RAISE (ABORT, 'an accepted event is never deleted but with its whole scope');
END;

-- Which events a subject folds.
CREATE TABLE subject_events (
    scope   INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    subject BLOB NOT NULL,
    device  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, subject, device, seq)
) STRICT, WITHOUT ROWID;

-- Derived and shared: folded states of all subjects but bookings.
CREATE TABLE subjects (
    scope   INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    subject BLOB NOT NULL,
    fold    BLOB NOT NULL,
    clock   INTEGER NOT NULL,
    device  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    refold  INTEGER NOT NULL, -- an undo names it: it is folded from its events each time
    PRIMARY KEY (scope, kind, subject)
) STRICT, WITHOUT ROWID;

-- Derived and shared, but for `row`, `device` and `scope`, which are local numbers.
CREATE TABLE bookings (
    row             INTEGER PRIMARY KEY,
    scope           INTEGER NOT NULL,
    id              BLOB NOT NULL CHECK (length(id) = 16),
    fold            BLOB NOT NULL,
    clock           INTEGER NOT NULL,
    device          INTEGER NOT NULL,
    seq             INTEGER NOT NULL,
    refold          INTEGER NOT NULL,
    state           TEXT NOT NULL,
    made            INTEGER NOT NULL,
    slot            INTEGER,
    name            TEXT NOT NULL,
    name_key        TEXT NOT NULL,
    nik             INTEGER,
    birth_date      TEXT,
    class           TEXT NOT NULL,
    import          BLOB,
    import_row      INTEGER,
    is_held         INTEGER NOT NULL,
    to_tell         INTEGER NOT NULL,
    arrival_day     TEXT,
    arrival_at      INTEGER,
    mark            TEXT,
    number          INTEGER,
    station         INTEGER,
    called_at       INTEGER,
    finished_at     INTEGER,
    service_seconds INTEGER,
    done_station    INTEGER,
    UNIQUE (scope, id)
) STRICT;

CREATE INDEX bookings_by_state ON bookings (scope, state, arrival_day);
CREATE INDEX bookings_by_slot ON bookings (scope, slot);
CREATE INDEX bookings_by_class ON bookings (scope, class, import_row);
CREATE INDEX bookings_by_nik ON bookings (scope, nik) WHERE nik IS NOT NULL;
CREATE INDEX bookings_by_name ON bookings (scope, name_key);
CREATE INDEX bookings_by_call ON bookings (scope, called_at) WHERE called_at IS NOT NULL;
CREATE INDEX bookings_by_finish ON bookings (scope, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX bookings_held ON bookings (scope) WHERE is_held = 1;
CREATE INDEX bookings_to_tell ON bookings (scope) WHERE to_tell = 1;

-- Derived and shared: how many bookings of a slot and a day of arrival stand in a state. Kept by the difference.
CREATE TABLE tallies (
    scope       INTEGER NOT NULL,
    slot        INTEGER NOT NULL, -- -1: none
    arrival_day TEXT NOT NULL,    -- '': none
    state       TEXT NOT NULL,
    people      INTEGER NOT NULL,
    PRIMARY KEY (scope, slot, arrival_day, state)
) STRICT, WITHOUT ROWID;

-- Derived and shared: what a person must settle.
CREATE TABLE flags (
    scope    INTEGER NOT NULL,
    code     TEXT NOT NULL,
    key      TEXT NOT NULL,
    bookings BLOB NOT NULL, -- ids of 16 bytes, ascending
    PRIMARY KEY (scope, code, key)
) STRICT, WITHOUT ROWID;

-- Local: never compared.

-- The last ticket number that a device gave on a day of a visit.
CREATE TABLE ticket_numbers (
    scope  INTEGER NOT NULL,
    device INTEGER NOT NULL,
    day    TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (scope, device, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    scope   INTEGER NOT NULL,
    server  BLOB NOT NULL,
    grade   INTEGER NOT NULL,
    receipt BLOB NOT NULL,
    PRIMARY KEY (scope, server, grade)
) STRICT, WITHOUT ROWID;

-- What was refused stays here for a person to see: the newest run of a log that could not prove itself.
CREATE TABLE refused (
    scope  BLOB NOT NULL,
    device BLOB NOT NULL,
    code   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    run    BLOB NOT NULL,
    PRIMARY KEY (scope, device)
) STRICT, WITHOUT ROWID;

-- NIKs that the office knows as recorded already.
CREATE TABLE recorded_niks (
    nik   INTEGER PRIMARY KEY,
    place TEXT NOT NULL
) STRICT;
