//! Taking a roster back, whole, while nobody of it has come.

use std::collections::BTreeSet;

use jemput_domain::{
    event::{ActRef, ActUndone, BookingWithdrawn, Draft, Event, Subject, WithdrawCause},
    id::{ImportId, ScopeId},
    refusal::Refusal,
};
use jemput_journal::{EventOf, JournalError, View};

use crate::{
    Desk, Trouble,
    saying::people,
    view::{Done, UndoImportInput},
    visit_change::append_all,
};

/// Takes an import back: its bookings, its corrections and whom it took out.
pub fn undo_import(desk: &Desk, input: UndoImportInput) -> Result<Done, Trouble> {
    let mut journal = desk.journal_beside()?;
    let mut writing = journal.write()?;
    let view = writing.view();
    let lang = desk.lang_in(view);
    view.visit(input.visit)?.ok_or(Refusal::NoVisit)?;
    let events = events(view, input.visit, input.import)?;
    let (made, arrived) = bookings(view, input.visit, &events)?;
    if arrived > 0 {
        return Err(Refusal::ImportArrived { people: arrived }.into());
    }
    append_all(desk, &mut writing, input.visit, drafts(&events))?;
    writing.commit()?;
    let made = people(made, lang);
    let sentence = lang.pick(
        format!("Daftar dibatalkan: jadwal {made} dihapus dan tidak tampil lagi. Data di catatannya tetap sampai dihapus Dinas menurut masa simpan."),
        format!("The roster is taken back: the bookings of {made} are gone from all screens. Their data stay in the journal until the office erases them under its retention."),
    );
    Ok(Done { sentence, act: None })
}

/// The events of all acts of an import: they follow on each other in one log.
fn events(view: View<'_>, scope: ScopeId, import: ImportId) -> Result<Vec<EventOf>, Trouble> {
    let of_import = view.events_of(scope, Subject::Import(import))?;
    let is_fact = |event: &&EventOf| matches!(event.decoded.event, Event::RosterImported(_));
    let first = of_import.iter().find(is_fact).ok_or_else(|| Refusal::NotFound {
        code: import.to_string(),
    })?;
    if of_import
        .iter()
        .any(|event| matches!(event.decoded.event, Event::ActUndone(_)))
    {
        return Err(Refusal::UndoneBefore.into());
    }
    let acts = match &first.decoded.event {
        Event::RosterImported(fact) => fact.acts.max(1),
        _ => 1,
    };
    let mut all: Vec<EventOf> = Vec::new();
    let mut act = first.at.act;
    for _ in 0..acts {
        let events = view.events_of_act(scope, act)?;
        let Some(last) = events.last() else { break };
        act = ActRef {
            device: act.device,
            first_seq: last.place.seq + 1,
        };
        all.extend(events);
    }
    Ok(all)
}

/// How many bookings the import made, and how many people that it booked or corrected have come.
fn bookings(view: View<'_>, scope: ScopeId, events: &[EventOf]) -> Result<(u32, u32), JournalError> {
    let (mut made, mut arrived) = (0, 0);
    for event in events {
        let is_made = matches!(event.decoded.event, Event::BookingMade(_));
        let is_corrected = matches!(event.decoded.event, Event::PersonCorrected(_));
        let Some(id) = event.booking().filter(|_| is_made || is_corrected) else {
            continue;
        };
        made += u32::from(is_made);
        let booking = view.booking(scope, id)?;
        arrived += u32::from(booking.is_some_and(|booking| booking.arrival.is_some()));
    }
    Ok((made, arrived))
}

/// Undoes each act for each of its subjects; who came back by it is taken out again.
fn drafts(events: &[EventOf]) -> Vec<Draft> {
    let mut undone = BTreeSet::new();
    let mut drafts = Vec::new();
    for event in events {
        let subjects = &event.decoded.header.subjects;
        let ours = |subject: &&Subject| matches!(subject, Subject::Booking(_) | Subject::Import(_));
        for subject in subjects.iter().filter(ours) {
            if undone.insert((event.at.act, *subject)) {
                drafts.push(Draft::about(
                    *subject,
                    Event::ActUndone(ActUndone { act: event.at.act }),
                ));
            }
            if matches!(event.decoded.event, Event::ActUndone(_)) {
                let again = BookingWithdrawn {
                    cause: WithdrawCause::GoneFromRoster,
                };
                drafts.push(Draft::about(*subject, Event::BookingWithdrawn(again)));
            }
        }
    }
    drafts
}
