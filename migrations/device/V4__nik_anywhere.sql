-- By NIK first, so that one index answers both within a visit and across all visits of a journal.
DROP INDEX bookings_by_nik;

CREATE INDEX bookings_by_nik ON bookings (nik, scope) WHERE nik IS NOT NULL;
