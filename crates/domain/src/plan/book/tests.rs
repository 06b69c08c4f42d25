//! The laws of booking, and SMAN 55.

use proptest::prelude::*;

use super::*;
use crate::plan::{
    capacity,
    fixture::{any_people, any_plan, counts, day, minute, of, sman55_plan, students},
};
use crate::words::Lang;

fn none() -> BTreeMap<SlotNumber, u16> {
    BTreeMap::new()
}

fn by_day(plan: &Plan, placed: &[Option<SlotNumber>]) -> Vec<usize> {
    let on = |day: Day| {
        placed
            .iter()
            .flatten()
            .filter(|slot| plan.slot(**slot).unwrap().day == day)
            .count()
    };
    plan.setup.days.iter().map(|hours| on(hours.day)).collect()
}

#[test]
fn sman55_at_eight_minutes_all_have_a_slot_and_no_class_is_split() {
    let (plan, people) = (sman55_plan(8), students());
    assert_eq!(people.len(), 452);
    let booked = book(&plan, &people, &none(), None);
    assert!(booked.unplaced.is_empty());
    let per_day = by_day(&plan, &booked.placed);
    assert!(per_day.iter().all(|n| (146..=156).contains(n)), "{per_day:?}");
    let mut days_of: BTreeMap<&str, Vec<Day>> = BTreeMap::new();
    for (person, slot) in people.iter().zip(&booked.placed) {
        days_of
            .entry(&person.class)
            .or_default()
            .push(plan.slot(slot.unwrap()).unwrap().day);
    }
    assert!(days_of.values().all(|days| days.iter().all(|day| *day == days[0])));
}

#[test]
fn sman55_at_ten_and_fifteen_minutes_fills_every_place_and_names_the_rest() {
    for (minutes, places) in [(10, 405), (15, 282)] {
        let (plan, people) = (sman55_plan(minutes), students());
        assert_eq!(capacity(&plan), places);
        let booked = book(&plan, &people, &none(), None);
        assert_eq!(booked.placed.iter().flatten().count(), places as usize);
        assert_eq!(booked.unplaced.len(), 452 - places as usize);
        assert!(booked.unplaced.iter().all(|(_, why)| *why == Unplaced::NoPlace));
    }
}

#[test]
fn a_class_fills_neighbouring_slots_in_roster_order() {
    let plan = sman55_plan(8);
    let people: Vec<ToBook> = (0..60)
        .map(|i| of(if i % 2 == 0 { "X 1" } else { "X 2" }, "2004-01-01"))
        .collect();
    let booked = book(&plan, &people, &none(), None);
    for class in ["X 1", "X 2"] {
        let slots: Vec<u16> = people
            .iter()
            .zip(&booked.placed)
            .filter(|(p, _)| p.class == class)
            .map(|(_, s)| s.unwrap().0)
            .collect();
        assert!(slots.is_sorted());
        assert_eq!(slots.last().unwrap() - slots[0], 2, "{slots:?}");
    }
    assert_eq!(by_day(&plan, &booked.placed), [30, 30, 0]);
}

#[test]
fn a_few_scattered_places_do_not_tear_a_class_apart() {
    let plan = sman55_plan(8);
    let mut taken: BTreeMap<SlotNumber, u16> = (0..8).map(|n| (SlotNumber(n), 12)).collect();
    taken.extend((14..42).map(|n| (SlotNumber(n), 13)));
    let booked = book(&plan, &vec![of("X 1", "2004-01-01"); 12], &taken, None);
    assert_eq!(
        counts(&booked.placed),
        BTreeMap::from([(SlotNumber(8), 6), (SlotNumber(9), 6)])
    );
}

#[test]
fn who_turns_sixteen_during_the_visit_comes_on_a_day_on_which_they_are() {
    let plan = sman55_plan(8);
    let mut people = vec![of("X 1", "2004-01-01"); 20];
    people[3] = of("X 1", "2005-11-10");
    people[5] = of("X 1", "2005-11-11");
    let booked = book(&plan, &people, &none(), None);
    assert_eq!(plan.slot(booked.placed[3].unwrap()).unwrap().day, day("2021-11-10"));
    // The class goes with them where it can.
    assert_eq!(by_day(&plan, &booked.placed), [0, 0, 19]);
    let why = Unplaced::TooYoung {
        minimum_age: 16,
        old_enough_on: day("2021-11-11"),
        visit_day: None,
    };
    assert_eq!(booked.unplaced, [(5, why)]);
    assert_eq!(
        why.say(Lang::Id),
        "Baru berusia 16 tahun pada Kamis, 11 November 2021, sesudah kegiatan ini. Jadwalkan pada kegiatan berikutnya."
    );
}

#[test]
fn a_late_birthday_leaves_its_class_when_that_day_is_full() {
    let plan = sman55_plan(8);
    let mut people = vec![of("X 1", "2004-01-01"); 20];
    people[3] = of("X 1", "2005-11-10");
    let taken: BTreeMap<SlotNumber, u16> = (28..42)
        .map(|n| (SlotNumber(n), if n == 30 { 12 } else { 13 }))
        .collect();
    let booked = book(&plan, &people, &taken, None);
    assert_eq!(booked.placed[3], Some(SlotNumber(30)));
    assert_eq!(by_day(&plan, &booked.placed), [19, 0, 1]);
}

