-- Twins are told apart before they are checked in: found by birth date.
CREATE INDEX bookings_by_birth_date ON bookings (scope, birth_date) WHERE birth_date IS NOT NULL;
