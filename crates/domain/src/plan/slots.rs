//! From the planner's few numbers to slots.
//!
//! Slots of the asked length run from opening; a break and the day's end cut them, and they run anew from the break's
//! end. In a break slots exist only for the stations that stay open in it. What a cut leaves is kept as a slot when at
//! least one person fits.

use std::collections::BTreeMap;

use super::{
    DayHours, Plan, Setup, SetupProblem, Slot, SlotNumber, Span, check,
    limits::{DAY_MINUTES, STATIONS_MAX},
};
use crate::time::{Day, Minute};

/// The plan of a new visit: slots numbered from 0 by day and start. Days and breaks are put in order.
///
/// # Errors
/// All that is wrong with the set-up, as [`check`] finds it.
pub fn plan(setup: &Setup) -> Result<Plan, Vec<SetupProblem>> {
    replan_slots(
        &Plan {
            setup: setup.clone(),
            slots: Vec::new(),
        },
        setup,
        0,
    )
}

/// The plan of a visit whose numbers changed: a slot whose day and start are as before keeps its number, others are
/// numbered from `next_number`, which must lie above every number that the visit ever used.
///
/// # Errors
/// All that is wrong with the new set-up, or that no numbers are left.
pub fn replan_slots(old: &Plan, new: &Setup, next_number: u16) -> Result<Plan, Vec<SetupProblem>> {
    let problems = check(new);
    if !problems.is_empty() {
        return Err(problems);
    }
    let setup = in_order(new);
    let mut slots = lay(&setup);
    let kept: BTreeMap<(Day, Minute), SlotNumber> = old
        .slots
        .iter()
        .map(|slot| ((slot.day, slot.span.start), slot.number))
        .collect();
    let above_old = old
        .slots
        .iter()
        .map(|slot| u32::from(slot.number.0) + 1)
        .max()
        .unwrap_or(0);
    let mut next = above_old.max(u32::from(next_number));
    for slot in &mut slots {
        slot.number = match kept.get(&(slot.day, slot.span.start)) {
            Some(number) => *number,
            None => {
                let number = u16::try_from(next).map_err(|_| vec![SetupProblem::NumbersUsedUp])?;
                next += 1;
                SlotNumber(number)
            }
        };
    }
    Ok(Plan { setup, slots })
}

/// People that a plan can book: its places less the reserve and within the waiting limit.
pub fn capacity(plan: &Plan) -> u32 {
    plan.slots.iter().map(|slot| u32::from(plan.places(slot))).sum()
}

fn in_order(setup: &Setup) -> Setup {
    let mut setup = setup.clone();
    setup.days.sort_by_key(|hours| hours.day);
    for hours in &mut setup.days {
        hours.breaks.sort_by_key(|pause| (pause.span.start, pause.span.end));
    }
    setup
}

/// The slots of a set-up, numbered from 0. Total: impossible hours give no slots.
pub(super) fn lay(setup: &Setup) -> Vec<Slot> {
    let setup = in_order(setup);
    let mut slots = Vec::new();
    for hours in &setup.days {
        for stretch in stretches(hours, setup.stations) {
            for span in cut(stretch.span, setup.slot_minutes) {
                let capacity = people_in(stretch.stations, span.minutes(), setup.minutes_per_person);
                let Ok(number) = u16::try_from(slots.len()) else {
                    return slots;
                };
                if capacity > 0 {
                    let reserve = reserve_of(capacity, setup.reserve_percent);
                    slots.push(Slot {
                        number: SlotNumber(number),
                        day: hours.day,
                        span,
                        capacity,
                        reserve,
                    });
                }
            }
        }
    }
    slots
}

/// People that so many stations finish in so many minutes, rounded down.
pub(super) fn people_in(stations: u8, minutes: u16, minutes_per_person: u16) -> u16 {
    let people = u32::from(stations) * u32::from(minutes) / u32::from(minutes_per_person.max(1));
    u16::try_from(people).unwrap_or(u16::MAX)
}

/// Places kept of a capacity: the share rounded up, so that a small slot keeps one too.
pub(super) fn reserve_of(capacity: u16, percent: u8) -> u16 {
    let reserve = (u32::from(capacity) * u32::from(percent)).div_ceil(100);
    u16::try_from(reserve).unwrap_or(u16::MAX).min(capacity)
}

