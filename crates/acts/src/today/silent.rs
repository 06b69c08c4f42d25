//! Laptops that took part today and have not been heard for a while, though others are.

use jemput_domain::{
    id::DeviceId,
    plan::{DayHours, saying::minutes_words},
    time::{Minute, Moment},
};
use jemput_journal::View;

use crate::{Trouble, sync, view::Need, visit_now::VisitNow};

/// A laptop that was heard this long ago is not missed yet.
const PATIENCE_MINUTES: i64 = 10;

/// Those laptops, by letter. None out of hours and around a break, where a laptop rests with its crew, and none where
/// nobody else can be heard either: then it is this laptop that has no network, which its sign says calmly.
pub(super) fn silent(view: View<'_>, visit: &VisitNow, this: DeviceId) -> Result<Vec<Need>, Trouble> {
    let at_work = visit
        .plan
        .hours_of(visit.day)
        .is_some_and(|hours| works(hours, visit.minute));
    if !at_work {
        return Ok(Vec::new());
    }
    let since = |at: Moment| (visit.now.0 - at.0) / 60_000;
    let fresh = |at: Moment| since(at) < PATIENCE_MINUTES;
    let mut hears = sync::heard_at(view, visit.scope)?.is_some_and(fresh);
    let mut missed = Vec::new();
    for log in view.logs(visit.scope)? {
        let Some(last) = log.last.as_ref().map(|last| last.header.at()) else {
            continue;
        };
        if log.head.device == this {
            continue;
        }
        if fresh(last) {
            hears = true;
        } else if visit.zone().local(last).0 == visit.day {
            let seat = view.seat(visit.scope, log.head.device)?;
            missed.push((seat.mark, seat.joined.map(|joined| joined.name), since(last)));
        }
    }
    if !hears {
        return Ok(Vec::new());
    }
    missed.sort();
    let named = missed
        .into_iter()
        .filter_map(|(_, name, minutes)| Some((name?, minutes)));
    Ok(named.map(|(name, minutes)| need(visit, &name, minutes)).collect())
}

/// Whether the crew has been at work for long enough that a laptop would have been heard.
fn works(hours: &DayHours, minute: Minute) -> bool {
    let settled = |minute: Minute| Minute(minute.0.saturating_add(PATIENCE_MINUTES as u16));
    let rests = hours
        .breaks
        .iter()
        .any(|pause| pause.span.start <= minute && minute < settled(pause.span.end));
    settled(hours.open.start) <= minute && minute < hours.open.end && !rests
}

fn need(visit: &VisitNow, name: &str, minutes: i64) -> Need {
    let span = minutes_words(u32::try_from(minutes).unwrap_or(0), visit.lang);
    Need {
        kind: "silent".to_owned(),
        sentence: visit.lang.pick(
            format!("{name} tidak terdengar {span}. Catatannya aman di laptop itu; periksa apakah laptop dan jaringannya menyala."),
            format!("{name} has not been heard for {span}. Its events are safe on that laptop; see whether it and its network are on."),
        ),
        bookings: Vec::new(),
    }
}
