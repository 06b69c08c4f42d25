//! `jemput today`

use clap::Args;
use jemput_acts::{act, view};
use jemput_domain::{
    plan::saying::{day_words, minutes_words},
    time::Day,
    words::Lang,
};

use super::{station, visit::slot_lines};
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place, value::day, words::pick};

const EXAMPLES: &str = "\
Examples:
  jemput today --visit ID
  jemput --json today --visit ID --day 2021-11-09";

/// The day at a glance: slots, people on site, stations, what needs a person
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Today {
    #[command(flatten)]
    of: OfVisit,

    /// The day [default: today, or the visit's nearest]
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Option<Day>,
}

impl Today {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let today = act::today(
            place.desk()?,
            view::TodayInput {
                visit: self.of.visit,
                day: self.day,
            },
        )?;
        let text = text(&today, place.lang());
        Answer::new(&today, text)
    }
}

fn text(today: &view::Today, lang: Lang) -> String {
    let view::Today {
        booked,
        not_here,
        waiting,
        recording,
        recorded,
        left,
        no_show,
        ..
    } = today;
    let mut text = day_words(today.day, lang);
    text.push_str(&lang.pick(
        format!(
            "\n{recorded} selesai dari {booked} · {not_here} belum datang · {waiting} menunggu · {recording} sedang direkam · {left} pulang atau terlewat · {no_show} tidak hadir"
        ),
        format!(
            "\n{recorded} of {booked} recorded · {not_here} not yet here · {waiting} waiting · {recording} being recorded · {left} left or missed · {no_show} no-shows"
        ),
    ));
    text.push_str(&lang.pick(
        format!("\nDi lokasi {} dari batas {}", today.on_site, today.waiting_limit),
        format!("\nOn site {} of at most {}", today.on_site, today.waiting_limit),
    ));
    if let Some(minutes) = today.longest_wait_minutes {
        let wait = minutes_words(minutes, lang);
        text.push_str(&lang.pick(format!(" · menunggu terlama {wait}"), format!(" · longest wait {wait}")));
    }
    if let Some(end) = today.expected_end.as_deref().and_then(|end| end.get(11..16)) {
        text.push_str(&lang.pick(
            format!(" · perkiraan selesai {}", end.replace(':', ".")),
            format!(" · expected end {end}"),
        ));
    }
    text.push_str("\n\n");
    text.push_str(&slot_lines(&today.slots, lang));
    text.push('\n');
    text.push_str(&station::lines(&today.stations, lang));
    if !today.needs.is_empty() {
        text.push_str(pick(lang, "\nPerlu ditangani:\n", "\nNeeds a person:\n"));
    }
    for need in &today.needs {
        text.push_str(&format!("- {}\n", need.sentence));
    }
    if let Some(suggestion) = &today.suggestion {
        text.push_str(&format!("\n{}\n", suggestion.sentence));
    }
    text
}
