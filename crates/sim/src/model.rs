//! A naive model of a visit's people: one sorted list of events, folded from the beginning with plain matches, and counted by
//! looking at everybody. It shares no code with the journal's incremental derivation.
//!
//! It stands beside the simulator and is used by the journal's own test too.

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::{
    event::{ActRef, Arrived, Event, MoveCause, Outcome, RecordingFact, RecordingMoved, Subject},
    id::{BookingId, ScopeId},
    time::Moment,
};
use jemput_journal::{EventOf, JournalError, View};

/// More events than a run makes.
const EVENTS_MAX: u32 = 100_000;

/// Flags that the model knows of.
const FLAGS: [&str; 5] = [
    "nik_twice",
    "called_twice",
    "recorded_twice",
    "came_after_withdrawn",
    "moved_apart",
];

/// What the model knows of a finished recording.
#[allow(missing_docs, reason = "as the booking's own fields")]
#[derive(Clone, Debug, PartialEq)]
pub struct NaiveRecording {
    pub finished: i64,
    pub station: u8,
    pub complete: bool,
    pub reopened: bool,
}

/// What the model knows of a booking.
#[allow(missing_docs, reason = "as the booking's own fields")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naive {
    pub made: bool,
    pub state: &'static str,
    pub slot: Option<u16>,
    pub ticket: Option<u16>,
    pub ticket_day: Option<String>,
    pub tickets: BTreeSet<String>,
    pub station: Option<u8>,
    pub absences: u8,
    pub nik: Option<String>,
    pub front: bool,
    pub repeats: bool,
    pub last_called: Option<i64>,
    pub recordings: Vec<NaiveRecording>,
    pub conflicts: BTreeSet<&'static str>,
    pub settled: BTreeSet<String>,
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

    fn arrived(&mut self, body: &Arrived) {
        let today = self.ticket_day.as_ref() == Some(&body.day.to_string());
        self.tickets
            .insert(format!("{} {} {}", body.day, body.mark, body.number));
        let here = today && matches!(self.state, "waiting" | "called" | "recording" | "to_repeat");
        if matches!(self.state, "recorded" | "joined") || here {
            return;
        }
        if self.state == "withdrawn" {
            self.conflicts.insert("came_after_withdrawn");
        }
        self.front = self.state == "to_repeat" || self.repeats;
        self.state = "waiting";
        self.ticket = Some(body.number);
        self.ticket_day = Some(body.day.to_string());
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
            Event::BookingMoved(b) => {
                self.slot = b.slot.map(|s| s.0);
                if b.cause == MoveCause::Again && matches!(self.state, "incomplete" | "missed" | "left" | "not_served")
                {
                    self.state = "booked";
                }
            }
            Event::BookingWithdrawn(_) if matches!(self.state, "booked" | "missed" | "left") => {
                self.state = "withdrawn";
            }
            Event::BookingsJoined(b) if b.gone == me => self.state = "joined",
            Event::FlagSettled(b) => {
                self.settled.insert(b.flag.clone());
                self.conflicts.retain(|code| *code != b.flag);
            }
            Event::Arrived(b) => self.arrived(b),
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

/// Everybody of a visit, from one sorted list.
///
/// # Errors
/// The journal's.
pub fn naive(view: View<'_>, scope: ScopeId) -> Result<BTreeMap<BookingId, Naive>, JournalError> {
    let mut all = view.newest_events(scope, EVENTS_MAX)?;
    all.sort_by_key(|e| (e.at.clock, e.at.device, e.at.seq));
    let ids: BTreeSet<_> = all.iter().flat_map(subjects).collect();
    let of = |id| all.iter().filter(move |e| subjects(e).any(|of| of == id)).collect();
    Ok(ids.into_iter().map(|id| (id, one(id, of(id)))).collect())
}

fn one(id: BookingId, own: Vec<&EventOf>) -> Naive {
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
    // A walk-in's booking and arrival are one act: taken back, both go.
    let walked_in = |act| {
        own.iter()
            .any(|e| matches!(e.decoded.event, Event::Arrived(_)) && e.at.act == act)
    };
    let mut person = Naive {
        state: "booked",
        ..Naive::default()
    };
    for event in &own {
        let is_made = matches!(event.decoded.event, Event::BookingMade(_));
        if undone.contains(&event.at.act) && !(is_made && kept && !walked_in(event.at.act)) {
            continue;
        }
        person.next(id, event);
    }
    person
}

/// The same people as the journal's derived tables have them.
///
/// # Errors
/// The journal's.
pub fn derived(
    view: View<'_>,
    scope: ScopeId,
    ids: impl IntoIterator<Item = BookingId>,
) -> Result<BTreeMap<BookingId, Naive>, JournalError> {
    let mut people = BTreeMap::new();
    for id in ids {
        let Some(b) = view.booking(scope, id)? else { continue };
        let naive = Naive {
            made: b.made,
            state: b.state.code(),
            slot: b.slot.map(|s| s.0),
            ticket: b.arrival.as_ref().map(|a| a.ticket.number),
            ticket_day: b.arrival.as_ref().map(|a| a.ticket.day.to_string()),
            tickets: b
                .tickets
                .iter()
                .map(|t| format!("{} {} {}", t.day, t.mark, t.number))
                .collect(),
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
    Ok(people)
}

/// What of a recount differs: tallies, flags and calls, counted by looking at every booking.
///
/// # Errors
/// The journal's.
pub fn recount(
    view: View<'_>,
    scope: ScopeId,
    people: &BTreeMap<BookingId, Naive>,
) -> Result<Option<String>, JournalError> {
    let mut counted: BTreeMap<(Option<u16>, bool, String), u32> = BTreeMap::new();
    for p in people.values().filter(|p| p.made || p.ticket.is_some()) {
        let key = (p.slot, p.ticket.is_some(), p.state.to_owned());
        *counted.entry(key).or_default() += 1;
    }
    let mut kept: BTreeMap<_, u32> = BTreeMap::new();
    for tally in view.tallies(scope)? {
        let key = (tally.slot.map(|s| s.0), tally.arrival_day.is_some(), tally.state);
        *kept.entry(key).or_default() += tally.people;
    }
    if kept != counted {
        return Ok(Some(format!("tallies {kept:?}, counted {counted:?}")));
    }
    let expected = flags(people);
    let mut flags: Vec<_> = view
        .flags(scope)?
        .into_iter()
        .filter(|f| FLAGS.contains(&f.code.as_str()))
        .map(|f| (f.code, f.bookings))
        .collect();
    flags.sort();
    if flags != expected {
        return Ok(Some(format!("flags {flags:?}, counted {expected:?}")));
    }
    let mut calls: Vec<i64> = people.values().filter_map(|p| p.last_called).collect();
    calls.sort_unstable();
    let kept: Vec<i64> = view.calls_since(scope, Moment(0))?.into_iter().map(|at| at.0).collect();
    Ok((kept != calls).then(|| format!("calls {kept:?}, counted {calls:?}")))
}

fn flags(people: &BTreeMap<BookingId, Naive>) -> Vec<(String, Vec<BookingId>)> {
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
    expected
}
