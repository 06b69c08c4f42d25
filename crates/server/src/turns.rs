//! One request of a laptop at a time. A laptop that lost its connection and comes again is served at once: the request that
//! it gave up ends after the commit it is in, so that the heads it is told now are what it has arrived with.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jemput_domain::id::DeviceId;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, watch};

/// A device's requests.
#[derive(Debug)]
struct Device {
    newest: watch::Sender<u64>,
    gate: Arc<AsyncMutex<()>>,
}

/// All devices that have a request under way.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<DeviceId, Arc<Device>>>);

/// A request's turn; the next may come when it and its copies are dropped.
#[derive(Clone, Debug)]
pub struct Turn {
    mine: u64,
    newest: watch::Receiver<u64>,
    _gate: Arc<OwnedMutexGuard<()>>,
    _device: Arc<Device>,
}

impl Turns {
    /// Waits for the device's earlier request to end, which it is told to. `None`: a still newer one came meanwhile.
    pub async fn begin(&self, device: DeviceId) -> Option<Turn> {
        let device = self.device(device);
        let mut mine = 0;
        device.newest.send_modify(|newest| {
            *newest += 1;
            mine = *newest;
        });
        let newest = device.newest.subscribe();
        let gate = Arc::new(Arc::clone(&device.gate).lock_owned().await);
        let is_newest = *newest.borrow() == mine;
        is_newest.then_some(Turn {
            mine,
            newest,
            _gate: gate,
            _device: device,
        })
    }

    fn device(&self, id: DeviceId) -> Arc<Device> {
        let mut devices = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        devices.retain(|_, device| Arc::strong_count(device) > 1);
        let new = || {
            Arc::new(Device {
                newest: watch::Sender::new(0),
                gate: Arc::default(),
            })
        };
        Arc::clone(devices.entry(id).or_insert_with(new))
    }
}

impl Turn {
    /// Ends when a newer request of the same device is there.
    pub async fn is_over(&mut self) {
        let mine = self.mine;
        // The sender lives as long as this turn does.
        let _ = self.newest.wait_for(|newest| *newest != mine).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::Pin;
    use uuid::Uuid;

    async fn waits<T>(future: Pin<&mut impl Future<Output = T>>) -> bool {
        tokio::select! {
            biased;
            _ = future => false,
            () = std::future::ready(()) => true,
        }
    }

    #[tokio::test]
    async fn a_newer_request_ends_the_older_and_waits_for_it() {
        let turns = Turns::default();
        let device = DeviceId(Uuid::from_u128(1));
        let mut first = turns.begin(device).await.unwrap();
        let commit = first.clone();
        let second = turns.begin(device);
        tokio::pin!(second);
        assert!(waits(second.as_mut()).await, "the older has not ended");
        first.is_over().await;
        drop(first);
        assert!(waits(second.as_mut()).await, "its commit has not ended");
        drop(commit);
        assert!(second.await.is_some());
    }

    #[tokio::test]
    async fn devices_do_not_wait_for_each_other_and_are_forgotten() {
        let turns = Turns::default();
        let first = turns.begin(DeviceId(Uuid::from_u128(1))).await.unwrap();
        let second = turns.begin(DeviceId(Uuid::from_u128(2))).await.unwrap();
        drop((first, second));
        drop(turns.begin(DeviceId(Uuid::from_u128(3))).await);
        assert_eq!(turns.0.lock().unwrap().len(), 1);
    }
}
