//! `jemput recorded import`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{act, view::RecordedInput};

use crate::{answer::Answer, command::roster::path, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Example:
  jemput recorded import sudah-rekam.csv";

/// Take over a list of NIKs that are recorded already
///
/// From each sheet the column that holds most NIKs, under any heading or none. Rosters taken in afterwards end these people as
/// not due; the desk is told when one of them comes. The list stays on this laptop.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// XLSX, XLS, ODS or CSV
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Import {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = RecordedInput {
            path: path(&self.file)?,
        };
        let list = act::recorded_import(place.desk()?, input)?;
        Answer::new(&list, list.sentence.clone())
    }
}
