//! What can go wrong in a journal.

use std::path::PathBuf;

/// An error of the journal's own. What a peer sends wrongly is no error of the journal: see [`crate::TakenIn`].
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// SQLite refused or failed.
    #[error("the journal's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A migration failed.
    #[error("the journal could not be brought up to date: {0}")]
    Migration(#[from] refinery::Error),
    /// The file belongs to another program.
    #[error("{0} is not a Jemput journal")]
    NotAJournal(PathBuf),
    /// The file was written by a newer version.
    #[error("{0} was written by a newer Jemput; update this one")]
    Newer(PathBuf),
    /// Stored bytes do not read as they must.
    #[error("the journal is damaged: {0}")]
    Damaged(&'static str),
    /// The folder or file cannot be used.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An act of no events or too many.
    #[error("an act holds 1 to 4096 events, not {0}")]
    ActSize(usize),
    /// A scope that is not here.
    #[error("no such visit in this journal")]
    NoScope,
    /// Another writer did not end in time.
    #[error("another Jemput is writing to this journal")]
    Busy,
}

impl JournalError {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sqlite(e) => match e.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => "disk_full",
                Some(rusqlite::ErrorCode::ReadOnly) => "disk_read_only",
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => "journal_damaged",
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => "journal_busy",
                _ => "journal",
            },
            Self::Migration(_) => "journal_migration",
            Self::NotAJournal(_) => "not_a_journal",
            Self::Newer(_) => "journal_newer",
            Self::Damaged(_) => "journal_damaged",
            Self::Io { .. } => "journal_io",
            Self::ActSize(_) => "act_size",
            Self::NoScope => "no_visit",
            Self::Busy => "journal_busy",
        }
    }
}
