//! The side that asks: a laptop.

use std::collections::BTreeSet;

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Head,
    receipt::{Receipt, digest},
    time::Moment,
};

use super::{Fault, Memory, Outcome, Progress, RefusedLog, ServerKey, Wanted, streams::Stream};
use crate::{
    store::Store,
    wire::{
        Answer, Asked, End, HeadsAs, Item, LogHead, Reader, Request, ScopeAnswer, Stand, WireReceipt, Writer, batch,
        limit, link_check,
    },
};

/// What comes after an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// One more request: [`Asking::send`] gives its pieces.
    AskAgain,
    /// The exchange is over.
    Done,
}

/// A scope of the request under way.
#[derive(Debug)]
struct Topic {
    scope: ScopeId,
    /// The heads as the request states them.
    stated: Vec<Head>,
    /// What is sent; none: nothing is.
    stream: Option<Stream>,
    /// Logs of which something was received.
    received: BTreeSet<DeviceId>,
    /// Logs that are not asked for this time.
    passed_over: BTreeSet<DeviceId>,
}

impl Topic {
    /// How far each log is here; one that is not asked for is said to be at the end of all logs.
    fn seqs(&self) -> Vec<(DeviceId, u32)> {
        let asked = self
            .stated
            .iter()
            .filter(|head| !self.passed_over.contains(&head.device));
        let mut seqs: Vec<_> = asked.map(|head| (head.device, head.seq)).collect();
        seqs.extend(self.passed_over.iter().map(|device| (*device, u32::MAX)));
        seqs.sort_unstable();
        seqs
    }
}

/// One exchange, as the asker leads it: send all pieces, hear the answer, and once more if told so.
#[derive(Debug)]
pub struct Asking<'m> {
    device: DeviceId,
    server: ServerKey,
    wanted: Wanted,
    at: Moment,
    memory: &'m mut Memory,
    topics: Vec<Topic>,
    /// Scopes for the second request, with the seqs that the peer said it has.
    differing: Vec<(ScopeId, Vec<(DeviceId, u32)>)>,
    sending: Sending,
    answer: Option<Answer>,
    ended: bool,
    reader: Reader,
    outcome: Outcome,
    progress: Progress,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sending {
    Header,
    Topic(usize),
    Over,
}

impl<'m> Asking<'m> {
    /// Begins an exchange with a known server; `at` is now, by the clock here.
    pub fn begin<S: Store>(
        store: &S,
        device: DeviceId,
        server: ServerKey,
        wanted: Wanted,
        at: Moment,
        memory: &'m mut Memory,
    ) -> Result<Self, Fault<S::Error>> {
        let scopes = match &wanted {
            Wanted::All | Wanted::Mine => store.scopes().map_err(Fault::Store)?,
            Wanted::These(scopes) => scopes.clone(),
        };
        if scopes.len() > limit::SCOPES_MAX {
            return Err(Fault::TooMuch);
        }
        let mut asking = Self {
            device,
            server,
            wanted,
            at,
            memory,
            topics: Vec::new(),
            differing: Vec::new(),
            sending: Sending::Header,
            answer: None,
            ended: false,
            reader: Reader::default(),
            outcome: Outcome {
                round_trips: 1,
                ..Outcome::default()
            },
            progress: Progress::default(),
        };
        for scope in scopes {
            asking.ask_whether_same(store, scope)?;
        }
        Ok(asking)
    }

    /// A scope of the first request: its digest, and what the peer lacked when last heard.
    fn ask_whether_same<S: Store>(&mut self, store: &S, scope: ScopeId) -> Result<(), Fault<S::Error>> {
        let stated = store.heads(scope).map_err(Fault::Store)?;
        let place = self.topics.len() as u32;
        let known = self
            .memory
            .heads
            .get(&scope)
            .map(|heads| heads.iter().map(|h| (h.device, h.seq)).collect());
        let stream = known
            .map(|after| Stream { place, scope, after })
            .filter(|stream| stream.missing(&stated) > 0);
        if let Some(stream) = &stream {
            // From now on it is uncertain what the peer has, until it says so.
            self.memory.heads.remove(&scope);
            self.progress.to_send += stream.missing(&stated);
        }
        self.topics.push(Topic {
            scope,
            stated,
            stream,
            received: BTreeSet::new(),
            passed_over: BTreeSet::new(),
        });
        Ok(())
    }

    /// The next piece of the request; none when it is complete.
    pub fn send<S: Store>(&mut self, store: &S) -> Result<Option<Vec<u8>>, Fault<S::Error>> {
        let piece = loop {
            match self.sending {
                Sending::Header => {
                    self.sending = Sending::Topic(0);
                    break Writer::header(&self.request());
                }
                Sending::Topic(index) => {
                    let bytes_max = self.memory.batch_bytes;
                    let Some(topic) = self.topics.get_mut(index) else {
                        self.sending = Sending::Over;
                        break Writer::end(&());
                    };
                    let frame = match &mut topic.stream {
                        Some(stream) => stream
                            .next_frame(store, &topic.stated, bytes_max)
                            .map_err(Fault::Store)?,
                        None => None,
                    };
                    match frame {
                        Some((frame, events)) => {
                            self.outcome.sent += events;
                            self.progress.sent += events;
                            self.progress.to_send = self.progress.to_send.max(self.progress.sent);
                            break frame;
                        }
                        None => self.sending = Sending::Topic(index + 1),
                    }
                }
                Sending::Over => return Ok(None),
            }
        };
        self.outcome.sent_bytes += piece.len() as u64;
        Ok(Some(piece))
    }

