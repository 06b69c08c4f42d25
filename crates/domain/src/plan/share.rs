//! Which class comes on which day.
//!
//! The classes choose one after another, those with the least choice first, then the largest: the emptiest day that
//! holds them, where most of their members are old enough. Then the days are evened out. What no day could hold is
//! split, over as few days as will do; single people who are left go to the first day that has a place.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    ToBook,
    balance::{Whole, even_out, fuller},
    room::Rooms,
};
use crate::time::Day;

/// The days, counted from 0, on which a person may come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Choice {
    pub first: usize,
    pub last: usize,
}

/// Who comes on which day: the rooms have places for all of it.
pub(super) struct Shared {
    /// Per day the people who sit together, in order; people are named by their place in the list.
    pub pieces: Vec<Vec<Vec<usize>>>,
    /// Who may come, but has no place.
    pub left_out: Vec<usize>,
}

/// Shares people out to days. With `earliest`, days are filled in their order instead of evenly.
pub(super) fn share_out(people: &[ToBook], choices: &[Option<Choice>], rooms: &Rooms, earliest: bool) -> Shared {
    let pieces = vec![Vec::new(); rooms.days().len()];
    let mut share = Share {
        rooms,
        left: rooms.free_by_day(),
        earliest,
        pieces,
        singles: Vec::new(),
    };
    let mut whole = Vec::new();
    let mut too_large = Vec::new();
    for group in groups(people, choices, rooms) {
        match share.day_for(&group) {
            Some(day) => {
                share.left[day] -= group.size_on(day);
                whole.push((group, day));
            }
            None => too_large.push(group),
        }
    }
    if !earliest {
        share.even_out(&mut whole);
    }
    for (group, day) in whole {
        share.left[day] += group.size_on(day);
        share.put(&group, &[day]);
    }
    for group in too_large {
        let days = share
            .day_for(&group)
            .map_or_else(|| share.days_for_split(&group), |day| vec![day]);
        share.put(&group, &days);
    }
    let left_out = share.put_singles();
    Shared {
        pieces: share.pieces,
        left_out,
    }
}

/// People who stay together: of one class, with the same wishes.
struct Group {
    members: Vec<(usize, Choice)>,
    class_day: Option<usize>,
    /// Whether some may come only later than others.
    ages_differ: bool,
}

impl Group {
    /// Members who may come on the day.
    fn size_on(&self, day: usize) -> u32 {
        self.members
            .iter()
            .filter(|(_, choice)| choice.first <= day && day <= choice.last)
            .count() as u32
    }
}

/// The groups in the order in which they choose.
fn groups(people: &[ToBook], choices: &[Option<Choice>], rooms: &Rooms) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: BTreeMap<(&str, Option<Day>, Option<Day>), usize> = BTreeMap::new();
    for (index, person) in people.iter().enumerate() {
        let Some(choice) = choices[index] else { continue };
        let key = (person.class.as_str(), person.fixed_day, person.class_day);
        match known.get(&key) {
            Some(at) if !person.class.is_empty() => {
                let group = &mut groups[*at];
                group.ages_differ |= choice != group.members[0].1;
                group.members.push((index, choice));
            }
            _ => {
                known.insert(key, groups.len());
                let class_day = person.class_day.and_then(|day| rooms.day_index(day));
                groups.push(Group {
                    members: vec![(index, choice)],
                    class_day,
                    ages_differ: false,
                });
            }
        }
    }
    groups.sort_by_key(|group| {
        let (first, choice) = group.members[0];
        let days = choice.last - choice.first;
        (
            days > 0,
            group.class_day.is_none(),
            !group.ages_differ,
            days,
            Reverse(group.members.len()),
            first,
        )
    });
    groups
}

struct Share<'a> {
    rooms: &'a Rooms,
    /// Places per day that are not promised yet.
    left: Vec<u32>,
    earliest: bool,
    pieces: Vec<Vec<Vec<usize>>>,
    /// Who could not stay with their group.
    singles: Vec<(usize, Choice)>,
}

impl Share<'_> {
    /// The day for a whole group: where most of its members may come, then the emptiest (or the earliest).
    fn day_for(&self, group: &Group) -> Option<usize> {
        let holds = |day: usize| {
            let size = group.size_on(day);
            (size > 0 && size <= self.left[day]).then_some((size, day))
        };
        if let Some((_, day)) = group.class_day.and_then(holds) {
            return Some(day);
        }
        let used = |(size, day): (u32, usize)| (self.used(day) + size, self.rooms.places(day));
        let best = (0..self.left.len()).filter_map(holds).reduce(|best, next| {
            let emptier = !self.earliest && fuller(used(best), used(next));
            if next.0 > best.0 || (next.0 == best.0 && emptier) {
                next
            } else {
                best
            }
        });
        best.map(|(_, day)| day)
    }

    fn used(&self, day: usize) -> u32 {
        self.rooms.places(day).saturating_sub(self.left[day])
    }

    /// Lets groups that may come on every day change days where that evens them out.
    fn even_out(&mut self, whole: &mut [(Group, usize)]) {
        let last = self.left.len().saturating_sub(1);
        let anywhere = |group: &Group| {
            !group.ages_differ && group.class_day.is_none() && group.members[0].1 == Choice { first: 0, last }
        };
        let free: Vec<usize> = (0..whole.len()).filter(|at| anywhere(&whole[*at].0)).collect();
        let mut groups: Vec<Whole> = free
            .iter()
            .map(|at| Whole {
                size: whole[*at].0.members.len() as u32,
                day: whole[*at].1,
            })
            .collect();
        let places: Vec<u32> = (0..self.left.len()).map(|day| self.rooms.places(day)).collect();
        even_out(&mut groups, &places, &mut self.left);
        for (at, group) in free.into_iter().zip(groups) {
            whole[at].1 = group.day;
        }
    }

    /// The days over which a group that no day can hold is split: as few as will do, those with most places.
    fn days_for_split(&self, group: &Group) -> Vec<usize> {
        let mut days: Vec<usize> = (0..self.left.len())
            .filter(|day| self.left[*day] > 0 && group.size_on(*day) > 0)
            .collect();
        if !self.earliest {
            days.sort_by_key(|day| (Reverse(self.left[*day]), *day));
        }
        let mut places = 0;
        days.retain(|day| {
            let needed = places < group.members.len() as u32;
            places += self.left[*day];
            needed
        });
        days.sort_unstable();
        days
    }

    /// Promises places on these days to the group's members in order; who finds none there stays single.
    fn put(&mut self, group: &Group, days: &[usize]) {
        let mut pieces: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, choice) in &group.members {
            match days
                .iter()
                .find(|day| choice.first <= **day && **day <= choice.last && self.left[**day] > 0)
            {
                Some(day) => {
                    self.left[*day] -= 1;
                    pieces.entry(*day).or_default().push(*index);
                }
                None => self.singles.push((*index, *choice)),
            }
        }
        for (day, piece) in pieces {
            self.pieces[day].push(piece);
        }
    }

    /// Promises single people the first place there is; who finds none.
    fn put_singles(&mut self) -> Vec<usize> {
        let mut singles = std::mem::take(&mut self.singles);
        singles.sort_unstable_by_key(|(index, _)| *index);
        let mut left_out = Vec::new();
        for (index, choice) in singles {
            match (choice.first..=choice.last).find(|day| self.left.get(*day).is_some_and(|left| *left > 0)) {
                Some(day) => {
                    self.left[day] -= 1;
                    self.pieces[day].push(vec![index]);
                }
                None => left_out.push(index),
            }
        }
        left_out
    }
}
