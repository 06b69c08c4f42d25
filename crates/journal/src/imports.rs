//! What became of the bookings of a roster.

use jemput_domain::id::{ImportId, ScopeId};
use rusqlite::params;

use crate::{JournalError, open::View};

impl View<'_> {
    /// How many bookings an import made that are still in the visit, and how many of them have come.
    pub fn import_counts(&self, scope: ScopeId, import: ImportId) -> Result<(u32, u32), JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok((0, 0));
        };
        let mut count = self.conn.prepare_cached(
            "SELECT count(*), count(arrival_day) FROM bookings
             WHERE scope = ? AND import = ? AND made = 1 AND state NOT IN ('withdrawn', 'joined')",
        )?;
        Ok(count.query_row(params![scope_row, &import.0.as_bytes()[..]], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?)
    }
}
