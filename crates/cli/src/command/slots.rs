//! `jemput slots`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit as VisitInput, SlotFigures},
};

use super::visit::slot_lines;
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place, value::day, words::pick};

const EXAMPLES: &str = "\
Examples:
  jemput slots --visit ID
  jemput --json slots --visit ID --day 2021-11-09";

/// Show a visit's slots in figures
///
/// Capacity is the places that may be booked: what the stations can do in the slot, less the reserve.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Slots {
    #[command(flatten)]
    of: OfVisit,

    /// Of one day only
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Option<jemput_domain::time::Day>,
}

impl Slots {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let plan = act::plan(place.desk()?, VisitInput { visit: self.of.visit })?;
        let slots: Vec<SlotFigures> = plan
            .preview
            .slots
            .into_iter()
            .filter(|slot| self.day.is_none_or(|day| slot.slot.day == day))
            .collect();
        let lang = place.lang();
        let text = match slots.is_empty() {
            true => pick(lang, "Tidak ada sesi.", "There is no slot.").to_owned(),
            false => slot_lines(&slots, lang),
        };
        Answer::new(&slots, text)
    }
}
