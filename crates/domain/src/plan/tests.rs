//! A plan comes from other laptops too: whatever it holds, nothing here panics, and nobody is lost.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{fixture::any_people, *};

fn any_minute() -> impl Strategy<Value = Minute> {
    prop_oneof![0_u16..=1440, any::<u16>()].prop_map(Minute)
}

prop_compose! {
    fn any_span()(start in any_minute(), end in any_minute()) -> Span {
        Span { start, end }
    }
}

prop_compose! {
    /// A few days around the visit, and the ends of the calendar.
    fn any_calendar_day()(nth in 0_u64..6, odd in 0_u8..20) -> Day {
        match odd {
            0 => Day(chrono::NaiveDate::MAX),
            1 => Day(chrono::NaiveDate::MIN),
            _ => Day(fixture::day("2021-11-08").0 + chrono::Days::new(nth)),
        }
    }
}

prop_compose! {
    fn any_hours()(
        day in any_calendar_day(), open in any_span(), breaks in prop::collection::vec((any_span(), any::<u8>()), 0..4),
    ) -> DayHours {
        let breaks = breaks.into_iter().map(|(span, stations_open)| Break { span, stations_open }).collect();
        DayHours { day, open, breaks }
    }
}

prop_compose! {
    fn any_slot()(
        number in 0_u16..12, day in any_calendar_day(), span in any_span(), capacity in any::<u16>(), reserve in any::<u16>(),
    ) -> Slot {
        Slot { number: SlotNumber(number), day, span, capacity: capacity >> 8, reserve: reserve >> 10 }
    }
}

prop_compose! {
    fn garbage()(
        days in prop::collection::vec(any_hours(), 0..5), slots in prop::collection::vec(any_slot(), 0..12),
        numbers in (any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>(), any::<u8>(), any::<u8>()),
    ) -> Plan {
        let (stations, minutes_per_person, waiting_limit, slot_minutes, reserve_percent, minimum_age) = numbers;
        let setup =
            Setup { days, stations, minutes_per_person, waiting_limit, slot_minutes, reserve_percent, minimum_age };
        Plan { setup, slots }
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_nobody_is_lost(
        plan in garbage(), people in any_people(), day in any_calendar_day(), now in any_minute(), count in any::<u8>(),
        taken in prop::collection::btree_map((0_u16..14).prop_map(SlotNumber), any::<u16>(), 0..10), told in any::<u64>(),
    ) {
        let _ = (check(&plan.setup), capacity(&plan), replan_slots(&plan, &plan.setup, u16::MAX - 3));
        let booked = book(&plan, &people, &taken, Some((day, now)));
        prop_assert_eq!(booked.placed.iter().flatten().count() + booked.unplaced.len(), people.len());
        prop_assert!(places_left(&plan, &taken, day, None) >= places_left(&plan, &taken, day, Some((day, now))));

        let some = taken.iter().map(|(slot, n)| (*slot, n >> 8)).collect::<BTreeMap<_, _>>();
        let live = Live { now, waiting: u16::from(count), recording: u16::from(count), seconds_per_person: 0, stations: count };
        for live in [None, Some(&live)] {
            let curve = forecast(&plan, day, &some, live);
            prop_assert!(curve.points.len() <= 289 && curve.peak_on_site <= curve.people);
            prop_assert!(!summary(&plan, &curve).say(crate::words::Lang::Id).is_empty());
        }
        prop_assert_eq!(late_class(&plan, day, &live, u16::from(count), &taken, &some).len(), 3);

        let coming: Vec<Coming> = (0..u32::from(count)).map(|index| Coming {
            index, slot: SlotNumber((index % 13) as u16), class: format!("X {}", index % 3),
            told: told >> (index % 64) & 1 == 1, arrived: index % 5 == 0,
        }).collect();
        let causes = [
            Cause::Delay { minutes: now.0 }, Cause::Stations { stations: count }, Cause::Minutes { minutes: now.0 },
            Cause::Class { class: "X 1".to_owned(), to: SlotNumber(u16::from(count) % 13) },
        ];
        for cause in causes {
            let proposal = replan(&plan, day, now, &coming, &taken, &cause);
            let _ = (proposal.apply(&plan), proposal.say(crate::words::Lang::En));
            prop_assert!(proposal.moves.len() + proposal.unplaced.len() <= coming.len());
        }
        prop_assert!(displaced(&plan, &plan, &coming).iter().all(|index| *index < u32::from(count)));
    }
}
