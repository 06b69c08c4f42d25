//! `jemput visit list`

use clap::Args;
use jemput_acts::{act, view::Nothing};
use jemput_domain::time::Day;

use crate::{
    answer::Answer,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::pick,
};

/// List the visits of this laptop
///
/// Today's first, then those ahead, then past ones.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput --json visit list")]
pub struct List {}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visits = act::session(place.desk()?, Nothing {})?.visits;
        let lang = place.lang();
        let left = |id, en| (pick(lang, id, en), Side::Left);
        let mut grid = Grid::new([
            left("Id", "Id"),
            left("Tempat", "Site"),
            left("Hari", "Days"),
            (pick(lang, "Peserta", "People"), Side::Right),
        ]);
        for visit in &visits {
            let days: Vec<String> = visit.days.iter().map(Day::to_string).collect();
            grid.row([
                visit.visit.to_string(),
                visit.site.name.clone(),
                days.join(", "),
                visit.booked.to_string(),
            ]);
        }
        Answer::new(
            &visits,
            grid.lines_or(pick(lang, "Belum ada kegiatan.", "There is no visit yet.")),
        )
    }
}
