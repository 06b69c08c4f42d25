//! What is over a limit is refused when it comes in: it never stands in the way of what is within.

#![allow(clippy::unwrap_used, reason = "tests end where something is not as they made it")]

mod kit;

use jemput_domain::{
    event::{Arrived, Draft, Event, Standing, Subject},
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Refused, Run},
};
use jemput_journal::{Journal, LOGS_MAX, SCOPES_MAX};
use kit::{Laptop, booking_id, day, made, person, scope};
use uuid::Uuid;

fn arrived(n: u32) -> Draft {
    let event = Event::Arrived(Arrived {
        day: day(),
        mark: "A".into(),
        number: 1,
        standing: Standing::OnTime,
    });
    Draft::about(Subject::Booking(booking_id(&person(n))), event)
}

/// One journal that writes as ever other devices: so many more than a scope may have.
fn crowded(visit: &Laptop, devices: u32) -> Laptop {
    let mut crowd = Laptop::new(2);
    crowd.hear(visit);
    for n in 0..devices {
        crowd.device = DeviceId(Uuid::from_u128(1_000 + u128::from(n)));
        crowd.key = DeviceKey::from_bytes(&[(n % 251) as u8; 32]);
        crowd.act(vec![arrived(1)]);
    }
    crowd
}

fn all_runs(from: &Laptop) -> Vec<Run> {
    from.journal.view().runs_after(scope(), &[], usize::MAX).unwrap()
}

#[test]
fn a_log_too_many_is_refused_and_those_that_are_here_go_on() {
    let mut visit = Laptop::new(1);
    visit.open_visit();
    visit.act(vec![made(person(1), Some(0))]);
    let mut crowd = crowded(&visit, LOGS_MAX + 4);
    let taken = visit.journal.take_in(scope(), all_runs(&crowd), visit.now).unwrap();
    assert_eq!(visit.journal.view().heads(scope()).unwrap().len(), LOGS_MAX as usize);
    assert_eq!(taken.refused.len(), 5);
    assert!(taken.refused.iter().all(|(_, why)| *why == Refused::Limit), "{taken:?}");
    assert!(visit.journal.view().refused().unwrap().is_empty(), "who sent it has it");
    // The same again is no news, and a log that is here takes more.
    let again = visit.journal.take_in(scope(), all_runs(&crowd), visit.now).unwrap();
    assert_eq!((again.new_events, again.refused.len()), (0, 5));
    crowd.device = visit.journal.view().heads(scope()).unwrap()[5].device;
    crowd.key = DeviceKey::from_bytes(&[(crowd.device.0.as_u128() - 1_000) as u8 % 251; 32]);
    crowd.act(vec![arrived(1)]);
    let more = visit.journal.take_in(scope(), all_runs(&crowd), visit.now).unwrap();
    assert_eq!((more.new_events, more.refused.len()), (1, 5));
    visit.act(vec![arrived(1)]);
    assert!(visit.journal.verify().unwrap().is_empty());
}

#[test]
fn a_scope_too_many_is_refused_and_those_that_are_here_go_on() {
    let mut visit = Laptop::new(1);
    visit.open_visit();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    drop(Journal::open(&path).unwrap());
    let fill = "INSERT INTO devices (uuid) VALUES (zeroblob(16));
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {N})
        INSERT INTO scopes (uuid, secret, opener, clock)
        SELECT CAST(printf('%016d', i) AS BLOB), zeroblob(32), (SELECT id FROM devices), 0 FROM n";
    let filled = rusqlite::Connection::open(&path).unwrap();
    filled
        .execute_batch(&fill.replace("{N}", &(SCOPES_MAX - 1).to_string()))
        .unwrap();
    let mut full = Journal::open(&path).unwrap();
    let last = full.take_in(scope(), all_runs(&visit), visit.now).unwrap();
    assert_eq!((last.refused.len(), last.new_events), (0, 2), "the last that fits");
    let mut other = Laptop::new(3);
    other.open_visit();
    let elsewhere = ScopeId(Uuid::from_u128(7));
    let refused = full.take_in(elsewhere, all_runs(&other), visit.now).unwrap();
    assert_eq!(refused.refused, [(other.device, Refused::Limit)]);
    visit.act(vec![made(person(1), Some(0))]);
    let more = full.take_in(scope(), all_runs(&visit), visit.now).unwrap();
    assert_eq!((more.refused.len(), more.new_events), (0, 1));
}
