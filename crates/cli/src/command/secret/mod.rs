//! `jemput secret`

mod change;
mod protect;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{answer::Answer, failed::Failed, place::Place};

/// The secret that opens this laptop
#[derive(Args, Debug)]
pub struct Secret {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Change(change::Change),
    Protect(protect::Protect),
}

impl Secret {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Change(change) => change.run(place),
            Command::Protect(protect) => protect.run(place),
        }
    }
}

/// Where a new secret comes from.
#[derive(Args, Debug)]
pub struct NewSecret {
    /// The file that holds the new secret, at least 12 characters [default: asked for at the terminal]
    #[arg(long, value_name = "FILE")]
    pub new_secret_file: Option<PathBuf>,
}
