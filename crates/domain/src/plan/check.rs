//! Whether a plan can follow from the numbers that were given: every problem at once, so that they are mended at once.

use super::{
    DayHours, Setup, SetupProblem,
    limits::{
        BREAKS_MAX, DAY_MINUTES, DAYS_MAX, MINIMUM_AGE_MAX, PERSON_MINUTES_MAX, RESERVE_PERCENT_MAX, SLOT_MINUTES_MAX,
        SLOT_MINUTES_MIN, STATIONS_MAX,
    },
    slots::lay,
};

/// All that is wrong with a set-up; empty: [`plan`](super::plan) succeeds.
pub fn check(setup: &Setup) -> Vec<SetupProblem> {
    let mut problems = Vec::new();
    check_days(setup, &mut problems);
    check_numbers(setup, &mut problems);
    if problems.is_empty() {
        let slots = lay(setup);
        if slots.is_empty() {
            problems.push(SetupProblem::NobodyFits);
        } else if slots.iter().all(|slot| slot.bookable() == 0) {
            problems.push(SetupProblem::NobodyBookable);
        }
    }
    problems
}

fn check_days(setup: &Setup, problems: &mut Vec<SetupProblem>) {
    match setup.days.len() {
        0 => return problems.push(SetupProblem::NoDays),
        1..=DAYS_MAX => {}
        // Not looked into further: the list itself is the mistake.
        _ => return problems.push(SetupProblem::TooManyDays),
    }
    for (i, hours) in setup.days.iter().enumerate() {
        let earlier = setup.days[..i].iter().filter(|other| other.day == hours.day).count();
        if earlier == 1 {
            problems.push(SetupProblem::DayTwice { day: hours.day });
        }
        if hours.open.end <= hours.open.start || hours.open.end.0 > DAY_MINUTES {
            problems.push(SetupProblem::HoursReversed { day: hours.day });
        } else if hours.breaks.len() > BREAKS_MAX {
            problems.push(SetupProblem::TooManyBreaks { day: hours.day });
        } else {
            check_breaks(hours, setup.stations, problems);
        }
    }
}

fn check_breaks(hours: &DayHours, stations: u8, problems: &mut Vec<SetupProblem>) {
    let day = hours.day;
    for (i, pause) in hours.breaks.iter().enumerate() {
        let span = pause.span;
        if span.end <= span.start {
            problems.push(SetupProblem::BreakReversed { day, span });
        } else if span.start < hours.open.start || span.end > hours.open.end {
            problems.push(SetupProblem::BreakOutsideHours { day, span });
        } else if hours.breaks[..i].iter().any(|other| other.span.overlaps(span)) {
            problems.push(SetupProblem::BreaksOverlap { day, span });
        }
        if pause.stations_open > stations {
            problems.push(SetupProblem::BreakStations { day, span });
        }
    }
}

