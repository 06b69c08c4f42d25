//! Any order, repetition and split of events gives equal journals, and what they derive is what a naive model makes of one
//! sorted list. The model shares no code with the derivation: it reads events and counts.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::collections::{BTreeMap, BTreeSet};

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
use jemput_journal::EventOf;
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

/// What the model knows of a finished recording.
#[derive(Clone, Debug, PartialEq)]
struct NaiveRecording {
    finished: i64,
    station: u8,
    complete: bool,
    reopened: bool,
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
    front: bool,
    repeats: bool,
    last_called: Option<i64>,
    recordings: Vec<NaiveRecording>,
    conflicts: BTreeSet<&'static str>,
    settled: BTreeSet<String>,
}

impl Naive {
    fn gone(&self) -> bool {
        matches!(self.state, "withdrawn" | "joined")
    }

    fn completes(&self) -> usize {
        self.recordings.iter().filter(|r| r.complete && !r.reopened).count()
    }

    fn take(&mut self, recording: NaiveRecording) {
        let complete = recording.complete;
        self.recordings.push(recording);
        if complete && self.completes() > 1 {
            self.conflicts.insert("recorded_twice");
        }
    }

    fn give(&mut self, fact: &RecordingFact) {
        let same = |r: &NaiveRecording| same(r, fact);
        if self.recordings.iter().all(|r| !same(r) || r.reopened) {
            self.conflicts.insert("moved_apart");
        }
        let kept = self.recordings.iter().filter(|r| !same(r)).cloned().collect();
        self.recordings = kept;
    }

    /// Where the recordings leave the person.
    fn stand(&mut self) {
        self.station = None;
        let lasting = self.recordings.iter().any(|r| !r.reopened);
        self.state = if self.completes() > 0 {
            "recorded"
        } else if lasting {
            "incomplete"
        } else if self.gone() {
            self.state
        } else if self.repeats {
            "to_repeat"
        } else if self.ticket.is_some() {
            "waiting"
        } else {
            "booked"
        };
    }

    fn moved(&mut self, me: BookingId, body: &RecordingMoved) {
        let gives = if me == body.from {
            Some(&body.from_recording)
        } else {
            body.to_recording.as_ref()
        };
        let takes = if me == body.from {
            body.to_recording.as_ref()
        } else {
            Some(&body.from_recording)
        };
        if let Some(fact) = gives.filter(|_| me == body.from || body.swap) {
            self.give(fact);
        }
        if let Some(fact) = takes.filter(|fact| !self.recordings.iter().any(|r| same(r, fact))) {
            self.take(naive_recording(fact));
        }
        let lasting = self.recordings.iter().any(|r| !r.reopened);
        self.repeats = !lasting && !self.recordings.is_empty();
        self.front = !lasting && self.ticket.is_some();
        self.stand();
    }

    fn called(&mut self, station: u8, at: i64) {
        match (self.state, self.station) {
            ("recorded" | "withdrawn" | "joined", _) => {}
            ("called" | "recording", Some(held)) => {
                if held != station {
                    self.conflicts.insert("called_twice");
                }
            }
            _ => {
                self.state = "called";
                self.station = Some(station);
                self.last_called = Some(at);
            }
        }
    }

    fn arrived(&mut self, number: u16) {
        let here = self.ticket.is_some() && matches!(self.state, "waiting" | "called" | "recording" | "to_repeat");
        if matches!(self.state, "recorded" | "joined") || here {
            return;
        }
        if self.state == "withdrawn" {
            self.conflicts.insert("came_after_withdrawn");
        }
        self.front = self.state == "to_repeat" || self.repeats;
        self.state = "waiting";
        self.ticket = Some(number);
        self.station = None;
        self.absences = 0;
    }

