//! Booking people again who went without: incomplete, missed, left, not served, left on site overnight, or not come.

use jemput_domain::{
    booking::{Booking, State},
    decide,
    event::MoveCause,
    plan::{Plan, SlotNumber, ToBook, book},
    refusal::Refusal,
    time::{Day, Minute},
    words::Lang,
};
use jemput_journal::{BookingRow, View};

use crate::{
    Desk, Trouble,
    figures::Figures,
    move_bookings::moved,
    saying,
    view::{BookingsInput, Done},
    visit_now::{self, VisitNow},
};

/// Nobody is booked into a slot that starts sooner than this.
const LEAD_MINUTES: u16 = 30;

/// Books people again into free places later today or on the next days; what is kept for repeats only when nothing else is free.
pub fn rebook(desk: &Desk, input: BookingsInput) -> Result<Done, Trouble> {
    let (act, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let people = who(view, visit, &input)?;
        let slots = places(view, visit, &people)?;
        let mut drafts = Vec::new();
        for (row, slot) in people.iter().zip(&slots) {
            let Some(slot) = *slot else { continue };
            let behind = is_left_behind(visit, &row.booking);
            if behind {
                drafts.extend(decide::leave(row.id, &row.booking, String::new())?);
            }
            let is_here = row.booking.state.on_site() && !behind;
            drafts.push(moved(row.id, Some(slot), MoveCause::Again, !is_here));
        }
        let sentence = said(visit, &people, &slots, visit.lang);
        Ok((drafts, sentence))
    })?;
    Ok(Done { sentence, act })
}

/// Those of the list who can be booked again, each once; refused where all of them are done or gone.
fn who(view: View<'_>, visit: &VisitNow, input: &BookingsInput) -> Result<Vec<BookingRow>, Trouble> {
    let mut people: Vec<BookingRow> = Vec::new();
    let mut refused = None;
    for id in &input.bookings {
        let row = visit_now::booking(view, visit.scope, *id)?;
        let name = row.booking.person.name.clone();
        match row.booking.state {
            State::Withdrawn | State::Joined => refused = Some(Refusal::Withdrawn { name }),
            State::Recorded | State::AlreadyRecorded => refused = Some(Refusal::AlreadyDone { name }),
            _ if goes_without(visit, &row) && people.iter().all(|other| other.id != row.id) => people.push(row),
            _ => {}
        }
    }
    match refused {
        Some(why) if people.is_empty() => Err(why.into()),
        _ => Ok(people),
    }
}

/// Whether somebody stands on site since an earlier day: it ended before they were served, and they went home.
pub(crate) fn is_left_behind(visit: &VisitNow, booking: &Booking) -> bool {
    let came = booking.arrival.as_ref().map(|arrival| arrival.ticket.day);
    booking.state.on_site() && came.is_some_and(|day| day < visit.day)
}

/// Whether nothing will happen unless someone books them again. Who is here, or has a slot to come, is expected.
fn goes_without(visit: &VisitNow, row: &BookingRow) -> bool {
    let slot = row.booking.slot.and_then(|number| visit.plan.slot(number));
    match row.booking.state {
        State::Incomplete | State::Missed | State::Left | State::NotServed => true,
        State::Booked => slot.is_none_or(|slot| (slot.day, slot.span.end) <= (visit.day, visit.minute)),
        _ => is_left_behind(visit, &row.booking),
    }
}

/// A free place for each, in the order given: first what may be booked, then what is kept for walk-ins and repeats.
fn places(view: View<'_>, visit: &VisitNow, people: &[BookingRow]) -> Result<Vec<Option<SlotNumber>>, Trouble> {
    let mut taken = Figures::load(view, visit)?.taken();
    let from: (Day, Minute) = (visit.day, Minute(visit.minute.0.saturating_add(LEAD_MINUTES)));
    let asked: Vec<ToBook> = people.iter().map(|row| to_book(visit, row)).collect();
    let mut slots = book(&visit.plan, &asked, &taken, Some(from)).placed;
    for slot in slots.iter().flatten() {
        *taken.entry(*slot).or_default() += 1;
    }
    let left: Vec<usize> = (0..slots.len()).filter(|index| slots[*index].is_none()).collect();
    let asked: Vec<ToBook> = left.iter().map(|index| asked[*index].clone()).collect();
    let last = book(&with_reserve(&visit.plan), &asked, &taken, Some(from)).placed;
    for (index, slot) in left.into_iter().zip(last) {
        slots[index] = slot;
    }
    Ok(slots)
}

/// Alone, not with the class: that has had its turn.
fn to_book(visit: &VisitNow, row: &BookingRow) -> ToBook {
    let person = &row.booking.person;
    let birth_date = person.birth_date.or_else(|| person.nik?.birth_date(visit.day));
    ToBook {
        birth_date,
        ..ToBook::default()
    }
}

/// The plan with the places that it keeps for walk-ins and repeats.
fn with_reserve(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for slot in &mut plan.slots {
        slot.reserve = 0;
    }
    plan
}

fn said(visit: &VisitNow, people: &[BookingRow], slots: &[Option<SlotNumber>], lang: Lang) -> String {
    let placed: Vec<_> = people
        .iter()
        .zip(slots)
        .filter_map(|(row, slot)| Some((row, visit.plan.slot((*slot)?)?)))
        .collect();
    let without = people.len() - placed.len();
    if people.is_empty() {
        return lang.pick(
            "Tidak ada yang perlu dijadwalkan ulang.".into(),
            "Nobody needs to be booked again.".into(),
        );
    }
    let mut text = match placed.as_slice() {
        [] => String::new(),
        [(row, slot)] => {
            let (name, when) = (&row.booking.person.name, saying::slot(visit, slot, lang));
            lang.pick(
                format!("{name} dijadwalkan ulang: {when}."),
                format!("{name} booked again: {when}."),
            )
        }
        many => {
            let count = saying::people(many.len() as u32, lang);
            let first = many
                .iter()
                .map(|(_, slot)| *slot)
                .min_by_key(|slot| (slot.day, slot.span.start));
            let when = first.map(|slot| saying::slot(visit, slot, lang)).unwrap_or_default();
            lang.pick(
                format!("{count} dijadwalkan ulang mulai {when}."),
                format!("{count} booked again from {when} on."),
            )
        }
    };
    if without > 0 {
        let count = saying::people(without as u32, lang);
        let rest = lang.pick(
            format!("Tidak ada tempat lagi untuk {count}. Tambah hari atau meja di Jadwal."),
            format!("No place is left for {count}. Add days or stations to the plan."),
        );
        text = if text.is_empty() {
            rest
        } else {
            format!("{text} {rest}")
        };
    }
    text
}
