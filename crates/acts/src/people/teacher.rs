//! The text that a crew sends to a teacher: who should come where, when. Indonesian whatever the screen's language, and
//! without NIKs.

use std::collections::BTreeMap;

use jemput_domain::{
    booking::State,
    event::Source,
    id::BookingId,
    plan::saying::{clock_words, day_words},
    plan::{Slot, SlotNumber},
    words::Lang,
};
use jemput_journal::{BookingRow, PeopleFilter, View};

use crate::{Trouble, class_order::natural_key, visit_now::VisitNow};

/// The most people of a class or slot whom a text counts.
const PEOPLE_MAX: u32 = 2_000;
/// So few people are called by name rather than by number.
const NAMES_MAX: usize = 3;

/// The text for those whom the filter finds and who have not come, empty if there are none; and how many of them it calls by
/// name.
pub(super) fn text(view: View<'_>, visit: &VisitNow, filter: &PeopleFilter) -> Result<(String, u32), Trouble> {
    let states = if filter.states.is_empty() {
        vec![State::Booked]
    } else {
        filter.states.clone()
    };
    if !states.contains(&State::Booked) {
        return Ok((String::new(), 0));
    }
    let filter = PeopleFilter {
        states: vec![State::Booked],
        ..filter.clone()
    };
    let (_, rows) = view.people(visit.scope, &filter, 0, PEOPLE_MAX)?;
    let mut groups: BTreeMap<_, Vec<&BookingRow>> = BTreeMap::new();
    for row in &rows {
        let slot = row.booking.slot.and_then(|number| visit.plan.slot(number));
        // Whose slot has passed is asked for by a new slot, not by the old one.
        let Some(slot) = slot.filter(|slot| (slot.day, slot.span.end) > (visit.day, visit.minute)) else {
            continue;
        };
        let class = row.booking.person.class.as_str();
        groups
            .entry((slot.day, slot.span.start, slot.number, natural_key(class), class))
            .or_default()
            .push(row);
    }
    let mut lines = Vec::new();
    let mut named = 0;
    let mut numbers: BTreeMap<&str, BTreeMap<BookingId, usize>> = BTreeMap::new();
    for ((_, _, number, _, class), members) in &groups {
        if !numbers.contains_key(class) {
            numbers.insert(class, numbers_of(view, visit, class)?);
        }
        let (line, names) = line(visit, *number, class, members, &numbers[class]);
        lines.push(line);
        named += names;
    }
    Ok((lines.join("\n"), named))
}

/// A class's numbers, as its list runs in the roster. Who was added at the desk has none.
fn numbers_of(view: View<'_>, visit: &VisitNow, class: &str) -> Result<BTreeMap<BookingId, usize>, Trouble> {
    let filter = PeopleFilter {
        class: Some(class.to_owned()),
        ..PeopleFilter::default()
    };
    let (_, rows) = view.people(visit.scope, &filter, 0, PEOPLE_MAX)?;
    let listed = rows
        .iter()
        .filter(|row| matches!(row.booking.source, Some(Source::Roster { .. })));
    Ok(listed.enumerate().map(|(index, row)| (row.id, index + 1)).collect())
}

fn line(
    visit: &VisitNow,
    slot: SlotNumber,
    class: &str,
    members: &[&BookingRow],
    numbers: &BTreeMap<BookingId, usize>,
) -> (String, u32) {
    let mut named = 0;
    let listed: Option<Vec<usize>> = members.iter().map(|row| numbers.get(&row.id).copied()).collect();
    let who = match listed.filter(|_| members.len() > NAMES_MAX && !class.is_empty()) {
        Some(listed) if listed.len() == numbers.len() => format!("{class} nomor {} (semua)", ranges(listed)),
        Some(listed) => format!("{class} nomor {}", ranges(listed)),
        None => {
            named = u32::try_from(members.len()).unwrap_or(u32::MAX);
            let names: Vec<&str> = members.iter().map(|row| row.booking.person.name.as_str()).collect();
            let of = if class.is_empty() {
                String::new()
            } else {
                format!(" ({class})")
            };
            format!("{}{of}", names.join(", "))
        }
    };
    let when = visit.plan.slot(slot).map(|slot| when(visit, slot)).unwrap_or_default();
    (format!("Mohon {who} ke tempat perekaman KTP-el {when}."), named)
}

fn when(visit: &VisitNow, slot: &Slot) -> String {
    let time = clock_words(slot.span.start, Lang::Id);
    if slot.day == visit.day {
        format!("pukul {time}")
    } else {
        format!("{}, pukul {time}", day_words(slot.day, Lang::Id))
    }
}

/// `1–13, 15`.
fn ranges(mut numbers: Vec<usize>) -> String {
    numbers.sort_unstable();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words = runs.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_runs() {
        assert_eq!(ranges(vec![3, 1, 2, 5]), "1–3, 5");
        assert_eq!(ranges(vec![7]), "7");
    }
}
