//! What every store of a central server must do beyond the exchange, run over each of them.

use jemput_domain::{
    event::{ACT_EVENTS_MAX, Capture, Draft, Outcome, Recorded, RecordedElsewhere, Subject},
    id::{BookingId, BookingKey, DeviceId},
    log::{DeviceKey, Run},
};
use jemput_exchange::{CentralStore, RecordedThere, Signer};
use uuid::Uuid;

use crate::kit::writer::{NOW, SECRET, Writer, person, scope};

macro_rules! conformance {
    ($store:ident, $new:expr) => {
        mod $store {
            conformance!(@case $new, who_was_recorded_at_another_visit_is_named_until_it_is_said,
                nobody_is_named_who_is_booked_once, what_is_appended_proves_itself_elsewhere);
        }
    };
    (@case $new:expr, $($case:ident),*) => {
        $(#[test] fn $case() { super::$case(|| $new); })*
    };
}

conformance!(journal, jemput_journal::Journal::in_memory().unwrap());

fn server() -> Signer {
    Signer {
        device: DeviceId(Uuid::from_u128(77)),
        key_id: 1,
        key: DeviceKey::from_bytes(&[77; 32]),
        earlier: Vec::new(),
    }
}

fn booking(n: u32) -> BookingId {
    BookingId::derive(&SECRET, BookingKey::Nik(person(n).nik.unwrap().as_str()))
}

fn said(n: u32) -> Draft {
    let body = RecordedElsewhere {
        place: "SMAN 55".into(),
    };
    Draft::about(Subject::Booking(booking(n)), body.into())
}

/// A visit with these people, of whom those were recorded.
fn visit(number: u8, people: std::ops::Range<u32>, recorded: &[u32]) -> Vec<Run> {
    let (mut writer, opening) = Writer::join(scope(number), number, true);
    let mut runs = vec![opening, writer.book(people.start, people.end - people.start)];
    for n in recorded {
        let body = Recorded {
            station: 1,
            photo: Capture::Captured,
            fingerprints: Capture::Captured,
            irises: Capture::Captured,
            signature: Capture::Captured,
            outcome: Outcome::Complete,
            detail: String::new(),
        };
        runs.push(writer.act(vec![(Subject::Booking(booking(*n)), body.into())]));
    }
    runs
}

/// A store with these visits, numbered from one.
fn with<S: CentralStore>(mut store: S, visits: Vec<Vec<Run>>) -> S {
    for (number, runs) in (1..).zip(visits) {
        for run in runs {
            let taken = store.take_in(scope(number), vec![run], NOW).unwrap();
            assert_eq!(taken.refused, vec![]);
        }
    }
    store
}

fn who_was_recorded_at_another_visit_is_named_until_it_is_said<S: CentralStore>(new: fn() -> S) {
    let mut store = with(
        new(),
        vec![visit(1, 0..10, &[3, 4]), visit(2, 3..8, &[4]), visit(3, 20..25, &[])],
    );
    // Who is asked makes no difference: 3 was recorded at the first and is to come at the second.
    for asked in [1, 2] {
        let named = store.recorded_there(scope(asked)).unwrap();
        let there = RecordedThere {
            scope: scope(2),
            booking: booking(3),
            place: String::new(),
        };
        assert_eq!(named, [there]);
    }
    assert_eq!(store.recorded_there(scope(3)).unwrap(), []);
    store.append(scope(2), &server(), NOW, vec![said(3)]).unwrap();
    for asked in [1, 2] {
        assert_eq!(store.recorded_there(scope(asked)).unwrap(), []);
    }
}

fn nobody_is_named_who_is_booked_once<S: CentralStore>(new: fn() -> S) {
    let store = with(new(), vec![visit(1, 0..5, &[1, 2]), visit(2, 5..10, &[6])]);
    assert_eq!(store.recorded_there(scope(1)).unwrap(), []);
    assert_eq!(store.recorded_there(scope(2)).unwrap(), []);
    assert_eq!(store.recorded_there(scope(9)).unwrap(), [], "a scope that is not here");
}

fn what_is_appended_proves_itself_elsewhere<S: CentralStore>(new: fn() -> S) {
    let mut store = with(new(), vec![visit(1, 0..10, &[])]);
    let many = u32::from(ACT_EVENTS_MAX) + 5;
    store
        .append(scope(1), &server(), NOW, (0..many).map(said).collect())
        .unwrap();
    store.append(scope(1), &server(), NOW, vec![said(1)]).unwrap();
    let heads = store.heads(scope(1)).unwrap();
    let own = heads.iter().find(|head| head.device == server().device).unwrap();
    assert_eq!(own.seq, many + 2, "its introduction once");
    let mut other = new();
    let runs = store.runs_after(scope(1), &[], usize::MAX).unwrap();
    assert_eq!(other.take_in(scope(1), runs, NOW).unwrap().refused, vec![]);
    assert_eq!(other.heads(scope(1)).unwrap(), heads);
}
