//! Any order, repetition and split of events gives equal journals, and what they derive is what a naive model makes of one
//! sorted list. The model shares no code with the derivation: it reads events and counts.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::{
    event::{
        Absent, ActRef, ActUndone, Arrived, BookingMoved, BookingWithdrawn, Called, Capture, Draft, Event, Left,
        MoveCause, Outcome, PersonCorrected, Recorded, Reopened, Standing, Started, Subject, WithdrawCause,
    },
    id::BookingId,
    plan::SlotNumber,
};
use kit::{Laptop, at, booking_id, day, made, person, scope};
use proptest::prelude::*;

const PEOPLE: u32 = 4;
const LAPTOPS: usize = 3;

/// One thing that one laptop does, whatever the rules would say: folds are total.
#[derive(Clone, Debug)]
enum Step {
    Do {
        laptop: usize,
        who: u32,
        what: u8,
        n: u8,
    },
    Undo {
        laptop: usize,
        back: usize,
    },
    Hear {
        laptop: usize,
        from: usize,
    },
    /// Hears only some runs, in pieces.
    HearPart {
        laptop: usize,
        from: usize,
        bytes: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let laptop = || 0..LAPTOPS;
    prop_oneof![
        8 => (laptop(), 0..PEOPLE, 0u8..13, 1u8..4).prop_map(|(laptop, who, what, n)| Step::Do { laptop, who, what, n }),
        1 => (laptop(), 0usize..4).prop_map(|(laptop, back)| Step::Undo { laptop, back }),
        2 => (laptop(), laptop()).prop_map(|(laptop, from)| Step::Hear { laptop, from }),
        1 => (laptop(), laptop(), 1usize..2_000).prop_map(|(laptop, from, bytes)| Step::HearPart { laptop, from, bytes }),
    ]
}

fn draft(who: u32, what: u8, n: u8, number: u16) -> Draft {
    let id = booking_id(&person(who));
    let capture = Capture::Captured;
    let recorded = |outcome| {
        Event::Recorded(Recorded {
            station: n,
            photo: capture,
            fingerprints: capture,
            irises: capture,
            signature: capture,
            outcome,
            detail: String::new(),
        })
    };
    let event = match what {
        0 => return made(person(who), Some(u16::from(n))),
        1 | 2 => Event::Arrived(Arrived {
            day: day(),
            mark: "A".into(),
            number,
            standing: Standing::OnTime,
        }),
        3 | 4 => Event::Called(Called {
            station: n,
            again: false,
        }),
        5 => Event::Absent(Absent { station: n }),
        6 => Event::Started(Started { station: n }),
        7 => recorded(Outcome::Complete),
        8 => recorded(Outcome::Incomplete),
        9 => Event::Reopened(Reopened {
            reason: "quality".into(),
        }),
        10 => Event::Left(Left { reason: String::new() }),
        11 => Event::BookingMoved(BookingMoved {
            slot: Some(SlotNumber(u16::from(n))),
            cause: MoveCause::Lead,
            to_tell: true,
        }),
        // Everybody may be given person 0's NIK: twins that a flag must tell of.
        _ if n == 3 => Event::BookingWithdrawn(BookingWithdrawn {
            cause: WithdrawCause::Asked,
        }),
        _ => {
            let mut corrected = person(who);
            corrected.nik = person(if n == 1 { 0 } else { who }).nik;
            Event::PersonCorrected(PersonCorrected {
                person: corrected,
                held: vec![],
            })
        }
    };
    Draft::about(Subject::Booking(id), event)
}

fn play(steps: &[Step]) -> Vec<Laptop> {
    let mut laptops: Vec<Laptop> = (1..=LAPTOPS as u8).map(Laptop::new).collect();
    laptops[0].open_visit();
    for i in 1..LAPTOPS {
        let (first, rest) = laptops.split_at_mut(1);
        rest[i - 1].hear(&first[0]);
    }
    let mut acts: Vec<Vec<(ActRef, BookingId)>> = vec![Vec::new(); LAPTOPS];
    for (i, step) in steps.iter().enumerate() {
        match *step {
            Step::Do { laptop, who, what, n } => {
                // Clocks differ by up to half an hour and stand still at times.
                laptops[laptop].now = at(450 + (i / 2) as u16 + 15 * laptop as u16);
                let act = laptops[laptop].act(vec![draft(who, what, n, i as u16 + 1)]);
                // A device's first act in a scope begins with its introduction.
                acts[laptop].push((act, booking_id(&person(who))));
            }
            Step::Undo { laptop, back } => {
                let Some(index) = acts[laptop].len().checked_sub(back + 1) else {
                    continue;
                };
                let (act, id) = acts[laptop][index];
                laptops[laptop].act(vec![Draft::about(
                    Subject::Booking(id),
                    Event::ActUndone(ActUndone { act }),
                )]);
            }
            Step::Hear { laptop, from } if laptop != from => {
                let other = std::mem::replace(&mut laptops[from], Laptop::new(200));
                laptops[laptop].hear(&other);
                laptops[from] = other;
            }
            Step::HearPart { laptop, from, bytes } if laptop != from => {
                let runs = laptops[from].journal.view().runs_after(scope(), &[], bytes).unwrap();
                laptops[laptop].journal.take_in(scope(), runs, at(450)).unwrap();
            }
            _ => {}
        }
    }
    laptops
}

/// Everyone hears everyone, in an order of their own.
fn meet(laptops: &mut [Laptop]) {
    for round in 0..2 {
        for i in 0..laptops.len() {
            for k in 0..laptops.len() {
                let from = (i + k * (round + 1)) % laptops.len();
                if from != i {
                    let other = std::mem::replace(&mut laptops[from], Laptop::new(200));
                    laptops[i].hear(&other);
                    laptops[from] = other;
                }
            }
        }
    }
}

/// What the model knows of a booking.
#[derive(Clone, Debug, Default, PartialEq)]
struct Naive {
    made: bool,
    state: &'static str,
    slot: Option<u16>,
    ticket: Option<u16>,
    station: Option<u8>,
    absences: u8,
    nik: Option<String>,
    complete: bool,
}

/// One sorted list, folded from the beginning with plain matches.
fn naive(laptop: &Laptop) -> BTreeMap<BookingId, Naive> {
    let mut all = laptop.journal.view().newest_events(scope(), 10_000).unwrap();
    all.sort_by_key(|e| (e.at.clock, e.at.device, e.at.seq));
    let mut people = BTreeMap::new();
    let ids: BTreeSet<_> = all.iter().filter_map(|e| e.booking()).collect();
    for id in ids {
        let own: Vec<_> = all.iter().filter(|e| e.booking() == Some(id)).collect();
        let mut undone: BTreeSet<ActRef> = BTreeSet::new();
        for event in &own {
            if let Event::ActUndone(u) = &event.decoded.event {
                undone.insert(u.act);
            }
        }
        let came = own
            .iter()
            .any(|e| matches!(e.decoded.event, Event::Arrived(_)) && !undone.contains(&e.at.act));
        let stands = own
            .iter()
            .any(|e| matches!(e.decoded.event, Event::BookingMade(_)) && !undone.contains(&e.at.act));
        let kept = came && !stands;
        let mut p = Naive {
            state: "booked",
            ..Naive::default()
        };
        for event in own {
            let is_made = matches!(event.decoded.event, Event::BookingMade(_));
            if undone.contains(&event.at.act) && !(is_made && kept) {
                continue;
            }
            let settled = matches!(p.state, "recorded" | "withdrawn");
            match &event.decoded.event {
                Event::BookingMade(b) if !p.made => {
                    p.made = true;
                    p.slot = b.slot.map(|s| s.0);
                    p.nik = b.person.nik.map(|n| n.to_string());
                }
                Event::PersonCorrected(b) => p.nik = b.person.nik.map(|n| n.to_string()),
                Event::BookingMoved(b) => p.slot = b.slot.map(|s| s.0),
                Event::BookingWithdrawn(_) if matches!(p.state, "booked" | "missed" | "left") => p.state = "withdrawn",
                Event::Arrived(b) => {
                    let here =
                        p.ticket.is_some() && matches!(p.state, "waiting" | "called" | "recording" | "to_repeat");
                    if p.state != "recorded" && !here {
                        p = Naive {
                            state: "waiting",
                            ticket: Some(b.number),
                            station: None,
                            absences: 0,
                            ..p
                        };
                    }
                }
                Event::Called(b) if !settled && p.state != "recording" && p.state != "called" => {
                    p.state = "called";
                    p.station = Some(b.station);
                }
                Event::Absent(b) if p.state == "called" && p.station == Some(b.station) => {
                    p.absences += 1;
                    p.station = None;
                    p.state = if p.absences >= 3 { "missed" } else { "waiting" };
                }
                Event::Started(b) if !settled && p.state != "recording" => {
                    p.station = Some(b.station);
                    p.state = "recording";
                }
                Event::Recorded(b) => {
                    p.station = None;
                    p.complete |= b.outcome == Outcome::Complete;
                    p.state = if p.complete { "recorded" } else { "incomplete" };
                }
                Event::Reopened(_) if !matches!(p.state, "waiting" | "called" | "recording") => {
                    p.complete = false;
                    p.state = "to_repeat";
                }
                Event::Left(_) if !settled => {
                    p.state = "left";
                    p.station = None;
                }
                _ => {}
            }
        }
        people.insert(id, p);
    }
    people
}

fn derived(laptop: &Laptop) -> BTreeMap<BookingId, Naive> {
    let view = laptop.journal.view();
    let mut people = BTreeMap::new();
    for who in 0..PEOPLE {
        let id = booking_id(&person(who));
        if let Some(b) = view.booking(scope(), id).unwrap() {
            let naive = Naive {
                made: b.made,
                state: b.state.code(),
                slot: b.slot.map(|s| s.0),
                ticket: b.arrival.map(|a| a.ticket.number),
                station: b.at_station.map(|s| s.station),
                absences: b.absences,
                nik: b.person.nik.map(|n| n.to_string()),
                complete: b.recordings.iter().any(|r| r.marked.outcome == Outcome::Complete),
            };
            people.insert(id, naive);
        }
    }
    people
}

/// Tallies and NIK flags, counted by looking at every booking.
fn check_recounts(laptop: &Laptop, people: &BTreeMap<BookingId, Naive>) {
    let view = laptop.journal.view();
    let mut counted: BTreeMap<(Option<u16>, bool, &str), u32> = BTreeMap::new();
    for p in people.values().filter(|p| p.made || p.ticket.is_some()) {
        *counted.entry((p.slot, p.ticket.is_some(), p.state)).or_default() += 1;
    }
    let tallies = view.tallies(scope()).unwrap();
    let kept: BTreeMap<_, _> = tallies
        .iter()
        .map(|t| {
            (
                (t.slot.map(|s| s.0), t.arrival_day.is_some(), t.state.as_str()),
                t.people,
            )
        })
        .collect();
    assert_eq!(kept, counted);
    let mut by_nik: BTreeMap<&String, Vec<BookingId>> = BTreeMap::new();
    for (id, p) in people.iter().filter(|(_, p)| p.made && p.state != "withdrawn") {
        if let Some(nik) = &p.nik {
            by_nik.entry(nik).or_default().push(*id);
        }
    }
    let expected: Vec<_> = by_nik.into_values().filter(|ids| ids.len() > 1).collect();
    let flags: Vec<_> = view
        .flags(scope())
        .unwrap()
        .into_iter()
        .filter(|f| f.code == "nik_twice")
        .map(|f| f.bookings)
        .collect();
    assert_eq!(flags, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn journals_agree_with_each_other_with_a_rebuild_and_with_the_model(steps in prop::collection::vec(step(), 1..60)) {
        let mut laptops = play(&steps);
        for laptop in &laptops {
            // Even half way, what each derived is what its own events come to.
            prop_assert_eq!(derived(laptop), naive(laptop));
        }
        meet(&mut laptops);
        let first = laptops[0].dump();
        for laptop in &mut laptops {
            prop_assert_eq!(&laptop.dump(), &first);
            prop_assert_eq!(laptop.journal.verify().unwrap(), vec![]);
            let people = naive(laptop);
            prop_assert_eq!(&derived(laptop), &people);
            check_recounts(laptop, &people);
        }
    }
}
