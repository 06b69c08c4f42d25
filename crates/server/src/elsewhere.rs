//! Who was recorded at one visit and is booked at another: the server, which holds both, says so as a device of its own.
//!
//! Runs after the commit and apart from it, in the background; what it finds follows from the journal alone, so that it may
//! break off anywhere and begin again.

use std::{collections::BTreeMap, sync::Arc};

use jemput_domain::{
    event::{ACT_EVENTS_MAX, Draft, RecordedElsewhere, Subject},
    id::{OperatorId, ScopeId},
    time::Moment,
};
use jemput_exchange::{Signer, Store};
use jemput_journal::{Author, Journal, JournalError};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::spawn_blocking,
};
use uuid::Uuid;

use crate::{held::Held, serve::now};

/// Where scopes are named that something new came for.
pub type Touched = UnboundedSender<ScopeId>;

/// Starts looking, first through all that is held. It ends when nobody can name scopes any more.
pub fn start(store: Held<Journal>, signer: Arc<Signer>) -> Touched {
    let (touched, scopes) = unbounded_channel();
    tokio::spawn(look(store, signer, scopes));
    touched
}

async fn look(store: Held<Journal>, signer: Arc<Signer>, mut touched: UnboundedReceiver<ScopeId>) {
    let all = store.clone();
    let mut waiting = match spawn_blocking(move || all.scopes()).await {
        Ok(Ok(scopes)) => scopes,
        _ => Vec::new(),
    };
    loop {
        let Some(scope) = waiting.pop() else {
            match touched.recv().await {
                Some(scope) => waiting.push(scope),
                None => return,
            }
            continue;
        };
        while let Ok(more) = touched.try_recv() {
            if more != scope && !waiting.contains(&more) {
                waiting.push(more);
            }
        }
        let (store, signer) = (store.clone(), Arc::clone(&signer));
        let written = spawn_blocking(move || store.with(|journal| tell(journal, &signer, scope, Moment(now()))));
        match written.await {
            Ok(Ok(0)) => {}
            Ok(Ok(events)) => tracing::info!(events, "recorded elsewhere"),
            Ok(Err(error)) => tracing::error!(%error, "the store failed"),
            Err(error) => tracing::error!(%error, "looking for people recorded elsewhere broke off"),
        }
    }
}

/// Writes what is to be said about one scope; says how many bookings it was.
fn tell(journal: &mut Journal, signer: &Signer, scope: ScopeId, now: Moment) -> Result<usize, JournalError> {
    if journal.view().recorded_there(scope)?.is_empty() {
        return Ok(0);
    }
    let author = Author {
        device: signer.device,
        key: &signer.key,
        device_name: "Server",
        operator: OperatorId(Uuid::nil()),
        wall: now,
        offset_ms: 0,
    };
    let mut writing = journal.write()?;
    // Asked again inside: what is read in the transaction holds until its commit.
    let mut drafts: BTreeMap<ScopeId, Vec<Draft>> = BTreeMap::new();
    for found in writing.view().recorded_there(scope)? {
        let site = writing.view().visit(found.there)?.and_then(|visit| visit.site);
        let said = RecordedElsewhere {
            place: site.map(|site| site.name).unwrap_or_default(),
        };
        drafts
            .entry(found.scope)
            .or_default()
            .push(Draft::about(Subject::Booking(found.booking), said.into()));
    }
    let mut written = 0;
    for (scope, drafts) in drafts {
        written += drafts.len();
        // One place is left for the server's introduction.
        for act in drafts.chunks(usize::from(ACT_EVENTS_MAX) - 1) {
            writing.append(scope, &author, act.to_vec())?;
        }
    }
    writing.commit()?;
    Ok(written)
}
