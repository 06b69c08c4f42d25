//! Taking back an act of this laptop.

use std::collections::BTreeSet;

use jemput_domain::{
    booking::State,
    decide,
    event::{ActRef, ActUndone, Draft, Event, Place, Source, Subject},
    fold::{At, SubjectState, refold},
    id::{ActId, DeviceId, ImportId},
    refusal::Refusal,
};
use jemput_journal::{BookingRow, EventOf, View};

use crate::{
    Desk, Trouble, history, role,
    roster::undo_import,
    view::{Done, UndoImportInput, UndoInput},
    visit_now::VisitNow,
};

/// How many of this laptop's newest acts are looked through for the one to undo.
const ACTS_MAX: u32 = 5_000;

/// Undoes an act, unless something later rests on it. The act that took a roster in is undone with the whole roster.
pub fn undo(desk: &Desk, input: UndoInput) -> Result<Done, Trouble> {
    let import = desk.read_visit(input.visit, |view, visit| {
        match find(view, visit, desk.device(), input.act)? {
            Some(act) => Ok(import_of(&view.events_of_act(visit.scope, act)?)),
            None => Ok(None),
        }
    })?;
    if let Some(import) = import {
        return undo_import(
            desk,
            UndoImportInput {
                visit: input.visit,
                import,
            },
        );
    }
    let (_, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let act = find(view, visit, desk.device(), input.act)?.ok_or(Refusal::UndoNotOurs)?;
        let events = view.events_of_act(visit.scope, act)?;
        role::judge_all(desk, view, events.iter().map(|event| &event.decoded.event))?;
        let said = history::sentence(view, visit, &events)?;
        let drafts = drafts(view, visit, act, &events)??;
        let sentence = visit
            .lang
            .pick(format!("Dibatalkan: {said}"), format!("Undone: {said}"));
        Ok((drafts, sentence))
    })?;
    Ok(Done { sentence, act: None })
}

/// The roster that an act takes in, if it does.
fn import_of(events: &[EventOf]) -> Option<ImportId> {
    let fact = events
        .iter()
        .find(|event| matches!(event.decoded.event, Event::RosterImported(_)))?;
    fact.decoded.header.subjects.iter().find_map(|subject| match subject {
        Subject::Import(import) => Some(*import),
        _ => None,
    })
}

/// Whether an act can be undone now.
pub(crate) fn can_undo(view: View<'_>, visit: &VisitNow, act: ActRef, events: &[EventOf]) -> Result<bool, Trouble> {
    match import_of(events) {
        Some(import) => Ok(view.import_counts(visit.scope, import)?.1 == 0),
        None => Ok(drafts(view, visit, act, events)?.is_ok()),
    }
}

/// The events that undo an act, or why it cannot be.
fn drafts(
    view: View<'_>,
    visit: &VisitNow,
    act: ActRef,
    events: &[EventOf],
) -> Result<Result<Vec<Draft>, Refusal>, Trouble> {
    if let Some(why) = events.iter().find_map(|event| stands(&event.decoded.event)) {
        return Ok(Err(why));
    }
    let subjects = subjects(events);
    if subjects.is_empty() {
        return Ok(Err(stays(
            "tidak ada yang perlu dibatalkan",
            "there is nothing to undo",
        )));
    }
    let drafts = decide::undo(act, &subjects, |subject| folded(view, visit, subject))?;
    if drafts.is_ok()
        && let Some(why) = seat_taken(view, visit, act, &subjects)?
    {
        return Ok(Err(why));
    }
    Ok(drafts)
}

/// A subject's events as they fold.
fn folded(view: View<'_>, visit: &VisitNow, subject: Subject) -> Result<Vec<(At, Event)>, Trouble> {
    let events = view.events_of(visit.scope, subject)?;
    Ok(events
        .into_iter()
        .map(|event| (event.at, event.decoded.event))
        .collect())
}

