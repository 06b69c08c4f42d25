//! Classes of the file, and when they come.

use std::collections::{BTreeSet, HashMap};

use jemput_domain::{plan::SlotNumber, words::Lang};

use crate::{
    class_order::natural_key,
    roster::{meeting::Fate, prepare::Met, when::when},
    view::ClassPlanned,
};

/// In natural order.
pub(super) fn classes(met: &Met<'_>, lang: Lang) -> Vec<ClassPlanned> {
    let mut slots: HashMap<&str, (BTreeSet<SlotNumber>, u32)> = HashMap::new();
    for (at, row) in met.roster.rows.iter().enumerate() {
        let slot = match met.meeting.fates[at] {
            Fate::New => met.placing.slots[at],
            Fate::Booked(id) | Fate::Held(id) => met.bookings.get(id).and_then(|booking| booking.slot),
            Fate::NotDue => continue,
        };
        let (taken, without) = slots.entry(&row.person.class).or_default();
        match slot {
            Some(slot) => {
                taken.insert(slot);
            }
            None => *without += 1,
        }
    }
    let nobody = (BTreeSet::new(), 0);
    let planned = met.roster.classes().into_iter().map(|(class, rows)| {
        let (taken, without) = slots.get(class.as_str()).unwrap_or(&nobody);
        let mut words = when(&met.visit.plan, taken, lang);
        if *without > 0 {
            let rest = lang.pick(
                format!("{without} orang belum mendapat sesi"),
                format!("{without} without a slot"),
            );
            words = if words.is_empty() {
                rest
            } else {
                format!("{words}; {rest}")
            };
        }
        ClassPlanned {
            class,
            rows,
            when: words,
        }
    });
    let mut planned: Vec<ClassPlanned> = planned.collect();
    planned.sort_by_cached_key(|class| natural_key(&class.class));
    planned
}
