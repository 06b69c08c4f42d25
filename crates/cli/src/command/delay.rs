//! `jemput delay`

use clap::Args;
use jemput_acts::view::{ProposeInput, ReplanCause};
use jemput_domain::time::Day;

use super::replan;
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place, value::day};

const EXAMPLES: &str = "\
Examples:
  jemput delay 20 --visit ID --dry-run
  jemput delay 20 --visit ID";

/// Delay the rest of the day by some minutes
///
/// All slots that are ahead start later; who no longer fits is moved, those already told last. Who must be told is listed
/// until `jemput told`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Delay {
    /// By how many minutes
    minutes: u16,

    #[command(flatten)]
    of: OfVisit,

    /// The day [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Option<Day>,

    /// Show what would follow and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Delay {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let cause = ReplanCause::Delay { minutes: self.minutes };
        let propose = ProposeInput {
            visit: self.of.visit,
            day: self.day,
            cause,
        };
        if self.dry_run {
            replan::propose(place, propose)
        } else {
            replan::take(place, propose, None)
        }
    }
}
