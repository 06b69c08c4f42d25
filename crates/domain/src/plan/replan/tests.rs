//! The laws of a new plan for the rest of a day, and days at SMAN 55 that go wrong.

use proptest::prelude::*;

use super::*;
use crate::{
    plan::{
        Span, book,
        fixture::{any_plan, counts, day, minute, sman55_plan, span, students},
    },
    words::Lang,
};

/// SMAN 55's second day: who is booked in slots that end after `now`; all told but every third.
fn second_day(plan: &Plan, now: Minute) -> (Vec<Coming>, BTreeMap<SlotNumber, u16>) {
    let people = students();
    let placed = book(plan, &people, &BTreeMap::new(), None).placed;
    let coming = people
        .iter()
        .zip(&placed)
        .enumerate()
        .filter_map(|(index, (person, slot))| {
            let slot = plan
                .slot((*slot)?)
                .filter(|slot| slot.day == day("2021-11-09") && slot.span.end > now)?;
            let arrived = slot.span.holds(now);
            Some(Coming {
                index: index as u32,
                slot: slot.number,
                class: person.class.clone(),
                told: index % 3 != 0,
                arrived,
            })
        });
    (coming.collect(), counts(&placed))
}

fn propose(now: &str, cause: Cause) -> (Plan, Vec<Coming>, BTreeMap<SlotNumber, u16>, Proposal) {
    let plan = sman55_plan(8);
    let (coming, taken) = second_day(&plan, minute(now));
    let proposal = replan(&plan, day("2021-11-09"), minute(now), &coming, &taken, &cause);
    holds_the_laws(&plan, minute(now), &coming, &taken, &proposal);
    (plan, coming, taken, proposal)
}

fn spans(proposal: &Proposal) -> Vec<(Span, Option<Span>)> {
    proposal
        .slots
        .iter()
        .map(|change| (change.before.span, change.after.map(|after| after.span)))
        .collect()
}

/// What holds of every proposal.
fn holds_the_laws(plan: &Plan, now: Minute, coming: &[Coming], taken: &BTreeMap<SlotNumber, u16>, proposal: &Proposal) {
    let by_index: BTreeMap<u32, &Coming> = coming.iter().map(|person| (person.index, person)).collect();
    let after = proposal.apply(plan);
    // Only people who are not here move, each once; who is listed did not move.
    let mut seen = BTreeSet::new();
    for step in &proposal.moves {
        let person = by_index[&step.index];
        assert!(!person.arrived && person.slot == step.from && person.told == step.told && step.from != step.to);
        assert!(seen.insert(step.index));
        let to = after.slot(step.to).unwrap();
        assert_eq!(to.day, step.to_day);
        assert!((to.day, to.span.start) >= (proposal.day, now));
    }
    for person in &proposal.unplaced {
        assert!(!by_index[&person.index].arrived && seen.insert(person.index));
        assert!(!person.stays || after.slot(person.from).is_some());
    }
    // No slot gets more than its places.
    let went: Vec<SlotNumber> = proposal.moves.iter().map(|step| step.to).collect();
    for slot in &after.slots {
        let came = went.iter().filter(|to| **to == slot.number).count();
        let left = proposal.moves.iter().filter(|step| step.from == slot.number).count();
        let was = usize::from(taken.get(&slot.number).copied().unwrap_or(0));
        assert!(
            came == 0 || was - left + came <= usize::from(plan.places(slot)),
            "{slot:?}"
        );
    }
    // Slots run in order, in hours, out of closed breaks, and keep their numbers and days.
    let hours = plan.hours_of(proposal.day).unwrap();
    for pair in after
        .slots_on(proposal.day)
        .filter(|slot| slot.capacity > 0)
        .collect::<Vec<_>>()
        .windows(2)
    {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
    }
    for change in &proposal.slots {
        if let Some(slot) = change.after.filter(|slot| slot.capacity > 0) {
            assert!(hours.open.start <= slot.span.start && slot.span.end <= hours.open.end);
            let closed = |pause: &&crate::plan::Break| pause.stations_open == 0 && pause.span.overlaps(slot.span);
            assert!(hours.breaks.iter().find(closed).is_none());
            assert!(slot.reserve <= slot.capacity && slot.day == change.before.day);
        }
        assert_eq!(
            change.after.map_or(change.before.number, |slot| slot.number),
            change.before.number
        );
    }
    // Nobody keeps a slot that is gone.
    for person in coming {
        assert!(seen.contains(&person.index) || after.slot(person.slot).is_some());
    }
    // Told people leave a slot only when no others are left in it to leave.
    if !matches!(proposal.cause, Cause::Class { .. }) {
        for person in coming
            .iter()
            .filter(|person| person.told && seen.contains(&person.index))
        {
            let other = |other: &&Coming| other.slot == person.slot && !other.told && !other.arrived;
            assert!(coming.iter().filter(other).all(|other| seen.contains(&other.index)));
        }
    }
    // Who must be told is who was told what no longer holds.
    for person in coming {
        let gone = after
            .slot(person.slot)
            .is_none_or(|slot| slot.span.start != plan.slot(person.slot).unwrap().span.start);
        let stays = proposal.unplaced.iter().any(|p| p.index == person.index && p.stays);
        let changed = !person.arrived && person.told && ((seen.contains(&person.index) && !stays) || gone);
        assert_eq!(proposal.to_tell.contains(&person.index), changed, "{person:?}");
    }
    for lang in [Lang::Id, Lang::En] {
        assert!(proposal.say(lang).ends_with('.'));
    }
}

