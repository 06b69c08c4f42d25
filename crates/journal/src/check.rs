//! Whether the file is whole, page by page. What the events in it prove is another question: see `verify`.

use crate::{Journal, JournalError};

impl Journal {
    /// Reads every page. Takes seconds on a large journal and keeps no writer waiting; for a thread and a connection of
    /// its own.
    ///
    /// # Errors
    ///
    /// What kept it from looking; a damaged page is an answer.
    pub fn is_whole(&self) -> Result<bool, JournalError> {
        let looked = self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
        match looked.map(|said: String| said == "ok").map_err(JournalError::from) {
            Err(error) if error.code() == "journal_damaged" => Ok(false),
            looked => looked,
        }
    }

    /// Moves everything from the log file into the journal's own and leaves the log empty, as closing does: for a program
    /// that ends without closing. Where another process works on, that one will.
    ///
    /// # Errors
    ///
    /// The disk.
    pub fn put_away(&self) -> Result<(), JournalError> {
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}