/// Why nobody can be put back where they sat: another person has the station, or it was on another day.
fn seat_taken(
    view: View<'_>,
    visit: &VisitNow,
    act: ActRef,
    subjects: &BTreeSet<Subject>,
) -> Result<Option<Refusal>, Trouble> {
    let others = view.at_stations(visit.scope)?;
    for subject in subjects {
        let Subject::Booking(id) = subject else { continue };
        let mut events = folded(view, visit, *subject)?;
        let Some((at, _)) = events.last() else { continue };
        events.push((At { seq: u32::MAX, ..*at }, Event::ActUndone(ActUndone { act })));
        let SubjectState::Booking(booking) = refold(*subject, &mut events) else {
            continue;
        };
        let seat = booking
            .at_station
            .filter(|_| matches!(booking.state, State::Called | State::Recording));
        let Some(seat) = seat else { continue };
        if visit.zone().local(seat.called).0 != visit.day {
            return Ok(Some(stays("hari itu sudah lewat", "that day is over")));
        }
        let sits =
            |row: &&BookingRow| row.id != *id && row.booking.at_station.is_some_and(|at| at.station == seat.station);
        if let Some(other) = others.iter().find(sits) {
            let ticket = other
                .booking
                .arrival
                .as_ref()
                .map(|arrival| arrival.ticket.to_string())
                .unwrap_or_default();
            return Ok(Some(Refusal::StationBusy {
                station: seat.station,
                ticket,
            }));
        }
    }
    Ok(None)
}

/// What an act is about. A laptop's introduction, its mark and an operator's name stay, whatever act they came with:
/// a mark that was printed is never given again.
pub(crate) fn subjects(events: &[EventOf]) -> BTreeSet<Subject> {
    let undone = events.iter().filter(|event| {
        !matches!(
            event.decoded.event,
            Event::DeviceJoined(_) | Event::DeviceNamed(_) | Event::MarkTaken(_) | Event::OperatorNamed(_)
        )
    });
    undone
        .flat_map(|event| event.decoded.header.subjects.iter().copied())
        .collect()
}

/// Why an event's act is never undone by itself.
fn stands(event: &Event) -> Option<Refusal> {
    match event {
        Event::VisitPlanned(_) => Some(stays(
            "kegiatan yang sudah dibuat diubah di Jadwal",
            "a planned visit is changed in the plan",
        )),
        Event::SiteAdded(_) => Some(stays("lokasi tetap tersimpan", "a site stays")),
        Event::Exported(_) => Some(stays(
            "yang sudah keluar tidak dapat ditarik",
            "what has left cannot be called back",
        )),
        Event::RosterImported(_) => Some(roster()),
        Event::BookingMade(made) if matches!(made.source, Source::Roster { .. }) => Some(roster()),
        Event::ActUndone(_) => Some(stays(
            "ini sendiri sebuah pembatalan; catat sekali lagi",
            "this is an undo itself; do the act again",
        )),
        _ => None,
    }
}

fn roster() -> Refusal {
    stays(
        "daftar dibatalkan seluruhnya di Peserta",
        "a roster is taken back as a whole on the roster screen",
    )
}

fn stays(indonesian: &str, english: &str) -> Refusal {
    Refusal::UndoTooLate {
        why: (indonesian.to_owned(), english.to_owned()),
    }
}

/// This laptop's act of that id, among its newest: walks its log back act by act.
fn find(view: View<'_>, visit: &VisitNow, device: DeviceId, act: ActId) -> Result<Option<ActRef>, Trouble> {
    let heads = view.heads(visit.scope)?;
    let mut seq = heads
        .iter()
        .find(|head| head.device == device)
        .map_or(0, |head| head.seq);
    for _ in 0..ACTS_MAX {
        let Some(last) = view.event(visit.scope, Place { device, seq })? else {
            return Ok(None);
        };
        let first_seq = seq.saturating_sub(u32::from(last.header.act_step));
        let found = ActRef { device, first_seq };
        if found.id(visit.scope) == act {
            return Ok(Some(found));
        }
        seq = first_seq.saturating_sub(1);
    }
    Ok(None)
}
