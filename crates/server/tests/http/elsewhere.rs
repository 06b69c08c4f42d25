//! A person who was recorded at one visit and is booked at another: the server tells the other.

use std::{
    thread,
    time::{Duration, Instant},
};

use jemput_domain::{
    event::{Capture, Outcome, Recorded, Subject},
    id::{BookingId, BookingKey, ScopeId},
};
use jemput_exchange::Store;
use jemput_journal::Journal;

use crate::kit::{
    Laptop, Server, assert_same,
    writer::{NOW, SECRET, Writer, person, scope},
};

fn booking(n: u32) -> BookingId {
    BookingId::derive(&SECRET, BookingKey::Nik(person(n).nik.unwrap().as_str()))
}

/// A visit with people 0 to 9; those named were recorded.
fn visit(scope: ScopeId, device: u8, recorded: &[u32]) -> Laptop {
    let mut laptop = Laptop::new(device);
    let (mut writer, opening) = Writer::join(scope, device, true);
    let mut runs = vec![opening, writer.book(0, 10)];
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
    for run in runs {
        assert_eq!(laptop.journal.take_in(scope, vec![run], NOW).unwrap().refused, vec![]);
    }
    laptop
}

/// Who of this visit is said to be recorded elsewhere.
fn told(journal: &Journal, scope: ScopeId) -> Vec<u32> {
    (0..10)
        .filter(|n| {
            journal
                .view()
                .booking(scope, booking(*n))
                .unwrap()
                .unwrap()
                .recorded_elsewhere
                .is_some()
        })
        .collect()
}

/// Exchanges until the laptop's journal has as many events as are to come.
fn until(laptop: &mut Laptop, server: &Server, scope: ScopeId, events: u32) {
    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    let patience = Instant::now();
    while laptop.journal.view().event_count(Some(scope)).unwrap() < events {
        assert!(patience.elapsed() < Duration::from_secs(20), "the server says nothing");
        laptop.exchange(&mut connection, key).unwrap();
        thread::yield_now();
    }
}

#[test]
fn the_server_tells_the_visit_where_they_are_still_booked() {
    let server = Server::start();
    let (here, there) = (scope(1), scope(2));
    let mut first = visit(here, 0, &[3, 4]);
    let mut second = visit(there, 1, &[4, 8]);
    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    first.exchange(&mut connection, key).unwrap();
    second.exchange(&mut connection, key).unwrap();
    // Opening, ten bookings and two recordings; the server joins and says one each.
    until(&mut second, &server, there, 13 + 2);
    until(&mut first, &server, here, 13 + 2);
    assert_eq!(
        (told(&first.journal, here), told(&second.journal, there)),
        (vec![8], vec![3])
    );
    second.exchange(&mut connection, key).unwrap();
    assert_eq!(second.journal.view().event_count(Some(there)).unwrap(), 15, "said once");
    let (journal, _data) = server.into_journal();
    assert_same(&journal, &first.journal, here);
    assert_same(&journal, &second.journal, there);
    assert_eq!(journal.heads(here).unwrap().len(), 2);
}
