//! `jemput shed list`

use clap::Args;
use jemput_acts::{act, view::Nothing};

use crate::{answer::Answer, failed::Failed, place::Place, words::pick};

const EXAMPLES: &str = "\
Example:
  jemput shed list";

/// List past visits, which of them may leave this laptop, and what left
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct List {}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let list = act::shed_list(place.desk()?, Nothing {})?;
        let lang = place.lang();
        let mut lines = Vec::new();
        for visit in &list.visits {
            let sign = if visit.ready { "*" } else { " " };
            lines.push(format!("{sign} {}  {}  {}", visit.visit, visit.last_day, visit.site));
            lines.push(format!("  {}", visit.sentence));
        }
        for shed in &list.shed {
            let (gone, back) = (
                pick(lang, "sudah dihapus", "off this laptop"),
                pick(lang, "diambil lagi", "taken again"),
            );
            let how = if shed.is_back { back } else { gone };
            lines.push(format!("- {}  {}  {} ({how})", shed.visit, shed.at, shed.site));
        }
        if lines.is_empty() {
            lines.push(pick(lang, "Belum ada kegiatan yang lewat.", "No visit is behind yet.").to_owned());
        }
        Answer::new(&list, lines.join("\n"))
    }
}