#[test]
fn a_delay_keeps_everybody_in_their_slot() {
    // The day has free places at its end: nobody falls off.
    let (_, coming, _, proposal) = propose("13:05", Cause::Delay { minutes: 20 });
    assert_eq!(
        spans(&proposal),
        [
            (span("13:30-14:00"), Some(span("13:50-14:20"))),
            (span("14:00-14:30"), Some(span("14:20-14:50"))),
            (span("14:30-15:00"), Some(span("14:50-15:20"))),
            (span("15:00-15:30"), Some(span("15:20-15:30"))),
        ]
    );
    assert!(proposal.moves.is_empty() && proposal.unplaced.is_empty());
    let told = coming.iter().filter(|person| person.told && !person.arrived).count();
    assert_eq!(proposal.to_tell.len(), told);
    assert_eq!(
        proposal.say(Lang::Id),
        format!(
            "Semua sesi mulai pukul 13.30 diundur 20 menit; semua tetap pada sesinya. {told} orang perlu diberi tahu waktunya yang baru."
        )
    );
}

#[test]
fn a_delay_goes_round_the_break() {
    let (_, _, _, proposal) = propose("10:40", Cause::Delay { minutes: 20 });
    let spans = spans(&proposal);
    assert_eq!(spans[0], (span("11:00-11:30"), Some(span("13:00-13:30"))));
    // The quarter hour and all after it are pushed on.
    assert_eq!(spans[1], (span("11:30-11:45"), Some(span("13:30-13:45"))));
    assert_eq!(spans[2], (span("13:00-13:30"), Some(span("13:45-14:15"))));
}

#[test]
fn a_long_delay_moves_who_falls_off_the_end_to_the_next_day() {
    let (plan, _, _, proposal) = propose("13:05", Cause::Delay { minutes: 70 });
    assert!(!proposal.moves.is_empty());
    assert!(proposal.moves.iter().all(|step| step.to_day == day("2021-11-10")));
    let last = plan.slots_on(day("2021-11-09")).last().unwrap();
    assert!(proposal.apply(&plan).slot(last.number).is_none());
    assert!(proposal.say(Lang::Id).contains("pindah ke Rabu, 10 November 2021"));
}

#[test]
fn a_delay_of_nothing_changes_nothing() {
    let (_, _, _, proposal) = propose("09:10", Cause::Delay { minutes: 0 });
    assert!(proposal.is_empty() && proposal.to_tell.is_empty());
    assert_eq!(proposal.say(Lang::Id), "Tidak ada yang perlu berubah.");
}

#[test]
fn a_station_fails() {
    let (_, coming, _, proposal) = propose("09:10", Cause::Stations { stations: 3 });
    let change = proposal.slots[0];
    assert_eq!(
        (
            change.before.capacity,
            change.after.unwrap().capacity,
            change.after.unwrap().reserve
        ),
        (15, 11, 2)
    );
    assert!(
        proposal
            .slots
            .iter()
            .all(|change| change.after.unwrap().span == change.before.span)
    );
    // Whoever moves within the day finds a place in it; the rest goes to the last day, told ones last.
    let (today, tomorrow): (Vec<&Move>, Vec<&Move>) =
        proposal.moves.iter().partition(|step| step.to_day == proposal.day);
    assert!(!today.is_empty() && !tomorrow.is_empty());
    // Of those who were told, only where a slot has not enough others.
    let told = proposal.moves.iter().filter(|step| step.told).count();
    assert!(told * 5 < proposal.moves.len(), "{told} of {}", proposal.moves.len());
    let at_nine_thirty = coming
        .iter()
        .filter(|person| person.slot == change.before.number)
        .count();
    let stay = at_nine_thirty
        - proposal
            .moves
            .iter()
            .filter(|step| step.from == change.before.number)
            .count();
    assert_eq!(stay, 9);
    assert!(
        proposal
            .say(Lang::Id)
            .starts_with("Dengan 3 meja, tempat setiap sesi mulai pukul 09.30 berubah; ")
    );
}

