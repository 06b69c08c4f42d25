//! `jemput shed now`

use clap::Args;
use jemput_acts::{act, view::ShedInput};
use jemput_domain::id::ScopeId;

use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput shed list
  jemput shed now 01980a6e-73a1-7c2e-9a54-3f0b6a1d2c44";

/// Take a visit off this laptop
///
/// Its events, its people and everything made from them are deleted here. It stays at the server, and in this laptop's
/// inventory by count and by booking ids. Refused until the server's backup has signed that it holds all of it.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Now {
    /// The visit
    #[arg(value_name = "ID")]
    visit: ScopeId,

    /// Though people stand on site by the journal, or something is to be settled
    #[arg(long)]
    unsettled: bool,
}

impl Now {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = ShedInput {
            visit: self.visit,
            unsettled: self.unsettled,
        };
        let done = act::shed(place.desk()?, input)?;
        Answer::new(&done, done.sentence.clone())
    }
}
