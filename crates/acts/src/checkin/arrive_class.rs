//! Checking a class in: one act, less those who are missing, tickets in list order.

use jemput_domain::{
    decide::{self, Check},
    event::Standing,
    refusal::Refusal,
};
use jemput_journal::{BookingRow, PeopleFilter, View};

use super::{arrive::told, mark, ticket};
use crate::{
    Desk, Trouble,
    view::{ArriveClassInput, Arrived},
    visit_now::VisitNow,
};

/// The most people that a class has.
const CLASS_MAX: u32 = 2_000;

/// Checks in those of a class who are due today and have not come, but those named; and of those whose day is another
/// only whom the desk names, or all of them where the whole class came on another day than its own.
pub fn arrive_class(desk: &Desk, input: ArriveClassInput) -> Result<Vec<Arrived>, Trouble> {
    let (act, rows) = desk.act(input.visit, |writing, visit| {
        let mut rows = with_class(writing.view(), visit, &input.class)?;
        let other_day = input.also.is_empty() && !rows.iter().any(|row| is_due(visit, row));
        rows.retain(|row| {
            let comes = other_day || is_due(visit, row) || input.also.contains(&row.id);
            comes && !input.except.contains(&row.id)
        });
        if rows.is_empty() {
            return Err(Refusal::ClassEmpty {
                class: input.class.clone(),
            }
            .into());
        }
        let (mark, mut drafts) = mark::own(desk, writing.view(), visit.scope)?;
        for row in &rows {
            let ticketing = ticket::next(desk, writing, visit, &mark, &row.booking)?;
            if let Check::Now(arrival, _) =
                decide::arrive(row.id, &row.booking, &visit.plan, visit.day, visit.minute, ticketing)?
            {
                drafts.extend(arrival);
            }
        }
        Ok((drafts, rows))
    })?;
    desk.read_visit(input.visit, |view, visit| {
        rows.iter()
            .map(|row| told(view, visit, row.id, &row.booking, act))
            .collect()
    })
}

/// Those of a class who may be checked in with it, in list order: the same whom the desk's list shows.
fn with_class(view: View<'_>, visit: &VisitNow, class: &str) -> Result<Vec<BookingRow>, Trouble> {
    let filter = PeopleFilter {
        class: Some(class.to_owned()),
        states: decide::WITH_CLASS.to_vec(),
        ..PeopleFilter::default()
    };
    Ok(view.people(visit.scope, &filter, 0, CLASS_MAX)?.1)
}

/// Whether they are ticked until somebody unticks them.
fn is_due(visit: &VisitNow, row: &BookingRow) -> bool {
    visit.standing(&row.booking).0 != Standing::OtherDay
}

/// How many of a class would be checked in with it.
pub(super) fn due_with_class(view: View<'_>, visit: &VisitNow, class: &str) -> Result<u32, Trouble> {
    let due = with_class(view, visit, class)?
        .iter()
        .filter(|row| is_due(visit, row))
        .count();
    Ok(u32::try_from(due).unwrap_or(u32::MAX))
}
