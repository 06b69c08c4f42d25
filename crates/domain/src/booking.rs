//! One resident's place in a visit: what its events come to.

use serde::{Deserialize, Serialize};

use crate::{
    event::{
        Arrived, Called, Capture, Event, FormKind, GuardianBy, HandedOver, MoveCause, Outcome, Recorded, RecordingFact,
        Source, Standing, WithdrawCause,
    },
    fold::At,
    id::{BookingId, DeviceId, ImportId},
    person::Person,
    plan::SlotNumber,
    time::{Day, Moment},
};

/// Where a booking stands. Late, due and no-show are readings of this and the time, never stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Has not come.
    #[default]
    Booked,
    /// Is here and waits.
    Waiting,
    /// Called to a station.
    Called,
    /// Sits at a station.
    Recording,
    /// The enrolment application saved it.
    Recorded,
    /// Something was missing; to be booked again.
    Incomplete,
    /// To be done again; goes to the front.
    ToRepeat,
    /// The national system held the person already.
    AlreadyRecorded,
    /// NIK not found, or data differ.
    BiodataProblem,
    /// Left after sitting down, unwell, or refused.
    NotServed,
    /// Left unserved.
    Left,
    /// Not there when called, three times.
    Missed,
    /// Taken out of the visit.
    Withdrawn,
    /// Is the same person as another booking.
    Joined,
}

impl State {
    /// Is on site, as far as the desk knows.
    pub fn on_site(self) -> bool {
        matches!(self, Self::Waiting | Self::Called | Self::Recording | Self::ToRepeat)
    }

    /// Can be called.
    pub fn in_queue(self) -> bool {
        matches!(self, Self::Waiting | Self::ToRepeat)
    }

    /// Takes a place of its slot.
    pub fn takes_place(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Joined)
    }

    /// Is no longer in the visit.
    pub fn is_gone(self) -> bool {
        !self.takes_place()
    }

    /// Nothing more is to be done at this visit.
    pub fn is_settled(self) -> bool {
        matches!(
            self,
            Self::Recorded | Self::AlreadyRecorded | Self::Withdrawn | Self::Joined
        )
    }

    /// The word in JSON and in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Recording => "recording",
            Self::Recorded => "recorded",
            Self::Incomplete => "incomplete",
            Self::ToRepeat => "to_repeat",
            Self::AlreadyRecorded => "already_recorded",
            Self::BiodataProblem => "biodata_problem",
            Self::NotServed => "not_served",
            Self::Left => "left",
            Self::Missed => "missed",
            Self::Withdrawn => "withdrawn",
            Self::Joined => "joined",
        }
    }
}

/// A queue number of one day.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Ticket {
    /// Local day.
    pub day: Day,
    /// The desk's mark as printed.
    pub mark: String,
    /// Its number.
    pub number: u16,
    /// The device that gave it.
    pub device: DeviceId,
}

impl std::fmt::Display for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:03}", self.mark, self.number)
    }
}

/// The arrival that counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Arrival {
    /// The ticket.
    pub ticket: Ticket,
    /// When.
    pub at: Moment,
    /// What the desk was shown.
    pub standing: Standing,
}

/// A station has the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AtStation {
    /// Which.
    pub station: u8,
    /// Called since.
    pub called: Moment,
    /// Sits since.
    pub started: Option<Moment>,
}

/// A finished recording as it was marked, and whether it lasted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recording {
    /// What was marked: it happened, whatever came of it.
    pub fact: RecordingFact,
    /// Why it must be done again; then it counts no more.
    pub reopened: Option<String>,
}

impl Recording {
    fn of(fact: RecordingFact) -> Self {
        Self { fact, reopened: None }
    }

    fn stands(&self) -> bool {
        self.reopened.is_none()
    }

    /// The same session, though what came late may have changed when it was taken to begin.
    fn is(&self, fact: &RecordingFact) -> bool {
        self.fact.finished == fact.finished && self.fact.marked == fact.marked
    }
}

/// Conflicts that a fold finds within one booking, for a person to settle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Conflict {
    /// Two stations called the ticket; the earlier holds it.
    CalledTwice {
        /// The later station.
        station: u8,
    },
    /// Recorded completely more than once.
    RecordedTwice,
    /// Came, though the booking had been taken out.
    CameAfterWithdrawn,
    /// Its recording was moved, and another laptop had moved it or reopened it.
    MovedApart,
}

