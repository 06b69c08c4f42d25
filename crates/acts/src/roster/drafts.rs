//! What taking a roster states.

use jemput_domain::{
    event::{
        ActUndone, BookingMade, BookingMoved, BookingWithdrawn, Draft, Event, MoveCause, PersonCorrected, Source,
        Subject, WithdrawCause,
    },
    id::{BookingId, ImportId},
    roster::{Roster, Row, Weight},
};

use super::{
    meeting::{Fate, Meeting},
    placing::Placing,
};

/// The service that people of a roster come for.
const SERVICE: &str = "ktp_first";

/// The events, but for the import itself: bookings in the order of the rows, then corrections, then who is taken out.
pub(crate) fn drafts(
    roster: &Roster,
    meeting: &Meeting,
    placing: &Placing,
    leaving: &[BookingId],
    import: ImportId,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (at, row) in roster
        .rows
        .iter()
        .enumerate()
        .filter(|(at, _)| meeting.fates[*at] == Fate::New)
    {
        let (subject, slot) = (Subject::Booking(meeting.ids[at]), placing.slots[at]);
        match meeting.back.get(&at) {
            Some(act) => {
                drafts.push(Draft::about(subject, Event::ActUndone(ActUndone { act: *act })));
                let moved = BookingMoved {
                    slot,
                    cause: MoveCause::Lead,
                    to_tell: true,
                };
                drafts.push(Draft::about(subject, Event::BookingMoved(moved)));
            }
            None => drafts.push(Draft::about(subject, Event::BookingMade(made(row, slot, import)))),
        }
    }
    for correction in meeting.corrections.iter().filter(|correction| correction.taken) {
        let corrected = PersonCorrected {
            person: correction.person.clone(),
            held: correction.held.clone(),
        };
        // The import as a second subject tells a roster's word from the desk's.
        let subjects = vec![Subject::Booking(correction.booking), Subject::Import(import)];
        drafts.push(Draft {
            subjects,
            event: Event::PersonCorrected(corrected),
        });
    }
    for booking in leaving {
        let withdrawn = BookingWithdrawn {
            cause: WithdrawCause::GoneFromRoster,
        };
        drafts.push(Draft::about(
            Subject::Booking(*booking),
            Event::BookingWithdrawn(withdrawn),
        ));
    }
    drafts
}

fn made(row: &Row, slot: Option<jemput_domain::plan::SlotNumber>, import: ImportId) -> BookingMade {
    let codes = |weight| {
        let of_weight = row.findings.iter().filter(|finding| finding.kind.weight() == weight);
        of_weight.map(|finding| finding.code().to_owned()).collect()
    };
    BookingMade {
        person: row.person.clone(),
        source: Source::Roster { import, row: row.row },
        services: vec![SERVICE.to_owned()],
        slot,
        held: codes(Weight::Holds),
        warned: codes(Weight::Warns),
    }
}
