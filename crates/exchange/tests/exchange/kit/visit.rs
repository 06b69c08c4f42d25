//! A visit of any size: people are booked on one laptop and arrive there, and are called, seated and recorded on another.

use jemput_domain::{
    event::{Arrived, Called, Capture, Event, Outcome, Recorded, Standing, Started, Subject},
    id::{BookingId, BookingKey, ScopeId},
    log::Run,
    time::Day,
};

use super::writer::{SECRET, Writer, person};

/// Facts of one person: booked, arrived, called, started, recorded.
#[allow(dead_code, reason = "shared with the benchmarks")]
pub const EVENTS_A_PERSON: usize = 5;

/// The acts of both laptops, each laptop's in order; `first` tells the people and devices of several visits apart.
pub fn visit(scope: ScopeId, first: u32, people: u32) -> Vec<Run> {
    let number = (first / people.max(1) * 2) as u8;
    let (mut desk, opening) = Writer::join(scope, number, true);
    let (mut stations, joining) = Writer::join(scope, number + 1, false);
    let mut runs = vec![opening];
    for from in (0..people).step_by(500) {
        runs.push(desk.book(first + from, 500.min(people - from)));
    }
    let subject = |n: u32| {
        let nik = person(first + n).nik.expect("everyone has one");
        Subject::Booking(BookingId::derive(&SECRET, BookingKey::Nik(nik.as_str())))
    };
    let day = Day::parse("2021-11-08").expect("a date");
    let mut at_stations = vec![joining];
    // Someone arrives, one of those before is called, another sits, another is done: four stations behind one desk.
    for n in 0..people + 3 {
        desk.hear(&stations);
        if n < people {
            let body = Arrived {
                day,
                mark: "A".to_owned(),
                number: (n + 1) as u16,
                standing: Standing::OnTime,
            };
            runs.push(desk.act(vec![(subject(n), body.into())]));
        }
        stations.hear(&desk);
        for back in 1..=3 {
            if let Some(n) = n.checked_sub(back).filter(|n| *n < people) {
                at_stations.push(stations.act(vec![(subject(n), at_station(n, back))]));
            }
        }
    }
    runs.extend(at_stations);
    runs
}

/// First called, then started, then recorded.
fn at_station(n: u32, step: u32) -> Event {
    let station = station(n);
    match step {
        1 => Called { station, again: false }.into(),
        2 => Started { station }.into(),
        _ => recorded(station).into(),
    }
}

fn station(n: u32) -> u8 {
    1 + (n % 4) as u8
}

fn recorded(station: u8) -> Recorded {
    Recorded {
        station,
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: String::new(),
    }
}
