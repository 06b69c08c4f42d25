//! `jemput inventory`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{act, view::InventoryInput};

use super::roster::path;
use crate::{
    answer::Answer,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::pick,
};

const EXAMPLES: &str = "\
Examples:
  jemput inventory
  jemput inventory --to inventaris.csv";

/// Say whose data are, or were, on this laptop
///
/// So that people can be told within three days where a laptop is stolen. Of visits that left this laptop it knows how
/// many people there were and their bookings' ids; the server tells whose they are.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Inventory {
    /// Write it to a file, a row a person: .csv or .xlsx
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,

    /// NIKs in full
    #[arg(long, visible_alias = "full-nik")]
    with_nik: bool,
}

impl Inventory {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = InventoryInput {
            to: self.to.as_deref().map(path).transpose()?,
            with_nik: self.with_nik,
        };
        let inventory = act::inventory(place.desk()?, input)?;
        let lang = place.lang();
        let mut grid = Grid::new([
            (pick(lang, "Kegiatan", "Visit"), Side::Left),
            (pick(lang, "Orang", "People"), Side::Right),
            (pick(lang, "Dengan NIK", "With NIK"), Side::Right),
            (pick(lang, "Keadaan", "Where"), Side::Left),
        ]);
        for visit in &inventory.visits {
            let whence = match &visit.shed_at {
                None => pick(lang, "di laptop ini", "on this laptop").to_owned(),
                Some(at) => format!("{} {at}", pick(lang, "dihapus", "left")),
            };
            grid.row([
                visit.site.clone(),
                visit.people.to_string(),
                visit.with_nik.to_string(),
                whence,
            ]);
        }
        Answer::new(&inventory, format!("{}{}", grid.lines_or(""), inventory.sentence))
    }
}
