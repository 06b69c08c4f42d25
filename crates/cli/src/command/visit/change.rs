//! `jemput visit change`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit as VisitInput, PlanPreviewInput, VisitChangeInput},
};
use jemput_domain::{
    plan::{DayHours, Setup, Span},
    time::Day,
};

use super::{
    days::{breaks_on, days},
    show,
};
use crate::{
    answer::Answer,
    arguments::OfVisit,
    failed::Failed,
    place::Place,
    value::{BreakOf, HoursOf, break_of, day, hours_of, span},
};

const EXAMPLES: &str = "\
Breaks that are given replace all that the visit had, and are written as for
`jemput visit plan`.

Examples:
  jemput visit change --visit ID --stations 3 --dry-run
  jemput visit change --visit ID --day 2021-11-08 --day 2021-11-11";

/// Change a visit's numbers
///
/// What is not named stays. People in slots that fall away move to others or are listed as without a place; slots that
/// stay keep their people.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Change {
    #[command(flatten)]
    of: OfVisit,

    /// All days of the visit from now on; those that it has already keep their hours
    #[arg(long = "day", value_name = "DAY", value_parser = day)]
    days: Vec<Day>,

    /// Opening hours of every day
    #[arg(long, value_name = "HH:MM-HH:MM", value_parser = span)]
    open: Option<Span>,

    /// Hours of one day
    #[arg(long, value_name = "DAY=HH:MM-HH:MM", value_parser = hours_of)]
    hours: Vec<HoursOf>,

    /// A break of every day, or of one
    #[arg(long = "break", value_name = "[DAY=]HH:MM-HH:MM", value_parser = break_of)]
    breaks: Vec<BreakOf>,

    /// Recording sets
    #[arg(long, value_name = "N")]
    stations: Option<u8>,

    /// Minutes that one person takes at a station
    #[arg(long, value_name = "N")]
    minutes: Option<u16>,

    /// How many people may be on site at once
    #[arg(long, value_name = "N")]
    waiting_limit: Option<u16>,

    /// Length of a slot in minutes
    #[arg(long, value_name = "N")]
    slot_minutes: Option<u16>,

    /// Percent of each slot kept free for walk-ins and repeats
    #[arg(long, value_name = "PERCENT")]
    reserve: Option<u8>,

    /// Full years that a person must have lived on the booked day
    #[arg(long, value_name = "YEARS")]
    minimum_age: Option<u8>,

    /// Show what would follow and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Change {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let (visit, dry_run) = (self.of.visit, self.dry_run);
        let desk = place.desk()?;
        let plan = act::plan(desk, VisitInput { visit })?;
        let setup = self.changed(plan.setup)?;
        if dry_run {
            let preview = act::plan_preview(
                desk,
                PlanPreviewInput {
                    setup,
                    visit: Some(visit),
                },
            )?;
            let text = if preview.problems.is_empty() {
                show::slots(&preview.slots, place.lang()) + &preview.sentences.join("\n")
            } else {
                preview.problems.join("\n")
            };
            return Answer::new(&preview, text);
        }
        let done = act::visit_change(desk, VisitChangeInput { visit, setup })?;
        Answer::done(&done, visit, place.lang())
    }

    fn changed(self, old: Setup) -> Result<Setup, Failed> {
        let names: Vec<Day> = if self.days.is_empty() {
            old.days.iter().map(|day| day.day).collect()
        } else {
            self.days
        };
        let usual = old.days.first().map_or(
            Span {
                start: jemput_domain::time::Minute(0),
                end: jemput_domain::time::Minute(0),
            },
            |d| d.open,
        );
        let fresh = days(&names, self.open.unwrap_or(usual), &self.hours, &self.breaks)?;
        let kept = |day: DayHours| {
            let before = old.days.iter().find(|before| before.day == day.day);
            let own = self.hours.iter().find(|own| own.day == day.day).map(|own| own.open);
            let open = match before {
                Some(before) if own.is_none() && self.open.is_none() => before.open,
                _ => day.open,
            };
            let breaks = match before.or(old.days.first()) {
                Some(before) if self.breaks.is_empty() => before.breaks.clone(),
                _ => breaks_on(day.day, own, &self.breaks),
            };
            DayHours {
                day: day.day,
                open,
                breaks,
            }
        };
        Ok(Setup {
            days: fresh.into_iter().map(kept).collect(),
            stations: self.stations.unwrap_or(old.stations),
            minutes_per_person: self.minutes.unwrap_or(old.minutes_per_person),
            waiting_limit: self.waiting_limit.unwrap_or(old.waiting_limit),
            slot_minutes: self.slot_minutes.unwrap_or(old.slot_minutes),
            reserve_percent: self.reserve.unwrap_or(old.reserve_percent),
            minimum_age: self.minimum_age.unwrap_or(old.minimum_age),
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        change: Change,
    }

    fn old() -> Setup {
        let visit = ["2021-11-08", "2021-11-12"].map(|text| day(text).unwrap());
        let friday = hours_of("2021-11-12=07:30-14:30").unwrap();
        Setup {
            days: days(
                &visit,
                span("07:30-15:30").unwrap(),
                &[friday],
                &[break_of("11:45-13:00").unwrap()],
            )
            .unwrap(),
            stations: 4,
            minutes_per_person: 8,
            waiting_limit: 30,
            slot_minutes: 30,
            reserve_percent: 10,
            minimum_age: 16,
        }
    }

    fn change(more: &[&str]) -> Setup {
        let visit = ["x", "--visit", "00000000-0000-0000-0000-000000000001"];
        let line = Line::try_parse_from(visit.iter().chain(more)).unwrap();
        line.change.changed(old()).unwrap()
    }

    #[test]
    fn what_is_not_named_stays() {
        assert_eq!(change(&[]), old());
        assert_eq!(change(&["--stations", "3"]), Setup { stations: 3, ..old() });
    }

    #[test]
    fn a_day_more_takes_the_first_days_hours() {
        let after = change(&["--day", "2021-11-08", "--day", "2021-11-12", "--day", "2021-11-15"]);
        assert_eq!(after.days[..2], old().days[..]);
        assert_eq!(
            (after.days[2].open, &after.days[2].breaks),
            (old().days[0].open, &old().days[0].breaks)
        );
    }

    #[test]
    fn hours_and_breaks_are_replaced() {
        let after = change(&["--hours", "2021-11-12=08:00-11:00", "--break", "12:00-13:00"]);
        assert_eq!(after.days[0].open, old().days[0].open);
        assert_eq!(after.days[0].breaks[0].span, span("12:00-13:00").unwrap());
        assert_eq!(after.days[1].open, span("08:00-11:00").unwrap());
        assert!(after.days[1].breaks.is_empty());
    }
}
