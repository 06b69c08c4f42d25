//! `jemput shed`

mod after;
mod list;
mod now;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// Take past visits off this laptop, once the server's backup holds them
#[derive(Args, Debug)]
pub struct Shed {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    List(list::List),
    Now(now::Now),
    After(after::After),
}

impl Shed {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::List(list) => list.run(place),
            Command::Now(now) => now.run(place),
            Command::After(after) => after.run(place),
        }
    }
}
