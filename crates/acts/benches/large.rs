//! A journal of many visits, 200,000 residents and 1,000,000 events: it opens at once, finds as you type and checks in
//! without a pause. Beside it a journal of one school, the same acts in the same process, A and B alternating.
//!
//! Everything timed goes through `acts`, as the window and the command line do it: what is printed is what a person waits
//! for, less the drawing. The file is in the system's cache: a first start after the power was off also reads the disk.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot go on should stop where it stands"
)]

#[path = "../../journal/benches/invented/mod.rs"]
#[allow(dead_code, reason = "shared with the search's benchmark")]
mod invented;
mod town;

use std::time::{Duration, Instant};

use jemput_acts::{
    Desk, act,
    clock::TimeSource,
    view::{ArriveInput, FindInput, Nothing, OfVisit, TodayInput},
};
use town::{Size, Town};

/// What must hold whatever the machine: shorter than what a hand or an eye notices.
const OPEN_GOAL_MS: f64 = 300.0;
const FIND_GOAL_MS: f64 = 10.0;
const CHECK_IN_GOAL_MS: f64 = 50.0;

const LARGE: Size = Size {
    visits: 10,
    people: 20_000,
    served_days: 10,
};
const SMALL: Size = Size {
    visits: 1,
    people: 452,
    served_days: 5,
};
const TINY: Size = Size {
    visits: 2,
    people: 60,
    served_days: 5,
};
/// Opened so often.
const OPENINGS: usize = 15;
/// People whose every keystroke is timed.
const TYPED: usize = 60;
/// Check-ins in each journal: fewer than have not come yet in the small one.
const CHECK_INS: usize = 200;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let quick = !std::env::args().any(|a| a == "--bench");
    let (large, small, openings, typed, check_ins) = match quick {
        true => (TINY, TINY, 1, 2, 2),
        false => (LARGE, SMALL, OPENINGS, TYPED, CHECK_INS),
    };
    let towns = [large, small].map(Town::build);
    for town in &towns {
        println!(
            "large | built: {} residents, {} events in {} visit(s), {:.0} MiB, in {:.0} s",
            town.residents,
            town.events,
            town.size.visits,
            town.bytes() as f64 / f64::from(1 << 20),
            town.built.as_secs_f64()
        );
    }
    row(
        "opens: the frame and the check-in desk",
        OPEN_GOAL_MS,
        opening(&towns, openings),
    );
    let desks = towns.each_ref().map(Town::open);
    row("finds, every keystroke", FIND_GOAL_MS, finding(&towns, &desks, typed));
    row(
        "checks in, on disk",
        CHECK_IN_GOAL_MS,
        checking_in(&towns, &desks, check_ins),
    );
    for (name, look) in SCREENS {
        let times = alternating(openings, |i, _| look(&desks[i], &towns[i]));
        row(name, OPEN_GOAL_MS, times);
    }
}

type Look = fn(&Desk, &Town);

/// What else a person opens in the middle of the day.
const SCREENS: [(&str, Look); 3] = [
    ("the check-in desk's surroundings", |desk, town| {
        act::desk(desk, OfVisit { visit: town.visit }).unwrap();
    }),
    ("Perekaman: stations and queue", |desk, town| {
        act::stations(desk, OfVisit { visit: town.visit }).unwrap();
    }),
    ("Hari ini", |desk, town| {
        let input = TodayInput {
            visit: town.visit,
            day: None,
        };
        act::today(desk, input).unwrap();
    }),
];

type Times = [Vec<Duration>; 2];

/// The same work in the large and in the small one, by turns.
fn alternating(rounds: usize, work: impl Fn(usize, usize)) -> Times {
    let mut times = Times::default();
    for round in 0..rounds {
        for (i, times) in times.iter_mut().enumerate() {
            let start = Instant::now();
            work(i, round);
            times.push(start.elapsed());
        }
    }
    times
}

/// From nothing to a field that can be typed in.
fn opening(towns: &[Town; 2], rounds: usize) -> Times {
    alternating(rounds, |i, _| {
        let desk = towns[i].open();
        act::session(&desk, Nothing {}).unwrap();
        act::desk(&desk, OfVisit { visit: towns[i].visit }).unwrap();
    })
}

fn finding(towns: &[Town; 2], desks: &[Desk; 2], people: usize) -> Times {
    let mut times = Times::default();
    for person in 0..people {
        for (i, times) in times.iter_mut().enumerate() {
            let to_come = &towns[i].to_come;
            let (name, nik) = &to_come[person * to_come.len() / people];
            for text in beginnings(name).chain(beginnings(nik)) {
                let is_whole = text.len() == nik.len();
                let input = FindInput {
                    visit: towns[i].visit,
                    text,
                    limit: None,
                };
                let start = Instant::now();
                let found = act::find(&desks[i], input).unwrap();
                times.push(start.elapsed());
                assert!(!is_whole || !found.is_empty(), "{nik}");
            }
        }
    }
    times
}

fn beginnings(text: &str) -> impl Iterator<Item = String> {
    (1..=text.chars().count()).map(|letters| text.chars().take(letters).collect())
}

fn checking_in(towns: &[Town; 2], desks: &[Desk; 2], rounds: usize) -> Times {
    alternating(rounds, |i, round| {
        let input = ArriveInput {
            visit: towns[i].visit,
            code: towns[i].to_come[round].1.clone(),
        };
        let arrived = act::arrive(&desks[i], input).unwrap();
        assert!(!arrived.already);
    })
}

fn row(what: &str, goal_ms: f64, times: Times) {
    let [large, small] = times.map(|mut times| {
        times.sort();
        move |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3
    });
    println!(
        "large | {what} | p50 {:.2} p99 {:.2} most {:.2} ms | goal p99 < {goal_ms} ms | one school p50 {:.2} p99 {:.2} most {:.2} ms | p50 {:.2}x p99 {:.2}x",
        large(0.5),
        large(0.99),
        large(1.0),
        small(0.5),
        small(0.99),
        small(1.0),
        large(0.5) / small(0.5),
        large(0.99) / small(0.99)
    );
}

/// The clock of all that is timed.
fn clock() -> TimeSource {
    TimeSource::from(town::now())
}
