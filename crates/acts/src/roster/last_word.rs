//! What rosters said of a booking before: read from its events, for the few bookings where it matters.

use std::collections::BTreeSet;

use jemput_domain::{
    event::{ActRef, Event, Source, Subject},
    id::{BookingId, ScopeId},
    person::Person,
};
use jemput_journal::{EventOf, JournalError, View};

/// The person as rosters gave them last, field by field: what the desk corrected is not in it.
pub(crate) fn last_word(view: View<'_>, scope: ScopeId, booking: BookingId) -> Result<Option<Person>, JournalError> {
    let mut said: Option<Person> = None;
    let mut now = Person::default();
    for event in standing_events(view, scope, booking)? {
        match &event.decoded.event {
            Event::BookingMade(made) => {
                if matches!(made.source, Source::Roster { .. }) {
                    said = Some(made.person.clone());
                }
                now = made.person.clone();
            }
            Event::PersonCorrected(corrected) => {
                let by_roster = event
                    .decoded
                    .header
                    .subjects
                    .iter()
                    .any(|subject| matches!(subject, Subject::Import(_)));
                if let Some(said) = said.as_mut().filter(|_| by_roster) {
                    take_over(said, &now, &corrected.person);
                }
                now = corrected.person.clone();
            }
            _ => {}
        }
    }
    Ok(said)
}

/// The act by which a roster took the booking out.
pub(crate) fn withdrawn_by(view: View<'_>, scope: ScopeId, booking: BookingId) -> Result<Option<ActRef>, JournalError> {
    let events = standing_events(view, scope, booking)?;
    let withdrawn = events
        .iter()
        .rfind(|event| matches!(event.decoded.event, Event::BookingWithdrawn(_)));
    Ok(withdrawn.map(|event| event.at.act))
}

/// A booking's events in order, less those of undone acts.
fn standing_events(view: View<'_>, scope: ScopeId, booking: BookingId) -> Result<Vec<EventOf>, JournalError> {
    let mut events = view.events_of(scope, Subject::Booking(booking))?;
    let undone: BTreeSet<ActRef> = events
        .iter()
        .filter_map(|event| {
            if let Event::ActUndone(undone) = &event.decoded.event {
                Some(undone.act)
            } else {
                None
            }
        })
        .collect();
    events.retain(|event| !undone.contains(&event.at.act));
    Ok(events)
}

/// The fields that a roster's correction changed.
fn take_over(said: &mut Person, before: &Person, after: &Person) {
    if after.name != before.name {
        said.name.clone_from(&after.name);
    }
    if after.nik != before.nik {
        said.nik = after.nik;
    }
    if after.birth_date != before.birth_date {
        said.birth_date = after.birth_date;
    }
    if after.sex != before.sex {
        said.sex = after.sex;
    }
    if after.class != before.class {
        said.class.clone_from(&after.class);
    }
    if after.home_district != before.home_district {
        said.home_district.clone_from(&after.home_district);
    }
}
