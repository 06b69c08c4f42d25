//! `jemput operator`

mod add;
mod audit;
mod list;
mod named;
mod remove;
mod reset;
mod roles;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// The office's operators: who opens its laptops, and what they may do
#[derive(Args, Debug)]
pub struct Operator {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Add(add::Add),
    List(list::List),
    Roles(roles::Roles),
    Reset(reset::Reset),
    Remove(remove::Remove),
    Audit(audit::Audit),
}

impl Operator {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Add(add) => add.run(place),
            Command::List(list) => list.run(place),
            Command::Roles(roles) => roles.run(place),
            Command::Reset(reset) => reset.run(place),
            Command::Remove(remove) => remove.run(place),
            Command::Audit(audit) => audit.run(place),
        }
    }
}
