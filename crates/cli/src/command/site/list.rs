//! `jemput site list`

use clap::Args;
use jemput_acts::{act, view::Nothing};
use jemput_domain::region;

use crate::{
    answer::{Answer, json, with},
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::pick,
};

/// List all sites
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput --json site list")]
pub struct List {}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let sites = act::sites(place.desk()?, Nothing {})?;
        let lang = place.lang();
        let heading = |id, en| (pick(lang, id, en), Side::Left);
        let mut grid = Grid::new([
            heading("Id", "Id"),
            heading("Nama", "Name"),
            heading("Kecamatan", "District"),
            heading("Kontak", "Contact"),
        ]);
        let mut values = Vec::new();
        for site in &sites {
            grid.row([
                site.id.to_string(),
                site.name.clone(),
                region::place(&site.district),
                site.contact.clone(),
            ]);
            values.push(with(site, [("site", json(&site.id)?)])?);
        }
        Answer::new(
            &values,
            grid.lines_or(pick(lang, "Belum ada tempat kegiatan.", "There is no site yet.")),
        )
    }
}
