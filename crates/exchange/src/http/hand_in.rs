//! A revoked laptop hands in what the server lacks, and hears how far it is kept aside.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Head,
    receipt::Receipt,
    revoked::{AsideWord, RevokedWord},
};
use reqwest::header::CONTENT_TYPE;
use serde::{Serialize, de::DeserializeOwned};

use super::{Connection, Failure};
use crate::{
    conversation::ServerKey,
    hand_in::{HAND_IN_BYTES_MAX, HandIn, HandedIn, LogSeq, RevokedAnswer, RevokedAsk},
    kept::{KEPT_BYTES_MAX, KEPT_SCOPES_MAX, KeptAnswer, KeptAsk},
    store::Store,
    wire::{BATCH_BYTES, MEDIA_TYPE, Writer, batch},
};

/// What handing in came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandingIn {
    /// The server's word, verified.
    pub word: RevokedWord,
    /// Whether the server has everything that is here: this laptop's own logs by its signature.
    pub is_complete: bool,
}

impl Connection {
    /// Asks whether this device is revoked, hands in what the server lacks, and says whether it has everything then.
    /// Nothing is taken off this laptop by it.
    ///
    /// # Errors
    /// [`Failure::OtherServer`] if the pinned key did not sign the word; whatever breaks the connection.
    pub fn hand_in<S: Store>(&self, store: &S, device: DeviceId, server: ServerKey) -> Result<HandingIn, Failure> {
        let of_store = |error: S::Error| Failure::Store(Box::new(error));
        let mut here = Vec::new();
        for scope in store.scopes().map_err(of_store)? {
            here.extend(
                store
                    .heads(scope)
                    .map_err(of_store)?
                    .into_iter()
                    .map(|head| (scope, head)),
            );
        }
        let ask = RevokedAsk {
            device,
            logs: here.iter().map(|(scope, head)| log_seq(*scope, head)).collect(),
        };
        let answer: RevokedAnswer = self.ask("revoked", &ask, HAND_IN_BYTES_MAX)?;
        let word = answer.word(device, &server.public_key).ok_or(Failure::OtherServer)?;
        let (mut there, mut aside) = (answer.logs, words(&answer.aside, &server));
        let mut scopes: Vec<ScopeId> = here.iter().map(|(scope, _)| *scope).collect();
        scopes.dedup();
        for scope in scopes {
            self.hand_in_scope(store, device, scope, &mut there, &mut aside, &server)?;
        }
        let has = |(scope, head): &(ScopeId, Head)| {
            let own = |word: &AsideWord| word.scope == *scope && word.head == *head;
            let any = |log: &LogSeq| (log.scope, log.device) == (*scope, head.device) && log.seq >= head.seq;
            if head.device == device {
                aside.iter().any(own)
            } else {
                there.iter().any(any)
            }
        };
        Ok(HandingIn {
            word,
            is_complete: here.iter().all(has),
        })
    }

    /// Batch by batch, as far as the server takes them.
    fn hand_in_scope<S: Store>(
        &self,
        store: &S,
        device: DeviceId,
        scope: ScopeId,
        there: &mut Vec<LogSeq>,
        aside: &mut Vec<AsideWord>,
        server: &ServerKey,
    ) -> Result<(), Failure> {
        let of_store = |error: S::Error| Failure::Store(Box::new(error));
        let secret = store.secret(scope).map_err(of_store)?;
        // A log that the server does not take holds up no other.
        let mut stuck: Vec<DeviceId> = Vec::new();
        loop {
            let mut after: Vec<_> = there
                .iter()
                .filter(|l| l.scope == scope)
                .map(|l| (l.device, l.seq))
                .collect();
            after.extend(stuck.iter().map(|device| (*device, u32::MAX)));
            after.sort_by_key(|(device, seq)| (*device, std::cmp::Reverse(*seq)));
            after.dedup_by_key(|(device, _)| *device);
            let runs = store.runs_after(scope, &after, BATCH_BYTES).map_err(of_store)?;
            if runs.is_empty() {
                return Ok(());
            }
            let sent: Vec<DeviceId> = runs.iter().map(|run| run.device).collect();
            let body = [
                Writer::header(&HandIn { device, scope }),
                Writer::frame(0, &batch::encode(secret.as_ref(), &runs)),
                Writer::end(&()),
            ]
            .concat();
            let request = self.client.post(self.address.of("hand-in"));
            let answer: HandedIn =
                self.short(request.header(CONTENT_TYPE, MEDIA_TYPE).body(body), HAND_IN_BYTES_MAX)?;
            let moved = |device: &DeviceId| {
                let seq_in = |logs: &[LogSeq]| {
                    let log = logs.iter().find(|l| l.scope == scope && l.device == *device);
                    log.map_or(0, |l| l.seq)
                };
                seq_in(&answer.logs) > seq_in(there)
            };
            stuck.extend(sent.iter().filter(|device| !moved(device)).copied());
            for log in &answer.logs {
                there.retain(|known| (known.scope, known.device) != (log.scope, log.device));
                there.push(*log);
            }
            aside.extend(words(&answer.aside, server));
        }
    }

    /// The server's word that its backup holds these scopes, as far as it does; verified against the pinned key.
    pub fn kept(&self, device: DeviceId, server: ServerKey, scopes: &[ScopeId]) -> Result<Vec<Receipt>, Failure> {
        let mut receipts = Vec::new();
        for scopes in scopes.chunks(KEPT_SCOPES_MAX) {
            let ask = KeptAsk {
                device,
                scopes: scopes.to_vec(),
            };
            let answer: KeptAnswer = self.ask("kept", &ask, KEPT_BYTES_MAX)?;
            for said in &answer.receipts {
                let receipt = said.receipt().ok_or(Failure::BadAnswer { code: "unreadable" })?;
                let is_asked = scopes.contains(&receipt.scope) && receipt.server == server.device;
                if !is_asked || !receipt.verify(&server.public_key) {
                    return Err(Failure::BadAnswer { code: "receipt_forged" });
                }
                receipts.push(receipt);
            }
        }
        Ok(receipts)
    }

    fn ask<A: Serialize, T: DeserializeOwned>(&self, what: &str, ask: &A, bytes_max: usize) -> Result<T, Failure> {
        let body = serde_json::to_vec(ask).map_err(|_| Failure::BadAnswer { code: "unreadable" })?;
        let request = self.client.post(self.address.of(what));
        self.short(request.header(CONTENT_TYPE, "application/json").body(body), bytes_max)
    }
}

fn log_seq(scope: ScopeId, head: &Head) -> LogSeq {
    LogSeq {
        scope,
        device: head.device,
        seq: head.seq,
    }
}

/// What the server's key signed of it.
fn words(said: &[crate::hand_in::Aside], server: &ServerKey) -> Vec<AsideWord> {
    said.iter().filter_map(|one| one.word(&server.public_key)).collect()
}