    fn is_first(&self) -> bool {
        self.outcome.round_trips == 1
    }

    fn request(&self) -> Request {
        let scopes = self.topics.iter().map(|topic| Asked {
            scope: topic.scope,
            stand: if self.is_first() {
                Stand::Digest(digest(&topic.stated))
            } else {
                Stand::Seqs(topic.seqs())
            },
        });
        Request {
            device: self.device,
            wants_others: self.is_first() && self.wanted == Wanted::All,
            batch_bytes: self.memory.batch_bytes as u32,
            scopes: scopes.collect(),
        }
    }

    /// Takes in the next bytes of the answer.
    pub fn hear<S: Store>(&mut self, store: &mut S, bytes: &[u8]) -> Result<(), Fault<S::Error>> {
        self.outcome.received_bytes += bytes.len() as u64;
        self.reader.push(bytes);
        while let Some(item) = self.reader.next_item::<Answer, End>()? {
            match item {
                Item::Header(answer) => self.hear_answer(answer)?,
                Item::Frame(place, batch) => self.hear_frame(store, place, &batch)?,
                Item::End(end) => self.hear_end(store, end)?,
            }
        }
        Ok(())
    }

    fn hear_answer<E: std::error::Error>(&mut self, answer: Answer) -> Result<(), Fault<E>> {
        if answer.server != self.server.device {
            return Err(Fault::Forged);
        }
        if answer.scopes.len() != self.topics.len() {
            return Err(Fault::Misfit);
        }
        for refused in &answer.refused {
            let topic = self.topics.get(refused.scope as usize).ok_or(Fault::Misfit)?;
            let code = refused.code.chars().take(40).collect();
            self.outcome.refused.push(RefusedLog {
                scope: topic.scope,
                device: refused.device,
                code,
                by_server: true,
            });
        }
        for scope in &answer.scopes {
            match (scope, self.is_first()) {
                (ScopeAnswer::Streams(events), false) => self.progress.to_receive += events,
                (ScopeAnswer::Same(_) | ScopeAnswer::Differs(_), true) => {}
                _ => return Err(Fault::Misfit),
            }
        }
        self.answer = Some(answer);
        Ok(())
    }

    fn hear_frame<S: Store>(&mut self, store: &mut S, place: u32, bytes: &[u8]) -> Result<(), Fault<S::Error>> {
        if self.is_first() {
            return Err(Fault::Misfit);
        }
        let topic = self.topics.get_mut(place as usize).ok_or(Fault::Misfit)?;
        let scope = topic.scope;
        let secret = store.secret(scope).map_err(Fault::Store)?;
        let runs = match batch::decode(secret.as_ref(), bytes) {
            Ok(runs) => runs,
            Err(bad) => {
                refuse(&mut self.outcome, scope, None, bad.code());
                return Ok(());
            }
        };
        topic.received.extend(runs.iter().map(|run| run.device));
        let taken = store.take_in(scope, runs, self.at).map_err(Fault::Store)?;
        self.outcome.received += taken.new_events;
        self.progress.received += taken.new_events + taken.known_events;
        for (device, reason) in taken.refused {
            self.memory.pass_over(scope, device);
            refuse(&mut self.outcome, scope, Some(device), reason.code());
        }
        Ok(())
    }

    fn hear_end<S: Store>(&mut self, store: &S, end: End) -> Result<(), Fault<S::Error>> {
        self.ended = true;
        if self.is_first() {
            return Ok(());
        }
        for (place, receipt) in end.receipts {
            let topic = self.topics.get(place as usize).ok_or(Fault::Misfit)?;
            let now = store.heads(topic.scope).map_err(Fault::Store)?;
            let after = joined(&topic.stated, &now, &topic.received);
            let in_full = matches!(receipt.heads, HeadsAs::Full(_));
            match verified(&self.server, topic.scope, receipt, &[&after, &now]) {
                Some(receipt) => self.keep(receipt),
                // Events were appended here meanwhile, or refused: the next exchange brings the receipt.
                None if !in_full => {}
                None => return Err(Fault::Forged),
            }
        }
        Ok(())
    }

