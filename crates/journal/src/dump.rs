//! The shared derived tables as text, in primary-key order: equal dumps, equal states.

use jemput_domain::id::ScopeId;
use rusqlite::types::ValueRef;

use crate::{JournalError, open::View};

/// One line a row.
pub type Dump = Vec<String>;

/// Shared tables and their columns, without local numbers.
const SHARED: [&str; 4] = [
    "SELECT 'subject', kind, subject, fold, clock, (SELECT uuid FROM devices WHERE id = device), seq, refold
     FROM subjects WHERE scope = ? ORDER BY kind, subject",
    "SELECT 'booking', id, fold, clock, (SELECT uuid FROM devices WHERE id = device), seq, refold, state, made, slot, name, name_key, nik,
     birth_date, class, import, import_row, is_held, to_tell, arrival_day, arrival_at, mark, number, station, called_at, finished_at,
     service_seconds, done_station FROM bookings WHERE scope = ? ORDER BY id",
    "SELECT 'tally', slot, arrival_day, state, people FROM tallies WHERE scope = ? ORDER BY slot, arrival_day, state",
    "SELECT 'flag', code, key, bookings FROM flags WHERE scope = ? ORDER BY code, key",
];

impl View<'_> {
    /// Dumps the shared derived tables of a scope.
    pub fn dump(&self, scope: ScopeId) -> Result<Dump, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut lines = Vec::new();
        for sql in SHARED {
            let mut read = self.conn.prepare_cached(sql)?;
            let columns = read.column_count();
            let mut rows = read.query([scope_row])?;
            while let Some(row) = rows.next()? {
                let mut line = String::new();
                for column in 0..columns {
                    let text = match row.get_ref(column)? {
                        ValueRef::Null => "-".to_owned(),
                        ValueRef::Integer(n) => n.to_string(),
                        ValueRef::Real(x) => x.to_string(),
                        ValueRef::Text(t) => format!("{:?}", String::from_utf8_lossy(t)),
                        ValueRef::Blob(b) => b.iter().map(|x| format!("{x:02x}")).collect(),
                    };
                    line.push_str(&text);
                    line.push('|');
                }
                lines.push(line);
            }
        }
        Ok(lines)
    }
}
