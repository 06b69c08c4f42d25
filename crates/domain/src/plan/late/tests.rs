//! What can be done with a late class, at SMAN 55 and anywhere.

use proptest::prelude::*;

use super::*;
use crate::{
    plan::fixture::{any_plan, day, minute, sman55_plan},
    words::Lang,
};

const TODAY: &str = "2021-11-09";

/// Half past ten on the second day: 13 in each slot to come but those from 14.30 on.
fn at_half_past_ten(plan: &Plan) -> (BTreeMap<SlotNumber, u16>, BTreeMap<SlotNumber, u16>) {
    let taken: BTreeMap<SlotNumber, u16> = plan
        .slots
        .iter()
        .map(|slot| {
            (
                slot.number,
                if slot.span.start < minute("14:30") {
                    slot.bookable()
                } else {
                    0
                },
            )
        })
        .collect();
    let coming = |slot: &&crate::plan::Slot| slot.span.start > minute("10:30");
    let to_come = plan
        .slots_on(day(TODAY))
        .filter(coming)
        .map(|slot| (slot.number, taken[&slot.number]))
        .collect();
    (taken, to_come)
}

fn options(members: u16, waiting: u16) -> Vec<LateOption> {
    let plan = sman55_plan(8);
    let (taken, to_come) = at_half_past_ten(&plan);
    let live = Live {
        now: minute("10:30"),
        waiting,
        recording: 4,
        seconds_per_person: 480,
        stations: 4,
    };
    late_class(&plan, day(TODAY), &live, members, &taken, &to_come)
}

#[test]
fn three_options_with_what_they_do_to_others() {
    let [now, later, next] = options(26, 3).try_into().unwrap();
    assert_eq!(
        (now.kind, later.kind, next.kind),
        (LateKind::Now, LateKind::Later, LateKind::NextDay)
    );
    // Fifteen can be served by eleven; seven are here. Then what each slot keeps in reserve.
    assert_eq!(now.slots[0].1, 8);
    assert!(now.slots[1..].iter().take(3).all(|(_, count)| *count <= 2));
    assert_eq!((now.placed, now.starts_at), (26, Some(minute("10:30"))));
    assert_eq!(
        (later.placed, later.unplaced, later.starts_at),
        (26, 0, Some(minute("14:30")))
    );
    assert_eq!(later.slots, [(SlotNumber(26), 13), (SlotNumber(27), 13)]);
    assert_eq!(
        (next.day, next.starts_at),
        (Some(day("2021-11-10")), Some(minute("14:30")))
    );
    // At the seam with the slot before, a few wait a little longer.
    assert!(next.delayed_people <= 4 && next.longest_delay_minutes <= 4, "{next:?}");
    assert_eq!(
        LateOption {
            delayed_people: 0,
            ..next.clone()
        }
        .say(Lang::Id),
        "Pindah ke Rabu, 10 November 2021: 26 orang mulai pukul 14.30; yang lain tidak menunggu lebih lama."
    );
    assert_eq!(
        LateOption {
            delayed_people: 9,
            delay_minutes: 12,
            ..now.clone()
        }
        .say(Lang::Id),
        "Layani sekarang di sela-sela: 26 orang mulai pukul 10.30; 9 orang lain menunggu sekitar 12 menit lebih lama."
    );
    assert!(
        later
            .say(Lang::Id)
            .starts_with("Satu blok nanti: 26 orang mulai pukul 14.30; ")
    );
    assert!(
        now.say(Lang::Id)
            .starts_with("Layani sekarang di sela-sela: 26 orang mulai pukul 10.30; ")
    );
}

#[test]
fn who_finds_no_place_is_counted() {
    let later = &options(60, 3)[1];
    assert_eq!((later.placed, later.unplaced), (26, 34));
    assert!(later.say(Lang::Id).ends_with(" 34 orang tidak mendapat tempat."));
    assert!(later.say(Lang::En).ends_with(" No place for 34 people."));
}

#[test]
fn a_full_site_has_no_gaps() {
    let now = &options(20, 200)[0];
    assert_eq!((now.placed, now.day, now.starts_at), (0, None, None));
    assert_eq!(now.say(Lang::Id), "Hari ini tidak ada sela yang tersisa.");
}

#[test]
fn the_last_day_has_no_next() {
    let plan = sman55_plan(8);
    let live = Live {
        now: minute("15:20"),
        waiting: 0,
        recording: 0,
        seconds_per_person: 480,
        stations: 4,
    };
    let options = late_class(&plan, day("2021-11-10"), &live, 20, &BTreeMap::new(), &BTreeMap::new());
    // Ten minutes are left: five people. Nothing starts later.
    assert_eq!(
        options.iter().map(|option| option.placed).collect::<Vec<_>>(),
        [5, 0, 0]
    );
    assert_eq!(options[2].say(Lang::Id), "Tidak ada tempat pada hari-hari berikutnya.");
}

#[test]
fn a_burst_between_others_delays_them_and_says_by_how_much() {
    let before = [100, 200, 300].map(|at| Served {
        came: at,
        sat: Some(at),
        left: Some(at + 60),
    });
    let after = [100, 290, 481].map(|at| Served {
        came: 0,
        sat: Some(at),
        left: None,
    });
    let effect = Effect::of(before.iter().zip(&after));
    assert_eq!(
        (effect.people, effect.average_minutes, effect.longest_minutes),
        (2, 3, 4)
    );
}

proptest! {
    #[test]
    fn options_keep_the_laws(
        plan in any_plan(), now in 0_u16..1440, members in 0_u16..60, waiting in 0_u16..40, stations in 0_u8..8,
        seconds in 0_u32..3000, taken in prop::collection::btree_map((0_u16..40).prop_map(SlotNumber), 0_u16..16, 0..40),
    ) {
        let today = plan.setup.days[0].day;
        let live = Live { now: Minute(now), waiting, recording: u16::from(stations), seconds_per_person: seconds, stations };
        let options = late_class(&plan, today, &live, members, &taken, &taken);
        prop_assert_eq!(&options, &late_class(&plan, today, &live, members, &taken, &taken));
        prop_assert_eq!(options.len(), 3);
        for option in &options {
            prop_assert_eq!(option.placed + option.unplaced, members);
            prop_assert_eq!(option.placed, option.slots.iter().map(|(_, count)| count).sum::<u16>());
            prop_assert_eq!(option.day.is_some(), option.placed > 0);
            prop_assert!(option.longest_delay_minutes >= option.delay_minutes);
            for lang in [Lang::Id, Lang::En] {
                prop_assert!(option.say(lang).ends_with('.'));
            }
            for (number, count) in &option.slots {
                let slot = plan.slot(*number).unwrap();
                prop_assert!(*count > 0 && option.day == Some(slot.day));
                let others = taken.get(number).copied().unwrap_or(0);
                match option.kind {
                    LateKind::Now => {
                        let can = u32::from(stations) * u32::from(slot.span.minutes()) * 60 / live.pace_seconds();
                        prop_assert!(slot.day == today && slot.span.end.0 > now && u32::from(*count) <= can);
                    }
                    LateKind::Later => prop_assert!(slot.day == today && slot.span.start.0 >= now + LEAD_MINUTES),
                    LateKind::NextDay => prop_assert!(slot.day > today),
                }
                if option.kind != LateKind::Now {
                    prop_assert!(others + count <= plan.places(slot));
                }
            }
        }
    }
}
