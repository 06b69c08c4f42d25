//! What a subject's events come to. `fold` is total: every event means something, or nothing, in every state.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    booking::Booking,
    event::{ActRef, Clock, DeviceJoined, Event, Header, Place, RosterImported, StationStatus, Subject},
    id::{DeviceId, OperatorId},
    office::Office,
    operator::Operator,
    site::Site,
    time::Moment,
    visit::Visit,
};

/// Where, when and by whom an event was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct At {
    /// Orders events within the scope, together with device and seq.
    pub clock: Clock,
    /// Who wrote it.
    pub device: DeviceId,
    /// Its place in the writer's log.
    pub seq: u32,
    /// When, as rules count.
    pub at: Moment,
    /// Its act.
    pub act: ActRef,
    /// Who did it.
    pub operator: OperatorId,
}

impl At {
    /// From a header and a place.
    pub fn new(header: &Header, place: Place) -> Self {
        Self {
            clock: header.clock,
            device: place.device,
            seq: place.seq,
            at: header.at(),
            act: ActRef {
                device: place.device,
                first_seq: place.seq.saturating_sub(u32::from(header.act_step)),
            },
            operator: header.operator,
        }
    }

    /// The order of a subject's events.
    pub fn order(&self) -> (Clock, DeviceId, u32) {
        #[cfg(feature = "mutants")]
        if crate::mutant::is(crate::mutant::Mutant::TieBreak) {
            return (self.clock, DeviceId(uuid::Uuid::nil()), 0);
        }
        (self.clock, self.device, self.seq)
    }
}

/// A device in a scope.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Seat {
    /// How it joined, under the name that it has now; none if only its mark is known.
    pub joined: Option<DeviceJoined>,
    /// The letter of its tickets.
    pub mark: Option<String>,
    /// Since when: of two devices that took one mark apart, the later changes.
    pub mark_since: Clock,
    /// Every letter that its tickets ever had: none of them is another device's.
    pub marks: Vec<String>,
    /// The device that this one was before.
    pub continues: Option<DeviceId>,
}

/// A roster that was taken in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Import {
    /// What was taken in; none until that event is here.
    pub fact: Option<RosterImported>,
    /// When.
    pub at: Moment,
}

/// A subject's state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SubjectState {
    /// The visit.
    Visit(Box<Visit>),
    /// A site of the office.
    Site(Option<Site>),
    /// A device.
    Device(Seat),
    /// An operator.
    Operator(Box<Operator>),
    /// A booking.
    Booking(Box<Booking>),
    /// A station.
    Station(StationStatus),
    /// A roster.
    Import(Import),
    /// The office.
    Office(Box<Office>),
}

impl SubjectState {
    /// Before any event.
    pub fn start(subject: Subject) -> Self {
        match subject {
            Subject::Visit => Self::Visit(Box::default()),
            Subject::Site(_) => Self::Site(None),
            Subject::Device(_) => Self::Device(Seat::default()),
            Subject::Operator(_) => Self::Operator(Box::default()),
            Subject::Booking(_) => Self::Booking(Box::default()),
            Subject::Station(_) => Self::Station(StationStatus::default()),
            Subject::Import(_) => Self::Import(Import::default()),
            Subject::Office => Self::Office(Box::default()),
        }
    }

    /// Takes in the next event in order.
    pub fn fold(&mut self, subject: Subject, at: &At, event: &Event) {
        match (self, subject, event) {
            (Self::Visit(visit), _, event) => visit.fold(at.at, event),
            (Self::Booking(booking), Subject::Booking(me), event) => booking.fold(me, at, event),
            (Self::Site(site), _, Event::SiteAdded(body)) => *site = Some(body.0.clone()),
            (Self::Device(seat), _, Event::DeviceJoined(body)) => {
                seat.joined.get_or_insert_with(|| body.clone());
            }
            (Self::Device(seat), _, Event::DeviceNamed(body)) => {
                if let Some(joined) = &mut seat.joined {
                    joined.name = body.name.clone();
                }
            }
            (Self::Device(seat), _, Event::MarkTaken(body)) => {
                seat.mark = Some(body.mark.clone());
                seat.mark_since = at.clock;
                if !seat.marks.contains(&body.mark) {
                    seat.marks.push(body.mark.clone());
                }
            }
            (Self::Device(seat), Subject::Device(me), Event::DeviceContinued(body)) if body.new == me => {
                seat.continues = Some(body.old);
            }
            (Self::Operator(operator), _, event) => operator.fold(at, event),
            (Self::Office(office), _, event) => office.fold(at, event),
            (Self::Station(status), _, Event::StationSet(body)) => *status = body.status.clone(),
            (Self::Import(import), _, Event::RosterImported(body)) => {
                *import = Import {
                    fact: Some(body.clone()),
                    at: at.at,
                };
            }
            _ => {}
        }
    }
}

/// Folds all of a subject's events, in any order given: undone acts are passed over.
///
/// An undone act that made a booking stays where a person has come since and nothing else made it: taking a roster back never
/// takes back an arrival, and the roster that came instead counts.
pub fn refold(subject: Subject, events: &mut [(At, Event)]) -> SubjectState {
    events.sort_by_key(|(at, _)| (at.order(), at.act));
    let mut undone: BTreeSet<ActRef> = events
        .iter()
        .filter_map(|(_, e)| if let Event::ActUndone(u) = e { Some(u.act) } else { None })
        .collect();
    let repeated = repeated(events, &mut undone);
    if let Subject::Booking(_) = subject {
        let came = events
            .iter()
            .any(|(at, e)| matches!(e, Event::Arrived(_)) && !undone.contains(&at.act));
        let made = events
            .iter()
            .any(|(at, e)| matches!(e, Event::BookingMade(_)) && !undone.contains(&at.act));
        if came && !made {
            for (at, event) in events.iter() {
                if matches!(event, Event::BookingMade(_))
                    && !events
                        .iter()
                        .any(|(a, e)| a.act == at.act && matches!(e, Event::Arrived(_)))
                {
                    undone.remove(&at.act);
                }
            }
        }
    }
    let mut state = SubjectState::start(subject);
    for (place, (at, event)) in events.iter().enumerate() {
        if !undone.contains(&at.act) && !repeated.contains(&place) {
            state.fold(subject, at, event);
        }
    }
    state
}

/// Which of these sorted events say again what one before them says: adopted from a copy of a log, they stand in the same
/// place of the order. An act that is undone is undone wherever it was issued again.
fn repeated(events: &[(At, Event)], undone: &mut BTreeSet<ActRef>) -> BTreeSet<usize> {
    let mut repeated = BTreeSet::new();
    for (first, (at, event)) in events.iter().enumerate() {
        if repeated.contains(&first) {
            continue;
        }
        let rest = events.iter().enumerate().skip(first + 1);
        let twins: Vec<(usize, ActRef)> = rest
            .take_while(|(_, (other, _))| other.order() == at.order())
            .filter(|(_, (other, said))| At { act: at.act, ..*other } == *at && said.is_same_as(event))
            .map(|(place, (other, _))| (place, other.act))
            .collect();
        if undone.contains(&at.act) || twins.iter().any(|(_, act)| undone.contains(act)) {
            undone.insert(at.act);
            undone.extend(twins.iter().map(|(_, act)| *act));
        }
        repeated.extend(twins.iter().map(|(place, _)| *place));
    }
    repeated
}

/// Whether an event can be folded onto a state that has taken in everything before it; an undo needs a [`refold`].
pub fn folds_on(event: &Event) -> bool {
    !matches!(event, Event::ActUndone(_))
}
