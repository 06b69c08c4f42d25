//! `jemput roster`

mod held;
mod import;
mod list;
mod template;
mod undo;

use std::path::Path;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// Rosters: the lists of people that sites hand over
#[derive(Args, Debug)]
pub struct Roster {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Template(template::Template),
    Import(import::Import),
    Held(held::Held),
    List(list::List),
    Undo(undo::Undo),
}

impl Roster {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Template(template) => template.run(place),
            Command::Import(import) => import.run(place),
            Command::Held(held) => held.run(place),
            Command::List(list) => list.run(place),
            Command::Undo(undo) => undo.run(place),
        }
    }
}

/// A path as acts take it.
///
/// # Errors
///
/// It is no text.
pub fn path(path: &Path) -> Result<String, Failed> {
    path.to_str().map(ToOwned::to_owned).ok_or_else(|| {
        Failed::usage(
            format!("Nama berkas {} tidak terbaca. Ganti namanya.", path.display()),
            format!("The file name {} does not read. Rename the file.", path.display()),
        )
    })
}