/// A guardian's form as the desk saw it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FormSeen {
    /// Whose word it is.
    pub by: GuardianBy,
    /// On what.
    pub form: FormKind,
    /// When.
    pub at: Moment,
}

/// The fold of one booking's events.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Booking {
    /// Whether its first fact is here.
    pub made: bool,
    /// Who.
    pub person: Person,
    /// From a roster or the desk; the first that made it.
    pub source: Option<Source>,
    /// Imports that named the same person.
    pub imports: Vec<ImportId>,
    /// Services wanted.
    pub services: Vec<String>,
    /// What must be completed.
    pub held: Vec<String>,
    /// What was warned of.
    pub warned: Vec<String>,
    /// The slot.
    pub slot: Option<SlotNumber>,
    /// Why it moved last.
    pub moved: Option<MoveCause>,
    /// Must be told of the new time.
    pub to_tell: bool,
    /// Where it stands.
    pub state: State,
    /// Priority's reason.
    pub priority: Option<String>,
    /// A note.
    pub note: String,
    /// The arrival that counts.
    pub arrival: Option<Arrival>,
    /// All tickets that were given.
    pub tickets: Vec<Ticket>,
    /// The station that has the person.
    pub at_station: Option<AtStation>,
    /// Goes to the front: a repeat, or handed back.
    pub front: bool,
    /// Times not there when called, today.
    pub absences: u8,
    /// When last not there.
    pub absent_at: Option<Moment>,
    /// When last called to a station; a repeated call is none.
    pub last_called: Option<Moment>,
    /// Finished recordings.
    pub recordings: Vec<Recording>,
    /// Why it must be done again.
    pub reopened: Option<String>,
    /// Known as recorded elsewhere.
    pub recorded_elsewhere: Option<String>,
    /// Why it was taken out.
    pub withdrawn: Option<WithdrawCause>,
    /// The booking that stays, if this one is joined to it.
    pub joined_into: Option<BookingId>,
    /// Flags that a person looked at.
    pub settled: Vec<String>,
    /// Conflicts within this booking.
    pub conflicts: Vec<Conflict>,
    /// The guardian's form, once it was seen.
    pub guardian_form: Option<FormSeen>,
}

/// Absences after which a person is missed rather than put back.
pub const ABSENCES_MAX: u8 = 3;

impl Booking {
    /// The ticket of a day, if it has one.
    pub fn ticket_on(&self, day: Day) -> Option<&Ticket> {
        self.arrival.as_ref().map(|a| &a.ticket).filter(|t| t.day == day)
    }

    /// The last recording.
    pub fn last_recording(&self) -> Option<&RecordingFact> {
        self.recordings.last().map(|recording| &recording.fact)
    }

    /// Takes in the next event in order. `me` is this booking.
    pub fn fold(&mut self, me: BookingId, at: &At, event: &Event) {
        match event {
            Event::BookingMade(body) => self.make(body),
            Event::PersonCorrected(body) => {
                self.person = body.person.clone();
                self.held = body.held.clone();
            }
            Event::BookingMoved(body) => {
                self.slot = body.slot;
                self.moved = Some(body.cause);
                self.to_tell = body.to_tell;
                if body.cause == MoveCause::Again
                    && matches!(
                        self.state,
                        State::Incomplete | State::Missed | State::Left | State::NotServed
                    )
                {
                    self.state = State::Booked;
                }
            }
            Event::BookingWithdrawn(body) => {
                self.withdrawn = Some(body.cause);
                if matches!(self.state, State::Booked | State::Missed | State::Left) {
                    self.state = State::Withdrawn;
                }
            }
            Event::BookingsJoined(body) if body.gone == me => {
                self.joined_into = Some(body.stays);
                self.state = State::Joined;
            }
            Event::FlagSettled(body) => self.settle(&body.flag),
            Event::Told(_) => self.to_tell = false,
            Event::RecordedElsewhere(body) => self.recorded_elsewhere = Some(body.place.clone()),
            Event::Arrived(body) => self.arrive(at, body),
            Event::PriorityGiven(body) => self.priority = body.reason.clone(),
            Event::Noted(body) => self.note = body.note.clone(),
            Event::Left(_) => self.leave(State::Left),
            Event::Called(body) => self.call(at, body),
            Event::Absent(body) => self.absent(at, body.station),
            Event::Started(body) => self.start(at, body.station),
            Event::Recorded(body) => self.record(at, body),
            Event::Reopened(body) => self.reopen(&body.reason),
            Event::RecordingMoved(body) => self.recording_moved(me, body),
            Event::HandedOver(body) => self.hand_over(at, body),
            Event::GuardianFormSeen(body) => {
                self.guardian_form = Some(FormSeen {
                    by: body.by,
                    form: body.form,
                    at: at.at,
                });
            }
            _ => {}
        }
    }

