//! Moving people, or a class, to another slot.

use jemput_domain::{
    booking::State,
    event::{BookingMoved, Draft, Event, MoveCause, Subject},
    id::BookingId,
    plan::{Cause, Coming, Proposal, Slot, SlotNumber, replan},
    refusal::Refusal,
    words::Lang,
};
use jemput_journal::{BookingRow, PeopleFilter, View};

use crate::{
    Desk, Trouble,
    figures::Figures,
    replan::list_order,
    saying,
    view::{Done, MoveInput},
    visit_now::{self, VisitNow},
};

/// The most people of a class.
const CLASS_MAX: u32 = 2_000;

/// Stands for "no slot" where a slot's number is asked for: no plan reaches it.
const NO_SLOT: SlotNumber = SlotNumber(u16::MAX);

/// Moves people to one slot, or those of a class who have not come to a slot and the day's later ones.
pub fn move_bookings(desk: &Desk, input: MoveInput) -> Result<Done, Trouble> {
    let (act, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let slot = *visit.plan.slot(input.slot).ok_or(Refusal::NoSlot)?;
        if (slot.day, slot.span.end) <= (visit.day, visit.minute) {
            return Err(Refusal::SlotOver { start: slot.span.start }.into());
        }
        let moves = match &input.class {
            Some(class) => of_class(view, visit, class, &slot)?,
            None => of_people(view, visit, &input.bookings, &slot)?,
        };
        let sentence = said(visit, &moves, &slot, input.class.as_deref(), visit.lang);
        Ok((moves.into_iter().map(|step| step.draft).collect(), sentence))
    })?;
    Ok(Done { sentence, act })
}

/// One person's move.
struct Step {
    name: String,
    draft: Draft,
}

impl Step {
    fn new(row: &BookingRow, to: SlotNumber) -> Self {
        let state = row.booking.state;
        let again = matches!(
            state,
            State::Incomplete | State::Missed | State::Left | State::NotServed
        );
        let cause = if again { MoveCause::Again } else { MoveCause::Lead };
        // Who is here hears it at the desk.
        Self {
            name: row.booking.person.name.clone(),
            draft: moved(row.id, Some(to), cause, !state.on_site()),
        }
    }
}

/// A booking gets another slot.
pub(crate) fn moved(id: BookingId, slot: Option<SlotNumber>, cause: MoveCause, to_tell: bool) -> Draft {
    Draft::about(
        Subject::Booking(id),
        Event::BookingMoved(BookingMoved { slot, cause, to_tell }),
    )
}

/// Everyone who was named goes to this slot, or nobody.
fn of_people(view: View<'_>, visit: &VisitNow, ids: &[BookingId], slot: &Slot) -> Result<Vec<Step>, Trouble> {
    let mut steps = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for id in ids.iter().filter(|id| seen.insert(**id)) {
        let row = visit_now::booking(view, visit.scope, *id)?;
        let name = row.booking.person.name.clone();
        match row.booking.state {
            State::Withdrawn | State::Joined => return Err(Refusal::Withdrawn { name }.into()),
            State::Recorded | State::AlreadyRecorded => return Err(Refusal::AlreadyDone { name }.into()),
            _ if row.booking.slot == Some(slot.number) && row.booking.state == State::Booked => {}
            _ => steps.push((row.booking.slot != Some(slot.number), Step::new(&row, slot.number))),
        }
    }
    // Who was in this slot and comes back to it takes no further place.
    let wanted = steps.iter().filter(|(takes, _)| *takes).count();
    let taken = Figures::load(view, visit)?
        .taken()
        .get(&slot.number)
        .copied()
        .unwrap_or(0);
    let free = visit.plan.places(slot).saturating_sub(taken);
    if wanted > usize::from(free) {
        return Err(Refusal::SlotFull {
            start: slot.span.start,
            free: u32::from(free),
            wanted: wanted as u32,
        }
        .into());
    }
    Ok(steps.into_iter().map(|(_, step)| step).collect())
}

/// Those of a class who have not come, in list order, from this slot on; all of them, or nobody.
fn of_class(view: View<'_>, visit: &VisitNow, class: &str, slot: &Slot) -> Result<Vec<Step>, Trouble> {
    let people = still_to_come(view, visit, class)?;
    if people.is_empty() {
        return Err(Refusal::ClassEmpty {
            class: class.to_owned(),
        }
        .into());
    }
    let coming: Vec<Coming> = people
        .iter()
        .zip(0..)
        .map(|(row, index)| coming(row, index, class))
        .collect();
    let taken = Figures::load(view, visit)?.taken();
    let cause = Cause::Class {
        class: class.to_owned(),
        to: slot.number,
    };
    let proposal = replan(&visit.plan, slot.day, slot.span.start, &coming, &taken, &cause);
    refuse_part(&proposal, people.len(), slot)?;
    let steps = proposal
        .moves
        .iter()
        .filter_map(|step| Some(Step::new(people.get(step.index as usize)?, step.to)));
    Ok(steps.collect())
}

fn refuse_part(proposal: &Proposal, people: usize, slot: &Slot) -> Result<(), Refusal> {
    let without = proposal.unplaced.len();
    if without == 0 {
        return Ok(());
    }
    let free = u32::try_from(people.saturating_sub(without)).unwrap_or(u32::MAX);
    Err(Refusal::SlotFull {
        start: slot.span.start,
        free,
        wanted: people as u32,
    })
}

fn coming(row: &BookingRow, index: u32, class: &str) -> Coming {
    Coming {
        index,
        slot: row.booking.slot.unwrap_or(NO_SLOT),
        class: class.to_owned(),
        told: !row.booking.to_tell,
        arrived: false,
    }
}

/// A class's people who have not come, in list order.
pub(crate) fn still_to_come(view: View<'_>, visit: &VisitNow, class: &str) -> Result<Vec<BookingRow>, Trouble> {
    let filter = PeopleFilter {
        class: Some(class.to_owned()),
        states: vec![State::Booked],
        ..PeopleFilter::default()
    };
    let (_, mut rows) = view.people(visit.scope, &filter, 0, CLASS_MAX)?;
    rows.sort_by_cached_key(list_order);
    Ok(rows)
}

fn said(visit: &VisitNow, steps: &[Step], slot: &Slot, class: Option<&str>, lang: Lang) -> String {
    if steps.is_empty() {
        return lang.pick(
            "Semua sudah di sesi itu.".into(),
            "Everybody has that slot already.".into(),
        );
    }
    let when = saying::slot(visit, slot, lang);
    let count = saying::people(steps.len() as u32, lang);
    match class {
        Some(class) => lang.pick(
            format!("{count} {class} dipindah mulai {when}. Beri tahu gurunya."),
            format!("{count} of {class} moved from {when} on. Tell their teacher."),
        ),
        None => {
            let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
            let names = saying::names(&names, lang);
            lang.pick(
                format!("{names} dipindah ke {when}."),
                format!("{names} moved to {when}."),
            )
        }
    }
}
