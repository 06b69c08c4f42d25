//! `jemput recorded`

mod import;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// The office's list of NIKs that are recorded already
#[derive(Args, Debug)]
pub struct Recorded {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Import(import::Import),
}

impl Recorded {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Import(import) => import.run(place),
        }
    }
}
