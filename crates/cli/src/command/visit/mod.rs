//! `jemput visit`

mod change;
mod days;
mod join;
mod list;
mod plan;
mod show;

pub use show::slots as slot_lines;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// Visits: one van's stay at one site, of one or more days
#[derive(Args, Debug)]
pub struct Visit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Plan(plan::Plan),
    List(list::List),
    Join(join::Join),
    Show(show::Show),
    Change(change::Change),
}

impl Visit {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Plan(plan) => plan.run(place),
            Command::List(list) => list.run(place),
            Command::Join(join) => join.run(place),
            Command::Show(show) => show.run(place),
            Command::Change(change) => change.run(place),
        }
    }
}
