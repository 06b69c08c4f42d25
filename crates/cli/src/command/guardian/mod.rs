//! `jemput guardian`

mod rule;
mod seen;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// The form that a minor's guardian signs, where a visit asks for it
///
/// Nobody is kept from being checked in or recorded for it.
#[derive(Args, Debug)]
pub struct Guardian {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Rule(rule::Rule),
    Seen(seen::Seen),
}

impl Guardian {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Rule(rule) => rule.run(place),
            Command::Seen(seen) => seen.run(place),
        }
    }
}