    fn next(&mut self, me: BookingId, event: &EventOf) {
        let settled = matches!(self.state, "recorded" | "withdrawn" | "joined");
        match &event.decoded.event {
            Event::BookingMade(b) if !self.made => {
                self.made = true;
                self.slot = b.slot.map(|s| s.0);
                self.nik = b.person.nik.map(|n| n.to_string());
            }
            Event::PersonCorrected(b) => self.nik = b.person.nik.map(|n| n.to_string()),
            Event::BookingMoved(b) => self.slot = b.slot.map(|s| s.0),
            Event::BookingWithdrawn(_) if matches!(self.state, "booked" | "missed" | "left") => {
                self.state = "withdrawn";
            }
            Event::BookingsJoined(b) if b.gone == me => self.state = "joined",
            Event::FlagSettled(b) => {
                self.settled.insert(b.flag.clone());
                self.conflicts.retain(|code| *code != b.flag);
            }
            Event::Arrived(b) => self.arrived(b.number),
            Event::Called(b) => self.called(b.station, event.at.at.0),
            Event::Absent(b) if self.state == "called" && self.station == Some(b.station) => {
                self.absences += 1;
                self.station = None;
                self.front = false;
                self.state = if self.absences >= 3 { "missed" } else { "waiting" };
            }
            Event::Started(b) if self.state == "recording" && self.station != Some(b.station) => {
                self.conflicts.insert("called_twice");
            }
            Event::Started(b) if !settled => {
                self.station = Some(b.station);
                self.state = "recording";
            }
            Event::Recorded(b) => {
                self.take(NaiveRecording {
                    finished: event.at.at.0,
                    station: b.station,
                    complete: b.outcome == Outcome::Complete,
                    reopened: false,
                });
                self.repeats = false;
                self.front = false;
                self.stand();
            }
            Event::Reopened(_) => {
                let here = matches!(self.state, "waiting" | "called" | "recording");
                if !here && !self.gone() && !self.recordings.is_empty() {
                    for recording in &mut self.recordings {
                        recording.reopened = true;
                    }
                    self.repeats = true;
                    self.front = true;
                    self.state = "to_repeat";
                }
            }
            Event::RecordingMoved(b) if b.from != b.to => self.moved(me, b),
            Event::HandedOver(b) if matches!(self.state, "called" | "recording") && self.station == Some(b.from) => {
                self.station = b.to;
                self.front |= b.to.is_none();
                self.state = if b.to.is_some() { "called" } else { "waiting" };
            }
            Event::Left(_) if !settled => {
                self.state = "left";
                self.station = None;
            }
            _ => {}
        }
    }
}

/// A session is known by its end and its station.
fn same(known: &NaiveRecording, fact: &RecordingFact) -> bool {
    let other = naive_recording(fact);
    (known.finished, known.station, known.complete) == (other.finished, other.station, other.complete)
}

fn naive_recording(fact: &RecordingFact) -> NaiveRecording {
    NaiveRecording {
        finished: fact.finished.0,
        station: fact.marked.station,
        complete: fact.marked.outcome == Outcome::Complete,
        reopened: false,
    }
}

fn subjects(event: &EventOf) -> impl Iterator<Item = BookingId> {
    event
        .decoded
        .header
        .subjects
        .iter()
        .filter_map(|subject| match subject {
            Subject::Booking(id) => Some(*id),
            _ => None,
        })
}

/// One sorted list, folded from the beginning with plain matches.
fn naive(laptop: &Laptop) -> BTreeMap<BookingId, Naive> {
    let mut all = laptop.journal.view().newest_events(scope(), 10_000).unwrap();
    all.sort_by_key(|e| (e.at.clock, e.at.device, e.at.seq));
    let mut people = BTreeMap::new();
    let ids: BTreeSet<_> = all.iter().flat_map(subjects).collect();
    for id in ids {
        let own: Vec<_> = all.iter().filter(|e| subjects(e).any(|of| of == id)).collect();
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
            p.next(id, event);
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
                front: b.front,
                repeats: b.reopened.is_some(),
                last_called: b.last_called.map(|at| at.0),
                recordings: b
                    .recordings
                    .iter()
                    .map(|r| NaiveRecording {
                        reopened: r.reopened.is_some(),
                        ..naive_recording(&r.fact)
                    })
                    .collect(),
                conflicts: b.conflicts.iter().map(|c| c.code()).collect(),
                settled: b.settled.into_iter().collect(),
            };
            people.insert(id, naive);
        }
    }
    people
}

/// Tallies, flags and calls, counted by looking at every booking.
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
    for (id, p) in people.iter().filter(|(_, p)| p.made && !p.gone()) {
        if let Some(nik) = &p.nik {
            by_nik.entry(nik).or_default().push(*id);
        }
    }
    let looked_at = |ids: &Vec<BookingId>| ids.iter().all(|id| people[id].settled.contains("nik_twice"));
    let twins = by_nik.into_values().filter(|ids| ids.len() > 1 && !looked_at(ids));
    let mut expected: Vec<(String, Vec<BookingId>)> = twins.map(|ids| ("nik_twice".into(), ids)).collect();
    for (id, p) in people {
        expected.extend(p.conflicts.iter().map(|code| ((*code).to_owned(), vec![*id])));
    }
    expected.sort();
    let mut flags: Vec<_> = view
        .flags(scope())
        .unwrap()
        .into_iter()
        .map(|f| (f.code, f.bookings))
        .collect();
    flags.sort();
    assert_eq!(flags, expected);
    let mut calls: Vec<i64> = people.values().filter_map(|p| p.last_called).collect();
    calls.sort_unstable();
    let kept: Vec<i64> = view
        .calls_since(scope(), Moment(0))
        .unwrap()
        .into_iter()
        .map(|at| at.0)
        .collect();
    assert_eq!(kept, calls);
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
