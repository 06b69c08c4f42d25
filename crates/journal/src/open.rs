//! Opening a journal, and looking into it.

use std::{path::Path, time::Duration};

use jemput_domain::id::ScopeId;
use rusqlite::{Connection, OptionalExtension};

use crate::{JournalError, rebuild, write::Writing};

/// `jmpt`: marks the file as ours (`PRAGMA application_id`).
const APPLICATION_ID: i32 = 0x6a6d_7074;

/// How long a writer waits for another process's act.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// Statements kept prepared: more than there are in this crate.
const STATEMENTS_CACHED: usize = 128;

mod migrations {
    refinery::embed_migrations!("../../migrations/device");
}

/// A device's or the server's store of events. Several processes may have one open.
pub struct Journal {
    pub(crate) conn: Connection,
}

/// Reading from a journal, inside or outside of a writing transaction.
#[derive(Clone, Copy)]
pub struct View<'c> {
    pub(crate) conn: &'c Connection,
}

impl Journal {
    /// Opens the journal at `path`, makes it if it is not there, and brings it up to this version.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        let conn = Connection::open(path)?;
        Self::prepare(conn, path)
    }

    /// A journal in memory, for tests.
    pub fn in_memory() -> Result<Self, JournalError> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    fn prepare(mut conn: Connection, path: &Path) -> Result<Self, JournalError> {
        conn.busy_timeout(BUSY_WAIT)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
        // Else SQLite (its STAT4) plans a cached statement anew whenever a bound of a range is given: three times slower.
        conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let application: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0))?;
        let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
        if application != APPLICATION_ID && !(application == 0 && tables == 0) {
            return Err(JournalError::NotAJournal(path.to_owned()));
        }
        // FULL: an act is on disk before the screen says so. Checkpoints may lag; the log file is as durable.
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        Self::migrate(&mut conn, path, application == APPLICATION_ID)?;
        let mut journal = Self { conn };
        rebuild::if_fold_changed(&mut journal)?;
        Ok(journal)
    }

    fn migrate(conn: &mut Connection, path: &Path, existing: bool) -> Result<(), JournalError> {
        let runner = migrations::migrations::runner();
        let newest = runner
            .get_migrations()
            .iter()
            .map(refinery::Migration::version)
            .max()
            .unwrap_or(0);
        if existing {
            let applied: Option<i32> = conn
                .query_row("SELECT max(version) FROM refinery_schema_history", [], |r| r.get(0))
                .optional()
                .unwrap_or(None)
                .flatten();
            match applied {
                Some(version) if version > newest => return Err(JournalError::Newer(path.to_owned())),
                Some(version) if version == newest => return Ok(()),
                _ => {}
            }
        }
        runner.run(conn)?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        Ok(())
    }

    /// Looks into it.
    pub fn view(&self) -> View<'_> {
        View { conn: &self.conn }
    }

    /// Begins a writing transaction (`BEGIN IMMEDIATE`): what is read in it holds until it commits.
    pub fn write(&mut self) -> Result<Writing<'_>, JournalError> {
        Writing::begin(&mut self.conn)
    }

    /// A number that changes when another process or connection has written.
    pub fn data_version(&self) -> Result<i64, JournalError> {
        Ok(self.conn.pragma_query_value(None, "data_version", |r| r.get(0))?)
    }
}

impl View<'_> {
    /// The local number of a scope.
    pub(crate) fn scope_row(&self, scope: ScopeId) -> Result<Option<i64>, JournalError> {
        let mut find = self.conn.prepare_cached("SELECT id FROM scopes WHERE uuid = ?")?;
        Ok(find.query_row([scope.0.as_bytes()], |r| r.get(0)).optional()?)
    }
}

/// Reads a UUID column.
pub(crate) fn uuid_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<uuid::Uuid> {
    let bytes: Vec<u8> = row.get(column)?;
    uuid::Uuid::from_slice(&bytes)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Blob, Box::new(e)))
}
