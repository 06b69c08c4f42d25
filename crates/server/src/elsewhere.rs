//! Who was recorded at one visit and is booked at another: the server, which holds both, says so as a device of its own.
//!
//! Runs after the commit and apart from it, in the background; what it finds follows from the journal alone, so that it may
//! break off anywhere and begin again.

use std::{collections::BTreeMap, sync::Arc};

use jemput_domain::{
    event::{Draft, RecordedElsewhere, Subject},
    id::ScopeId,
    time::Moment,
};
use jemput_exchange::{CentralStore, Signer, Store};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::spawn_blocking,
};

use crate::{held::Held, serve::now};

/// Where scopes are named that something new came for.
pub type Touched = UnboundedSender<ScopeId>;

/// Starts looking, first through all that is held. It ends when nobody can name scopes any more.
pub fn start<S: CentralStore + Send + 'static>(store: Held<S>, signer: Arc<Signer>) -> Touched {
    let (touched, scopes) = unbounded_channel();
    tokio::spawn(look(store, signer, scopes));
    touched
}

async fn look<S>(store: Held<S>, signer: Arc<Signer>, mut touched: UnboundedReceiver<ScopeId>)
where
    S: CentralStore + Send + 'static,
{
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
        let written = spawn_blocking(move || store.with(|store| tell(store, &signer, scope, Moment(now()))));
        match written.await {
            Ok(Ok(0)) => {}
            Ok(Ok(events)) => tracing::info!(events, "recorded elsewhere"),
            Ok(Err(error)) => tracing::error!(%error, "the store failed"),
            Err(error) => tracing::error!(%error, "looking for people recorded elsewhere broke off"),
        }
    }
}

/// Writes what is to be said about one scope; says how many bookings it was. The store is this one's alone meanwhile.
fn tell<S: CentralStore>(store: &mut S, signer: &Signer, scope: ScopeId, now: Moment) -> Result<usize, S::Error> {
    let mut drafts: BTreeMap<ScopeId, Vec<Draft>> = BTreeMap::new();
    for found in store.recorded_there(scope)? {
        let said = RecordedElsewhere { place: found.place };
        drafts
            .entry(found.scope)
            .or_default()
            .push(Draft::about(Subject::Booking(found.booking), said.into()));
    }
    let mut written = 0;
    for (scope, drafts) in drafts {
        written += drafts.len();
        store.append(scope, signer, now, drafts)?;
    }
    Ok(written)
}
