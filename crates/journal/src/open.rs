//! Opening a journal, and looking into it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use jemput_domain::id::ScopeId;
use rusqlite::{Connection, ErrorCode, OptionalExtension, backup::Backup, config::DbConfig};

use crate::{
    JournalError,
    rebuild::{self, Rebuilding},
    sealed,
    write::Writing,
};

/// How often the migrations are begun again when another process that starts at the same time is in the midst of them.
const MIGRATION_TRIES: usize = 12;

/// `jmpt`: marks the file as ours (`PRAGMA application_id`).
const APPLICATION_ID: i32 = 0x6a6d_7074;

/// How long a writer waits for another process's act.
pub(crate) const BUSY_WAIT: Duration = Duration::from_secs(10);

/// How long between two looks where SQLite itself does not wait.
const BUSY_STEP: Duration = Duration::from_millis(20);

/// Statements kept prepared: more than there are in this crate.
const STATEMENTS_CACHED: usize = 128;

mod migrations {
    refinery::embed_migrations!("../../migrations/device");
}

/// A device's or the server's store of events. Several processes may have one open.
pub struct Journal {
    pub(crate) conn: Connection,
    /// Whether its file is encrypted.
    pub(crate) sealed: bool,
}

/// Reading from a journal, inside or outside of a writing transaction.
#[derive(Clone, Copy)]
pub struct View<'c> {
    pub(crate) conn: &'c Connection,
}

impl Journal {
    /// Opens the journal at `path`, makes it if it is not there, and brings it up to this version.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::open_telling(path, &mut |_| {})
    }

    /// As [`Journal::open`]; `progress` hears how far a rebuild is, which a new version of the fold may need and which
    /// takes a while on a large journal.
    pub fn open_telling(path: &Path, progress: &mut dyn FnMut(Rebuilding)) -> Result<Self, JournalError> {
        let conn = Connection::open(path)?;
        Self::prepare(conn, path, progress)
    }

    /// A journal in memory, for tests.
    pub fn in_memory() -> Result<Self, JournalError> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"), &mut |_| {})
    }

    pub(crate) fn prepare(
        mut conn: Connection,
        path: &Path,
        progress: &mut dyn FnMut(Rebuilding),
    ) -> Result<Self, JournalError> {
        set(&conn)?;
        // What is refused here stays byte for byte as it is, what its last writer left in the log file too.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        refuse_others(&conn, path)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        // EXTRA: until the log file is in use a rollback journal is; one that a power cut brought back from its deletion
        // would take everything back.
        conn.pragma_update(None, "synchronous", "EXTRA")?;
        // FULL: an act is on disk before the screen says so. Checkpoints may lag; the log file is as durable.
        use_write_ahead_log(&conn)?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        #[cfg(feature = "mutants")]
        if jemput_domain::mutant::is(jemput_domain::mutant::Mutant::Sync) {
            conn.pragma_update(None, "synchronous", "NORMAL")?;
        }
        conn.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut conn, path)?;
        let mut journal = Self { conn, sealed: false };
        rebuild::if_fold_changed(&mut journal, progress)?;
        Ok(journal)
    }

    /// A copy as it stands at one instant, in a file of its own that nobody else sees and that goes with it. Others may
    /// write to the journal meanwhile. The copy of an encrypted one is encrypted with a key that goes with it too.
    pub(crate) fn copy(&self) -> Result<Self, JournalError> {
        let mut conn = if self.sealed {
            sealed::scratch()?
        } else {
            Connection::open("")?
        };
        Backup::new(&self.conn, &mut conn)?.step(-1)?;
        set(&conn)?;
        Ok(Self {
            conn,
            sealed: self.sealed,
        })
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

/// What holds of every connection.
fn set(conn: &Connection) -> Result<(), JournalError> {
    conn.busy_timeout(BUSY_WAIT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    // Else SQLite (its STAT4) plans a cached statement anew whenever a bound of a range is given: three times slower.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    crate::erase::teach(conn)?;
    conn.pragma_update(None, "cache_size", -16_000)?;
    Ok(())
}

/// Refuses a file of another program, or of a newer version.
pub(crate) fn refuse_others(conn: &Connection, path: &Path) -> Result<(), JournalError> {
    if !is_ours(conn)? {
        return Err(JournalError::NotAJournal(path.to_owned()));
    }
    if applied(conn) > Some(newest()) {
        return Err(JournalError::Newer(path.to_owned()));
    }
    Ok(())
}

/// Whether the file is empty or carries our mark. One that a power cut left without the mark is known by our own first
/// migration, or by its having nothing but the list of migrations.
fn is_ours(conn: &Connection) -> Result<bool, JournalError> {
    // The tables before the mark: a process that makes the journal right now writes the mark first.
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    let application: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0))?;
    if application == APPLICATION_ID || (application == 0 && tables == 0) {
        return Ok(true);
    }
    let begun = || {
        conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM refinery_schema_history WHERE version = 1 AND name = 'journal')
             OR NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE tbl_name <> 'refinery_schema_history')",
            [],
            |r| r.get(0),
        )
    };
    Ok(application == 0 && begun().unwrap_or(false))
}

/// Two processes that make one journal at the same time: SQLite does not wait by itself for the change of the mode.
pub(crate) fn use_write_ahead_log(conn: &Connection) -> Result<(), JournalError> {
    let begun = Instant::now();
    loop {
        match conn.pragma_update(None, "journal_mode", "WAL") {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < BUSY_WAIT => {
                std::thread::sleep(BUSY_STEP);
            }
            done => return Ok(done?),
        }
    }
}

/// The newest migration that this version knows.
fn newest() -> i32 {
    let runner = migrations::migrations::runner();
    let versions = runner.get_migrations().iter().map(refinery::Migration::version);
    versions.max().unwrap_or(0)
}

fn migrate(conn: &mut Connection, path: &Path) -> Result<(), JournalError> {
    let (runner, newest) = (migrations::migrations::runner(), newest());
    let mut tries = 0;
    loop {
        match applied(conn) {
            Some(version) if version > newest => return Err(JournalError::Newer(path.to_owned())),
            Some(version) if version == newest => break,
            _ => {}
        }
        // Before the first table: whatever cuts what follows, the file stays known as ours.
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        tries += 1;
        // Another process may apply the same ones between this one's look and its write; then it looks again.
        match runner.run(conn) {
            Ok(_) => break,
            Err(error) if tries == MIGRATION_TRIES => return Err(error.into()),
            Err(_) => std::thread::sleep(BUSY_STEP),
        }
    }
    let marked: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0))?;
    if marked != APPLICATION_ID {
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    Ok(())
}

/// The newest migration that the file has; none where there is no list of them.
fn applied(conn: &Connection) -> Option<i32> {
    conn.query_row("SELECT max(version) FROM refinery_schema_history", [], |r| r.get(0))
        .unwrap_or(None)
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
