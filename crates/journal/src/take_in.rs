//! Taking in what a peer sent: prove, deduplicate, append, derive, in one transaction. A log that does not prove itself
//! stands at its last good point and is kept aside; all others flow.

use std::collections::HashMap;

use jemput_domain::{
    event::{Decoded, Event, Linker, Place, decode},
    id::{DeviceId, ScopeId},
    log::{Head, Known, Proved, Refused, Run, opening_secret, prove},
    shown::shown,
    time::Moment,
};
use rusqlite::{OptionalExtension, params};

use crate::{Journal, JournalError, Writing, derive::Deriver};

/// The most logs of one scope that are taken in. A little less than one request may name: there is always room for the log
/// that this device itself begins.
pub const LOGS_MAX: u32 = 1_000;

/// The most scopes of one journal that others may open: a city's visits of many years.
pub const SCOPES_MAX: u32 = 65_536;

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
        let runs = self.set_aside(scope, runs, at, &mut taken)?;
        if runs.is_empty() {
            return Ok(taken);
        }
        let scope_row = match self.scope_for(scope, &runs)? {
            Ok(row) => row,
            Err(why) => {
                taken.refused.extend(runs.iter().map(|r| (r.device, why)));
                return Ok(taken);
            }
        };
        let secret = self.view().secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let mut device_rows = HashMap::new();
        let mut fresh = Vec::new();
        for run in runs {
            let device = run.device;
            let device_row = match device_rows.get(&device) {
                Some(row) => Some(*row),
                None if !self.has_room(scope_row, device)? => {
                    // Not kept aside either: who sent it has it.
                    taken.refused.push((device, Refused::Limit));
                    continue;
                }
                None => self.known_device_row(device)?,
            };
            let known = match device_row {
                Some(row) => self.view().known(scope_row, row)?,
                None => Known::NOTHING,
            };
            let first_seq = run.first_seq;
            match self.new_part(scope_row, device_row, &known, run, &linker, &mut taken)? {
                Ok(None) => {}
                Ok(Some(rest)) => {
                    let (signature, aside) = (rest.signature, rest.clone());
                    match self.proved(scope, &linker, &known, rest)? {
                        Ok(proved) => {
                            let proved = self.erase_late(scope, &linker, proved)?;
                            taken.new_events += proved.len() as u64;
                            // Only a device that proved itself gets a row.
                            let device_row = self.device_row(device)?;
                            device_rows.insert(device, device_row);
                            let Some(last) = proved.last() else { continue };
                            let head = Head {
                                device,
                                seq: last.place.seq,
                                link: last.link,
                            };
                            let key = match (&known.public_key, &proved[0].decoded.event) {
                                (Some(key), _) => *key,
                                (None, Event::DeviceJoined(joined)) => joined.public_key,
                                _ => return Err(JournalError::Damaged("a proved log without its device")),
                            };
                            self.set_head(scope_row, device_row, &head, last.decoded.header.clock, &key)?;
                            for event in &proved {
                                let signed = (event.place.seq == head.seq).then_some(&signature);
                                self.insert_event(scope_row, device_row, event.place.seq, &event.bytes, signed)?;
                            }
                            self.no_longer_refused(scope, device)?;
                            self.note_if_own(scope, &head)?;
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

    /// Proves a run; of a log that begins here also that the office knows its device, and of every one that the office had not
    /// revoked it.
    fn proved(
        &self,
        scope: ScopeId,
        linker: &Linker,
        known: &Known,
        run: Run,
    ) -> Result<Result<Vec<Proved>, Refused>, JournalError> {
        let device = run.device;
        let proved = match prove(scope, linker, known, run) {
            Ok(proved) => proved,
            Err(why) => return Ok(Err(why)),
        };
        match proved.first().map(|first| &first.decoded.event) {
            Some(Event::DeviceJoined(joined)) if !self.view().is_believed(device, joined)? => {
                Ok(Err(Refused::UnknownDevice))
            }
            _ => Ok(match self.came_too_late(scope, &proved)? {
                None => self.left_out(scope, &proved)?.map_or(Ok(proved), Err),
                Some(why) => Err(why),
            }),
        }
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
    fn scope_for(&self, scope: ScopeId, runs: &[Run]) -> Result<Result<i64, Refused>, JournalError> {
        if let Some(row) = self.view().scope_row(scope)? {
            return Ok(Ok(row));
        }
        let scopes: u32 = self
            .tx
            .prepare_cached("SELECT count(*) FROM scopes")?
            .query_row([], |r| r.get(0))?;
        if scopes >= SCOPES_MAX {
            return Ok(Err(Refused::Limit));
        }
        let mut why = Refused::NoScope;
        for run in runs.iter().filter(|r| r.first_seq == 1) {
            let Some(secret) = run.events.first().and_then(|b| opening_secret(b)) else {
                continue;
            };
            // Only a log that proves itself opens a scope: else a forger could give it a wrong secret.
            match self.proved(scope, &Linker::new(&secret), &Known::NOTHING, run.clone())? {
                Ok(_) => {
                    let opener = self.device_row(run.device)?;
                    return Ok(Ok(self.open_scope(scope, &secret, opener)?));
                }
                Err(Refused::UnknownDevice) => why = Refused::UnknownDevice,
                Err(_) => {}
            }
        }
        Ok(Err(why))
    }

    /// Whether a log is here already, or the scope takes one more.
    fn has_room(&self, scope: i64, device: DeviceId) -> Result<bool, JournalError> {
        let mut count = self.tx.prepare_cached("SELECT count(*) FROM heads WHERE scope = ?")?;
        if count.query_row([scope], |r| r.get::<_, u32>(0))? < LOGS_MAX {
            return Ok(true);
        }
        let mut find = self.tx.prepare_cached(
            "SELECT 1 FROM heads h JOIN devices d ON d.id = h.device WHERE h.scope = ?1 AND d.uuid = ?2",
        )?;
        Ok(find.exists(params![scope, device.0.as_bytes()])?)
    }

    /// Cuts off what is known already, after comparing it: other bytes at a known place are a fork.
    #[allow(
        clippy::type_complexity,
        reason = "refusal carries the run so that it can be kept aside"
    )]
    fn new_part(
        &self,
        scope: i64,
        device: Option<i64>,
        known: &Known,
        run: Run,
        linker: &Linker,
        taken: &mut TakenIn,
    ) -> Result<Result<Option<Run>, (Run, Refused)>, JournalError> {
        if run.first_seq == 0 || run.events.is_empty() || run.first_seq > known.seq + 1 {
            return Ok(Err((run, Refused::Gap)));
        }
        let overlap = ((known.seq + 1 - run.first_seq) as usize).min(run.events.len());
        let mut find = self
            .tx
            .prepare_cached("SELECT bytes FROM events WHERE scope = ?1 AND device = ?2 AND seq = ?3")?;
        for (i, bytes) in run.events[..overlap].iter().enumerate() {
            // Erased here or there, it is the same event, and stands as it stands here.
            let same: Option<bool> = find
                .query_row(params![scope, device, run.first_seq + i as u32], |r| {
                    Ok(linker.is_same(r.get_ref(0)?.as_blob()?, bytes))
                })
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
