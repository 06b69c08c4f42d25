//! Exchanges with the server by itself: soon when something waits, now and then to hear of others, and ever more seldom
//! while the server does not answer. Nothing here is waited for by a screen.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jemput_acts::act;
use jemput_acts::view::{LinkState, Nothing, SyncInput};
use jemput_acts::{Desk, Trouble};

use crate::house::House;

/// Between two looks whether an exchange is due.
const GLANCE: Duration = Duration::from_secs(2);
/// Between two exchanges when nothing of ours waits.
const LISTEN: Duration = Duration::from_secs(30);
/// After the first failure; doubled with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(5);
/// The longest wait: a network that comes back is noticed within this time.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// Starts the exchanging thread. It ends with the program; an exchange that is broken off resumes at the next start.
pub fn start(house: Arc<House>) -> std::io::Result<()> {
    thread::Builder::new().name("exchanger".into()).spawn(move || {
        let mut pace = Pace::new(Instant::now());
        loop {
            unbroken(&mut pace, |pace| {
                // A closed vault exchanges nothing; a locked screen goes on.
                let Some(desk) = house.desk() else { return };
                if waiting(&desk, pace).is_some_and(|waiting| pace.due(Instant::now(), waiting)) {
                    let _busy = house.busy();
                    exchange(&desk, pace);
                }
            });
            thread::sleep(GLANCE);
        }
    })?;
    Ok(())
}

/// Takes a turn. A fault of ours in it is a failed exchange: the next turn comes all the same, for as long as the window lives.
fn unbroken(pace: &mut Pace, turn: impl FnOnce(&mut Pace)) {
    // Pace is plain numbers, and the journal takes back what a broken act began.
    let turned = catch_unwind(AssertUnwindSafe(|| turn(pace)));
    if turned.is_err() {
        let wait = pace.failed(Instant::now(), jitter());
        tracing::error!(target: "jemput", wait_seconds = wait.as_secs(), "an exchange broke by a fault of ours");
    }
}

/// How many events wait for the server; none where there is no server, or another hand exchanges just now.
fn waiting(desk: &Desk, pace: &mut Pace) -> Option<u32> {
    let link = act::link(desk, Nothing {}).ok()?;
    if link.state == LinkState::Connected && link.problem.is_none() {
        // A person's own exchange may have succeeded meanwhile.
        pace.recovered(Instant::now());
        desk.next_attempt(None);
    }
    match link.state {
        LinkState::NoServer | LinkState::Sending => None,
        LinkState::Connected | LinkState::Offline | LinkState::Stuck => Some(link.pending),
    }
}

fn exchange(desk: &Desk, pace: &mut Pace) {
    match act::sync(desk, SyncInput::default()) {
        Ok(done) => {
            tracing::debug!(target: "jemput", sent = done.sent, received = done.received, "exchanged");
            pace.succeeded(Instant::now(), done.pending);
            desk.next_attempt(None);
        }
        Err(Trouble::NoServer) => {}
        Err(trouble) => {
            let wait = pace.failed(Instant::now(), jitter());
            desk.next_attempt(Some(wait));
            tracing::info!(target: "jemput", code = trouble.code(), wait_seconds = wait.as_secs(), "no exchange");
        }
    }
}

/// A number below 256 that differs between laptops: vans that lost one network together must not all come back at once.
fn jitter() -> u8 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.subsec_nanos().to_le_bytes()[0]
}

/// When the next exchange is due.
#[derive(Debug)]
struct Pace {
    failures: u32,
    /// Not before this, whatever waits.
    earliest: Instant,
    /// The last success, and how many events it left waiting: a server that refuses them will do so again.
    last: Option<(Instant, u32)>,
}

impl Pace {
    fn new(now: Instant) -> Self {
        Self {
            failures: 0,
            earliest: now,
            last: None,
        }
    }

    /// Is an exchange due, with so many events waiting?
    fn due(&self, now: Instant, waiting: u32) -> bool {
        let worth = |(last, left): (Instant, u32)| (waiting > 0 && waiting != left) || now >= last + LISTEN;
        now >= self.earliest && self.last.is_none_or(worth)
    }

    fn succeeded(&mut self, now: Instant, left: u32) {
        *self = Self {
            failures: 0,
            earliest: now,
            last: Some((now, left)),
        };
    }

    /// The server answered someone: what kept us waiting is over.
    fn recovered(&mut self, now: Instant) {
        if self.failures > 0 {
            self.failures = 0;
            self.earliest = now;
        }
    }

    /// Returns how long to wait: twice as long as the last time, up to the longest, less up to a quarter by `jitter`.
    fn failed(&mut self, now: Instant, jitter: u8) -> Duration {
        let full = FIRST_WAIT.saturating_mul(1 << self.failures.min(16)).min(LONGEST_WAIT);
        let wait = full - full / 4 * u32::from(jitter) / 255;
        self.failures += 1;
        self.earliest = now + wait;
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_that_breaks_is_followed_by_others_after_a_wait() {
        let mut pace = Pace::new(Instant::now());
        unbroken(&mut pace, |_| panic!("a fault of ours"));
        assert!(!pace.due(Instant::now(), 1), "not at once");
        assert!(pace.due(Instant::now() + FIRST_WAIT, 1));
        let mut turns = 0;
        unbroken(&mut pace, |_| turns += 1);
        assert_eq!(turns, 1);
    }

    #[test]
    fn what_waits_goes_at_once_and_others_are_heard_now_and_then() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        assert!(pace.due(start, 0), "the first exchange needs no reason");
        pace.succeeded(start, 0);
        assert!(!pace.due(start + GLANCE, 0));
        assert!(pace.due(start + GLANCE, 1));
        assert!(pace.due(start + LISTEN, 0));
    }

    #[test]
    fn what_the_server_refuses_is_not_sent_again_at_once() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        pace.succeeded(start, 7);
        assert!(!pace.due(start + GLANCE, 7));
        assert!(pace.due(start + GLANCE, 8), "a new event is another matter");
        assert!(pace.due(start + LISTEN, 7));
    }

    #[test]
    fn waits_double_up_to_the_longest_and_end_with_a_success() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let waits: Vec<_> = (0..9).map(|_| pace.failed(start, 0).as_secs()).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
        assert!(!pace.due(start + Duration::from_secs(299), 5));
        assert!(pace.due(start + LONGEST_WAIT, 5));
        pace.succeeded(start, 0);
        assert_eq!(pace.failed(start, 255), Duration::from_millis(3_750));
    }

    #[test]
    fn a_persons_own_success_ends_the_wait() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        pace.succeeded(start, 0);
        for _ in 0..8 {
            pace.failed(start, 0);
        }
        pace.recovered(start);
        assert!(pace.due(start, 1));
        assert_eq!(pace.failed(start, 0), FIRST_WAIT);
    }

    #[test]
    fn a_thousand_failures_are_still_only_a_wait() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        for _ in 0..1_000 {
            assert!(pace.failed(start, 7) <= LONGEST_WAIT);
        }
    }
}
