//! How full the site gets once the roster is booked: as planned, and if the largest class of a day comes as a whole.

use std::collections::BTreeMap;

use jemput_domain::{
    plan::{Curve, SlotNumber, forecast, together},
    time::Day,
};

use crate::roster::{meeting::Fate, prepare::Met};

/// The days on which somebody is booked.
pub(super) struct Crowd {
    pub(super) curves: Vec<Curve>,
    /// The fullest the site gets by one class.
    pub(super) at_once: Option<AtOnce>,
}

/// A class that comes all at once.
pub(super) struct AtOnce {
    pub(super) class: String,
    /// Its people on that day.
    pub(super) people: u32,
    /// Most people on site at once.
    pub(super) peak: u32,
}

type BySlot = BTreeMap<SlotNumber, u16>;

impl Crowd {
    pub(super) fn of(met: &Met<'_>) -> Self {
        let plan = &met.visit.plan;
        let taken = &met.placing.taken;
        let days = plan.setup.days.iter().map(|hours| hours.day);
        let days = days.filter(|day| {
            plan.slots_on(*day)
                .any(|slot| taken.get(&slot.number).is_some_and(|n| *n > 0))
        });
        let curves: Vec<Curve> = days.map(|day| forecast(plan, day, taken, None)).collect();
        let at_once = largest_classes(met).into_iter().map(|(day, (class, slots))| AtOnce {
            class: class.to_owned(),
            people: slots.values().map(|people| u32::from(*people)).sum(),
            peak: together(plan, day, taken, &slots).peak_on_site,
        });
        Self {
            at_once: at_once.max_by_key(|class| class.peak),
            curves,
        }
    }

    /// Minute of the day and people on site, day by day.
    pub(super) fn points(&self) -> Vec<(Day, Vec<(u32, u32)>)> {
        let points = |curve: &Curve| {
            let points = curve.points.iter();
            points.map(|point| (u32::from(point.minute.0), point.on_site)).collect()
        };
        self.curves.iter().map(|curve| (curve.day, points(curve))).collect()
    }
}

/// The largest class of each day, with its people by slot.
fn largest_classes<'m>(met: &'m Met<'_>) -> BTreeMap<Day, (&'m str, BySlot)> {
    let mut classes: BTreeMap<(Day, &str), BySlot> = BTreeMap::new();
    for (at, row) in met.roster.rows.iter().enumerate() {
        let slot = match met.meeting.fates[at] {
            Fate::New => met.placing.slots[at],
            Fate::Booked(id) | Fate::Held(id) => met.bookings.get(id).and_then(|booking| booking.slot),
            Fate::NotDue => None,
        };
        let slot = slot.and_then(|slot| met.visit.plan.slot(slot));
        if let Some(slot) = slot.filter(|_| !row.person.class.is_empty()) {
            let people = classes.entry((slot.day, &row.person.class)).or_default();
            let people = people.entry(slot.number).or_default();
            *people = people.saturating_add(1);
        }
    }
    let size = |slots: &BySlot| -> u32 { slots.values().map(|people| u32::from(*people)).sum() };
    let mut largest: BTreeMap<Day, (&str, BySlot)> = BTreeMap::new();
    for ((day, class), slots) in classes {
        let best = largest.entry(day).or_default();
        if size(&slots) > size(&best.1) {
            *best = (class, slots);
        }
    }
    largest
}
