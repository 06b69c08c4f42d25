//! `jemput export`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{act, view::WriteInput};

use super::roster::path;
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput export --visit ID --to sman55.csv
  jemput export --visit ID --to sman55.csv --with-nik";

/// Write a visit's bookings to a file
///
/// One row a booking, with its slot, tickets, state and recordings. Needs no network. The ending of the file's name says what
/// it becomes: .csv or .xlsx. Of each NIK only the last four digits are written; with --with-nik they are in full: keep that
/// file as you would the family cards. The visit's history keeps who wrote it, and how many people it holds.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    #[command(flatten)]
    of: OfVisit,

    /// The file to write
    #[arg(long, value_name = "FILE")]
    to: PathBuf,

    /// NIKs in full
    #[arg(long, visible_alias = "full-nik")]
    with_nik: bool,
}

impl Export {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = WriteInput {
            visit: Some(self.of.visit),
            to: path(&self.to)?,
            with_nik: self.with_nik,
        };
        let written = act::export(place.desk()?, input)?;
        Answer::new(&written, written.sentence.clone())
    }
}
