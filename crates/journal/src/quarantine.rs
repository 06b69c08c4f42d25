//! Quarantine, at the server: what a revoked device wrote is proved like anything else, but kept aside, whole, until an
//! administrator admits or refuses it. Nothing of it is derived, and nothing is sent on.

use jemput_domain::{
    event::{Clock, Event, Linker},
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Known, Proved, Refused, Run, opening_secret, prove},
    time::Moment,
};
use rusqlite::{OptionalExtension, params};

use crate::{
    JournalError, TakenIn, Writing,
    log::array,
    open::{View, uuid_at},
};

/// The most bytes of events that are kept aside of one device: a van's day takes less than a hundredth of it.
pub const QUARANTINE_BYTES_MAX: u64 = 64 << 20;

/// The setting that says that this journal keeps a quarantine.
const KEEPS: &str = "keeps_quarantine";

/// One log's part in quarantine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    /// Of which scope.
    pub scope: ScopeId,
    /// The first seq that is kept aside.
    pub first_seq: u32,
    /// How far it goes, at a signed point.
    pub head: Head,
    /// When its first event came, by the clock here.
    pub since: Moment,
}

impl View<'_> {
    pub(crate) fn keeps_quarantine(&self) -> Result<bool, JournalError> {
        Ok(self.setting(KEEPS)?.is_some())
    }

    /// What is in quarantine, of one device or of all.
    pub fn quarantined(&self, device: Option<DeviceId>) -> Result<Vec<Quarantined>, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT q.scope, q.device, min(q.seq), max(q.seq), min(q.at),
                    (SELECT link FROM quarantine l WHERE l.scope = q.scope AND l.device = q.device ORDER BY seq DESC LIMIT 1)
             FROM quarantine q WHERE ?1 IS NULL OR q.device = ?1 GROUP BY q.scope, q.device ORDER BY q.device, q.scope",
        )?;
        let rows = list.query_map([device.map(|d| *d.0.as_bytes())], |r| {
            Ok((
                uuid_at(r, 0)?,
                uuid_at(r, 1)?,
                r.get(2)?,
                r.get(3)?,
                r.get(4)?,
                r.get::<_, Vec<u8>>(5)?,
            ))
        })?;
        rows.map(|row| {
            let (scope, device, first_seq, seq, since, link) = row?;
            Ok(Quarantined {
                scope: ScopeId(scope),
                first_seq,
                head: Head {
                    device: DeviceId(device),
                    seq,
                    link: array(link)?,
                },
                since: Moment(since),
            })
        })
        .collect()
    }

    /// The part of a log that is in quarantine, up to a signed point; none if it is not one.
    pub fn quarantined_run(
        &self,
        scope: ScopeId,
        device: DeviceId,
        last_seq: u32,
    ) -> Result<Option<Run>, JournalError> {
        let mut read = self.conn.prepare_cached(
            "SELECT seq, bytes, signature FROM quarantine WHERE scope = ? AND device = ? AND seq <= ? ORDER BY seq",
        )?;
        let rows = read.query_map(params![scope.0.as_bytes(), device.0.as_bytes(), last_seq], |r| {
            Ok((
                r.get::<_, u32>(0)?,
                r.get::<_, Vec<u8>>(1)?,
                r.get::<_, Option<Vec<u8>>>(2)?,
            ))
        })?;
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        let (Some((first_seq, ..)), Some((last, _, Some(signature)))) = (rows.first(), rows.last()) else {
            return Ok(None);
        };
        if *last != last_seq {
            return Ok(None);
        }
        Ok(Some(Run {
            device,
            first_seq: *first_seq,
            signature: array(signature.clone())?,
            events: rows.into_iter().map(|(_, bytes, _)| bytes).collect(),
        }))
    }

    /// The head of a log after this event of its part in quarantine, if the device signed there.
    pub fn quarantined_head(&self, scope: ScopeId, device: DeviceId, seq: u32) -> Result<Option<Head>, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT link FROM quarantine WHERE scope = ? AND device = ? AND seq = ? AND signature IS NOT NULL",
        )?;
        let link: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), device.0.as_bytes(), seq], |r| r.get(0))
            .optional()?;
        link.map(|link| {
            Ok(Head {
                device,
                seq,
                link: array(link)?,
            })
        })
        .transpose()
    }

    /// A log as far as it goes with what is in quarantine.
    fn known_aside(&self, scope: ScopeId, device: DeviceId) -> Result<Option<Known>, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT seq, link, clock, key FROM quarantine WHERE scope = ? AND device = ? ORDER BY seq DESC LIMIT 1",
        )?;
        let found = find
            .query_row(params![scope.0.as_bytes(), device.0.as_bytes()], |r| {
                Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?, r.get(2)?, r.get::<_, Vec<u8>>(3)?))
            })
            .optional()?;
        found
            .map(|(seq, link, clock, key)| {
                Ok(Known {
                    seq,
                    link: array(link)?,
                    clock: Clock(clock),
                    public_key: Some(array(key)?),
                })
            })
            .transpose()
    }

    /// The scope's secret, also where only quarantine has the log that opened it.
    fn secret_aside(&self, scope: ScopeId, run: &Run) -> Result<Option<ScopeSecret>, JournalError> {
        if let Some(secret) = self.secret(scope)? {
            return Ok(Some(secret));
        }
        if run.first_seq == 1 {
            return Ok(run.events.first().and_then(|bytes| opening_secret(bytes)));
        }
        let mut find = self
            .conn
            .prepare_cached("SELECT bytes FROM quarantine WHERE scope = ? AND device = ? AND seq = 1")?;
        let first: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), run.device.0.as_bytes()], |r| r.get(0))
            .optional()?;
        Ok(first.and_then(|bytes| opening_secret(&bytes)))
    }
}

