//! `jemput site`

mod add;
mod correct;
mod list;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// The places that vans visit
#[derive(Args, Debug)]
pub struct Site {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Add(add::Add),
    List(list::List),
    Correct(correct::Correct),
}

impl Site {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Add(add) => add.run(place),
            Command::List(list) => list.run(place),
            Command::Correct(correct) => correct.run(place),
        }
    }
}
