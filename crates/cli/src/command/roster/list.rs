//! `jemput roster list`

use clap::Args;
use jemput_acts::{act, view::OfVisit as VisitInput};

use crate::{
    answer::Answer,
    arguments::OfVisit,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::pick,
};

/// List the rosters that a visit took in
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput roster list --visit ID")]
pub struct List {
    #[command(flatten)]
    of: OfVisit,
}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let imports = act::imports(place.desk()?, VisitInput { visit: self.of.visit })?;
        let lang = place.lang();
        let left = |id, en| (pick(lang, id, en), Side::Left);
        let right = |id, en| (pick(lang, id, en), Side::Right);
        let mut grid = Grid::new([
            left("Id", "Id"),
            left("Berkas", "File"),
            left("Waktu", "When"),
            right("Jadwal", "Bookings"),
            right("Hadir", "Came"),
        ]);
        for import in &imports {
            grid.row([
                import.import.to_string(),
                import.file_name.clone(),
                import.at.clone(),
                import.bookings.to_string(),
                import.arrived.to_string(),
            ]);
        }
        Answer::new(
            &imports,
            grid.lines_or(pick(lang, "Belum ada daftar peserta.", "No roster was taken in yet.")),
        )
    }
}