impl Writing<'_> {
    /// From now on this journal is an office's server's: it keeps what revoked devices send in quarantine, and takes an
    /// erased event only of somebody whose data were erased here.
    pub fn keep_quarantine(&self) -> Result<(), JournalError> {
        self.set_setting(KEEPS, "1")
    }

    /// What of these runs is not for quarantine; the rest is kept aside, and reported as refused.
    pub(crate) fn set_aside(
        &self,
        scope: ScopeId,
        runs: Vec<Run>,
        at: Moment,
        taken: &mut TakenIn,
    ) -> Result<Vec<Run>, JournalError> {
        if !self.view().keeps_quarantine()? {
            return Ok(runs);
        }
        let mut flowing = Vec::with_capacity(runs.len());
        for run in runs {
            if self.view().revocation(run.device)?.is_none() || self.is_admitted(scope, &run)? {
                flowing.push(run);
                continue;
            }
            let device = run.device;
            match self.quarantine(scope, run.clone(), at)? {
                Ok((new, known)) => {
                    taken.known_events += known;
                    if new > 0 || self.view().known_aside(scope, device)?.is_some() {
                        taken.refused.push((device, Refused::Revoked));
                    }
                }
                Err(why) => self.refuse(scope, &run, why, at, taken)?,
            }
        }
        Ok(flowing)
    }

    /// Whether an administrator has admitted all of this run.
    fn is_admitted(&self, scope: ScopeId, run: &Run) -> Result<bool, JournalError> {
        let last_seq = run.first_seq.saturating_add(run.events.len() as u32).saturating_sub(1);
        let settled = self
            .view()
            .revocation(run.device)?
            .map(|r| r.settled)
            .unwrap_or_default();
        Ok(settled
            .iter()
            .any(|r| r.admitted && r.scope == scope && last_seq <= r.last_seq))
    }

    /// Proves a run behind what is known of its log and keeps it aside: how many events were new, and how many known.
    fn quarantine(&self, scope: ScopeId, run: Run, at: Moment) -> Result<Result<(u64, u64), Refused>, JournalError> {
        let Some(secret) = self.view().secret_aside(scope, &run)? else {
            return Ok(Err(Refused::NoScope));
        };
        let linker = Linker::new(&secret);
        let device = run.device;
        let known = match self.view().known_aside(scope, device)? {
            Some(known) => known,
            None => self.known_here(scope, device)?,
        };
        if run.first_seq == 0 || run.events.is_empty() || run.first_seq > known.seq.saturating_add(1) {
            return Ok(Err(Refused::Gap));
        }
        let overlap = ((known.seq + 1 - run.first_seq) as usize).min(run.events.len());
        for (i, bytes) in run.events[..overlap].iter().enumerate() {
            if !self.stands(scope, device, run.first_seq + i as u32, bytes, &linker)? {
                return Ok(Err(Refused::Fork));
            }
        }
        if overlap == run.events.len() {
            return Ok(Ok((0, overlap as u64)));
        }
        let rest = Run {
            first_seq: run.first_seq + overlap as u32,
            events: run.events.into_iter().skip(overlap).collect(),
            ..run
        };
        let signature = rest.signature;
        match prove(scope, &linker, &known, rest) {
            Ok(proved) if !self.has_room_aside(device, &proved)? => Ok(Err(Refused::Limit)),
            Ok(proved) if !self.is_of_office(device, &proved)? => Ok(Err(Refused::UnknownDevice)),
            Ok(proved) => {
                let key = known.public_key.or_else(|| introduced(&proved));
                let key = key.ok_or(JournalError::Damaged("a proved log without its device"))?;
                self.insert_aside(scope, &proved, &signature, &key, at)?;
                Ok(Ok((proved.len() as u64, overlap as u64)))
            }
            Err(why) => Ok(Err(why)),
        }
    }

    /// Nobody begins a log in another device's name.
    fn is_of_office(&self, device: DeviceId, proved: &[Proved]) -> Result<bool, JournalError> {
        match proved.first().map(|first| &first.decoded.event) {
            Some(Event::DeviceJoined(joined)) => self.view().is_believed(device, joined),
            _ => Ok(true),
        }
    }

    fn known_here(&self, scope: ScopeId, device: DeviceId) -> Result<Known, JournalError> {
        match (self.view().scope_row(scope)?, self.known_device_row(device)?) {
            (Some(scope_row), Some(device_row)) => self.view().known(scope_row, device_row),
            _ => Ok(Known::NOTHING),
        }
    }

    /// Whether this event stands at this place, in the log or in quarantine.
    fn stands(
        &self,
        scope: ScopeId,
        device: DeviceId,
        seq: u32,
        bytes: &[u8],
        linker: &Linker,
    ) -> Result<bool, JournalError> {
        let mut find = self.tx.prepare_cached(
            "SELECT bytes FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?1)
             AND device = (SELECT id FROM devices WHERE uuid = ?2) AND seq = ?3
             UNION ALL SELECT bytes FROM quarantine WHERE scope = ?1 AND device = ?2 AND seq = ?3",
        )?;
        let here: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), device.0.as_bytes(), seq], |r| r.get(0))
            .optional()?;
        Ok(here.is_some_and(|here| linker.is_same(&here, bytes)))
    }

    fn has_room_aside(&self, device: DeviceId, proved: &[Proved]) -> Result<bool, JournalError> {
        let mut sum = self
            .tx
            .prepare_cached("SELECT coalesce(sum(length(bytes)), 0) FROM quarantine WHERE device = ?")?;
        let there: i64 = sum.query_row([device.0.as_bytes()], |r| r.get(0))?;
        let new: u64 = proved.iter().map(|event| event.bytes.len() as u64).sum();
        Ok(there.unsigned_abs() + new <= QUARANTINE_BYTES_MAX)
    }

    fn insert_aside(
        &self,
        scope: ScopeId,
        proved: &[Proved],
        signature: &[u8; 64],
        key: &[u8; 32],
        at: Moment,
    ) -> Result<(), JournalError> {
        let last_seq = proved.last().map(|event| event.place.seq);
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO quarantine (scope, device, seq, bytes, signature, link, clock, key, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for event in proved {
            let signed = (Some(event.place.seq) == last_seq).then_some(&signature[..]);
            insert.execute(params![
                scope.0.as_bytes(),
                event.place.device.0.as_bytes(),
                event.place.seq,
                event.bytes,
                signed,
                &event.link[..],
                event.decoded.header.clock.0,
                &key[..],
                at.0
            ])?;
        }
        Ok(())
    }

    /// Erases what is aside of this scope's people whose data were erased.
    pub(crate) fn erase_aside(&self, scope: ScopeId, linker: &Linker) -> Result<(), JournalError> {
        let mut read = self
            .tx
            .prepare_cached("SELECT device, seq, bytes FROM quarantine WHERE scope = ?")?;
        let rows = read.query_map([scope.0.as_bytes()], |r| {
            Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, u32>(1)?, r.get::<_, Vec<u8>>(2)?))
        })?;
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        for (device, seq, bytes) in rows {
            if let Some(erased) = self.erased_form(scope, linker, &bytes)? {
                self.tx
                    .prepare_cached("UPDATE quarantine SET bytes = ?4 WHERE scope = ?1 AND device = ?2 AND seq = ?3")?
                    .execute(params![scope.0.as_bytes(), device, seq, erased])?;
            }
        }
        Ok(())
    }

    /// What was admitted stands among the events now.
    pub fn release(&self, scope: ScopeId, device: DeviceId, last_seq: u32) -> Result<(), JournalError> {
        self.tx
            .prepare_cached("DELETE FROM quarantine WHERE scope = ? AND device = ? AND seq <= ?")?
            .execute(params![scope.0.as_bytes(), device.0.as_bytes(), last_seq])?;
        Ok(())
    }
}

/// The key that a log's first event introduces.
fn introduced(proved: &[Proved]) -> Option<[u8; 32]> {
    match &proved.first()?.decoded.event {
        Event::DeviceJoined(joined) => Some(joined.public_key),
        _ => None,
    }
}
