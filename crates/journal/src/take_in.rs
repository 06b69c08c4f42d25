//! Taking in what a peer sent: prove, deduplicate, append, derive, in one transaction. A log that does not prove itself
//! stands at its last good point and is kept aside; all others flow.

use std::collections::HashMap;

use jemput_domain::{
    event::{Decoded, Linker, Place, decode},
    id::{DeviceId, ScopeId},
    log::{Head, Proved, Refused, Run, opening_secret, prove},
    shown::shown,
    time::Moment,
};
use rusqlite::{OptionalExtension, params};

use crate::{Journal, JournalError, Writing, derive::Deriver};

/// What became of runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Events that were new.
    pub new_events: u64,
    /// Events that were here already.
    pub known_events: u64,
    /// Logs that were refused, with the reason.
    pub refused: Vec<(DeviceId, Refused)>,
}

impl Journal {
    /// Takes runs in and commits; `at` is this device's time, for what is kept aside.
    pub fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<TakenIn, JournalError> {
        let mut writing = self.write()?;
        let taken = writing.take_in(scope, runs, at)?;
        writing.commit()?;
        Ok(taken)
    }
}

impl Writing<'_> {
    /// Takes runs into this transaction.
    pub fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<TakenIn, JournalError> {
        let mut taken = TakenIn::default();
        let Some(scope_row) = self.scope_for(scope, &runs)? else {
            taken.refused = runs.iter().map(|r| (r.device, Refused::NoScope)).collect();
            return Ok(taken);
        };
        let secret = self.view().secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let mut device_rows = HashMap::new();
        let mut fresh = Vec::new();
        for run in runs {
            let device = run.device;
            let device_row = *match device_rows.entry(device) {
                std::collections::hash_map::Entry::Occupied(e) => e.into_mut(),
                std::collections::hash_map::Entry::Vacant(e) => e.insert(self.device_row(device)?),
            };
            let first_seq = run.first_seq;
            match self.new_part(scope_row, device_row, run, &mut taken)? {
                Ok(None) => {}
                Ok(Some(rest)) => {
                    let known = self.view().known(scope_row, device_row)?;
                    let (signature, aside) = (rest.signature, rest.clone());
                    match prove(scope, &linker, &known, rest) {
                        Ok(proved) => {
                            taken.new_events += proved.len() as u64;
                            let Some(last) = proved.last() else { continue };
                            let head = Head {
                                device,
                                seq: last.place.seq,
                                link: last.link,
                            };
                            let key = match (&known.public_key, &proved[0].decoded.event) {
                                (Some(key), _) => *key,
                                (None, jemput_domain::event::Event::DeviceJoined(joined)) => joined.public_key,
                                _ => return Err(JournalError::Damaged("a proved log without its device")),
                            };
                            self.set_head(scope_row, device_row, &head, last.decoded.header.clock, &key)?;
                            for event in &proved {
                                let signed = (event.place.seq == head.seq).then_some(&signature);
                                self.insert_event(scope_row, device_row, event.place.seq, &event.bytes, signed)?;
                            }
                            self.no_longer_refused(scope, device)?;
                            fresh.extend(self.to_show(scope_row, device, device_row, known.seq, proved)?);
                        }
                        Err(why) => self.refuse(scope, &aside, why, at, &mut taken)?,
                    }
                }
                Err((aside, why)) => {
                    debug_assert_eq!(aside.first_seq, first_seq);
                    self.refuse(scope, &aside, why, at, &mut taken)?;
                }
            }
        }
        let mut deriver = Deriver::new(&self.tx, scope, scope_row);
        for (device_row, place, decoded) in fresh {
            deriver.take(device_row, place, decoded)?;
        }
        deriver.finish()?;
        Ok(taken)
    }

    /// What of a log may be shown now: what has just come, behind what waits for the rest of its import.
    fn to_show(
        &self,
        scope: i64,
        device: DeviceId,
        device_row: i64,
        known_seq: u32,
        proved: Vec<Proved>,
    ) -> Result<Vec<(i64, Place, Decoded)>, JournalError> {
        let before = self.shown(scope, device_row)?;
        let mut events = self.waiting(scope, device_row, before, known_seq)?;
        events.extend(proved.into_iter().map(|proved| proved.decoded));
        let count = shown(&events);
        events.truncate(count);
        self.set_shown(scope, device_row, before + count as u32)?;
        let place = |seq| Place { device, seq };
        Ok((before + 1..)
            .zip(events)
            .map(|(seq, decoded)| (device_row, place(seq), decoded))
            .collect())
    }

    fn waiting(&self, scope: i64, device: i64, after: u32, to: u32) -> Result<Vec<Decoded>, JournalError> {
        if after == to {
            return Ok(Vec::new());
        }
        let mut read = self.tx.prepare_cached(
            "SELECT bytes FROM events WHERE scope = ? AND device = ? AND seq > ? AND seq <= ? ORDER BY seq",
        )?;
        let rows = read.query_map(params![scope, device, after, to], |r| r.get::<_, Vec<u8>>(0))?;
        rows.map(|bytes| decode(&bytes?).map_err(|_| JournalError::Damaged("an event that does not read")))
            .collect()
    }

    /// The scope's local number; a scope that is new here is opened by the log that opened it.
    fn scope_for(&self, scope: ScopeId, runs: &[Run]) -> Result<Option<i64>, JournalError> {
        if let Some(row) = self.view().scope_row(scope)? {
            return Ok(Some(row));
        }
        for run in runs.iter().filter(|r| r.first_seq == 1) {
            let Some(secret) = run.events.first().and_then(|b| opening_secret(b)) else {
                continue;
            };
            // Only a log that proves itself opens a scope: else a forger could give it a wrong secret.
            if prove(
                scope,
                &Linker::new(&secret),
                &jemput_domain::log::Known::NOTHING,
                run.clone(),
            )
            .is_ok()
            {
                let opener = self.device_row(run.device)?;
                return Ok(Some(self.open_scope(scope, &secret, opener)?));
            }
        }
        Ok(None)
    }

    /// Cuts off what is known already, after comparing it: other bytes at a known place are a fork.
    #[allow(
        clippy::type_complexity,
        reason = "refusal carries the run so that it can be kept aside"
    )]
    fn new_part(
        &self,
        scope: i64,
        device: i64,
        run: Run,
        taken: &mut TakenIn,
    ) -> Result<Result<Option<Run>, (Run, Refused)>, JournalError> {
        let known = self.view().known(scope, device)?;
        if run.first_seq == 0 || run.events.is_empty() || run.first_seq > known.seq + 1 {
            return Ok(Err((run, Refused::Gap)));
        }
        let overlap = ((known.seq + 1 - run.first_seq) as usize).min(run.events.len());
        let mut find = self
            .tx
            .prepare_cached("SELECT bytes = ?4 FROM events WHERE scope = ?1 AND device = ?2 AND seq = ?3")?;
        for (i, bytes) in run.events[..overlap].iter().enumerate() {
            let same: Option<bool> = find
                .query_row(params![scope, device, run.first_seq + i as u32, bytes], |r| r.get(0))
                .optional()?;
            if same != Some(true) {
                return Ok(Err((run, Refused::Fork)));
            }
        }
        taken.known_events += overlap as u64;
        if overlap == run.events.len() {
            return Ok(Ok(None));
        }
        Ok(Ok(Some(Run {
            device: run.device,
            first_seq: run.first_seq + overlap as u32,
            events: run.events.into_iter().skip(overlap).collect(),
            signature: run.signature,
        })))
    }
}
