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
    for n in 0..people {
        let body = Arrived {
            day,
            mark: "A".to_owned(),
            number: (n + 1) as u16,
            standing: Standing::OnTime,
        };
        runs.push(desk.act(vec![(subject(n), body.into())]));
    }
    runs.push(joining);
    // Four stations, each a person behind the other.
    for n in 0..people + 2 {
        for (back, fact) in [
            Event::from(called(n)),
            Event::from(Started {
                station: station(n.wrapping_sub(1)),
            }),
            recorded(n.wrapping_sub(2)).into(),
        ]
        .into_iter()
        .enumerate()
        {
            if let Some(n) = n.checked_sub(back as u32).filter(|n| *n < people) {
                runs.push(stations.act(vec![(subject(n), fact)]));
            }
        }
    }
    runs
}

fn station(n: u32) -> u8 {
    1 + (n % 4) as u8
}

fn called(n: u32) -> Called {
    Called {
        station: station(n),
        again: false,
    }
}

fn recorded(n: u32) -> Recorded {
    Recorded {
        station: station(n),
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: String::new(),
    }
}
