//! Deriving everything anew from the events: derived tables can be thrown away at any time.

use std::time::Duration;

use jemput_domain::{
    event::{Place, decode},
    id::{DeviceId, ScopeId},
};
use rusqlite::params;

use crate::{
    Journal, JournalError, Writing,
    derive::{Deriver, FOLD_VERSION},
    open::{BUSY_WAIT, View, uuid_at},
    search,
};

/// The setting that holds the versions of the fold that derived this journal's rows, and of the search index.
const FOLD_SETTING: &str = "fold_version";

/// Events that are derived between two writes of rows: bounds memory, at some hundred bytes an event. A visit's whole log
/// mostly fits, and then each row is written once.
const BATCH_EVENTS: usize = 100_000;

/// What is derived, all of it by scope.
const DERIVED: [&str; 5] = ["subject_events", "subjects", "bookings", "tallies", "flags"];

/// How long another process that starts at the same time may take to rebuild.
const REBUILD_WAIT: Duration = Duration::from_secs(600);

/// How far a rebuild is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rebuilding {
    /// Events derived.
    pub done: u64,
    /// Of all.
    pub total: u64,
}

pub(crate) fn if_fold_changed(journal: &mut Journal, progress: &mut dyn FnMut(Rebuilding)) -> Result<(), JournalError> {
    let now = format!("{FOLD_VERSION} {}", search::VERSION);
    let stands = |view: View<'_>| view.setting(FOLD_SETTING);
    if stands(journal.view())?.as_deref() == Some(&now) {
        return Ok(());
    }
    journal.conn.busy_timeout(REBUILD_WAIT)?;
    let mut writing = journal.write()?;
    // Another process may have done it while this one waited.
    let before = stands(writing.view())?;
    if before.as_deref() != Some(&now) {
        if before.is_some() {
            let total = u64::from(writing.view().event_count(None)?);
            progress(Rebuilding { done: 0, total });
            writing.rebuild(&mut |done| progress(Rebuilding { done, total }))?;
        }
        writing.set_setting(FOLD_SETTING, &now)?;
    }
    writing.commit()?;
    Ok(journal.conn.busy_timeout(BUSY_WAIT)?)
}

impl Writing<'_> {
    /// Throws all derived rows away and derives them anew; `progress` hears how many events are done.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(u64)) -> Result<(), JournalError> {
        for table in DERIVED {
            self.tx.execute(&format!("DELETE FROM {table}"), [])?;
        }
        let mut done = 0;
        for scope in self.view().scopes()? {
            self.rebuild_scope(scope, &mut done, progress)?;
        }
        Ok(())
    }

    /// Derives one scope's rows anew.
    pub(crate) fn rebuild_one(&mut self, scope: ScopeId) -> Result<(), JournalError> {
        let scope_row = self.view().scope_row(scope)?;
        for table in DERIVED {
            self.tx
                .execute(&format!("DELETE FROM {table} WHERE scope = ?"), [scope_row])?;
        }
        self.rebuild_scope(scope, &mut 0, &mut |_| {})
    }

    fn rebuild_scope(
        &mut self,
        scope: ScopeId,
        done: &mut u64,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), JournalError> {
        let Some(scope_row) = self.view().scope_row(scope)? else {
            return Ok(());
        };
        search::clear(&self.tx, scope_row)?;
        let mut read = self.tx.prepare_cached(
            "SELECT e.device, d.uuid, e.seq, e.bytes FROM events e JOIN devices d ON d.id = e.device
             JOIN heads h ON h.scope = e.scope AND h.device = e.device
             WHERE e.scope = ? AND e.seq <= h.shown ORDER BY e.device, e.seq",
        )?;
        let mut rows = read.query(params![scope_row])?;
        let mut deriver = Deriver::new(&self.tx, scope, scope_row);
        let mut batch = 0;
        while let Some(row) = rows.next()? {
            let decoded = decode(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)
                .map_err(|_| JournalError::Damaged("an event that does not read"))?;
            deriver.take(
                row.get(0)?,
                Place {
                    device: DeviceId(uuid_at(row, 1)?),
                    seq: row.get(2)?,
                },
                decoded,
            )?;
            batch += 1;
            if batch == BATCH_EVENTS {
                *done += batch as u64;
                batch = 0;
                progress(*done);
                std::mem::replace(&mut deriver, Deriver::new(&self.tx, scope, scope_row)).finish()?;
            }
        }
        *done += batch as u64;
        progress(*done);
        deriver.finish()
    }
}
