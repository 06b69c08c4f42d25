//! Why people in a list have no slot: asked of the plan as it stands now.

use jemput_domain::{
    booking::State,
    person::Person,
    plan::{Plan, SlotNumber, ToBook, book},
};
use jemput_journal::{BookingRow, View};

use crate::{Trouble, figures::Figures, rebooking::starting, view::Found, visit_now::VisitNow};

/// Says it of each who has not come and has no slot.
pub(super) fn say(view: View<'_>, visit: &VisitNow, rows: &[BookingRow], people: &mut [Found]) -> Result<(), Trouble> {
    let without = |row: &BookingRow| row.booking.slot.is_none() && row.booking.state == State::Booked;
    if !rows.iter().any(without) {
        return Ok(());
    }
    let taken = Figures::load(view, visit)?.taken();
    for (row, found) in rows.iter().zip(people).filter(|(row, _)| without(row)) {
        found.without_slot = Some(reason(visit, &visit.plan, &row.booking.person, &taken));
    }
    Ok(())
}

fn reason(
    visit: &VisitNow,
    plan: &Plan,
    person: &Person,
    taken: &std::collections::BTreeMap<SlotNumber, u16>,
) -> String {
    let alone = ToBook {
        birth_date: person.birth_date.or_else(|| person.nik?.birth_date(visit.day)),
        ..ToBook::default()
    };
    let booked = book(plan, &[alone], taken, starting(plan, visit.day, visit.minute));
    match booked.unplaced.first() {
        Some((_, why)) => why.say(visit.lang),
        None => visit.lang.pick(
            "Sekarang ada tempat: jadwalkan ulang.".into(),
            "There is a place now: book again.".into(),
        ),
    }
}
