//! The side that answers: the server.

use std::collections::BTreeSet;

use jemput_domain::{
    id::ScopeId,
    log::Head,
    receipt::{Grade, Receipt, digest},
    time::Moment,
};

use super::{Fault, Signer, streams::Stream};
use crate::{
    store::Store,
    wire::{
        Answer, Asked, BATCH_BYTES, BATCH_BYTES_MIN, BadBody, End, HeadsAs, Item, LogHead, LogRefused, Reader, Request,
        ScopeAnswer, Stand, WireReceipt, Writer, batch, limit, link_check,
    },
};

/// One request and its answer: hear all, then send all pieces.
#[derive(Debug, Default)]
pub struct Replying {
    reader: Reader,
    request: Option<Request>,
    refused: Vec<LogRefused>,
    streams: Vec<(Stream, Vec<Head>)>,
    sending: Sending,
    /// Scopes that something new came for.
    pub touched: BTreeSet<ScopeId>,
    /// Events that were new.
    pub taken: u64,
    /// Events that were here already.
    pub known: u64,
    /// Events sent.
    pub sent: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Sending {
    #[default]
    Header,
    Stream(usize),
    Over,
}

impl Replying {
    /// Takes in the next bytes of the request. Whole frames are committed before this returns.
    pub fn hear<S: Store>(&mut self, store: &mut S, bytes: &[u8], now: Moment) -> Result<(), Fault<S::Error>> {
        self.push(bytes)?;
        self.work(store, now)
    }

    /// Takes in the next bytes and reads the header, if it is whole now; needs no store.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), BadBody> {
        self.reader.push(bytes);
        if self.request.is_none()
            && let Some(Item::Header(request)) = self.reader.next_item::<Request, ()>()?
        {
            self.request = Some(request).filter(Request::is_within_limits);
            self.request.as_ref().ok_or(BadBody::TooLarge)?;
        }
        Ok(())
    }

    /// Commits the frames that are whole.
    pub fn work<S: Store>(&mut self, store: &mut S, now: Moment) -> Result<(), Fault<S::Error>> {
        while self.request.is_some()
            && let Some(item) = self.reader.next_item::<Request, ()>()?
        {
            if let Item::Frame(place, batch) = item {
                self.hear_frame(store, place, &batch, now)?;
            }
        }
        Ok(())
    }

    /// Bytes of the request that are kept because their frame is not whole yet.
    pub fn held_bytes(&self) -> usize {
        self.reader.held_bytes()
    }

    /// The request has ended: whether it was whole.
    pub fn heard_all(&self) -> Result<(), BadBody> {
        self.reader.finish()
    }

    /// Who asks, once the header is here.
    pub fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    fn hear_frame<S: Store>(
        &mut self,
        store: &mut S,
        place: u32,
        bytes: &[u8],
        now: Moment,
    ) -> Result<(), Fault<S::Error>> {
        let asked = self.request.as_ref().and_then(|r| r.scopes.get(place as usize));
        let scope = asked.ok_or(Fault::Body(BadBody::Unreadable))?.scope;
        let secret = store.secret(scope).map_err(Fault::Store)?;
        match batch::decode(secret.as_ref(), bytes) {
            Ok(runs) => {
                let taken = store.take_in(scope, runs, now).map_err(Fault::Store)?;
                self.taken += taken.new_events;
                if taken.new_events > 0 {
                    self.touched.insert(scope);
                }
                self.known += taken.known_events;
                for (device, reason) in taken.refused {
                    self.refuse(LogRefused {
                        scope: place,
                        device: Some(device),
                        code: reason.code().to_owned(),
                    });
                }
            }
            Err(bad) => self.refuse(LogRefused {
                scope: place,
                device: None,
                code: bad.code().to_owned(),
            }),
        }
        Ok(())
    }

    /// Notes a log that was refused, once.
    fn refuse(&mut self, refused: LogRefused) {
        let noted = self
            .refused
            .iter()
            .any(|r| r.scope == refused.scope && r.device == refused.device);
        if !noted && self.refused.len() < limit::SCOPES_MAX {
            self.refused.push(refused);
        }
    }