#[test]
fn a_late_birthday_whose_day_is_full_is_told_which_day_that_is() {
    let plan = sman55_plan(8);
    let taken: BTreeMap<SlotNumber, u16> = (28..42).map(|n| (SlotNumber(n), 13)).collect();
    let booked = book(&plan, &[of("X 1", "2005-11-10")], &taken, None);
    let why = Unplaced::FullOnceOldEnough {
        minimum_age: 16,
        visit_day: day("2021-11-10"),
    };
    assert_eq!(booked.unplaced, [(0, why)]);
    assert!(
        why.say(Lang::Id)
            .starts_with("Baru berusia 16 tahun pada Rabu, 10 November 2021, dan sejak hari itu semua sesi penuh.")
    );
    assert_eq!(serde_json::to_value(why).unwrap()["code"], why.code());
}

#[test]
fn a_fixed_day_is_kept_or_refused() {
    let plan = sman55_plan(8);
    let on = |text: &str, birth: &str| ToBook {
        fixed_day: Some(day(text)),
        ..of("X 1", birth)
    };
    let people = [
        on("2021-11-09", "2004-01-01"),
        on("2021-11-11", "2004-01-01"),
        on("2021-11-08", "2005-11-09"),
    ];
    let booked = book(&plan, &people, &none(), None);
    assert_eq!(booked.placed, [Some(SlotNumber(14)), None, None]);
    let young = Unplaced::TooYoung {
        minimum_age: 16,
        old_enough_on: day("2021-11-09"),
        visit_day: Some(day("2021-11-09")),
    };
    assert_eq!(
        booked.unplaced,
        [(1, Unplaced::NotAVisitDay { day: day("2021-11-11") }), (2, young)]
    );
    for (_, why) in &booked.unplaced {
        assert_eq!(serde_json::to_value(why).unwrap()["code"], why.code());
        assert!(why.say(Lang::En).ends_with('.') && why.say(Lang::Id).contains("November 2021"));
    }
}

#[test]
fn people_added_on_the_day_take_what_is_left_of_it_first() {
    let plan = sman55_plan(8);
    let taken: BTreeMap<SlotNumber, u16> = (0..42).map(|n| (SlotNumber(n), 4)).collect();
    let from = Some((day("2021-11-09"), minute("14:10")));
    assert_eq!(places_left(&plan, &taken, day("2021-11-08"), from), 0);
    assert_eq!(places_left(&plan, &taken, day("2021-11-09"), from), 18);
    assert_eq!(places_left(&plan, &taken, day("2021-11-10"), from), 119);
    assert_eq!(places_left(&plan, &taken, day("2021-11-12"), from), 0);
    let people: Vec<ToBook> = ["X 1", "X 2", "X 3"]
        .into_iter()
        .flat_map(|class| vec![of(class, "2004-01-01"); 10])
        .collect();
    let booked = book(&plan, &people, &taken, from);
    assert_eq!(by_day(&plan, &booked.placed), [0, 10, 20]);
    assert_eq!(booked.placed[0], Some(SlotNumber(26)));
}

#[test]
fn newcomers_join_their_class() {
    let plan = sman55_plan(8);
    let taken = BTreeMap::from([(SlotNumber(28), 13)]);
    let newcomer = ToBook {
        class_day: Some(day("2021-11-10")),
        ..of("X 1", "2004-01-01")
    };
    let booked = book(&plan, &[newcomer], &taken, None);
    assert_eq!(booked.placed, [Some(SlotNumber(29))]);
}

#[test]
fn a_short_friday_gets_its_share() {
    let mut setup = crate::plan::fixture::sman55(8);
    setup.days[1].open = crate::plan::fixture::span("07:30-11:00");
    setup.days[1].breaks.clear();
    let plan = crate::plan::plan(&setup).unwrap();
    let people: Vec<ToBook> = (0..30)
        .flat_map(|c| vec![of(&format!("X {c}"), "2004-01-01"); 10])
        .collect();
    let per_day = by_day(&plan, &book(&plan, &people, &none(), None).placed);
    // 175, 91 and 175 places.
    assert_eq!(per_day, [120, 60, 120]);
}

fn any_taken() -> impl Strategy<Value = BTreeMap<SlotNumber, u16>> {
    prop::collection::btree_map((0_u16..60).prop_map(SlotNumber), 0_u16..20, 0..40)
}

