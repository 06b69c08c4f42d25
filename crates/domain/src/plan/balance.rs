//! Evening days out: whole groups change days, alone or against another, while that makes the days more alike.

/// Above this many groups nothing is evened out: many small groups are even as they come.
const GROUPS_MAX: usize = 200;

/// A group on a day; any other day would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Whole {
    pub size: u32,
    pub day: usize,
}

/// Whether the share `a.0` of `a.1` is larger than the share `b.0` of `b.1`.
pub(super) fn fuller(a: (u32, u32), b: (u32, u32)) -> bool {
    u64::from(a.0) * u64::from(b.1) > u64::from(b.0) * u64::from(a.1)
}

/// Changes the groups' days until no change of one group, or of two against each other, makes the days more alike.
/// `places` are the days' places, `left` those that are free; no day gets more than it holds.
pub(super) fn even_out(groups: &mut [Whole], places: &[u32], left: &mut [u32]) {
    if groups.len() > GROUPS_MAX {
        return;
    }
    // Each step lowers a sum of squares, so this ends; the count is a second fence.
    for _ in 0..GROUPS_MAX {
        let Some(step) = best_step(groups, places, left) else {
            return;
        };
        let from = groups[step.group].day;
        let (size, back) = step.sizes(groups);
        left[from] = left[from] + size - back;
        left[step.day] = left[step.day] + back - size;
        groups[step.group].day = step.day;
        if let Some(other) = step.against {
            groups[other].day = from;
        }
    }
}

/// A group goes to another day, `against` a group of that day or alone.
#[derive(Clone, Copy)]
struct Step {
    group: usize,
    day: usize,
    against: Option<usize>,
}

impl Step {
    /// People who go there and people who come back.
    fn sizes(self, groups: &[Whole]) -> (u32, u32) {
        (
            groups[self.group].size,
            self.against.map_or(0, |other| groups[other].size),
        )
    }

    /// By how much the sum of used x used / places of the two days falls, times the places of both; 0: not possible.
    fn gain(self, groups: &[Whole], places: &[u32], left: &[u32]) -> i64 {
        let (size, back) = self.sizes(groups);
        let (from, to) = (groups[self.group].day, self.day);
        if size > left[to] + back || back > left[from] + size {
            return 0;
        }
        let used = |day: usize| i64::from(places[day]) - i64::from(left[day]);
        let change = i64::from(size) - i64::from(back);
        let fall = |day: usize, change: i64| used(day).pow(2) - (used(day) + change).pow(2);
        fall(from, -change) * i64::from(places[to]) + fall(to, change) * i64::from(places[from])
    }
}

fn best_step(groups: &[Whole], places: &[u32], left: &[u32]) -> Option<Step> {
    let alone = (0..groups.len()).flat_map(|group| {
        (0..places.len())
            .filter(move |day| *day != groups[group].day)
            .map(move |day| Step {
                group,
                day,
                against: None,
            })
    });
    let swaps = (0..groups.len()).flat_map(|group| {
        let others = (group + 1..groups.len()).filter(move |other| groups[*other].day != groups[group].day);
        others.map(move |other| Step {
            group,
            day: groups[other].day,
            against: Some(other),
        })
    });
    let mut best = (0, None);
    for step in alone.chain(swaps) {
        let gain = step.gain(groups, places, left);
        if gain > best.0 {
            best = (gain, Some(step));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_swap_evens_what_no_single_change_can() {
        let mut groups = [(45, 0), (30, 0), (31, 1), (24, 1)].map(|(size, day)| Whole { size, day });
        let mut left = [25, 45];
        even_out(&mut groups, &[100, 100], &mut left);
        assert_eq!(groups.map(|group| group.day), [1, 0, 0, 1]);
        assert_eq!(left, [39, 31]);
    }

    proptest! {
        #[test]
        fn stays_within_the_days(
            groups in prop::collection::vec((1_u32..50, 0_usize..4), 0..24), spare in prop::collection::vec(0_u32..60, 4),
        ) {
            let mut groups: Vec<Whole> = groups.into_iter().map(|(size, day)| Whole { size, day }).collect();
            let before = groups.clone();
            let used = |groups: &[Whole], day: usize| groups.iter().filter(|g| g.day == day).map(|g| g.size).sum::<u32>();
            let places: Vec<u32> = (0..4).map(|day| used(&groups, day) + spare[day]).collect();
            let mut left = spare.clone();
            even_out(&mut groups, &places, &mut left);
            for day in 0..4 {
                prop_assert_eq!(used(&groups, day) + left[day], places[day]);
            }
            let fullest = |groups: &[Whole]| (0..4).map(|d| u64::from(used(groups, d)).pow(2) * 1_000_000 / u64::from(places[d].max(1))).sum::<u64>();
            prop_assert!(fullest(&groups) <= fullest(&before) + 4);
            // Nothing is left to gain.
            let mut again = groups.clone();
            even_out(&mut again, &places, &mut left);
            prop_assert_eq!(again, groups);
        }
    }
}
