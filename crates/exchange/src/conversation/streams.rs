//! What one side sends of one scope after another, batch by batch.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Head,
};

use crate::{
    store::Store,
    wire::{Writer, batch, limit},
};

/// How far the peer is in one scope, as it goes on while batches are sent.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Place of the scope in the request.
    pub place: u32,
    /// The scope.
    pub scope: ScopeId,
    /// The last seq of each log that the peer has, or was sent.
    pub after: Vec<(DeviceId, u32)>,
}

impl Stream {
    /// The next frame and how many events are in it; none if nothing is missing any more. Events appended here after
    /// `up_to` wait for the next exchange: an exchange ends.
    pub fn next_frame<S: Store>(
        &mut self,
        store: &S,
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Option<(Vec<u8>, u64)>, S::Error> {
        if up_to.iter().all(|head| self.has(head)) {
            return Ok(None);
        }
        let mut runs = store.runs_within(self.scope, &self.after, up_to, bytes_max)?;
        runs.truncate(limit::DEVICES_MAX);
        let events: usize = runs.iter().map(|run| run.events.len()).sum();
        if events == 0 {
            return Ok(None);
        }
        for run in &runs {
            let last = run.first_seq.saturating_add(run.events.len() as u32).saturating_sub(1);
            match self.after.iter_mut().find(|(device, _)| *device == run.device) {
                Some((_, seq)) => *seq = (*seq).max(last),
                None => self.after.push((run.device, last)),
            }
        }
        let secret = store.secret(self.scope)?;
        Ok(Some((
            Writer::frame(self.place, &batch::encode(secret.as_ref(), &runs)),
            events as u64,
        )))
    }

    fn has(&self, head: &Head) -> bool {
        self.seq_of(head.device) >= head.seq
    }

    /// The last seq of a log that the peer has, or was sent.
    pub fn seq_of(&self, device: DeviceId) -> u32 {
        self.after.iter().find(|(d, _)| *d == device).map_or(0, |(_, seq)| *seq)
    }

    /// Events up to these heads that the peer lacks.
    pub fn missing(&self, heads: &[Head]) -> u64 {
        heads
            .iter()
            .map(|head| u64::from(head.seq.saturating_sub(self.seq_of(head.device))))
            .sum()
    }
}
