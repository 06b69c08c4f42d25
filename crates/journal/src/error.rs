//! What can go wrong in a journal.

use std::path::PathBuf;

use rusqlite::ErrorCode;

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
    /// No journal, or an empty one, where the rest of a laptop's files stands: what was in it is gone from this disk.
    #[error("{0} is missing or empty")]
    Gone(PathBuf),
    /// An encrypted journal that does not open by the key that its holders have: another laptop's, or damaged.
    #[error("{0} does not open by its key")]
    Key(PathBuf),
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
    /// This device's own log of a visit that was shed is not all back yet.
    #[error("this device's log of the visit is not all back yet")]
    LogBehind,
    /// Another writer did not end in time.
    #[error("another Jemput is writing to this journal")]
    Busy,
}

impl JournalError {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sqlite(error) => of_sqlite(error).unwrap_or("journal"),
            Self::Migration(error) => sqlite_cause(error).and_then(of_sqlite).unwrap_or("journal_migration"),
            Self::NotAJournal(_) => "not_a_journal",
            Self::Newer(_) => "journal_newer",
            Self::Gone(_) => "journal_gone",
            Self::Damaged(_) | Self::Key(_) => "journal_damaged",
            Self::Io { .. } => "journal_io",
            Self::ActSize(_) => "act_size",
            Self::NoScope => "no_visit",
            Self::LogBehind => "log_behind",
            Self::Busy => "journal_busy",
        }
    }
}

/// The code of what SQLite met; none where nothing better can be said than that it failed.
fn of_sqlite(error: &rusqlite::Error) -> Option<&'static str> {
    /// The shared memory beside the journal could not be made large enough: the disk has no room even for that.
    const IOERR_SHMSIZE: i32 = 10 | (19 << 8);
    let found = error.sqlite_error()?;
    Some(match found.code {
        ErrorCode::DiskFull => "disk_full",
        ErrorCode::SystemIoFailure if found.extended_code == IOERR_SHMSIZE => "disk_full",
        ErrorCode::SystemIoFailure => "disk_fault",
        ErrorCode::ReadOnly => "disk_read_only",
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => "journal_shut",
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => "journal_damaged",
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => "journal_busy",
        _ => return None,
    })
}

/// What SQLite said, where a migration wraps it.
fn sqlite_cause<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e rusqlite::Error> {
    let mut at = Some(error);
    while let Some(error) = at {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        at = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(extended: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(extended), None)
    }

    #[test]
    fn each_fault_of_a_disk_has_a_code_of_its_own() {
        for (extended, code) in [
            (13, "disk_full"),
            (10 | (19 << 8), "disk_full"),
            (10 | (4 << 8), "disk_fault"),
            (8, "disk_read_only"),
            (8 | (6 << 8), "disk_read_only"),
            (14, "journal_shut"),
            (11, "journal_damaged"),
            (26, "journal_damaged"),
            (5, "journal_busy"),
            (1, "journal"),
        ] {
            assert_eq!(JournalError::from(failed(extended)).code(), code, "{extended}");
        }
    }
}
