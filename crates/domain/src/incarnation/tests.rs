use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    event::{ActUndone, Arrived, BookingMade, Clock, Header, Noted, OperatorNamed, Source, Standing, Subject, encode},
    fold::{SubjectState, refold},
    id::{BookingId, OperatorId},
    person::Person,
    time::{Day, Moment},
};

fn device(n: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(n))
}

const ME: Subject = Subject::Booking(BookingId(Uuid::nil()));

/// A log of acts, each one event about one booking.
fn log(events: Vec<Event>) -> Vec<Stray> {
    let stray = |(place, event): (usize, Event)| {
        let header = Header {
            kind: event.kind(),
            version: event.version(),
            act_step: 0,
            act_ends: true,
            clock: Clock((1_000 + place as i64) << 16),
            wall: Moment(1_000 + place as i64),
            offset_ms: 0,
            operator: OperatorId(Uuid::from_u128(9)),
            subjects: vec![ME],
        };
        Stray {
            seq: place as u32 + 1,
            link: [place as u8; 32],
            bytes: encode(&header, &event),
        }
    };
    events.into_iter().enumerate().map(stray).collect()
}

fn made() -> Event {
    BookingMade {
        person: Person {
            name: "Warga Contoh".into(),
            ..Person::default()
        },
        source: Source::WalkIn,
        services: vec![],
        slot: None,
        held: vec![],
        warned: vec![],
    }
    .into()
}

fn arrived(number: u16) -> Event {
    Arrived {
        day: Day::parse("2021-11-08").unwrap(),
        mark: "A".into(),
        number,
        standing: Standing::OnTime,
    }
    .into()
}

fn note(text: &str) -> Event {
    Noted { note: text.into() }.into()
}

fn undo(device: DeviceId, first_seq: u32) -> Event {
    ActUndone {
        act: ActRef { device, first_seq },
    }
    .into()
}

fn as_read(of: DeviceId, strays: &[Stray]) -> Vec<(At, Event)> {
    let one = |stray: &Stray| {
        let place = Place {
            device: of,
            seq: stray.seq,
        };
        let (at, decoded) = read(place, decode(&stray.bytes).unwrap());
        (at, decoded.event)
    };
    strays.iter().map(one).collect()
}

/// The strays issued again by another device, from its second event on.
fn again(strays: &[Stray], by: DeviceId) -> Vec<(At, Event)> {
    let acts = adopt(device(1), strays, by, 2).unwrap();
    let mut seq = 1;
    let mut events = Vec::new();
    for act in acts {
        let last = act.len() - 1;
        for (step, draft) in act.into_iter().enumerate() {
            seq += 1;
            let header = Header {
                kind: draft.event.kind(),
                version: draft.event.version(),
                act_step: step as u16,
                act_ends: step == last,
                clock: Clock((5_000 + i64::from(seq)) << 16),
                wall: Moment(9_000),
                offset_ms: 0,
                operator: OperatorId(Uuid::from_u128(8)),
                subjects: draft.subjects,
            };
            let bytes = encode(&header, &draft.event);
            let (at, decoded) = read(Place { device: by, seq }, decode(&bytes).unwrap());
            events.push((at, decoded.event));
        }
    }
    events
}

fn state(mut events: Vec<(At, Event)>) -> SubjectState {
    refold(ME, &mut events)
}

#[test]
fn an_adopted_event_is_read_as_the_one_it_repeats() {
    let strays = log(vec![made(), arrived(17)]);
    let there = as_read(device(1), &strays);
    let here = again(&strays, device(2));
    for ((at_there, said), (at_here, said_again)) in there.iter().zip(&here) {
        assert_eq!(at_there.order(), at_here.order());
        assert_eq!((at_there.at, at_there.operator), (at_here.at, at_here.operator));
        assert_eq!(said, said_again);
        assert_eq!(at_here.act.device, device(2), "its act is here");
    }
}

