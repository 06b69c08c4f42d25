//! How long someone who arrives now will wait.

use std::collections::BTreeMap;

use jemput_domain::plan::{Live, forecast};
use jemput_journal::{BookingRow, View};

use crate::{Trouble, figures::Figures, pace, visit_now::VisitNow};

/// The range's ends are multiples of this: a promise should not sound more exact than it is.
const STEP_MINUTES: u32 = 5;
/// The wait is taken to be off by up to so much to either side.
const SPREAD_PERCENT: u32 = 15;

/// From, to: minutes that someone who arrives now is expected to wait. None where nobody records: on another day, with
/// no station open, or where the queue is not served today.
pub(crate) fn expected_wait(view: View<'_>, visit: &VisitNow) -> Result<Option<(u32, u32)>, Trouble> {
    if visit.plan.hours_of(visit.day).is_none() {
        return Ok(None);
    }
    let stations = pace::stations(view, visit)?.open;
    if stations == 0 {
        return Ok(None);
    }
    let figures = Figures::load(view, visit)?;
    let live = pace::live(
        visit,
        &figures,
        stations,
        pace::measured_seconds(view, visit, visit.day)?,
    );
    let before = view
        .queue(visit.scope, visit.day)?
        .iter()
        .filter(|row| goes_before(visit, row))
        .count();
    Ok(range(
        visit,
        &Live {
            waiting: u16::try_from(before + 1).unwrap_or(u16::MAX),
            ..live
        },
    ))
}

/// Whether a person who waits is called before someone of the running slot who arrives now.
fn goes_before(visit: &VisitNow, row: &BookingRow) -> bool {
    let booking = &row.booking;
    let own = booking
        .slot
        .and_then(|number| visit.plan.slot(number))
        .filter(|slot| slot.day == visit.day);
    let running = visit.plan.slot_at(visit.day, visit.minute);
    let later = matches!((own, running), (Some(own), Some(running)) if own.span.start > running.span.start);
    booking.front || booking.priority.is_some() || !later
}

/// What is still before the last of those who wait, widened to what people can be told.
fn range(visit: &VisitNow, live: &Live) -> Option<(u32, u32)> {
    let curve = forecast(&visit.plan, visit.day, &BTreeMap::new(), Some(live));
    if curve.unserved > 0 {
        return None;
    }
    let minutes = u32::from(curve.longest_wait_minutes);
    let from = minutes * (100 - SPREAD_PERCENT) / 100 / STEP_MINUTES * STEP_MINUTES;
    let to = (minutes * (100 + SPREAD_PERCENT)).div_ceil(100).div_ceil(STEP_MINUTES) * STEP_MINUTES;
    Some((from, to.max(from + STEP_MINUTES)))
}
