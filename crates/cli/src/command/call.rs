//! `jemput call`

use clap::Args;
use jemput_acts::{
    act,
    view::{CallInput, Sitting},
};
use jemput_domain::{plan::saying::day_words, words::Lang};

use super::station::OfStation;
use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput call --visit ID --station 1
  jemput call --visit ID --station 1 --ticket A-046";

/// Call the next person to a station, or a given one
///
/// The order is fair: repeats and people with priority, then by slot and arrival.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Call {
    #[command(flatten)]
    at: OfStation,

    /// A ticket or a booking's id [default: who is next]
    #[arg(long, value_name = "TICKET")]
    ticket: Option<String>,
}

impl Call {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let at = self.at.input();
        let sitting = act::call(
            place.desk()?,
            CallInput {
                visit: at.visit,
                station: at.station,
                code: self.ticket,
            },
        )?;
        let text = text(&sitting, at.station, place.lang());
        Answer::new(&sitting, text)
    }
}

fn text(sitting: &Sitting, station: u8, lang: Lang) -> String {
    let born = sitting
        .birth_date
        .map(|day| day_words(day, lang))
        .map(|day| lang.pick(format!(" · lahir {day}"), format!(" · born {day}")));
    let (ticket, name, born) = (&sitting.ticket, &sitting.name, born.unwrap_or_default());
    let mut lines = vec![lang.pick(
        format!("{ticket} · {name} · {}{born} · ke Meja {station}", sitting.class),
        format!("{ticket} · {name} · {}{born} · to station {station}", sitting.class),
    )];
    lines.extend(
        [&sitting.held_words, &sitting.card_sentence]
            .into_iter()
            .filter(|line| !line.is_empty())
            .cloned(),
    );
    lines.extend(sitting.conflict.clone());
    lines.join("\n")
}
