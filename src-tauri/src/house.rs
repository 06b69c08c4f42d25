//! This laptop's data as the window sees it: a desk, or the reason why there is none, told to whoever asks.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, FixedOffset};
use jemput_acts::clock::TimeSource;
use jemput_acts::vault::Door;
use jemput_acts::{Desk, Failure};
use jemput_domain::time::Moment;
use jemput_domain::words::Lang;
use serde_json::Value;

/// What a laptop is called until a person names it.
const FIRST_NAME: &str = "Loket A";

/// This laptop's data, open or not. A window without a desk still opens: it is where a person reads why.
pub struct House {
    door: Door,
    /// How many exchanges go on just now, by whatever hand of this window.
    exchanges: AtomicUsize,
}

/// An exchange goes on for as long as this lives.
pub struct Busy<'a>(&'a AtomicUsize);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl House {
    /// Opens the home folder, and sets it up where it is new. `now` is where the clock starts, if it is set by hand.
    pub fn open(home: &Path, now: Option<DateTime<FixedOffset>>) -> Self {
        let clock = now.map_or(TimeSource::System, |at| TimeSource::from(Moment(at.timestamp_millis())));
        Self {
            door: Door::new(home, clock, FIRST_NAME),
            exchanges: AtomicUsize::new(0),
        }
    }

    /// The desk, if there is one just now: asked for anew by whoever works for long, as the vault may close meanwhile.
    pub fn desk(&self) -> Option<Arc<Desk>> {
        self.door.desk()
    }

    /// Where an operator comes in.
    pub fn door(&self) -> &Door {
        &self.door
    }

    /// Does what the screen asks by name.
    ///
    /// # Errors
    ///
    /// Why it was not done; the same for every act where the home folder does not open.
    pub fn act(&self, name: &str, input: Value) -> Result<Value, Failure> {
        let _busy = (name == "sync").then(|| self.busy());
        self.door.act(name, input)
    }

    /// Says that an exchange goes on, so that its progress is watched.
    pub fn busy(&self) -> Busy<'_> {
        self.exchanges.fetch_add(1, Ordering::Relaxed);
        Busy(&self.exchanges)
    }

    /// Does an exchange go on?
    pub fn is_busy(&self) -> bool {
        self.exchanges.load(Ordering::Relaxed) > 0
    }
}

/// An act broke off by a fault of ours; the transaction that it was in has been taken back.
pub fn broken(lang: Lang) -> Failure {
    Failure {
        code: "broken".into(),
        message: lang.pick(
            "Jemput mengalami kesalahan; tidak ada yang berubah. Ulangi, dan beri tahu Dinas bila terjadi lagi.".into(),
            "Jemput met a fault of its own; nothing was changed. Try again, and tell the office if it comes back."
                .into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_home_is_set_up_and_opens_again() {
        let home = tempfile::tempdir().unwrap();
        let first = House::open(home.path(), None);
        let device = first.desk().unwrap().device();
        drop(first);
        assert_eq!(House::open(home.path(), None).desk().unwrap().device(), device);
    }

    #[test]
    fn a_home_that_does_not_open_says_why_to_every_act() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(
            home.path().join("journal.sqlite"),
            "no database at all, and longer than a header is",
        )
        .unwrap();
        let house = House::open(home.path(), None);
        assert!(house.desk().is_none());
        let failure = house.act("session", Value::Null).unwrap_err();
        assert!(
            !failure.code.is_empty() && failure.message.ends_with('.'),
            "{failure:?}"
        );
    }

    #[test]
    fn a_clock_set_by_hand_starts_there() {
        let home = tempfile::tempdir().unwrap();
        let at = DateTime::parse_from_rfc3339("2021-11-09T10:42:00+07:00").unwrap();
        let house = House::open(home.path(), Some(at));
        let now = house.desk().unwrap().clock().now().0 - at.timestamp_millis();
        assert!((0..60_000).contains(&now), "{now} ms after");
    }
}
