//! Checking a class in: one act, less those who are missing, tickets in list order.

use jemput_domain::{
    booking::State,
    decide::{self, Check},
    refusal::Refusal,
};
use jemput_journal::PeopleFilter;

use super::{arrive::told, mark, ticket};
use crate::{
    Desk, Trouble,
    view::{ArriveClassInput, Arrived},
};

/// The most people that a class has.
const CLASS_MAX: u32 = 2_000;

/// Checks in everyone of a class who has not come, but those named.
pub fn arrive_class(desk: &Desk, input: ArriveClassInput) -> Result<Vec<Arrived>, Trouble> {
    let (act, rows) = desk.act(input.visit, |writing, visit| {
        let filter = PeopleFilter {
            class: Some(input.class.clone()),
            ..PeopleFilter::default()
        };
        let (_, rows) = writing.view().people(visit.scope, &filter, 0, CLASS_MAX)?;
        let may_come = |state: State| !state.is_settled() && !state.on_site();
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|r| may_come(r.booking.state) && !input.except.contains(&r.id))
            .collect();
        if rows.is_empty() {
            return Err(Refusal::ClassEmpty {
                class: input.class.clone(),
            }
            .into());
        }
        let (mark, mut drafts) = mark::own(desk, writing.view(), visit.scope)?;
        for row in &rows {
            let ticketing = ticket::next(desk, writing, visit, &mark)?;
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
