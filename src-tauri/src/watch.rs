//! Watches the journal for what other hands write - the command line, the exchange - and the connection, and tells the
//! screen.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jemput_acts::Desk;
use jemput_acts::act;
use jemput_acts::view::{LinkState, Nothing};
use tauri::AppHandle;

use crate::house::House;
use crate::notice::{Notice, tell};
use crate::sleep::Sleep;

/// Between two looks: soon enough for an eye, seldom enough for a battery.
const GLANCE: Duration = Duration::from_millis(250);

/// Starts the watching thread. It ends with the program.
pub fn start(app: AppHandle, house: Arc<House>) -> std::io::Result<()> {
    thread::Builder::new().name("watch".into()).spawn(move || {
        let mut seen = Seen::default();
        let mut shut = house.door().look();
        let mut sleep = Sleep::now();
        loop {
            if sleep.was() {
                house.door().close();
            }
            let was_shut = std::mem::replace(&mut shut, house.door().look());
            if was_shut != shut {
                // The screen asks how the vault stands whenever it reads anew.
                seen = Seen::default();
                tell(&app, Notice::Changed);
            }
            if let Some(desk) = house.desk() {
                for notice in seen.compare(look(&desk, house.is_busy(), &seen)) {
                    tell(&app, notice);
                }
            }
            thread::sleep(GLANCE);
        }
    })?;
    Ok(())
}

/// What one look sees; nothing where the journal did not answer, which the next act will say to a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Look {
    version: Option<i64>,
    /// State, done, total, and events that wait.
    link: Option<(LinkState, u32, u32, u32)>,
    busy: bool,
}

/// The connection is asked about only when it can have changed: while an exchange goes on, just after, and when
/// another hand has written. An exchange always writes.
fn look(desk: &Desk, busy: bool, seen: &Seen) -> Look {
    let version = desk.data_version().ok();
    let moving = busy || seen.0.busy || seen.0.link.is_none() || seen.0.version != version;
    let link = if moving {
        act::link(desk, Nothing {})
            .ok()
            .map(|link| (link.state, link.done, link.total, link.pending))
    } else {
        seen.0.link
    };
    Look { version, link, busy }
}

/// What the last look saw.
#[derive(Default)]
struct Seen(Look);

impl Seen {
    /// The notices that follow from a new look. The first look says nothing: the screen reads everything at its start.
    fn compare(&mut self, look: Look) -> Vec<Notice> {
        let before = std::mem::replace(&mut self.0, look);
        let mut notices = Vec::new();
        if before.version.is_some() && look.version.is_some() && before.version != look.version {
            notices.push(Notice::Changed);
        }
        if before.link.is_some() && look.link.is_some() && before.link != look.link {
            notices.push(Notice::Exchange);
        }
        notices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_changed_and_only_that() {
        let mut seen = Seen::default();
        let quiet = Look {
            version: Some(1),
            link: Some((LinkState::Offline, 0, 0, 3)),
            busy: false,
        };
        assert_eq!(seen.compare(quiet), []);
        assert_eq!(seen.compare(quiet), []);
        let written = Look {
            version: Some(2),
            ..quiet
        };
        assert_eq!(seen.compare(written), [Notice::Changed]);
        let sending = Look {
            link: Some((LinkState::Sending, 1, 3, 3)),
            busy: true,
            ..written
        };
        assert_eq!(seen.compare(sending), [Notice::Exchange]);
        assert_eq!(
            seen.compare(Look {
                version: None,
                ..sending
            }),
            []
        );
        assert_eq!(seen.compare(Look { link: None, ..sending }), []);
    }
}