fn check_numbers(setup: &Setup, problems: &mut Vec<SetupProblem>) {
    match setup.stations {
        0 => problems.push(SetupProblem::NoStations),
        1..=STATIONS_MAX => {}
        _ => problems.push(SetupProblem::TooManyStations),
    }
    match setup.minutes_per_person {
        0 => problems.push(SetupProblem::NoMinutes),
        1..=PERSON_MINUTES_MAX => {}
        _ => problems.push(SetupProblem::TooManyMinutes),
    }
    match setup.slot_minutes {
        0..SLOT_MINUTES_MIN => problems.push(SetupProblem::SlotTooShort),
        SLOT_MINUTES_MIN..=SLOT_MINUTES_MAX => {}
        _ => problems.push(SetupProblem::SlotTooLong),
    }
    if setup.reserve_percent > RESERVE_PERCENT_MAX {
        problems.push(SetupProblem::ReserveTooLarge);
    }
    if setup.waiting_limit == 0 {
        problems.push(SetupProblem::NoWaitingLimit);
    }
    if setup.minimum_age > MINIMUM_AGE_MAX {
        problems.push(SetupProblem::MinimumAgeTooHigh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        plan::{
            Break,
            fixture::{day, school_day, sman55, span},
        },
        words::Lang,
    };

    fn codes(change: impl FnOnce(&mut Setup)) -> Vec<&'static str> {
        let mut setup = sman55(8);
        change(&mut setup);
        let problems = check(&setup);
        for problem in &problems {
            for lang in [Lang::Id, Lang::En] {
                assert!(problem.say(lang).ends_with('.'), "{problem:?}");
            }
            let json = serde_json::to_value(problem).unwrap();
            assert_eq!(json["code"], problem.code());
        }
        problems.iter().map(SetupProblem::code).collect()
    }

    #[test]
    fn a_good_setup_has_no_problem() {
        assert!(codes(|_| {}).is_empty());
        // Two people at four stations in five minutes: short, but possible.
        assert!(codes(|s| s.slot_minutes = 5).is_empty());
    }

    #[test]
    fn days_and_hours() {
        assert_eq!(codes(|s| s.days.clear()), ["no_days"]);
        assert_eq!(
            codes(|s| s.days = vec![school_day("2021-11-08"); 61]),
            ["too_many_days"]
        );
        assert_eq!(codes(|s| s.days.push(school_day("2021-11-09"))), ["day_twice"]);
        assert_eq!(codes(|s| s.days = vec![school_day("2021-11-08"); 3]), ["day_twice"]);
        assert_eq!(codes(|s| s.days[0].open = span("15:30-07:30")), ["hours_reversed"]);
        assert_eq!(
            codes(|s| s.days[0].open.end = crate::time::Minute(1500)),
            ["hours_reversed"]
        );
    }

    #[test]
    fn breaks() {
        let with = |breaks: &[(&str, u8)]| {
            let breaks = breaks.iter().map(|(at, stations_open)| Break {
                span: span(at),
                stations_open: *stations_open,
            });
            let breaks: Vec<Break> = breaks.collect();
            codes(|s| s.days[0].breaks = breaks)
        };
        assert_eq!(with(&[("13:00-12:00", 0)]), ["break_reversed"]);
        assert_eq!(with(&[("07:00-08:00", 0)]), ["break_outside_hours"]);
        assert_eq!(with(&[("12:00-13:00", 0), ("09:00-09:15", 0)]), [""; 0]);
        assert_eq!(with(&[("12:00-13:00", 0), ("12:30-13:15", 0)]), ["breaks_overlap"]);
        assert_eq!(with(&[("12:00-13:00", 5)]), ["break_stations"]);
        assert_eq!(with(&[("12:00-12:01", 0); 17]), ["too_many_breaks"]);
    }

    #[test]
    fn numbers() {
        assert_eq!(codes(|s| s.stations = 0), ["no_stations"]);
        assert_eq!(codes(|s| s.stations = 65), ["too_many_stations"]);
        assert_eq!(codes(|s| s.minutes_per_person = 0), ["no_minutes"]);
        assert_eq!(codes(|s| s.minutes_per_person = 241), ["too_many_minutes"]);
        assert_eq!(codes(|s| s.slot_minutes = 0), ["slot_too_short"]);
        assert_eq!(codes(|s| s.slot_minutes = 481), ["slot_too_long"]);
        assert_eq!(codes(|s| s.reserve_percent = 91), ["reserve_too_large"]);
        assert_eq!(codes(|s| s.waiting_limit = 0), ["no_waiting_limit"]);
        assert_eq!(codes(|s| s.minimum_age = 101), ["minimum_age_too_high"]);
        assert_eq!(codes(|s| (s.stations, s.minutes_per_person) = (1, 40)), ["nobody_fits"]);
        assert_eq!(
            codes(|s| (s.stations, s.minutes_per_person) = (1, 30)),
            ["nobody_bookable"]
        );
        assert_eq!(
            codes(|s| (s.stations, s.waiting_limit) = (0, 0)),
            ["no_stations", "no_waiting_limit"]
        );
    }

    #[test]
    fn a_problem_names_its_day() {
        let problem = SetupProblem::BreakOutsideHours {
            day: day("2021-11-09"),
            span: span("07:00-08:00"),
        };
        assert_eq!(
            problem.say(Lang::Id),
            "Selasa, 9 November 2021: istirahat 07.00-08.00 di luar jam layanan. Perbaiki jam istirahat atau jam layanan."
        );
    }
}
