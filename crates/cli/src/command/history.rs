//! `jemput history`

use clap::Args;
use jemput_acts::{
    act,
    view::{HistoryInput, HistoryLine, Safety},
};
use jemput_domain::{role::Unfit, words::Lang};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place, words::pick};

const EXAMPLES: &str = "\
Examples:
  jemput history --visit ID
  jemput history --visit ID --booking A-017";

/// What happened in a visit, newest first
///
/// Each act with its time, laptop and operator, how safe it is (here, or held by the server), and its id for `jemput undo`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct History {
    #[command(flatten)]
    of: OfVisit,

    /// Of one booking only: its id, a NIK or a ticket
    #[arg(long, value_name = "BOOKING")]
    booking: Option<String>,

    /// The most acts
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: u32,
}

impl History {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let booking = self
            .booking
            .map(|code| person::booking(desk, Some(visit), &code))
            .transpose()?;
        let history = act::history(
            desk,
            HistoryInput {
                visit,
                booking,
                limit: Some(self.limit),
            },
        )?;
        let lang = place.lang();
        let text = match history.is_empty() {
            true => pick(lang, "Belum ada yang terjadi.", "Nothing has happened yet.").to_owned(),
            false => history.iter().map(|act| line(act, lang)).collect::<Vec<_>>().join("\n"),
        };
        Answer::new(&history, text)
    }
}

fn line(act: &HistoryLine, lang: Lang) -> String {
    let at = act.at.get(..16).unwrap_or(&act.at).replace('T', " ");
    let who = [&act.device_name, &act.operator_name]
        .into_iter()
        .filter(|name| !name.is_empty())
        .cloned()
        .collect::<Vec<_>>();
    let held = match act.safety {
        Safety::Here => pick(lang, "di laptop ini", "this laptop"),
        Safety::Held => pick(lang, "diterima server", "held by the server"),
    };
    let undo = match (act.undone, act.undoable) {
        (true, _) => pick(lang, " · dibatalkan", " · taken back").to_owned(),
        (false, true) => format!(" · undo {}", act.act),
        (false, false) => String::new(),
    };
    let beside = match (&act.confirmed_by, act.doubt) {
        (_, Some(Unfit::Unconfirmed)) => pick(lang, " · tanpa orang kedua", " · nobody confirmed").to_owned(),
        (_, Some(_)) => pick(lang, " · tanpa peran untuk itu", " · without the role for it").to_owned(),
        (Some(second), None) => format!(" · {} {second}", pick(lang, "disetujui", "confirmed by")),
        (None, None) => String::new(),
    };
    format!("{at}  {}  ({}, {held}{beside}{undo})", act.sentence, who.join(", "))
}
