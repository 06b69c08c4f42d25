//! Hari ini: is the day going well, what do I do about it?

mod measured;
mod needs;
mod silent;
mod suggestion;

use jemput_domain::{
    plan::{Curve, forecast},
    time::Day,
};
use jemput_journal::{PeopleFilter, View};

use crate::{
    Desk, Trouble,
    figures::Figures,
    pace,
    station::{minutes_between, station_views},
    view::{Today, TodayInput, Unslotted},
    visit_now::VisitNow,
};

/// A day of the visit as it stands.
pub fn today(desk: &Desk, input: TodayInput) -> Result<Today, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let day = input.day.unwrap_or_else(|| visit.shown_day());
        let figures = Figures::load(view, visit)?;
        let of_day = figures.day(day);
        let measured = pace::measured_seconds(view, visit, day)?;
        let curve = curve(view, visit, &figures, day, measured)?;
        let ends = curve
            .as_ref()
            .and_then(|curve| curve.ends_at)
            .filter(|_| day >= visit.day);
        Ok(Today {
            day,
            booked: of_day.booked,
            not_here: of_day.not_here,
            arrived: of_day.arrived,
            waiting: of_day.waiting,
            recording: of_day.recording,
            recorded: of_day.recorded,
            left: of_day.left,
            no_show: of_day.no_show,
            on_site: of_day.on_site,
            waiting_limit: u32::from(visit.plan.setup.waiting_limit),
            longest_wait_minutes: longest_wait(view, visit, day)?,
            expected_end: ends.map(|minute| visit.show(visit.zone().moment(day, minute))),
            measured_minutes: measured.map(pace::minutes),
            planned_minutes: u32::from(visit.plan.setup.minutes_per_person),
            slots: visit.plan.slots_on(day).map(|slot| figures.view_of(slot)).collect(),
            stations: station_views(view, visit)?,
            needs: needs::needs(view, visit, &figures, desk.device())?,
            without_slot: without_slot(view, visit, &figures, day)?,
            measured: measured::measured(view, visit, day)?,
            curve: curve.as_ref().map(points).unwrap_or_default(),
            suggestion: suggestion::suggestion(view, visit, &figures, day, measured, curve.as_ref())?,
        })
    })
}

/// The most people without a slot whom a day lists; its figures count them all.
const LISTED_MAX: u32 = 1_000;

/// Who came on a day without a slot on it: walk-ins for whom none was free, and who was served on another day than theirs.
fn without_slot(
    view: View<'_>,
    visit: &VisitNow,
    figures: &Figures<'_>,
    day: Day,
) -> Result<Option<Unslotted>, Trouble> {
    let counted = figures.without_slot(day);
    if counted.arrived == 0 {
        return Ok(None);
    }
    let filter = PeopleFilter {
        arrival_day: Some(day),
        ..PeopleFilter::default()
    };
    let (_, rows) = view.people(visit.scope, &filter, 0, LISTED_MAX)?;
    let here = |number| visit.plan.slot(number).is_some_and(|slot| slot.day == day);
    let bookings = rows.iter().filter(|row| !row.booking.slot.is_some_and(here));
    Ok(Some(Unslotted {
        arrived: counted.arrived,
        waiting: counted.waiting,
        recording: counted.recording,
        recorded: counted.recorded,
        open: counted.open,
        left: counted.left,
        bookings: bookings.map(|row| row.id).collect(),
    }))
}

/// The crowd of the rest of today, or of a day to come as planned; none of a day that is over.
fn curve(
    view: View<'_>,
    visit: &VisitNow,
    figures: &Figures<'_>,
    day: Day,
    measured: Option<u32>,
) -> Result<Option<Curve>, Trouble> {
    let to_come = figures.to_come(day);
    if day < visit.day {
        return Ok(None);
    }
    if day > visit.day {
        return Ok(Some(forecast(&visit.plan, day, &to_come, None)));
    }
    let stations = pace::stations(view, visit)?.working;
    let live = pace::live(visit, figures, stations, measured);
    Ok(Some(forecast(&visit.plan, day, &to_come, Some(&live))))
}

fn points(curve: &Curve) -> Vec<(u32, u32)> {
    curve
        .points
        .iter()
        .map(|point| (u32::from(point.minute.0), point.on_site))
        .collect()
}

/// Of all who wait now, served or not yet: the longest so far.
fn longest_wait(view: View<'_>, visit: &VisitNow, day: Day) -> Result<Option<u32>, Trouble> {
    if day != visit.day {
        return Ok(None);
    }
    let waiting = view.queue(visit.scope, day)?;
    let arrivals = waiting.iter().filter_map(|row| row.booking.arrival.as_ref());
    Ok(arrivals.map(|arrival| minutes_between(arrival.at, visit.now)).max())
}
