//! A copy of the journal in a file of its own, as it stood at one instant, and what a journal that came back from one must
//! not do: go on in its own log, which others may hold further.

use std::{fs::File, path::Path};

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Head,
};
use rusqlite::{Connection, backup::Backup};

use crate::{Journal, JournalError, Writing, open::View};

/// The setting that says under which id this journal's owner writes, if not its first one.
const WRITES_AS: &str = "writes_as";

/// The setting that says that the journal came back from a backup and has not been opened since.
const RESTORED: &str = "restored";

/// How many pages are copied at a time: others write in between.
const PAGES_A_STEP: i32 = 4_096;

impl Journal {
    /// Writes a whole copy to `path`, which must not be there, while others go on; on disk when this returns. Answers
    /// what stands in the copy, read from it: the heads of each scope.
    ///
    /// # Errors
    /// Whatever keeps the copy from being written, read back and found sound.
    pub fn back_up(&self, path: &Path) -> Result<Vec<(ScopeId, Vec<Head>)>, JournalError> {
        let io = |source| JournalError::Io {
            path: path.to_owned(),
            source,
        };
        let mut options = File::options();
        options.write(true).create_new(true);
        // Whole NIKs stand in it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map_err(io)?;
        {
            let mut copy = Connection::open(path)?;
            let backup = Backup::new(&self.conn, &mut copy)?;
            backup.run_to_completion(PAGES_A_STEP, std::time::Duration::ZERO, None)?;
        }
        // One file, without a log beside it; whole on disk.
        let copy = Connection::open(path)?;
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        copy.close().map_err(|(_, error)| error)?;
        File::open(path).map_err(io)?.sync_all().map_err(io)?;
        Self::look_into_backup(path)
    }

    /// Closes it with all of it in one file: it can be moved.
    ///
    /// # Errors
    /// Another process has it open, or the disk fails.
    pub fn fold_into_one_file(self) -> Result<(), JournalError> {
        self.conn.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }

    /// Opens a backup as it lies, without changing it, and says what stands in it.
    ///
    /// # Errors
    /// If it is damaged or no journal of ours.
    pub fn look_into_backup(path: &Path) -> Result<Vec<(ScopeId, Vec<Head>)>, JournalError> {
        let conn = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let sound: String = conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
        if sound != "ok" {
            return Err(JournalError::Damaged("a backup that is not whole"));
        }
        let view = View { conn: &conn };
        view.scopes()?
            .into_iter()
            .map(|scope| Ok((scope, view.heads(scope)?)))
            .collect()
    }
}

impl View<'_> {
    /// Under which id the owner of this journal writes: `first`, unless the journal came back from a backup since.
    pub fn writes_as(&self, first: DeviceId) -> Result<DeviceId, JournalError> {
        let other = self.setting(WRITES_AS)?.and_then(|id| id.parse().ok());
        Ok(other.unwrap_or(first))
    }

    /// Whether the journal came back from a backup and its owner has not drawn another id since.
    pub fn is_restored(&self) -> Result<bool, JournalError> {
        Ok(self.setting(RESTORED)?.is_some())
    }
}

impl Writing<'_> {
    /// This journal came back from a backup: what its owner wrote after that is elsewhere.
    pub fn mark_restored(&self) -> Result<(), JournalError> {
        self.set_setting(RESTORED, "1")
    }

    /// The owner goes on under this id, in logs that nobody holds further.
    pub fn write_as(&self, device: DeviceId) -> Result<(), JournalError> {
        self.set_setting(WRITES_AS, &device.to_string())?;
        self.drop_setting(RESTORED)
    }
}
