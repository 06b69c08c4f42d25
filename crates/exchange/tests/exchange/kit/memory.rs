//! A store in memory: the second implementation that the conformance suite runs, and the plain one.

use std::{collections::BTreeMap, convert::Infallible};

use jemput_domain::{
    event::{Clock, LINK_START, Link, Linker},
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Known, Refused, Run, opening_secret, prove},
    time::Moment,
};
use jemput_exchange::{Store, Taken};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Log {
    events: Vec<(Vec<u8>, Link, Clock)>,
    signatures: BTreeMap<u32, [u8; 64]>,
    public_key: Option<[u8; 32]>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Scope {
    opened_by: Option<(DeviceId, ScopeSecret)>,
    logs: BTreeMap<DeviceId, Log>,
}

/// All scopes in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    scopes: BTreeMap<ScopeId, Scope>,
    /// How often something was committed.
    pub commits: usize,
    /// Events that came though they were here.
    pub known_again: u64,
}

impl Log {
    fn head(&self, device: DeviceId) -> Head {
        Head {
            device,
            seq: self.events.len() as u32,
            link: self.events.last().map_or(LINK_START, |e| e.1),
        }
    }

    fn known(&self) -> Known {
        let (_, link, clock) = self
            .events
            .last()
            .cloned()
            .unwrap_or((Vec::new(), LINK_START, Clock(0)));
        Known {
            seq: self.events.len() as u32,
            link,
            clock,
            public_key: self.public_key,
        }
    }

    /// Cuts off what is known; says how much that was.
    fn cut(&self, run: &mut Run) -> Result<u64, Refused> {
        let mut known = 0;
        while let Some(here) = self.events.get(run.first_seq as usize - 1) {
            let Some(event) = run.events.first() else { break };
            if *event != here.0 {
                return Err(Refused::Fork);
            }
            run.events.remove(0);
            run.first_seq += 1;
            known += 1;
        }
        Ok(known)
    }
}

impl MemoryStore {
    fn take_run(scope_id: ScopeId, scope: &mut Scope, mut run: Run, taken: &mut Taken) -> Result<(), Refused> {
        if run.first_seq == 0 {
            return Err(Refused::Gap);
        }
        if scope.opened_by.is_none()
            && run.first_seq == 1
            && let Some(secret) = run.events.first().and_then(|bytes| opening_secret(bytes))
        {
            scope.opened_by = Some((run.device, secret));
        }
        let secret = scope.opened_by.ok_or(Refused::NoScope)?.1;
        let mut log = scope.logs.get(&run.device).cloned().unwrap_or_default();
        taken.known_events += log.cut(&mut run)?;
        if run.events.is_empty() {
            return Ok(());
        }
        let (device, signature) = (run.device, run.signature);
        let proved = prove(scope_id, &Linker::new(&secret), &log.known(), run)?;
        taken.new_events += proved.len() as u64;
        for event in proved {
            if let jemput_domain::event::Event::DeviceJoined(joined) = &event.decoded.event {
                log.public_key = Some(joined.public_key);
            }
            log.events.push((event.bytes, event.link, event.decoded.header.clock));
        }
        log.signatures.insert(log.events.len() as u32, signature);
        scope.logs.insert(device, log);
        Ok(())
    }

    /// Every event's bytes, by scope and log: what must be equal.
    pub fn all_events(&self) -> BTreeMap<(ScopeId, DeviceId), Vec<Vec<u8>>> {
        let mut all = BTreeMap::new();
        for (id, scope) in &self.scopes {
            for (device, log) in &scope.logs {
                all.insert((*id, *device), log.events.iter().map(|e| e.0.clone()).collect());
            }
        }
        all
    }
}

impl Store for MemoryStore {
    type Error = Infallible;

    fn scopes(&self) -> Result<Vec<ScopeId>, Infallible> {
        Ok(self.scopes.keys().copied().collect())
    }

    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, Infallible> {
        let logs = self.scopes.get(&scope).map(|s| s.logs.iter());
        Ok(logs
            .into_iter()
            .flatten()
            .map(|(device, log)| log.head(*device))
            .collect())
    }

    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, Infallible> {
        Ok(self.scopes.get(&scope).and_then(|s| s.opened_by).map(|o| o.1))
    }

    fn runs_within(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Vec<Run>, Infallible> {
        let Some(scope) = self.scopes.get(&scope) else {
            return Ok(Vec::new());
        };
        let opener = scope.opened_by.map(|o| o.0);
        let mut logs: Vec<_> = scope.logs.iter().collect();
        logs.sort_by_key(|(device, _)| (Some(**device) != opener, **device));
        let mut runs = Vec::new();
        let mut bytes = 0;
        for (device, log) in logs {
            let from = after.iter().find(|a| a.0 == *device).map_or(0, |a| a.1);
            let mut run = Run {
                device: *device,
                first_seq: from + 1,
                events: Vec::new(),
                signature: [0; 64],
            };
            let mut held = 0;
            let to = up_to.iter().find(|h| h.device == *device).map_or(0, |h| h.seq);
            for (&seq, signature) in log.signatures.range(from + 1..).take_while(|(seq, _)| **seq <= to) {
                let act = &log.events[from as usize + run.events.len()..seq as usize];
                let act_bytes: usize = act.iter().map(|e| e.0.len()).sum();
                if bytes + held > 0 && bytes + held + act_bytes > bytes_max {
                    break;
                }
                held += act_bytes;
                run.events.extend(act.iter().map(|e| e.0.clone()));
                run.signature = *signature;
            }
            bytes += held;
            if !run.events.is_empty() {
                runs.push(run);
            }
        }
        Ok(runs)
    }

    fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, _at: Moment) -> Result<Taken, Infallible> {
        let mut taken = Taken::default();
        let held = self.scopes.entry(scope).or_default();
        for run in runs {
            let device = run.device;
            if let Err(reason) = Self::take_run(scope, held, run, &mut taken) {
                taken.refused.push((device, reason));
            }
        }
        if held.logs.is_empty() {
            self.scopes.remove(&scope);
        }
        self.commits += 1;
        self.known_again += taken.known_events;
        Ok(taken)
    }
}
