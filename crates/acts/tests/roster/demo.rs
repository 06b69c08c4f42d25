//! The demonstration.

use jemput_acts::{
    Desk, act,
    clock::TimeSource,
    demo, demo_half_day,
    view::{OfVisit, TodayInput},
};
use tempfile::TempDir;

use crate::kit::{moment, people};

#[test]
fn makes_a_visit_of_452_that_begins_today_and_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::init(
        folder.path(),
        TimeSource::Held(moment("2021-11-08T11:00:00+07:00")),
        "Loket A",
        None,
    )
    .unwrap();
    let made = demo(&desk).unwrap();
    assert_eq!(made.bookings, 452);
    assert_eq!(act::people(&desk, people(made.visit)).unwrap().total, 452);
    let days: Vec<String> = act::plan(&desk, OfVisit { visit: made.visit })
        .unwrap()
        .setup
        .days
        .iter()
        .map(|d| d.day.to_string())
        .collect();
    assert_eq!(days, ["2021-11-08", "2021-11-09", "2021-11-10"]);
    let left = std::fs::read_dir(folder.path())
        .unwrap()
        .filter(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "xlsx"));
    assert_eq!(left.count(), 0);
}

#[test]
fn half_a_day_later_all_figures_add_up() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::init(
        folder.path(),
        TimeSource::Held(moment("2021-11-08T06:00:00+07:00")),
        "Loket A",
        None,
    )
    .unwrap();
    let made = demo(&desk).unwrap();
    let at = demo_half_day(&desk, made.visit).unwrap();
    assert_eq!(at, moment("2021-11-09T10:42:00+07:00"));
    assert_eq!(desk.clock().now(), moment("2021-11-08T06:00:00+07:00"));
    desk.set_clock(Some(at));
    let today = act::today(
        &desk,
        TodayInput {
            visit: made.visit,
            day: None,
        },
    )
    .unwrap();
    assert_eq!(today.day.to_string(), "2021-11-09");
    assert!(
        today.arrived > 50 && today.recorded > 30 && today.waiting > 0 && today.recording > 0,
        "{today:?}"
    );
    assert!(today.no_show > 0 && today.not_here > 0);
    assert_eq!(today.booked, today.slots.iter().map(|s| s.booked).sum::<u32>());
    assert!(today.needs.iter().any(|need| need.kind == "held"));
    let first = act::today(
        &desk,
        TodayInput {
            visit: made.visit,
            day: Some(moment_day("2021-11-08")),
        },
    )
    .unwrap();
    assert_eq!(
        (first.waiting, first.recording),
        (0, 0),
        "the first day was played to its end"
    );
}

fn moment_day(day: &str) -> jemput_domain::time::Day {
    jemput_domain::time::Day::parse(day).unwrap()
}
