//! Set-ups and rosters for tests. Invented.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Break, DayHours, Plan, Setup, SlotNumber, Span, ToBook, plan};
use crate::time::{Day, Minute};

/// The classes of SMAN 55 and their sizes: 452 students.
pub const CLASSES: [(&str, usize); 14] = [
    ("XII MIPA 1", 29),
    ("XII MIPA 2", 30),
    ("XII MIPA 3", 38),
    ("XII MIPA 4", 45),
    ("XII IPS 1", 31),
    ("XII IPS 2", 35),
    ("XII IPS 3", 31),
    ("XI MIPA 1", 32),
    ("XI MIPA 2", 33),
    ("XI MIPA 3", 35),
    ("XI MIPA 4", 30),
    ("XI IPS 1", 28),
    ("XI IPS 2", 24),
    ("XI IPS 3", 31),
];

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

pub fn span(text: &str) -> Span {
    let (start, end) = text.split_once('-').unwrap();
    Span {
        start: minute(start),
        end: minute(end),
    }
}

pub fn school_day(text: &str) -> DayHours {
    DayHours {
        day: day(text),
        open: span("07:30-15:30"),
        breaks: vec![Break {
            span: span("11:45-13:00"),
            stations_open: 0,
        }],
    }
}

/// Three days at SMAN 55 with four stations.
pub fn sman55(minutes_per_person: u16) -> Setup {
    Setup {
        days: ["2021-11-08", "2021-11-09", "2021-11-10"].map(school_day).to_vec(),
        stations: 4,
        minutes_per_person,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

pub fn sman55_plan(minutes_per_person: u16) -> Plan {
    plan(&sman55(minutes_per_person)).unwrap()
}

/// The 452, class by class, all old enough.
pub fn students() -> Vec<ToBook> {
    let of_class = |(class, size): (&str, usize)| vec![of(class, "2004-03-05"); size];
    CLASSES.into_iter().flat_map(of_class).collect()
}

pub fn of(class: &str, birth_date: &str) -> ToBook {
    ToBook {
        class: class.to_owned(),
        birth_date: Some(day(birth_date)),
        ..ToBook::default()
    }
}

/// People per slot.
pub fn counts(placed: &[Option<SlotNumber>]) -> BTreeMap<SlotNumber, u16> {
    let mut counts = BTreeMap::new();
    for slot in placed.iter().flatten() {
        *counts.entry(*slot).or_default() += 1;
    }
    counts
}

/// Set-ups as careless people give them, most of them possible.
pub fn any_setup() -> impl Strategy<Value = Setup> {
    let numbers = (1_u8..9, 1_u16..40, 1_u16..60, 5_u16..91, 0_u8..60, 0_u8..20);
    (prop::collection::vec(any_hours(), 1..5), numbers).prop_map(|(mut days, numbers)| {
        for (i, hours) in days.iter_mut().enumerate() {
            hours.day = Day(day("2021-11-08").0 + chrono::Days::new(i as u64 * 2));
        }
        let (stations, minutes_per_person, waiting_limit, slot_minutes, reserve_percent, minimum_age) = numbers;
        Setup {
            days,
            stations,
            minutes_per_person,
            waiting_limit,
            slot_minutes,
            reserve_percent,
            minimum_age,
        }
    })
}

fn any_hours() -> impl Strategy<Value = DayHours> {
    let any_break = (0_u16..600, 1_u16..120, 0_u8..4);
    (0_u16..800, 30_u16..640, prop::collection::vec(any_break, 0..3)).prop_map(|(start, length, breaks)| {
        let open = Span {
            start: Minute(start),
            end: Minute(start + length),
        };
        let breaks = breaks
            .into_iter()
            .map(|(at, length, stations_open)| Break {
                span: Span {
                    start: Minute(start + at),
                    end: Minute(start + at + length),
                },
                stations_open,
            })
            .collect();
        DayHours {
            day: day("2021-11-08"),
            open,
            breaks,
        }
    })
}

/// Plans that can be.
pub fn any_plan() -> impl Strategy<Value = Plan> {
    any_setup().prop_filter_map("no plan follows", |setup| plan(&setup).ok())
}

/// Rosters of few classes, some people young, some with wishes.
pub fn any_people() -> impl Strategy<Value = Vec<ToBook>> {
    let birth = prop::option::of((0_i32..12, -20_i32..20));
    let person = (
        0_usize..6,
        birth,
        prop::option::weighted(0.1, 0_u64..8),
        prop::option::weighted(0.1, 0_u64..8),
    );
    prop::collection::vec(person, 0..120).prop_map(|people| {
        let wish = |nth: Option<u64>| nth.map(|nth| Day(day("2021-11-08").0 + chrono::Days::new(nth)));
        people
            .into_iter()
            .map(|(class, birth, fixed, near)| ToBook {
                class: ["", "X 1", "X 2", "XI IPS 1", "XI IPS 2", "XII"][class].to_owned(),
                birth_date: birth.map(|(age, days)| {
                    let birth = chrono::NaiveDate::from_ymd_opt(2021 - age, 11, 8).unwrap();
                    Day(birth + chrono::Duration::days(i64::from(days)))
                }),
                fixed_day: wish(fixed),
                class_day: wish(near),
            })
            .collect()
    })
}
