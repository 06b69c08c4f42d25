//! Any order, repetition and split of events gives equal journals, and what they derive is what a naive model makes of one
//! sorted list. The model stands beside the simulator, shares no code with the derivation, reads events and counts.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;
// The simulator's: one model for both.
#[path = "../../sim/src/model.rs"]
mod model;

use std::collections::BTreeMap;

use jemput_domain::{
    event::{
        Absent, ActRef, ActUndone, Arrived, BookingMoved, BookingWithdrawn, BookingsJoined, Called, Capture, Draft,
        Event, FlagSettled, HandedOver, Left, MoveCause, Outcome, PersonCorrected, Recorded, RecordingFact,
        RecordingMoved, Reopened, Standing, Started, Subject, WithdrawCause,
    },
    id::BookingId,
    plan::SlotNumber,
    time::Moment,
};
use kit::{Laptop, at, booking_id, day, made, person, scope};
use model::Naive;
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
        8 => (laptop(), 0..PEOPLE, 0u8..18, 1u8..4).prop_map(|(laptop, who, what, n)| Step::Do { laptop, who, what, n }),
        1 => (laptop(), 0usize..4).prop_map(|(laptop, back)| Step::Undo { laptop, back }),
        2 => (laptop(), laptop()).prop_map(|(laptop, from)| Step::Hear { laptop, from }),
        1 => (laptop(), laptop(), 1usize..2_000).prop_map(|(laptop, from, bytes)| Step::HearPart { laptop, from, bytes }),
    ]
}

fn marked(station: u8, outcome: Outcome) -> Recorded {
    let capture = Capture::Captured;
    Recorded {
        station,
        photo: capture,
        fingerprints: capture,
        irises: capture,
        signature: capture,
        outcome,
        detail: String::new(),
    }
}

/// What the laptop has as a person's last recording, or one that nobody has: folds are total.
fn last_recording(laptop: &Laptop, id: BookingId) -> RecordingFact {
    let booking = laptop.journal.view().booking(scope(), id).unwrap();
    let last = booking.and_then(|b| b.last_recording().cloned());
    last.unwrap_or(RecordingFact {
        started: Moment(0),
        finished: Moment(1),
        marked: marked(1, Outcome::Complete),
    })
}

/// A recording is moved to another person, to the same one at times, or swapped.
fn moved(laptop: &Laptop, who: u32, to: u32, swap: bool) -> Draft {
    let (from, to) = (booking_id(&person(who)), booking_id(&person(to)));
    let moved = RecordingMoved {
        from,
        to,
        swap,
        reason: "wrong person".into(),
        from_recording: last_recording(laptop, from),
        to_recording: swap.then(|| last_recording(laptop, to)),
    };
    let mut subjects = vec![Subject::Booking(from), Subject::Booking(to)];
    subjects.dedup();
    Draft {
        subjects,
        event: Event::RecordingMoved(moved),
    }
}

fn draft(laptop: &Laptop, who: u32, what: u8, n: u8, number: u16) -> Draft {
    let id = booking_id(&person(who));
    let other = (who + u32::from(n) - 1) % PEOPLE;
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
        7 => Event::Recorded(marked(n, Outcome::Complete)),
        8 => Event::Recorded(marked(n, Outcome::Incomplete)),
        9 => Event::Reopened(Reopened {
            reason: "quality".into(),
        }),
        10 => Event::Left(Left { reason: String::new() }),
        11 => Event::BookingMoved(BookingMoved {
            slot: Some(SlotNumber(u16::from(n))),
            cause: MoveCause::Lead,
            to_tell: true,
        }),
        12 => return moved(laptop, who, other, false),
        13 => return moved(laptop, who, other, true),
        14 => Event::HandedOver(HandedOver {
            from: n,
            to: (!number.is_multiple_of(3)).then(|| n % 3 + 1),
        }),
        15 => Event::FlagSettled(FlagSettled {
            flag: ["called_twice", "recorded_twice", "nik_twice"][usize::from(n) - 1].into(),
        }),
        16 if other != who => {
            let stays = booking_id(&person(other));
            return Draft {
                subjects: vec![Subject::Booking(id), Subject::Booking(stays)],
                event: Event::BookingsJoined(BookingsJoined { gone: id, stays }),
            };
        }
        16 => Event::BookingWithdrawn(BookingWithdrawn {
            cause: WithdrawCause::Asked,
        }),
        // Everybody may be given person 0's NIK: twins that a flag must tell of.
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
    let mut acts: Vec<Vec<(ActRef, Vec<Subject>)>> = vec![Vec::new(); LAPTOPS];
    for (i, step) in steps.iter().enumerate() {
        match *step {
            Step::Do { laptop, who, what, n } => {
                // Clocks differ by up to half an hour and stand still at times.
                laptops[laptop].now = at(450 + (i / 2) as u16 + 15 * laptop as u16);
                let draft = draft(&laptops[laptop], who, what, n, i as u16 + 1);
                let subjects = draft.subjects.clone();
                let act = laptops[laptop].act(vec![draft]);
                // A device's first act in a scope begins with its introduction.
                acts[laptop].push((act, subjects));
            }
            Step::Undo { laptop, back } => {
                let Some(index) = acts[laptop].len().checked_sub(back + 1) else {
                    continue;
                };
                let (act, subjects) = acts[laptop][index].clone();
                let undo = |subject| Draft::about(subject, Event::ActUndone(ActUndone { act }));
                laptops[laptop].act(subjects.into_iter().map(undo).collect());
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

fn naive(laptop: &Laptop) -> BTreeMap<BookingId, Naive> {
    model::naive(laptop.journal.view(), scope()).unwrap()
}

fn derived(laptop: &Laptop) -> BTreeMap<BookingId, Naive> {
    let ids = (0..PEOPLE).map(|who| booking_id(&person(who)));
    model::derived(laptop.journal.view(), scope(), ids).unwrap()
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
            prop_assert_eq!(model::recount(laptop.journal.view(), scope(), &people).unwrap(), None);
        }
    }
}
