//! `jemput operator list`

use clap::Args;
use jemput_acts::{act, view::Nothing};
use jemput_domain::role::Roles;

use super::named::repeats;
use crate::{
    answer::Answer,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::pick,
};

/// List the office's operators
///
/// With their roles, and whether this laptop opens for their newest secret. Those who were removed stand last. Where
/// two have one name, their ids are shown too: the other commands take these instead.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput --json operator list")]
pub struct List {}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let view = act::operators(place.desk()?, Nothing {})?;
        let lang = place.lang();
        let heading = |id, en| (pick(lang, id, en), Side::Left);
        let with_ids = repeats(&view.operators);
        let mut grid = Grid::new([
            heading("Nama", "Name"),
            heading("Peran", "Roles"),
            heading("Di laptop ini", "On this laptop"),
            heading(if with_ids { "Kode" } else { "" }, if with_ids { "Id" } else { "" }),
        ]);
        for one in &view.operators {
            let here = match (one.removed, one.granted) {
                (true, _) => pick(lang, "tidak lagi bertugas", "removed"),
                (false, true) => pick(lang, "dapat membuka", "can open it"),
                (false, false) => pick(lang, "belum dapat membuka", "cannot open it yet"),
            };
            let roles: Roles = one.roles.iter().copied().collect();
            let id = if with_ids {
                one.operator.to_string()
            } else {
                String::new()
            };
            grid.row([one.name.clone(), roles.words(lang), here.to_owned(), id]);
        }
        Answer::new(
            &view,
            grid.lines_or(pick(lang, "Belum ada petugas.", "There is no operator yet.")),
        )
    }
}
