//! The check-in desk's surroundings.

use jemput_domain::event::Event;

use super::{
    arrive::{shown_then, told},
    arrive_class::due_with_class,
};
use crate::{
    Desk, Trouble,
    class_order::natural_key,
    places,
    view::{DeskView, FreeSlot, OfVisit},
};

/// How many of the last check-ins the desk shows.
const LAST: usize = 5;

/// The desk: how full the site is, what is left of the day, the last check-ins of this laptop.
pub fn desk(desk: &Desk, input: OfVisit) -> Result<DeskView, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let mut last = Vec::new();
        for event in view.newest_events_of(visit.scope, desk.device(), 200)? {
            let (Event::Arrived(arrived), Some(id)) = (&event.decoded.event, event.booking()) else {
                continue;
            };
            let booking = crate::visit_now::booking(view, visit.scope, id)?.booking;
            if arrived.day != visit.day || booking.ticket_on(visit.day).is_none() {
                continue;
            }
            let mut view = told(view, visit, id, &booking, Some(event.at.act.id(visit.scope)))?;
            if let Some(arrival) = &booking.arrival {
                (view.standing, view.standing_minutes) = shown_then(visit, &booking, arrival);
            }
            last.push(view);
            if last.len() == LAST {
                break;
            }
        }
        let mut classes = view.classes(visit.scope)?;
        classes.sort_by_key(|c| natural_key(c));
        let class_due = match last.first() {
            Some(newest) if !newest.class.is_empty() => due_with_class(view, visit, &newest.class)?,
            _ => 0,
        };
        let on_site = places::on_site(view, visit)?;
        let walk_in_slots: Vec<FreeSlot> = places::walk_in_slots(view, visit)?
            .into_iter()
            .map(|(slot, free)| FreeSlot {
                slot: visit.slot_ref_of(&slot),
                free,
            })
            .collect();
        Ok(DeskView {
            day: visit.shown_day(),
            is_today: visit.plan.day_number(visit.day).is_some(),
            on_site,
            site_full: places::is_full(visit, on_site),
            waiting_limit: u32::from(visit.plan.setup.waiting_limit),
            places_left: places::places_left_today(view, visit)?,
            wait_minutes: crate::wait::expected_wait(view, visit)?,
            last,
            walk_in_slots,
            classes,
            class_due,
        })
    })
}
