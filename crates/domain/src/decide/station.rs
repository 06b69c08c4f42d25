//! Calls and recordings.

use super::marks;
use crate::{
    booking::{Booking, Recording, State},
    event::{
        Absent, Called, Draft, Event, HandedOver, Recorded, RecordingMoved, Reopened, Started, StationStatus, Subject,
    },
    id::BookingId,
    refusal::Refusal,
    text,
};

fn about(id: BookingId, event: Event) -> Vec<Draft> {
    vec![Draft::about(Subject::Booking(id), event)]
}

fn name(booking: &Booking) -> String {
    booking.person.name.clone()
}

/// Calls a person to a station that has nobody and is open.
pub fn call(
    id: BookingId,
    booking: &Booking,
    station: u8,
    status: &StationStatus,
    holds: Option<&Booking>,
) -> Result<Vec<Draft>, Refusal> {
    if *status != StationStatus::Open {
        return Err(Refusal::StationClosed { station });
    }
    if let Some(held) = holds {
        let ticket = held.arrival.as_ref().map(|a| a.ticket.to_string()).unwrap_or_default();
        return Err(Refusal::StationBusy { station, ticket });
    }
    match booking.state {
        State::Waiting | State::ToRepeat | State::Missed if booking.arrival.is_some() => {
            Ok(about(id, Event::Called(Called { station, again: false })))
        }
        State::Called | State::Recording => Err(Refusal::AtOtherStation {
            name: name(booking),
            station: booking.at_station.map_or(0, |s| s.station),
        }),
        State::Recorded | State::AlreadyRecorded => Err(Refusal::AlreadyDone { name: name(booking) }),
        State::Withdrawn | State::Joined => Err(Refusal::Withdrawn { name: name(booking) }),
        _ => Err(not_here(booking)),
    }
}

/// Has not come, or came and their turn is over.
fn not_here(booking: &Booking) -> Refusal {
    let name = name(booking);
    match booking.state {
        State::Incomplete | State::BiodataProblem | State::NotServed | State::Left => Refusal::Ended { name },
        _ => Refusal::NotArrived { name },
    }
}

/// Calls the same person once more.
pub fn recall(id: BookingId, booking: &Booking, station: u8) -> Result<Vec<Draft>, Refusal> {
    if booking.state != State::Called {
        return Err(Refusal::StationEmpty { station });
    }
    Ok(about(id, Event::Called(Called { station, again: true })))
}

/// The called person is not there.
pub fn absent(id: BookingId, booking: &Booking, station: u8) -> Result<Vec<Draft>, Refusal> {
    if booking.state != State::Called {
        return Err(Refusal::StationEmpty { station });
    }
    Ok(about(id, Event::Absent(Absent { station })))
}

/// The person sits and identity is confirmed. Nobody sits down at a set that is out of order.
pub fn start(id: BookingId, booking: &Booking, station: u8, status: &StationStatus) -> Result<Vec<Draft>, Refusal> {
    if let StationStatus::Broken(_) = status {
        return Err(Refusal::StationBroken { station });
    }
    match booking.state {
        State::Called => Ok(about(id, Event::Started(Started { station }))),
        _ => Err(Refusal::StationEmpty { station }),
    }
}

/// What the operator marked. A person who was not called is recorded all the same where they are on site: what the
/// enrolment application saved has happened.
pub fn record(id: BookingId, booking: &Booking, marked: Recorded) -> Result<Vec<Draft>, Refusal> {
    match booking.state {
        State::Recorded | State::AlreadyRecorded => return Err(Refusal::AlreadyDone { name: name(booking) }),
        State::Withdrawn | State::Joined => return Err(Refusal::Withdrawn { name: name(booking) }),
        State::Waiting | State::Called | State::Recording | State::ToRepeat => {}
        _ => return Err(not_here(booking)),
    }
    if let Some(at) = booking.at_station
        && at.station != marked.station
    {
        return Err(Refusal::AtOtherStation {
            name: name(booking),
            station: at.station,
        });
    }
    let marked = marks::fit(marked)?;
    Ok(about(
        id,
        Event::Recorded(Recorded {
            detail: text::clean(&marked.detail),
            ..marked
        }),
    ))
}

/// A finished recording must be done again.
pub fn reopen(id: BookingId, booking: &Booking, reason: &str) -> Result<Vec<Draft>, Refusal> {
    let reason = text::clean(reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    if booking.state.is_gone() {
        return Err(Refusal::Withdrawn { name: name(booking) });
    }
    if booking.recordings.is_empty() || booking.state.on_site() {
        return Err(Refusal::NoRecording { name: name(booking) });
    }
    Ok(about(id, Event::Reopened(Reopened { reason })))
}

/// A recording was made under the wrong person; with `swap` the other way too.
pub fn move_recording(
    from: (BookingId, &Booking),
    to: (BookingId, &Booking),
    swap: bool,
    reason: &str,
) -> Result<Vec<Draft>, Refusal> {
    let reason = text::clean(reason);
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    if from.0 == to.0 {
        return Err(Refusal::OwnRecording { name: name(from.1) });
    }
    for (_, booking) in [from, to] {
        if booking.state.is_gone() {
            return Err(Refusal::Withdrawn { name: name(booking) });
        }
    }
    let from_recording = movable(from.1)?.fact.clone();
    let to_recording = if swap { Some(movable(to.1)?.fact.clone()) } else { None };
    if !swap && to.1.state == State::Recorded {
        return Err(Refusal::AlreadyDone { name: name(to.1) });
    }
    let moved = RecordingMoved {
        from: from.0,
        to: to.0,
        swap,
        reason,
        from_recording,
        to_recording,
    };
    let subjects = vec![Subject::Booking(from.0), Subject::Booking(to.0)];
    Ok(vec![Draft {
        subjects,
        event: Event::RecordingMoved(moved),
    }])
}

/// The last recording, unless it is to be done again: what did not last is nobody's.
fn movable(booking: &Booking) -> Result<&Recording, Refusal> {
    let name = || name(booking);
    match booking.recordings.last() {
        None => Err(Refusal::NoRecording { name: name() }),
        Some(last) if last.reopened.is_some() => Err(Refusal::RecordingReopened { name: name() }),
        Some(last) => Ok(last),
    }
}

/// A station hands its person to another, or to the front of the queue.
pub fn hand_over(id: BookingId, booking: &Booking, from: u8, to: Option<u8>) -> Result<Vec<Draft>, Refusal> {
    let here = matches!(booking.state, State::Called | State::Recording);
    if !here || booking.at_station.is_none() || to == Some(from) {
        return Err(Refusal::StationEmpty { station: from });
    }
    Ok(about(id, Event::HandedOver(HandedOver { from, to })))
}