    /// The next piece of the answer; none when it is complete. Call only after [`Self::heard_all`].
    pub fn send<S: Store>(
        &mut self,
        store: &S,
        signer: &Signer,
        now: Moment,
    ) -> Result<Option<Vec<u8>>, Fault<S::Error>> {
        loop {
            match self.sending {
                Sending::Header => {
                    self.sending = Sending::Stream(0);
                    return self
                        .answer(store, signer, now)
                        .map(|answer| Some(Writer::header(&answer)));
                }
                Sending::Stream(index) => {
                    let bytes_max = self.batch_bytes();
                    let Some((stream, up_to)) = self.streams.get_mut(index) else {
                        self.sending = Sending::Over;
                        return self.end(store, signer, now).map(|end| Some(Writer::end(&end)));
                    };
                    match stream.next_frame(store, up_to, bytes_max).map_err(Fault::Store)? {
                        Some((frame, events)) => {
                            self.sent += events;
                            return Ok(Some(frame));
                        }
                        None => self.sending = Sending::Stream(index + 1),
                    }
                }
                Sending::Over => return Ok(None),
            }
        }
    }

    /// What the asker wants batches to be, within reason.
    fn batch_bytes(&self) -> usize {
        self.request.as_ref().map_or(BATCH_BYTES, |r| {
            (r.batch_bytes as usize).clamp(BATCH_BYTES_MIN, BATCH_BYTES)
        })
    }

    fn answer<S: Store>(&mut self, store: &S, signer: &Signer, now: Moment) -> Result<Answer, Fault<S::Error>> {
        let request = self.request.as_ref().ok_or(Fault::Body(BadBody::Cut))?;
        let mut scopes = Vec::with_capacity(request.scopes.len());
        for (place, asked) in request.scopes.iter().enumerate() {
            let heads = store.heads(asked.scope).map_err(Fault::Store)?;
            scopes.push(match &asked.stand {
                Stand::Digest(theirs) if *theirs == digest(&heads) => {
                    ScopeAnswer::Same(receipt(signer, asked.scope, heads, now, true))
                }
                Stand::Digest(_) => ScopeAnswer::Differs(heads.iter().map(log_head).collect()),
                Stand::Seqs(seqs) => {
                    let stream = Stream {
                        place: place as u32,
                        scope: asked.scope,
                        after: seqs.clone(),
                    };
                    let missing = stream.missing(&heads);
                    self.streams.push((stream, heads));
                    ScopeAnswer::Streams(missing)
                }
            });
        }
        let others = if request.wants_others {
            others(store, &request.scopes)?
        } else {
            Vec::new()
        };
        Ok(Answer {
            server: signer.device,
            scopes,
            others,
            refused: std::mem::take(&mut self.refused),
        })
    }

    fn end<S: Store>(&self, store: &S, signer: &Signer, now: Moment) -> Result<End, Fault<S::Error>> {
        let mut receipts = Vec::with_capacity(self.streams.len());
        for (stream, _) in &self.streams {
            let heads = store.heads(stream.scope).map_err(Fault::Store)?;
            let same = heads.len() == stream.after.len() && heads.iter().all(|h| stream.seq_of(h.device) == h.seq);
            receipts.push((stream.place, receipt(signer, stream.scope, heads, now, same)));
        }
        Ok(End { receipts })
    }
}

fn others<S: Store>(store: &S, asked: &[Asked]) -> Result<Vec<ScopeId>, Fault<S::Error>> {
    let mut scopes = store.scopes().map_err(Fault::Store)?;
    scopes.retain(|scope| !asked.iter().any(|a| a.scope == *scope));
    scopes.truncate(limit::SCOPES_MAX);
    Ok(scopes)
}

fn log_head(head: &Head) -> LogHead {
    LogHead {
        device: head.device,
        seq: head.seq,
        check: link_check(&head.link),
    }
}

/// Signs what is committed. The heads stay off the wire where the asker has the same.
fn receipt(signer: &Signer, scope: ScopeId, heads: Vec<Head>, now: Moment, same: bool) -> WireReceipt {
    let receipt = Receipt::sign(
        &signer.key,
        scope,
        heads,
        signer.device,
        signer.key_id,
        Grade::Held,
        now,
    );
    let (mut first, mut second) = ([0; 32], [0; 32]);
    first.copy_from_slice(&receipt.signature[..32]);
    second.copy_from_slice(&receipt.signature[32..]);
    WireReceipt {
        heads: if same {
            HeadsAs::Yours
        } else {
            HeadsAs::Full(receipt.heads)
        },
        key_id: receipt.key_id,
        grade: receipt.grade,
        at: receipt.at,
        signature: (first, second),
    }
}