proptest! {
    #[test]
    fn booking_keeps_the_laws(
        plan in any_plan(), people in any_people(), taken in any_taken(),
        from in prop::option::of((0_u64..8, 0_u16..1440)),
    ) {
        let from = from.map(|(n, at)| (Day(day("2021-11-08").0 + chrono::Days::new(n)), Minute(at)));
        let booked = book(&plan, &people, &taken, from);
        prop_assert_eq!(&booked, &book(&plan, &people, &taken, from));
        prop_assert_eq!(booked.placed.len(), people.len());

        // Everyone has a slot or a reason, never both.
        let mut ends = vec![0; people.len()];
        booked.placed.iter().enumerate().filter(|(_, slot)| slot.is_some()).for_each(|(i, _)| ends[i] += 1);
        booked.unplaced.iter().for_each(|(i, _)| ends[*i] += 1);
        prop_assert!(ends.iter().all(|n| *n == 1));
        prop_assert!(booked.unplaced.is_sorted_by_key(|(i, _)| *i));

        // No slot over its places, none that has started.
        for (number, count) in counts(&booked.placed) {
            let slot = plan.slot(number).unwrap();
            prop_assert!(count + taken.get(&number).copied().unwrap_or(0) <= plan.places(slot));
            prop_assert!(from.is_none_or(|from| (slot.day, slot.span.start) >= from));
        }

        let mut after = taken.clone();
        counts(&booked.placed).into_iter().for_each(|(slot, n)| *after.entry(slot).or_default() += n);
        let left = |day: Day| places_left(&plan, &after, day, from);
        let old_enough = |p: &ToBook, day: Day| p.birth_date.is_none_or(|b| day.age_of(b) >= i32::from(plan.setup.minimum_age));
        let days: Vec<Day> = plan.setup.days.iter().map(|hours| hours.day).collect();
        let allowed = |p: &ToBook| -> Vec<Day> {
            days.iter().copied().filter(|d| old_enough(p, *d) && p.fixed_day.is_none_or(|f| f == *d)).collect()
        };
        for (i, slot) in booked.placed.iter().enumerate() {
            if let Some(slot) = slot {
                prop_assert!(allowed(&people[i]).contains(&plan.slot(*slot).unwrap().day));
            }
        }
        for (i, why) in &booked.unplaced {
            let person = &people[*i];
            match why {
                // No place means no place.
                Unplaced::NoPlace => prop_assert!(allowed(person).iter().all(|d| left(*d) == 0) && !allowed(person).is_empty()),
                Unplaced::FullOnceOldEnough { visit_day, .. } => {
                    prop_assert!(*visit_day > days[0] && allowed(person).first() == Some(visit_day));
                    prop_assert!(allowed(person).iter().all(|d| left(*d) == 0));
                }
                Unplaced::TooYoung { old_enough_on, visit_day, .. } => {
                    prop_assert!(allowed(person).is_empty());
                    prop_assert!(old_enough(person, *old_enough_on) && !old_enough(person, Day(old_enough_on.0.pred_opt().unwrap())));
                    prop_assert_eq!(*visit_day, days.iter().copied().find(|d| old_enough(person, *d)));
                }
                Unplaced::NotAVisitDay { day } => prop_assert!(person.fixed_day == Some(*day) && !days.contains(day)),
            }
        }
    }

    #[test]
    fn a_class_is_split_only_when_no_day_can_hold_it(
        plan in any_plan(), sizes in prop::collection::vec(1_usize..60, 1..12), taken in any_taken(), late in any::<bool>(),
    ) {
        let from = late.then(|| (plan.setup.days[0].day, Minute(600)));
        let people: Vec<ToBook> = sizes.iter().enumerate()
            .flat_map(|(c, n)| vec![ToBook { class: format!("X {c}"), ..ToBook::default() }; *n]).collect();
        let booked = book(&plan, &people, &taken, from);
        let mut after = taken.clone();
        counts(&booked.placed).into_iter().for_each(|(slot, n)| *after.entry(slot).or_default() += n);
        for (c, size) in sizes.iter().enumerate() {
            let class = format!("X {c}");
            let slots: Vec<Option<SlotNumber>> =
                people.iter().zip(&booked.placed).filter(|(p, _)| p.class == class).map(|(_, s)| *s).collect();
            let mut own: BTreeMap<Day, u32> = BTreeMap::new();
            slots.iter().flatten().for_each(|s| *own.entry(plan.slot(*s).unwrap().day).or_default() += 1);
            let whole = own.len() == 1 && own.values().sum::<u32>() as usize == *size;
            for hours in &plan.setup.days {
                let could = places_left(&plan, &after, hours.day, from) + own.get(&hours.day).copied().unwrap_or(0);
                prop_assert!(whole || (could as usize) < *size);
            }
            // In roster order, and no free place between the first and the last of a day.
            let placed: Vec<usize> = slots.iter().flatten()
                .map(|s| plan.slots.iter().position(|slot| slot.number == *s).unwrap()).collect();
            prop_assert!(placed.is_sorted());
            for pair in placed.windows(2).filter(|p| plan.slots[p[0]].day == plan.slots[p[1]].day) {
                for slot in &plan.slots[pair[0] + 1..pair[1].max(pair[0] + 1)] {
                    prop_assert!(after.get(&slot.number).copied().unwrap_or(0) >= plan.places(slot));
                }
            }
        }
    }
}
