//! A class that came late: serve it now in the gaps, a block later, or on a following day.

use jemput_domain::{
    event::{Draft, MoveCause},
    plan::{LateKind, LateOption, late_class as options_of},
    refusal::Refusal,
};
use jemput_journal::{BookingRow, View};

use crate::{
    Desk, Trouble,
    figures::Figures,
    move_bookings::{moved, still_to_come},
    pace,
    view::{Done, LateClassInput, LateClassOption, TakeLateClassInput},
    visit_now::VisitNow,
};

/// What can be done with the class, and what that does to those already told.
pub fn late_class(desk: &Desk, input: LateClassInput) -> Result<Vec<LateClassOption>, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let members = members(view, visit, &input.class)?;
        let options = options(view, visit, &members)?;
        let lang = visit.lang;
        let shown = options.into_iter().map(|option| LateClassOption {
            kind: code(option.kind).to_owned(),
            sentence: option.say(lang),
            slot: option.slots.first().and_then(|(number, _)| visit.slot_ref(*number)),
            placed: u32::from(option.placed),
            unplaced: u32::from(option.unplaced),
            delayed_people: option.delayed_people,
            delay_minutes: option.delay_minutes,
        });
        Ok(shown.collect())
    })
}

/// Does one of the options: those of the class for whom there is a place move, in list order; the others keep their slot.
pub fn take_late_class(desk: &Desk, input: TakeLateClassInput) -> Result<Done, Trouble> {
    let (act, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let members = members(view, visit, &input.class)?;
        let options = options(view, visit, &members)?;
        let option = options.into_iter().find(|option| code(option.kind) == input.kind);
        let option = option.ok_or_else(|| Trouble::BadInput(format!("no option is called {}", input.kind)))?;
        Ok((drafts(visit, &members, &option), option.say(visit.lang)))
    })?;
    Ok(Done { sentence, act })
}

fn code(kind: LateKind) -> &'static str {
    match kind {
        LateKind::Now => "now",
        LateKind::Later => "later",
        LateKind::NextDay => "next_day",
    }
}

/// Those of the class who have not come and whose slot is today or was before; a part that is due on a day to come is
/// not late.
fn members(view: View<'_>, visit: &VisitNow, class: &str) -> Result<Vec<BookingRow>, Trouble> {
    let mut people = still_to_come(view, visit, class)?;
    people.retain(|row| {
        let slot = row.booking.slot.and_then(|number| visit.plan.slot(number));
        slot.is_none_or(|slot| slot.day <= visit.day)
    });
    if people.is_empty() {
        return Err(Refusal::ClassEmpty {
            class: class.to_owned(),
        }
        .into());
    }
    Ok(people)
}

/// The three options, counted without the class.
fn options(view: View<'_>, visit: &VisitNow, members: &[BookingRow]) -> Result<Vec<LateOption>, Trouble> {
    let figures = Figures::load(view, visit)?;
    let (mut taken, mut to_come) = (figures.taken(), figures.to_come(visit.day));
    for slot in members.iter().filter_map(|row| row.booking.slot) {
        for counts in [&mut taken, &mut to_come] {
            if let Some(count) = counts.get_mut(&slot) {
                *count = count.saturating_sub(1);
            }
        }
    }
    let stations = pace::stations(view, visit)?.working;
    let live = pace::live(
        visit,
        &figures,
        stations,
        pace::measured_seconds(view, visit, visit.day)?,
    );
    let people = u16::try_from(members.len()).unwrap_or(u16::MAX);
    Ok(options_of(&visit.plan, visit.day, &live, people, &taken, &to_come))
}

fn drafts(visit: &VisitNow, members: &[BookingRow], option: &LateOption) -> Vec<Draft> {
    let places = option
        .slots
        .iter()
        .flat_map(|(number, count)| std::iter::repeat_n(*number, usize::from(*count)));
    let running = |number| {
        visit
            .plan
            .slot(number)
            .is_some_and(|slot| slot.day == visit.day && slot.span.holds(visit.minute))
    };
    let steps = members
        .iter()
        .zip(places)
        .filter(|(row, to)| row.booking.slot != Some(*to));
    // Who is served in the running slot stands at the door; all others must be told when.
    steps
        .map(|(row, to)| moved(row.id, Some(to), MoveCause::LateClass, !running(to)))
        .collect()
}