#[test]
fn what_a_device_says_of_itself_stays_behind() {
    let joined = crate::event::DeviceJoined {
        name: "Loket A".into(),
        public_key: [1; 32],
        credential: None,
        opens: None,
    };
    let named = OperatorNamed {
        name: "Petugas Contoh".into(),
    };
    let strays = log(vec![joined.into(), named.into()]);
    let acts = adopt(device(1), &strays, device(2), 2).unwrap();
    assert_eq!(acts.len(), 1);
}

#[test]
fn an_undo_that_was_adopted_takes_the_adopted_act_back_and_no_other_of_that_place() {
    let ours = log(vec![made(), arrived(17), undo(device(1), 2)]);
    // In the log that stands, another event has the place.
    let theirs = log(vec![made(), note("lain")]);
    let mut events = as_read(device(1), &theirs);
    events.extend(again(&ours[1..], device(2)));
    let SubjectState::Booking(booking) = state(events) else {
        panic!()
    };
    assert!(booking.arrival.is_none(), "taken back");
    assert_eq!(booking.note, "lain", "the other stands");
}

#[test]
fn an_undo_of_one_issue_takes_all_back() {
    let strays = log(vec![made(), arrived(17)]);
    let (first, second) = (again(&strays, device(2)), again(&strays, device(3)));
    let act = second[1].0.act;
    let mut events = [first, second].concat();
    let at = At {
        clock: Clock(9_999 << 16),
        ..events[0].0
    };
    events.push((at, Event::ActUndone(ActUndone { act })));
    let SubjectState::Booking(booking) = state(events) else {
        panic!()
    };
    assert!(booking.arrival.is_none());
}

#[test]
fn what_was_adopted_is_adopted_again_under_the_first_name() {
    let strays = log(vec![made(), arrived(17)]);
    let acts = adopt(device(1), &strays, device(2), 2).unwrap();
    let second = log(acts.into_iter().flatten().map(|draft| draft.event).collect());
    let again = adopt(device(2), &second, device(3), 2).unwrap();
    let Event::Adopted(adopted) = &again[1][0].event else {
        panic!()
    };
    assert_eq!(
        adopted.place(),
        Place {
            device: device(1),
            seq: 2
        }
    );
    assert_eq!(adopted.original().unwrap().event, arrived(17));
}

#[test]
fn one_that_carries_no_event_says_nothing() {
    let adopted = Adopted {
        device: device(1),
        seq: 1,
        link: [0; 32],
        undoes: None,
        header: vec![1, 2, 3],
        personal: crate::event::Personal::None,
        rest: vec![],
    };
    let stray = &log(vec![adopted.into()])[0];
    let (_, decoded) = read(
        Place {
            device: device(2),
            seq: 1,
        },
        decode(&stray.bytes).unwrap(),
    );
    assert_eq!(decoded.event, Event::Unknown);
}

proptest! {
    /// However often and by whomever a log is issued again, and whether or not it comes itself, in whatever order: the same.
    #[test]
    fn once_however_often(
        kinds in proptest::collection::vec(0u8..4, 1..12),
        copies in proptest::collection::vec(0u8..3, 1..5),
        order in any::<proptest::sample::Index>(),
    ) {
        let mut events = vec![made()];
        for (place, kind) in kinds.iter().enumerate() {
            events.push(match kind {
                0 => arrived(place as u16 + 1),
                1 => note(&format!("{place}")),
                2 => undo(device(1), place as u32 + 1),
                _ => made(),
            });
        }
        let strays = log(events);
        let alone = state(as_read(device(1), &strays));
        let mut all: Vec<(At, Event)> = copies
            .iter()
            .flat_map(|copy| match copy {
                0 => as_read(device(1), &strays),
                n => again(&strays, device(1 + u128::from(*n))),
            })
            .collect();
        // One log stands once.
        all.dedup();
        let cut = order.index(all.len());
        all.rotate_left(cut);
        let mut once: Vec<(At, Event)> = Vec::new();
        for event in all {
            if !once.contains(&event) {
                once.push(event);
            }
        }
        prop_assert_eq!(state(once), alone);
    }
}
