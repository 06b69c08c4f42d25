//! A class that comes as a whole, whatever slots it was told.

use std::collections::BTreeMap;

use super::{Curve, Plan, SlotNumber, forecast};
use crate::time::Day;

/// The crowd over a day as planned if all of one class come with the first of its slots. `people`: of everybody, by slot;
/// `class`: of them, the class's own.
pub fn together(plan: &Plan, day: Day, people: &BTreeMap<SlotNumber, u16>, class: &BTreeMap<SlotNumber, u16>) -> Curve {
    let own = plan
        .slots_on(day)
        .filter_map(|slot| Some((slot.number, *class.get(&slot.number)?)));
    let own: Vec<(SlotNumber, u16)> = own.filter(|(_, count)| *count > 0).collect();
    let mut people = people.clone();
    if let Some((first, _)) = own.first() {
        for (slot, count) in &own {
            let others = people.entry(*slot).or_default();
            *others = others.saturating_sub(*count);
        }
        let all = own.iter().fold(0_u16, |sum, (_, count)| sum.saturating_add(*count));
        let with_first = people.entry(*first).or_default();
        *with_first = with_first.saturating_add(all);
    }
    forecast(plan, day, &people, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::fixture::{day, minute, sman55_plan};

    #[test]
    fn a_class_of_three_slots_that_comes_at_once_is_all_here_at_the_first() {
        let plan = sman55_plan(8);
        let by_slot = |numbers: [u16; 4]| BTreeMap::from(numbers.map(|number| (SlotNumber(number), 12)));
        let people = by_slot([0, 1, 2, 3]);
        let class = BTreeMap::from([1, 2, 3].map(|number| (SlotNumber(number), 12)));
        let day = day("2021-11-08");
        let planned = forecast(&plan, day, &people, None);
        let at_once = together(&plan, day, &people, &class);
        assert!(planned.peak_on_site <= 14, "{}", planned.peak_on_site);
        // 36 of the class, a few of whom are served before the last has come.
        assert!((32..=36).contains(&at_once.peak_on_site), "{}", at_once.peak_on_site);
        assert_eq!(at_once.people, planned.people);
        assert!(at_once.over_limit_at.is_some_and(|at| at < minute("08:00")));
        assert_eq!(together(&plan, day, &people, &BTreeMap::new()), planned);
    }
}
