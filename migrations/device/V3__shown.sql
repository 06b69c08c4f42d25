-- Up to which event a log is derived: behind its head only while the acts of an import are still coming.
ALTER TABLE heads ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;

UPDATE heads SET shown = seq;