    fn make(&mut self, body: &crate::event::BookingMade) {
        if self.made {
            // The same person from another roster, or from the same one taken in by another laptop: one booking.
            if let Source::Roster { import, .. } = body.source
                && !self.imports.contains(&import)
            {
                self.imports.push(import);
            }
            return;
        }
        self.made = true;
        self.person = body.person.clone();
        self.source = Some(body.source);
        self.services = body.services.clone();
        self.held = body.held.clone();
        self.warned = body.warned.clone();
        self.slot = body.slot;
    }

    fn settle(&mut self, flag: &str) {
        if !self.settled.iter().any(|f| f == flag) {
            self.settled.push(flag.to_owned());
        }
        self.conflicts.retain(|c| c.code() != flag);
    }

    fn arrive(&mut self, at: &At, body: &Arrived) {
        // Who comes again with a ticket keeps it, whichever desk gave it.
        let again = |t: &&Ticket| (t.day, &t.mark, t.number) == (body.day, &body.mark, body.number);
        let ticket = self.tickets.iter().find(again).cloned().unwrap_or_else(|| Ticket {
            day: body.day,
            mark: body.mark.clone(),
            number: body.number,
            device: at.device,
        });
        if !self.tickets.contains(&ticket) {
            self.tickets.push(ticket.clone());
        }
        let same_day = self.ticket_on(body.day).is_some();
        if self.state.is_settled() && self.state != State::Withdrawn || (same_day && (self.state.on_site())) {
            return; // Two check-ins are one arrival: the first counts, both tickets are found.
        }
        if self.state == State::Withdrawn {
            self.flag(Conflict::CameAfterWithdrawn);
        }
        self.front = self.state == State::ToRepeat || self.reopened.is_some();
        self.arrival = Some(Arrival {
            ticket,
            at: at.at,
            standing: body.standing,
        });
        self.at_station = None;
        self.absences = 0;
        self.absent_at = None;
        self.state = State::Waiting;
    }

    fn leave(&mut self, state: State) {
        if !self.state.is_settled() {
            self.state = state;
            self.at_station = None;
        }
    }

    fn call(&mut self, at: &At, body: &Called) {
        let station = body.station;
        match (&mut self.at_station, self.state) {
            (Some(held), State::Called | State::Recording) if held.station != station => {
                self.flag(Conflict::CalledTwice { station });
            }
            (Some(held), State::Called) => held.called = at.at,
            (_, State::Recording) => {}
            (_, state) if state.is_settled() => {}
            _ => {
                self.last_called = Some(at.at);
                self.at_station = Some(AtStation {
                    station,
                    called: at.at,
                    started: None,
                });
                self.state = State::Called;
            }
        }
    }

    fn absent(&mut self, at: &At, station: u8) {
        if self.state != State::Called || self.at_station.is_some_and(|s| s.station != station) {
            return;
        }
        self.at_station = None;
        self.absences = self.absences.saturating_add(1);
        self.absent_at = Some(at.at);
        self.front = false;
        self.state = if self.absences >= ABSENCES_MAX {
            State::Missed
        } else {
            State::Waiting
        };
    }

    fn start(&mut self, at: &At, station: u8) {
        match &mut self.at_station {
            Some(held) if held.station != station && self.state == State::Recording => {
                self.flag(Conflict::CalledTwice { station });
            }
            _ if self.state.is_settled() => {}
            Some(held) => {
                held.station = station;
                held.started.get_or_insert(at.at);
                self.state = State::Recording;
            }
            None => {
                self.at_station = Some(AtStation {
                    station,
                    called: at.at,
                    started: Some(at.at),
                });
                self.state = State::Recording;
            }
        }
    }

    fn record(&mut self, at: &At, body: &Recorded) {
        let started = self.at_station.map_or(at.at, |s| s.started.unwrap_or(s.called));
        self.recordings.push(Recording::of(RecordingFact {
            started,
            finished: at.at,
            marked: body.clone(),
        }));
        if body.outcome == Outcome::Complete {
            self.flag_second_complete();
        }
        self.reopened = None;
        self.front = false;
        self.after_recording();
    }

