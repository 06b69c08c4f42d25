//! What the server's off-machine backup holds: asked beside an exchange, where something here is not in it yet. Only that
//! lets a visit leave this laptop.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use jemput_domain::id::{DeviceId, ScopeId};
use jemput_exchange::{conversation::ServerKey, http::Connection};
use jemput_journal::{Journal, View};

use crate::{Desk, Trouble};

/// A backup is made every few hours: asked more often, the answer is the same.
const BETWEEN: Duration = Duration::from_secs(600);

/// When this process asked last, by device.
static ASKED: Mutex<BTreeMap<DeviceId, Instant>> = Mutex::new(BTreeMap::new());

/// Asks, if it may have changed or a person wants to know (`is_wanted`), and keeps what the server signed. An exchange never
/// fails for it.
pub(super) fn ask(desk: &Desk, journal: &mut Journal, connection: &Connection, server: ServerKey, is_wanted: bool) {
    if let Err(trouble) = asked(desk, journal, connection, server, is_wanted) {
        tracing::debug!(code = trouble.code(), "what the backup holds was not told");
    }
}

fn asked(
    desk: &Desk,
    journal: &mut Journal,
    connection: &Connection,
    server: ServerKey,
    is_wanted: bool,
) -> Result<(), Trouble> {
    let scopes = behind(journal.view(), server)?;
    if scopes.is_empty() || !(is_due(desk.device()) || is_wanted) {
        return Ok(());
    }
    let receipts = connection.kept(desk.device(), server, &scopes)?;
    let writing = journal.write()?;
    for receipt in &receipts {
        writing.keep_receipt(receipt, desk.device(), desk.now(writing.view())?)?;
    }
    Ok(writing.commit()?)
}

/// The scopes of which something is not known to be in the backup.
fn behind(view: View<'_>, server: ServerKey) -> Result<Vec<ScopeId>, Trouble> {
    let mut scopes = Vec::new();
    for scope in view.scopes()? {
        let kept = view.kept_receipt(scope, server.device)?;
        let heads = view.heads(scope)?;
        if !kept.is_some_and(|kept| kept.receipt.covers(&heads)) {
            scopes.push(scope);
        }
    }
    Ok(scopes)
}

fn is_due(device: DeviceId) -> bool {
    let mut asked = ASKED.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    let is_due = asked
        .get(&device)
        .is_none_or(|last| now.duration_since(*last) >= BETWEEN);
    if is_due {
        asked.insert(device, now);
    }
    is_due
}
