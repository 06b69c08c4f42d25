//! `jemput adopt`

use clap::Args;
use jemput_acts::{act, view::Nothing};
use serde_json::json;

use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput adopt
  jemput adopt --yes";

/// Send what only this laptop holds under its new id
///
/// A laptop that was restored from a copy, or whose disk was cloned, holds records that others do not have. They are
/// issued again under the laptop's new id, each naming the one it repeats: nothing is lost and nothing counts twice.
///
/// Without --yes it says what waits and asks; with it, it is done. It needs the server for a moment.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Adopt {
    /// Do it
    #[arg(long)]
    yes: bool,
}

impl Adopt {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        if self.yes {
            let done = act::adopt(desk, Nothing {})?;
            return Answer::new(&done, done.sentence.clone());
        }
        let lang = desk.lang();
        match act::adoptable(desk, Nothing {})? {
            Some(waits) => {
                let how = lang.pick(
                    "Lakukan dengan: jemput adopt --yes".into(),
                    "Do it with: jemput adopt --yes".into(),
                );
                Answer::new(&waits, format!("{}\n{how}", waits.sentence))
            }
            None => {
                let sentence = lang.pick(
                    "Tidak ada catatan yang perlu diambil alih.".into(),
                    "There is nothing to adopt.".into(),
                );
                Answer::new(&json!({ "events": 0, "since": null, "sentence": sentence }), sentence)
            }
        }
    }
}
