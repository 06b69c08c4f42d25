//! `jemput roster template`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{act, view::WriteInput};

use super::path;
use crate::{answer::Answer, failed::Failed, place::Place};

/// Write an empty roster for a school or an office to fill in
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput roster template --to peserta.xlsx")]
pub struct Template {
    /// The file to write, .xlsx
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Template {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = WriteInput {
            visit: None,
            to: path(&self.to)?,
            with_nik: false,
        };
        let written = act::roster_template(place.desk()?, input)?;
        Answer::new(&written, written.sentence.clone())
    }
}
