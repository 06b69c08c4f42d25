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
    let mut text = format!(
        "{}\n{}\n{}",
        day_words(today.day, lang),
        counts(today, lang),
        site(today, lang)
    );
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

fn counts(today: &view::Today, lang: Lang) -> String {
    let open: u32 = today.slots.iter().map(|slot| slot.open).sum();
    let of = today.booked;
    let counts = [
        (
            today.recorded,
            format!("selesai dari {of}"),
            format!("of {of} recorded"),
        ),
        (today.not_here, "belum datang".into(), "not yet here".into()),
        (today.waiting, "menunggu".into(), "waiting".into()),
        (today.recording, "sedang direkam".into(), "being recorded".into()),
        (open, "belum tuntas".into(), "to be done again".into()),
        (today.left, "pulang atau terlewat".into(), "left or missed".into()),
        (today.no_show, "tidak hadir".into(), "did not come".into()),
    ];
    counts
        .map(|(count, id, en)| format!("{count} {}", lang.pick(id, en)))
        .join(" · ")
}

fn site(today: &view::Today, lang: Lang) -> String {
    let mut text = lang.pick(
        format!("Di lokasi {} dari batas {}", today.on_site, today.waiting_limit),
        format!("On site {} of at most {}", today.on_site, today.waiting_limit),
    );
    if let Some(minutes) = today.longest_wait_minutes {
        let wait = minutes_words(minutes, lang);
        text.push_str(&lang.pick(format!(" · menunggu terlama {wait}"), format!(" · longest wait {wait}")));
    }
    if let Some(end) = today.expected_end.as_deref().and_then(|end| end.get(11..16)) {
        let dotted = end.replace(':', ".");
        text.push_str(&lang.pick(
            format!(" · perkiraan selesai {dotted}"),
            format!(" · expected end {end}"),
        ));
    }
    text
}