    fn completes(&self) -> usize {
        let complete = |r: &&Recording| r.stands() && r.fact.marked.outcome == Outcome::Complete;
        self.recordings.iter().filter(complete).count()
    }

    fn flag_second_complete(&mut self) {
        if self.completes() > 1 {
            self.flag(Conflict::RecordedTwice);
        }
    }

    /// The state that the recordings leave, of those that stand.
    fn after_recording(&mut self) {
        self.at_station = None;
        let last = self.recordings.iter().rfind(|r| r.stands());
        self.state = match last.map(|r| r.fact.marked.outcome) {
            _ if self.completes() > 0 => State::Recorded,
            Some(Outcome::Complete) => State::Recorded,
            Some(Outcome::Incomplete) => State::Incomplete,
            Some(Outcome::AlreadyRecorded) => State::AlreadyRecorded,
            Some(Outcome::BiodataProblem) => State::BiodataProblem,
            Some(Outcome::NotServed) => State::NotServed,
            None if self.state.is_gone() => self.state,
            None if self.reopened.is_some() => State::ToRepeat,
            None if self.arrival.is_some() => State::Waiting,
            None => State::Booked,
        };
    }

    fn reopen(&mut self, reason: &str) {
        let here = matches!(self.state, State::Waiting | State::Called | State::Recording);
        if here || self.state.is_gone() || self.recordings.is_empty() {
            return;
        }
        for recording in self.recordings.iter_mut().filter(|r| r.stands()) {
            recording.reopened = Some(reason.to_owned());
        }
        self.reopened = Some(reason.to_owned());
        self.front = true;
        self.state = State::ToRepeat;
    }

    fn recording_moved(&mut self, me: BookingId, body: &crate::event::RecordingMoved) {
        if body.from == body.to {
            return;
        }
        let (given, taken) = if me == body.from {
            (Some(&body.from_recording), body.to_recording.as_ref())
        } else if body.swap {
            (body.to_recording.as_ref(), Some(&body.from_recording))
        } else {
            (None, Some(&body.from_recording))
        };
        if let Some(given) = given {
            if !self.recordings.iter().any(|r| r.is(given) && r.stands()) {
                self.flag(Conflict::MovedApart);
            }
            self.recordings.retain(|r| !r.is(given));
        }
        if let Some(taken) = taken
            && !self.recordings.iter().any(|r| r.is(taken))
        {
            self.recordings.push(Recording::of(taken.clone()));
            self.flag_second_complete();
        }
        // Whose recordings went, or did not last, is still to be recorded.
        let again = !self.recordings.iter().any(Recording::stands);
        self.reopened = self
            .recordings
            .last()
            .filter(|_| again)
            .and_then(|r| r.reopened.clone());
        self.front = again && self.arrival.is_some();
        self.after_recording();
    }

    fn hand_over(&mut self, at: &At, body: &HandedOver) {
        // Only who has the person can hand them on: apart, another station may have called them first.
        let holds = self.at_station.is_some_and(|held| held.station == body.from);
        if !holds || !matches!(self.state, State::Called | State::Recording) {
            return;
        }
        match body.to {
            Some(station) => {
                self.at_station = Some(AtStation {
                    station,
                    called: at.at,
                    started: None,
                });
                self.state = State::Called;
            }
            None => {
                self.at_station = None;
                self.front = true;
                self.absent_at = None;
                self.state = State::Waiting;
            }
        }
    }

    fn flag(&mut self, conflict: Conflict) {
        // What was looked at before is another matter: a new conflict is told again.
        if !self.conflicts.contains(&conflict) {
            self.conflicts.push(conflict);
        }
    }
}

impl Conflict {
    /// The flag's code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CalledTwice { .. } => "called_twice",
            Self::RecordedTwice => "recorded_twice",
            Self::CameAfterWithdrawn => "came_after_withdrawn",
            Self::MovedApart => "moved_apart",
        }
    }
}

impl Recorded {
    /// Whether every modality was captured or cannot be recorded: what a complete outcome asks for.
    pub fn is_whole(&self) -> bool {
        [self.photo, self.fingerprints, self.irises, self.signature]
            .iter()
            .all(|c| !matches!(c, Capture::Failed { .. }))
    }
}
