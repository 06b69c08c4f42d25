//! `jemput visit plan`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit, VisitPlanInput},
};
use jemput_domain::{
    id::SiteId,
    plan::{Setup, Span},
    time::Day,
};

use super::days::days;
use crate::{
    answer::Answer,
    failed::Failed,
    place::Place,
    value::{BreakOf, HoursOf, break_of, day, hours_of, span},
};

const EXAMPLES: &str = "\
A break without a day holds on every day. A day's own break replaces those that
it overlaps; DAY=none takes all breaks off that day. Some stations may stay open
in a break: 11:45-13:00,stations=2.

Example:
  jemput visit plan --site ID --day 2021-11-11 --day 2021-11-12 \\
      --open 07:30-15:30 --hours 2021-11-12=07:30-14:30 \\
      --break 11:45-13:00 --break 2021-11-12=11:30-13:15 \\
      --stations 4 --minutes 8 --waiting-limit 30";

/// Plan a visit: days, hours and stations, and the slots that follow
///
/// Answers with the visit's id, its slots, and how many people may be booked (the reserve and the limit on people on
/// site taken off). Numbers that do not go together are refused with what is wrong.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Plan {
    /// The site; `jemput site list` shows their ids
    #[arg(long, value_name = "ID")]
    site: SiteId,

    /// A day of the visit; may be given several times
    #[arg(long = "day", required = true, value_name = "DAY", value_parser = day)]
    days: Vec<Day>,

    /// Opening hours of every day
    #[arg(long, value_name = "HH:MM-HH:MM", value_parser = span)]
    open: Span,

    /// Other hours of one day
    #[arg(long, value_name = "DAY=HH:MM-HH:MM", value_parser = hours_of)]
    hours: Vec<HoursOf>,

    /// A break of every day, or of one
    #[arg(long = "break", value_name = "[DAY=]HH:MM-HH:MM", value_parser = break_of)]
    breaks: Vec<BreakOf>,

    /// Recording sets
    #[arg(long, value_name = "N")]
    stations: u8,

    /// Minutes that one person takes at a station
    #[arg(long, value_name = "N")]
    minutes: u16,

    /// How many people may be on site at once
    #[arg(long, value_name = "N")]
    waiting_limit: u16,

    /// Length of a slot in minutes
    #[arg(long, value_name = "N", default_value_t = 30)]
    slot_minutes: u16,

    /// Percent of each slot kept free for walk-ins and repeats
    #[arg(long, value_name = "PERCENT", default_value_t = 10)]
    reserve: u8,

    /// Full years that a person must have lived on the booked day
    #[arg(long, value_name = "YEARS", default_value_t = 16)]
    minimum_age: u8,
}

impl Plan {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let setup = Setup {
            days: days(&self.days, self.open, &self.hours, &self.breaks)?,
            stations: self.stations,
            minutes_per_person: self.minutes,
            waiting_limit: self.waiting_limit,
            slot_minutes: self.slot_minutes,
            reserve_percent: self.reserve,
            minimum_age: self.minimum_age,
        };
        let desk = place.desk()?;
        let planned = act::visit_plan(desk, VisitPlanInput { site: self.site, setup })?;
        let mut lines = act::plan(desk, OfVisit { visit: planned.visit })?.preview.sentences;
        lines.push(place.lang().pick(
            format!(
                "Kegiatan {}: {} sesi, tempat untuk {} orang.",
                planned.visit, planned.slots, planned.capacity
            ),
            format!(
                "Visit {}: {} slots, places for {} people.",
                planned.visit, planned.slots, planned.capacity
            ),
        ));
        Answer::new(&planned, lines.join("\n"))
    }
}
