//! Search as one types.

use crate::{
    Desk, Trouble,
    view::{FindInput, Found},
};

/// The most people that a search gives.
const FOUND_MAX: u32 = 200;

/// Who is found by what is typed: who may check in now stands before who is done.
pub fn find(desk: &Desk, input: FindInput) -> Result<Vec<Found>, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let limit = input.limit.unwrap_or(20).min(FOUND_MAX);
        let rows = view.find(visit.scope, &input.text, limit)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows.iter().filter(|r| r.booking.state.takes_place()) {
            found.push(visit.found(view, row)?);
        }
        found.sort_by_key(|f| f.state.is_settled());
        Ok(found)
    })
}
