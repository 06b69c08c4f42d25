//! `jemput visit list`

use clap::Args;
use jemput_acts::{
    act,
    view::{Nothing, OffersInput},
};
use jemput_domain::{id::ScopeId, time::Day, words::Lang};

use crate::{
    answer::Answer,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    value::address,
    words::pick,
};

const EXAMPLES: &str = "\
Examples:
  jemput --json visit list
  jemput visit list --server
  jemput visit list --server https://dinas.example";

/// List the visits of this laptop, or those that the server holds beside them
///
/// Today's first, then those ahead, then past ones. With --server: what this laptop could join with `jemput visit join`, the
/// latest day first.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct List {
    /// Ask the office's server which visits it holds that this laptop does not; with URL, another than the one that is set
    #[arg(long, value_name = "URL", value_parser = address, num_args = 0..=1)]
    server: Option<Option<String>>,

    /// Those too that were taken off this laptop
    #[arg(long, requires = "server")]
    shed: bool,
}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.server {
            None => here(place),
            Some(server) => there(place, server, self.shed),
        }
    }
}

fn here(place: &Place) -> Result<Answer, Failed> {
    let visits = act::session(place.desk()?, Nothing {})?.visits;
    let lang = place.lang();
    let mut grid = grid(lang);
    for visit in &visits {
        grid.row(row(visit.visit, &visit.site.name, &visit.days, visit.booked));
    }
    Answer::new(
        &visits,
        grid.lines_or(pick(lang, "Belum ada kegiatan.", "There is no visit yet.")),
    )
}

fn there(place: &Place, server: Option<String>, shed: bool) -> Result<Answer, Failed> {
    let offers = act::visit_offers(place.desk()?, OffersInput { server, shed })?;
    let lang = place.lang();
    let mut grid = grid(lang);
    for visit in &offers.visits {
        grid.row(row(visit.visit, &visit.site, &visit.days, visit.people));
    }
    let none = pick(
        lang,
        "Server Dinas tidak memegang kegiatan lain.",
        "The server holds no other visit.",
    );
    let mut text = grid.lines_or(none);
    let left_off = offers.left_off;
    if left_off > 0 {
        text.push('\n');
        text.push_str(&lang.pick(
            format!("Masih ada {left_off} kegiatan yang lebih lama."),
            format!("There are {left_off} older visits."),
        ));
    }
    Answer::new(&offers.visits, text)
}

fn grid(lang: Lang) -> Grid {
    let left = |id, en| (pick(lang, id, en), Side::Left);
    Grid::new([
        left("Id", "Id"),
        left("Tempat", "Site"),
        left("Hari", "Days"),
        (pick(lang, "Peserta", "People"), Side::Right),
    ])
}

fn row(visit: ScopeId, site: &str, days: &[Day], people: u32) -> [String; 4] {
    let days: Vec<String> = days.iter().map(Day::to_string).collect();
    [visit.to_string(), site.to_owned(), days.join(", "), people.to_string()]
}
