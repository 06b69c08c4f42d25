//! `jemput districts`

use clap::Args;
use jemput_acts::{act, view::DistrictInput};

use crate::{
    answer::Answer,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::pick,
};

const EXAMPLES: &str = "\
Examples:
  jemput districts pancoran
  jemput districts 31.74";

/// Find a district's code by name, or its name by code
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Districts {
    /// Part of a name, or the beginning of a code
    text: String,
}

impl Districts {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let districts = act::districts(place.desk()?, DistrictInput { text: self.text })?;
        let lang = place.lang();
        let mut grid = Grid::new([
            (pick(lang, "Kode", "Code"), Side::Left),
            (pick(lang, "Kecamatan", "District"), Side::Left),
        ]);
        for district in &districts {
            grid.row([district.code.clone(), district.name.clone()]);
        }
        Answer::new(
            &districts,
            grid.lines_or(pick(lang, "Tidak ada kecamatan yang cocok.", "No district is found.")),
        )
    }
}
