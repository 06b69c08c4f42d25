//! A laptop: the real acts over the real journal on a disk of ours.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::atomic::{AtomicI64, Ordering},
};

use jemput_acts::{Desk, Trouble, clock::TimeSource};
use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::DeviceKey,
    time::Moment,
};
use jemput_exchange::conversation::Memory;
use jemput_journal::{Journal, JournalError, View};

use crate::{
    disk::{Disk, Image},
    vfs,
};

/// A log in one scope.
pub type Log = (ScopeId, DeviceId);

/// The running programs: the window's, and beside it the exchanger's connection.
pub struct Programs {
    /// What operators use.
    pub desk: Desk,
    /// What exchanges.
    pub journal: Journal,
    /// What exchanges taught, until the programs end.
    pub memory: Memory,
}

/// A laptop.
pub struct Laptop {
    /// Its disk's name.
    pub disk: String,
    key: [u8; 32],
    clock: &'static AtomicI64,
    /// How far its clock is ahead.
    pub ahead_ms: i64,
    /// None: it is off.
    pub programs: Option<Programs>,
    /// The events of its own acts that an operator saw done, in order.
    pub acknowledged: BTreeMap<Log, Vec<Vec<u8>>>,
    /// A clone of its disk.
    pub image: Option<Image>,
    /// The id that it had when a clone was put in its place: what it writes under it from then on is another log.
    pub restored_as: Option<DeviceId>,
    /// That log as an operator saw it last, by scope.
    pub apart: BTreeMap<ScopeId, Vec<Vec<u8>>>,
}

impl Laptop {
    /// A new one with an empty disk.
    pub fn new(number: usize) -> Self {
        let disk = format!("laptop-{number}");
        vfs::put_disk(&disk, Disk::default());
        Self {
            disk,
            key: [number as u8 + 1; 32],
            // Eight bytes a laptop and run: a clock is shared for as long as a desk may be.
            clock: Box::leak(Box::new(AtomicI64::new(0))),
            ahead_ms: 0,
            programs: None,
            acknowledged: BTreeMap::new(),
            image: None,
            restored_as: None,
            apart: BTreeMap::new(),
        }
    }

    /// Its clock goes on.
    pub fn tell_time(&self, now: Moment) {
        self.clock.store(now.0 + self.ahead_ms, Ordering::Relaxed);
    }

    /// What its clock says.
    pub fn time(&self) -> Moment {
        Moment(self.clock.load(Ordering::Relaxed))
    }

    /// Starts its programs, if they do not run; sets it up, if it was not.
    pub fn start(&mut self) -> Result<&mut Programs, Trouble> {
        if self.programs.is_none() {
            self.programs = Some(self.started()?);
        }
        Ok(self.programs.as_mut().expect("they were just started"))
    }

    fn started(&self) -> Result<Programs, Trouble> {
        let home = Path::new(&self.disk);
        let clock = TimeSource::Told(self.clock);
        let key = || DeviceKey::from_bytes(&self.key);
        let desk = match Desk::open_simulated(home, clock, key()) {
            Err(Trouble::NotSetUp(_)) => Desk::init_simulated(home, clock, &self.disk, key())?,
            opened => opened?,
        };
        Ok(Programs {
            desk,
            journal: Journal::open(&home.join("journal.sqlite"))?,
            memory: Memory::with_batch_bytes(1),
        })
    }

    /// What it wrote since it was last asked, and shows as done.
    pub fn acknowledge(&mut self) -> Result<u32, JournalError> {
        let Some(Programs { desk, journal, .. }) = &self.programs else {
            return Ok(0);
        };
        let (device, view) = (desk.device(), journal.view());
        if self.restored_as == Some(device) {
            return self.acknowledge_apart();
        }
        let mut new = 0;
        for scope in view.scopes()? {
            let known = self.acknowledged.entry((scope, device)).or_default();
            let fresh = log_after(view, (scope, device), known.len() as u32)?;
            new += fresh.len() as u32;
            known.extend(fresh);
        }
        Ok(new)
    }
}

impl Laptop {
    /// What a copy wrote under the id that it had: to be adopted.
    fn acknowledge_apart(&mut self) -> Result<u32, JournalError> {
        let (Some(device), Some(programs)) = (self.restored_as, &self.programs) else {
            return Ok(0);
        };
        let view = programs.journal.view();
        let mut new = 0;
        for scope in view.scopes()? {
            let log = log_after(view, (scope, device), 0)?;
            let before = self.apart.insert(scope, log.clone()).unwrap_or_default();
            new += log.len().saturating_sub(before.len()) as u32;
        }
        Ok(new)
    }
}

/// The events of a log after a seq, as they are stored.
pub fn log_after(view: View<'_>, (scope, device): Log, seq: u32) -> Result<Vec<Vec<u8>>, JournalError> {
    let heads = view.heads(scope)?;
    let Some(head) = heads.iter().find(|head| head.device == device) else {
        return Ok(Vec::new());
    };
    let runs = view.runs_within(scope, &[(device, seq)], &[*head], usize::MAX)?;
    Ok(runs.into_iter().flat_map(|run| run.events).collect())
}
