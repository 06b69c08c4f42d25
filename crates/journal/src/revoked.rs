//! Devices that the office revoked. Only what the office's server wrote in the office's scope counts.

use jemput_domain::{
    event::{Clock, Event, RangeSettled, RevokedFor, Subject},
    id::{DeviceId, ScopeId},
    log::{Proved, Refused},
    time::Moment,
};

use crate::{JournalError, Writing, open::View, trust::Trust};

/// A revocation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revocation {
    /// Why.
    pub reason: RevokedFor,
    /// By the office's clock: what the device wrote later is not taken in.
    pub clock: Clock,
    /// When, as people count.
    pub at: Moment,
    /// What an administrator has settled since, in order.
    pub settled: Vec<RangeSettled>,
}

impl Revocation {
    /// Whether an administrator admitted the log up to here.
    fn admits(&self, scope: ScopeId, last: &Proved) -> bool {
        self.settled.iter().any(|range| {
            range.admitted && range.scope == scope && last.place.seq <= range.last_seq
                // At its end it must be the range that was looked at; before it, the chain leads there or does not come.
                && (last.place.seq < range.last_seq || last.link == range.link)
        })
    }
}

impl View<'_> {
    /// Whether and how the office revoked a device.
    pub fn revocation(&self, device: DeviceId) -> Result<Option<Revocation>, JournalError> {
        match self.trust()? {
            Some(trust) => self.revocation_by(&trust, device),
            None => Ok(None),
        }
    }

    /// Whether the office's server wrote this log: its key signs it, under whatever id since it came back from a backup.
    pub(crate) fn is_by_server(&self, trust: &Trust, device: DeviceId) -> Result<bool, JournalError> {
        if device == trust.server {
            return Ok(true);
        }
        let joined = self.seat(trust.office, device)?.joined;
        Ok(joined.is_some_and(|joined| trust.keys.contains(&joined.public_key)))
    }

    pub(crate) fn revocation_by(&self, trust: &Trust, device: DeviceId) -> Result<Option<Revocation>, JournalError> {
        let mut found: Option<Revocation> = None;
        let events = self.events_of(trust.office, Subject::Device(device))?;
        for event in events {
            if !self.is_by_server(trust, event.at.device)? {
                continue;
            }
            match (event.decoded.event, &mut found) {
                (Event::DeviceRevoked(body), None) => {
                    found = Some(Revocation {
                        reason: body.reason,
                        clock: event.at.clock,
                        at: event.at.at,
                        settled: Vec::new(),
                    });
                }
                (Event::RangeSettled(body), Some(revocation)) => revocation.settled.push(body),
                _ => {}
            }
        }
        Ok(found)
    }
}

impl Writing<'_> {
    /// Whether these events of a log came from a device that had been revoked when it wrote them.
    pub(crate) fn came_too_late(&self, scope: ScopeId, proved: &[Proved]) -> Result<Option<Refused>, JournalError> {
        let Some(last) = proved.last() else { return Ok(None) };
        let Some(revocation) = self.view().revocation(last.place.device)? else {
            return Ok(None);
        };
        let late = |event: &Proved| event.decoded.header.clock.millis() > revocation.clock.millis();
        let refused = proved.iter().any(late) && !revocation.admits(scope, last);
        Ok(refused.then_some(Refused::Revoked))
    }
}