#[test]
fn nobody_is_dropped_when_nothing_is_left() {
    let plan = sman55_plan(8);
    let now = minute("09:10");
    let (coming, mut taken) = second_day(&plan, now);
    taken.extend(
        plan.slots_on(day("2021-11-10"))
            .map(|slot| (slot.number, slot.bookable())),
    );
    let proposal = replan(
        &plan,
        day("2021-11-09"),
        now,
        &coming,
        &taken,
        &Cause::Stations { stations: 0 },
    );
    holds_the_laws(&plan, now, &coming, &taken, &proposal);
    let waiting = coming
        .iter()
        .filter(|person| !person.arrived && plan.slot(person.slot).unwrap().span.start >= now)
        .count();
    assert_eq!((proposal.moves.len(), proposal.unplaced.len()), (0, waiting));
    assert!(
        proposal
            .say(Lang::Id)
            .contains(&format!("{waiting} orang belum mendapat tempat"))
    );
}

#[test]
fn slower_than_planned_keeps_places_for_those_who_wait() {
    let (plan, mut coming, taken, _) = propose("13:05", Cause::Minutes { minutes: 10 });
    let now = minute("13:05");
    let few = replan(
        &plan,
        day("2021-11-09"),
        now,
        &coming,
        &taken,
        &Cause::Minutes { minutes: 10 },
    );
    let first = plan.slots_on(day("2021-11-09")).next().unwrap().number;
    coming.extend((1000..1040).map(|index| Coming {
        index,
        slot: first,
        class: String::new(),
        told: true,
        arrived: true,
    }));
    let many = replan(
        &plan,
        day("2021-11-09"),
        now,
        &coming,
        &taken,
        &Cause::Minutes { minutes: 10 },
    );
    holds_the_laws(&plan, now, &coming, &taken, &many);
    let next_day = |proposal: &Proposal| proposal.moves.iter().filter(|step| step.to_day != proposal.day).count();
    assert!(next_day(&many) > next_day(&few));
}

#[test]
fn a_class_goes_to_another_time() {
    let plan = sman55_plan(8);
    let now = minute("07:40");
    let (coming, taken) = second_day(&plan, now);
    let class = coming.iter().find(|person| !person.arrived).unwrap().class.clone();
    let size = coming
        .iter()
        .filter(|person| person.class == class && !person.arrived)
        .count();
    let last = plan.slots_on(day("2021-11-10")).next().unwrap().number;
    // To the next day, where there are places.
    let proposal = replan(
        &plan,
        day("2021-11-09"),
        now,
        &coming,
        &taken,
        &Cause::Class {
            class: class.clone(),
            to: last,
        },
    );
    holds_the_laws(&plan, now, &coming, &taken, &proposal);
    assert_eq!(proposal.moves.len() + proposal.unplaced.len(), size);
    assert!(proposal.moves.len() > 10 && proposal.slots.is_empty());
    // Onto its own slots: nothing changes.
    let own = coming
        .iter()
        .find(|person| person.class == class && !person.arrived)
        .unwrap()
        .slot;
    let proposal = replan(
        &plan,
        day("2021-11-09"),
        now,
        &coming,
        &taken,
        &Cause::Class {
            class: class.clone(),
            to: own,
        },
    );
    assert!(proposal.moves.is_empty() && proposal.unplaced.is_empty());
    // To a slot that has passed: they keep theirs.
    let past = plan.slots_on(day("2021-11-08")).next().unwrap().number;
    let proposal = replan(
        &plan,
        day("2021-11-09"),
        now,
        &coming,
        &taken,
        &Cause::Class { class, to: past },
    );
    assert!(proposal.moves.is_empty() && proposal.unplaced.iter().all(|person| person.stays));
    assert_eq!(proposal.unplaced.len(), size);
}

