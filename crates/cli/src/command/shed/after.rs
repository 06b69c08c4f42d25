//! `jemput shed after`

use clap::Args;
use jemput_acts::{act, view::ShedAfterInput};

use crate::{answer::Answer, failed::Failed, place::Place};

/// Say for how many days after its last one a visit stays on this laptop
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput shed after 14")]
pub struct After {
    /// Days, at most 365
    #[arg(value_parser = clap::value_parser!(u16).range(0..=365))]
    days: u16,
}

impl After {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let done = act::shed_after(place.desk()?, ShedAfterInput { days: self.days })?;
        Answer::new(&done, done.sentence.clone())
    }
}
