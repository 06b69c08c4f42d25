//! `jemput roster held`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{act, view::WriteInput};

use super::path;
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

/// Write the rows that must be completed as a spreadsheet for the school
///
/// Each row says what is missing. Filled in, it is imported like any roster and meets the bookings that it is about.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput roster held --visit ID --to perlu-dilengkapi.xlsx")]
pub struct Held {
    #[command(flatten)]
    of: OfVisit,

    /// The file to write, .xlsx
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Held {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = WriteInput {
            visit: Some(self.of.visit),
            to: path(&self.to)?,
            with_nik: true,
        };
        let written = act::roster_held(place.desk()?, input)?;
        Answer::new(&written, written.sentence.clone())
    }
}