    /// The answer has ended. [`Next::AskAgain`] leads to the second request.
    pub fn heard_all<S: Store>(&mut self, store: &S) -> Result<Next, Fault<S::Error>> {
        self.reader.finish()?;
        let answer = self.answer.take().ok_or(Fault::Misfit)?;
        if !self.is_first() {
            self.memory.ended_well();
            return Ok(Next::Done);
        }
        let topics = std::mem::take(&mut self.topics);
        for (topic, said) in topics.into_iter().zip(answer.scopes) {
            match said {
                ScopeAnswer::Same(receipt) => {
                    let receipt =
                        verified(&self.server, topic.scope, receipt, &[&topic.stated]).ok_or(Fault::Forged)?;
                    self.keep(receipt);
                }
                ScopeAnswer::Differs(theirs) => self.differ(&topic, &theirs),
                ScopeAnswer::Streams(_) => return Err(Fault::Misfit),
            }
        }
        if self.wanted == Wanted::All {
            let room = limit::SCOPES_MAX.saturating_sub(self.differing.len());
            for scope in answer.others.into_iter().take(room) {
                if !self.differing.iter().any(|(s, _)| *s == scope) {
                    self.outcome.others.push(scope);
                    self.differing.push((scope, Vec::new()));
                }
            }
        }
        if self.differing.is_empty() {
            self.memory.ended_well();
            return Ok(Next::Done);
        }
        self.ask_for_rest(store)?;
        Ok(Next::AskAgain)
    }

    /// Notes where the peer stands, and which logs fork: of those nothing is sent.
    fn differ(&mut self, topic: &Topic, theirs: &[LogHead]) {
        let mut after = Vec::with_capacity(theirs.len());
        for head in theirs {
            let mine = topic
                .stated
                .iter()
                .find(|h| h.device == head.device && h.seq == head.seq);
            if mine.is_some_and(|mine| link_check(&mine.link) != head.check) {
                self.memory.pass_over(topic.scope, head.device);
                refuse(&mut self.outcome, topic.scope, Some(head.device), "fork");
            }
            after.push((head.device, head.seq));
        }
        #[cfg(feature = "mutants")]
        mutate(&mut after);
        self.differing.push((topic.scope, after));
    }

    fn ask_for_rest<S: Store>(&mut self, store: &S) -> Result<(), Fault<S::Error>> {
        self.outcome.round_trips = 2;
        self.sending = Sending::Header;
        self.reader = Reader::default();
        self.ended = false;
        self.progress.to_send = self.progress.sent;
        for (scope, after) in std::mem::take(&mut self.differing) {
            let stated = store.heads(scope).map_err(Fault::Store)?;
            let stream = Stream {
                place: self.topics.len() as u32,
                scope,
                after,
            };
            self.progress.to_send += stream.missing(&stated);
            self.topics.push(Topic {
                scope,
                stated,
                stream: Some(stream),
                received: BTreeSet::new(),
                passed_over: self.memory.passed_over.remove(&scope).unwrap_or_default(),
            });
        }
        Ok(())
    }

    fn keep(&mut self, receipt: Receipt) {
        if receipt.heads.is_empty() {
            return; // Neither side holds the scope: there is nothing that it signs for.
        }
        self.memory.heads.insert(receipt.scope, receipt.heads.clone());
        self.outcome.receipts.push(receipt);
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Whether the answer's end is here.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// What it has come to so far.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What it came to.
    pub fn into_outcome(self) -> Outcome {
        self.outcome
    }
}

/// What the simulator must find: asks that are off by one, or go by one number for all logs.
#[cfg(feature = "mutants")]
fn mutate(after: &mut [(DeviceId, u32)]) {
    use jemput_domain::mutant::{Mutant, is};
    let highest = after.iter().map(|(_, seq)| *seq).max().unwrap_or(0);
    for (_, seq) in after {
        if is(Mutant::Ranges) {
            *seq += 1;
        }
        if is(Mutant::Highest) {
            *seq = highest;
        }
    }
}

/// Notes a log that was refused here, once.
fn refuse(outcome: &mut Outcome, scope: ScopeId, device: Option<DeviceId>, code: &str) {
    if !outcome
        .refused
        .iter()
        .any(|r| !r.by_server && r.scope == scope && r.device == device)
    {
        outcome.refused.push(RefusedLog {
            scope,
            device,
            code: code.to_owned(),
            by_server: false,
        });
    }
}

/// The heads as the server sees this journal: as stated, and what it streamed.
fn joined(stated: &[Head], now: &[Head], received: &BTreeSet<DeviceId>) -> Vec<Head> {
    let mut heads: Vec<Head> = stated
        .iter()
        .filter(|h| !received.contains(&h.device))
        .copied()
        .collect();
    heads.extend(now.iter().filter(|h| received.contains(&h.device)));
    heads.sort();
    heads
}

/// The receipt put together again, if the server's key signed it over its own heads or one of these.
fn verified(server: &ServerKey, scope: ScopeId, wire: WireReceipt, candidates: &[&[Head]]) -> Option<Receipt> {
    let WireReceipt {
        heads,
        key_id,
        grade,
        at,
        signature: (first, second),
    } = wire;
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&first);
    signature[32..].copy_from_slice(&second);
    let over = |heads: Vec<Head>| {
        let receipt = Receipt {
            scope,
            heads,
            server: server.device,
            key_id,
            grade,
            at,
            signature,
        };
        receipt.verify(&server.public_key).then_some(receipt)
    };
    match heads {
        HeadsAs::Full(heads) => over(heads),
        HeadsAs::Yours => candidates.iter().find_map(|heads| over(heads.to_vec())),
    }
}
