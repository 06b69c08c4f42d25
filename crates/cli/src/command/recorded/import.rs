//! `jemput recorded import`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::recorded_import;

use crate::{answer::Answer, failed::Failed, place::Place};

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
        let list = recorded_import(place.desk()?, &self.file)?;
        let text = place.lang().pick(
            format!(
                "{} NIK tercatat sudah direkam; {} isian bukan NIK dan dilewati.",
                list.niks, list.passed_over
            ),
            format!(
                "{} NIKs are known as recorded; {} cells are no NIKs and were passed over.",
                list.niks, list.passed_over
            ),
        );
        Answer::new(&list, text)
    }
}