#[test]
fn a_changed_plan_names_whom_it_displaces() {
    let old = sman55_plan(8);
    let (coming, taken) = second_day(&old, minute("07:00"));
    assert!(displaced(&old, &old, &coming).is_empty());
    // A shorter afternoon: the last two slots are gone, the others hold as many as before.
    let mut setup = old.setup.clone();
    setup.days[1].open = span("07:30-14:30");
    let new = crate::plan::replan_slots(&old, &setup, 42).unwrap();
    let gone: Vec<u32> = coming
        .iter()
        .filter(|p| new.slot(p.slot).is_none())
        .map(|p| p.index)
        .collect();
    assert!(!gone.is_empty());
    assert_eq!(displaced(&old, &new, &coming), gone);
    // A walk-in in the reserve sends nobody away.
    let mut more = coming.clone();
    more.push(Coming {
        index: 9000,
        slot: coming[0].slot,
        class: String::new(),
        told: true,
        arrived: true,
    });
    assert!(displaced(&old, &old, &more).is_empty());
    // Slower: of thirteen ten stay, and those who were told stay first.
    let slower = crate::plan::replan_slots(&old, &crate::plan::fixture::sman55(10), 42).unwrap();
    let leave = displaced(&old, &slower, &coming);
    for (slot, count) in &taken {
        let slot = slower.slot(*slot).filter(|slot| slot.day == day("2021-11-09"));
        let Some(slot) = slot else { continue };
        let gone: Vec<&Coming> = coming
            .iter()
            .filter(|p| p.slot == slot.number && leave.contains(&p.index))
            .collect();
        assert_eq!(gone.len(), usize::from(count.saturating_sub(slot.bookable())));
        let untold = coming
            .iter()
            .filter(|p| p.slot == slot.number && !p.told && !leave.contains(&p.index))
            .count();
        assert!(untold == 0 || gone.iter().all(|p| !p.told));
    }
}

fn any_cause() -> impl Strategy<Value = Cause> {
    prop_oneof![
        (0_u16..300).prop_map(|minutes| Cause::Delay { minutes }),
        (0_u8..9).prop_map(|stations| Cause::Stations { stations }),
        (0_u16..40).prop_map(|minutes| Cause::Minutes { minutes }),
        (0_usize..4, 0_u16..30).prop_map(|(class, to)| Cause::Class {
            class: format!("X {class}"),
            to: SlotNumber(to)
        }),
    ]
}

prop_compose! {
    /// A day on which people sit anywhere, a few slots holding more than their places.
    fn any_day()(
        plan in any_plan(), now in 0_u16..1000, cause in any_cause(),
        people in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, any::<bool>(), any::<bool>()), 0..80),
        others in prop::collection::vec((any::<prop::sample::Index>(), 0_u16..12), 0..30),
    ) -> (Plan, Minute, Cause, Vec<Coming>, BTreeMap<SlotNumber, u16>) {
        let today: Vec<SlotNumber> = plan.slots_on(plan.setup.days[0].day).map(|slot| slot.number).collect();
        let mut taken = BTreeMap::new();
        let mut coming: Vec<Coming> = Vec::new();
        for (index, (slot, class, told, arrived)) in people.into_iter().enumerate().filter(|_| !today.is_empty()) {
            let slot = today[slot.index(today.len())];
            *taken.entry(slot).or_default() += 1;
            coming.push(Coming { index: index as u32, slot, class: format!("X {class}"), told, arrived });
        }
        for (slot, n) in others {
            *taken.entry(plan.slots[slot.index(plan.slots.len())].number).or_default() += n;
        }
        (plan, Minute(now), cause, coming, taken)
    }
}

proptest! {
    #[test]
    fn a_proposal_keeps_the_laws((plan, now, cause, coming, taken) in any_day()) {
        let day = plan.setup.days[0].day;
        let proposal = replan(&plan, day, now, &coming, &taken, &cause);
        prop_assert_eq!(&proposal, &replan(&plan, day, now, &coming, &taken, &cause));
        holds_the_laws(&plan, now, &coming, &taken, &proposal);
        if let Cause::Delay { .. } = cause {
            // Who moves falls off the end: their slot, as it will be, is shorter or gone.
            for step in &proposal.moves {
                let change = proposal.slots.iter().find(|change| change.before.number == step.from).unwrap();
                prop_assert!(change.after.is_none_or(|after| after.span.minutes() < change.before.span.minutes() || after.capacity < change.before.capacity));
            }
        }
        // No place is left where someone goes without one.
        if proposal.unplaced.iter().any(|person| !person.stays) {
            let after = proposal.apply(&plan);
            for slot in after.slots.iter().filter(|slot| slot.day > day) {
                let came = proposal.moves.iter().filter(|step| step.to == slot.number).count();
                prop_assert!(usize::from(taken.get(&slot.number).copied().unwrap_or(0)) + came >= usize::from(plan.places(slot)));
            }
        }
    }
}
