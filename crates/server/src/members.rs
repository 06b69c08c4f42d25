//! Who asks: a device of the office, known by the key that its connection proved; and what it may see.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use jemput_domain::{
    event::Link,
    id::{DeviceId, ScopeId},
};
use jemput_journal::{Journal, JournalError};

use crate::{held::Held, office, refusal::Refusal, tls::Peer};

/// A device of the office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// The device.
    pub device: DeviceId,
    /// Its key as it was enrolled last.
    pub public_key: [u8; 32],
    /// Its van.
    pub van: ScopeId,
    /// Scopes that are another van's: it neither reads nor writes them.
    pub closed: Arc<BTreeSet<ScopeId>>,
}

/// The office's devices, read again whenever its register has grown.
pub struct Members {
    store: Held<Journal>,
    known: Mutex<(Vec<Link>, Arc<Vec<Member>>)>,
}

impl Members {
    /// Of the office of this journal.
    pub fn new(store: Held<Journal>) -> Self {
        Self {
            store,
            known: Mutex::default(),
        }
    }

    /// The device that is on the other side.
    ///
    /// # Errors
    /// It proved no key, or one that the office does not know.
    pub fn of(&self, peer: Peer) -> Result<Member, Refusal> {
        let key = peer.0.ok_or(Refusal::NOT_ENROLLED)?;
        let members = self.all().map_err(|error| {
            tracing::error!(%error, "the office's register cannot be read");
            Refusal::STORE
        })?;
        let found = members.iter().find(|member| member.public_key == key);
        found.cloned().ok_or(Refusal::NOT_ENROLLED)
    }

    fn all(&self) -> Result<Arc<Vec<Member>>, JournalError> {
        self.store.with(|journal| {
            let view = journal.view();
            let Some(trust) = view.trust()? else {
                return Ok(Arc::default());
            };
            let vans: Vec<ScopeId> = office::vans(view)?.into_iter().map(|van| van.scope).collect();
            let mut state: Vec<Link> = view.heads(trust.office)?.into_iter().map(|head| head.link).collect();
            state.push([u8::try_from(vans.len() % 251).unwrap_or(0); 32]);
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.0 == state {
                return Ok(Arc::clone(&known.1));
            }
            let mut members = Vec::new();
            for (device, enrolments) in view.all_enrolments(&trust)? {
                let Some(latest) = enrolments.last() else { continue };
                let closed = vans.iter().filter(|van| **van != latest.van).copied();
                members.push(Member {
                    device,
                    public_key: latest.public_key,
                    van: latest.van,
                    closed: Arc::new(closed.collect()),
                });
            }
            *known = (state, Arc::new(members));
            Ok(Arc::clone(&known.1))
        })
    }
}