/// Part of a day in which the same number of stations is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub span: Span,
    pub stations: u8,
}

/// A day's open stretches in order, at most `stations` open in each; what no station is open in is left out.
/// Total: breaks are taken in order and clipped to what the hours and the breaks before them leave.
pub(super) fn stretches(hours: &DayHours, stations: u8) -> Vec<Stretch> {
    let stations = stations.min(STATIONS_MAX);
    let close = hours.open.end.min(Minute(DAY_MINUTES));
    let mut breaks = hours.breaks.clone();
    breaks.sort_by_key(|pause| (pause.span.start, pause.span.end));
    let mut out = Vec::new();
    let mut push = |start: Minute, end: Minute, stations: u8| {
        if start < end && stations > 0 {
            out.push(Stretch {
                span: Span { start, end },
                stations,
            });
        }
    };
    let mut at = hours.open.start;
    for pause in breaks {
        let start = pause.span.start.clamp(at, close.max(at));
        let end = pause.span.end.clamp(start, close.max(start));
        push(at, start, stations);
        push(start, end, pause.stations_open.min(stations));
        at = end;
    }
    push(at, close, stations);
    out
}

fn cut(span: Span, slot_minutes: u16) -> impl Iterator<Item = Span> {
    let step = usize::from(slot_minutes.max(1));
    (span.start.0..span.end.0).step_by(step).map(move |start| Span {
        start: Minute(start),
        end: Minute(span.end.0.min(start.saturating_add(slot_minutes.max(1)))),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::{
        Break, book,
        fixture::{any_plan, any_setup, day, minute, sman55, sman55_plan, span},
    };

    #[test]
    fn a_school_day_has_eight_slots_a_quarter_hour_and_five() {
        let plan = sman55_plan(8);
        let first: Vec<&Slot> = plan.slots_on(day("2021-11-08")).collect();
        let places: Vec<u16> = first.iter().map(|slot| slot.bookable()).collect();
        assert_eq!(places, [13, 13, 13, 13, 13, 13, 13, 13, 6, 13, 13, 13, 13, 13]);
        assert_eq!((first[0].capacity, first[0].reserve), (15, 2));
        assert_eq!(first[8].span, span("11:30-11:45"));
        assert_eq!(first[9].span, span("13:00-13:30"));
        assert_eq!(first[13].span, span("15:00-15:30"));
        let numbers: Vec<u16> = plan.slots.iter().map(|slot| slot.number.0).collect();
        assert_eq!(numbers, (0..42).collect::<Vec<u16>>());
        assert_eq!(capacity(&plan), 3 * 175);
    }

    #[test]
    fn a_break_with_open_stations_is_a_slot_of_those_stations() {
        let mut setup = sman55(8);
        setup.days.truncate(1);
        setup.days[0].breaks = vec![Break {
            span: span("11:30-12:30"),
            stations_open: 2,
        }];
        let plan = plan(&setup).unwrap();
        let in_break: Vec<(Span, u16)> = plan
            .slots
            .iter()
            .filter(|s| s.span.overlaps(span("11:30-12:30")))
            .map(|s| (s.span, s.capacity))
            .collect();
        assert_eq!(in_break, [(span("11:30-12:00"), 7), (span("12:00-12:30"), 7)]);
    }

    #[test]
    fn what_a_cut_leaves_is_dropped_when_nobody_fits() {
        let mut setup = sman55(15);
        setup.days.truncate(1);
        setup.stations = 1;
        setup.reserve_percent = 0;
        setup.days[0].open = span("08:00-09:40");
        setup.days[0].breaks.clear();
        let spans: Vec<Span> = plan(&setup).unwrap().slots.iter().map(|slot| slot.span).collect();
        assert_eq!(spans, [span("08:00-08:30"), span("08:30-09:00"), span("09:00-09:30")]);
    }

    #[test]
    fn the_waiting_limit_bounds_a_slot() {
        let mut setup = sman55(8);
        setup.waiting_limit = 10;
        assert_eq!(capacity(&plan(&setup).unwrap()), 3 * (13 * 10 + 6));
    }

    #[test]
    fn days_are_put_in_order() {
        let mut setup = sman55(8);
        setup.days.reverse();
        assert_eq!(plan(&setup), plan(&sman55(8)));
    }

    #[test]
    fn a_changed_plan_keeps_numbers_and_never_uses_one_again() {
        let old = sman55_plan(8);
        let mut setup = sman55(10);
        setup.days[0].open = span("08:15-15:30");
        let new = replan_slots(&old, &setup, 50).unwrap();
        // Mornings run on another grid, the afternoon is as it was.
        let first: Vec<(Minute, u16)> = new
            .slots_on(day("2021-11-08"))
            .map(|slot| (slot.span.start, slot.number.0))
            .collect();
        assert_eq!(first[0], (minute("08:15"), 50));
        assert_eq!(first[6], (minute("11:15"), 56));
        assert_eq!(first[7], (minute("13:00"), 9));
        let second: Vec<u16> = new.slots_on(day("2021-11-09")).map(|slot| slot.number.0).collect();
        assert_eq!(second, (14..28).collect::<Vec<u16>>());
        // Back again: the first day's old numbers are not lost only because a caller kept no count.
        let back = replan_slots(&new, &sman55(8), 0).unwrap();
        assert!(back.slots_on(day("2021-11-08")).take(9).all(|slot| slot.number.0 >= 57));
        assert_eq!(
            replan_slots(&old, &setup, u16::MAX),
            Err(vec![SetupProblem::NumbersUsedUp])
        );
    }

    proptest! {
        #[test]
        fn slots_keep_the_laws(plan in any_plan()) {
            for pair in plan.slots.windows(2) {
                prop_assert!((pair[0].day, pair[0].span.end) <= (pair[1].day, pair[1].span.start) || pair[0].day < pair[1].day);
            }
            for slot in &plan.slots {
                let hours = plan.hours_of(slot.day).unwrap();
                prop_assert!(slot.capacity >= 1 && slot.reserve <= slot.capacity);
                prop_assert!(slot.span.minutes() >= 1 && slot.span.minutes() <= plan.setup.slot_minutes);
                prop_assert!(hours.open.start <= slot.span.start && slot.span.end <= hours.open.end);
                let stations = match hours.breaks.iter().find(|pause| pause.span.overlaps(slot.span)) {
                    Some(pause) => {
                        prop_assert!(pause.span.start <= slot.span.start && slot.span.end <= pause.span.end);
                        pause.stations_open
                    }
                    None => plan.setup.stations,
                };
                let minutes = u32::from(slot.capacity) * u32::from(plan.setup.minutes_per_person);
                prop_assert!(minutes <= u32::from(stations) * u32::from(slot.span.minutes()));
                prop_assert!(u32::from(slot.reserve) * 100 >= u32::from(slot.capacity) * u32::from(plan.setup.reserve_percent));
            }
        }

        #[test]
        fn checking_says_whether_a_plan_follows(setup in any_setup()) {
            prop_assert_eq!(check(&setup).is_empty(), plan(&setup).is_ok());
        }

        #[test]
        fn numbers_stay_distinct_through_changes(a in any_setup(), b in any_setup(), next in 0_u16..400) {
            if let (Ok(old), Ok(_)) = (plan(&a), plan(&b)) {
                let new = replan_slots(&old, &b, next).unwrap();
                let mut seen = std::collections::BTreeSet::new();
                for slot in &new.slots {
                    prop_assert!(seen.insert(slot.number));
                    if let Some(was) = old.slots.iter().find(|was| was.number == slot.number) {
                        prop_assert_eq!((was.day, was.span.start), (slot.day, slot.span.start));
                    } else {
                        prop_assert!(slot.number.0 >= next);
                    }
                }
            }
        }

        #[test]
        fn a_plan_books_what_it_says(plan in any_plan()) {
            let people = vec![super::super::ToBook::default(); capacity(&plan) as usize + 3];
            let booked = book(&plan, &people, &BTreeMap::new(), None);
            prop_assert_eq!(booked.unplaced.len(), 3);
        }
    }
}
