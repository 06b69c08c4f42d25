//! `jemput bundle`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jemput_acts::{act, recover, view::BundleInput};
use jemput_domain::id::ScopeId;

use super::roster::path;
use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput bundle --visit ID --to stick/sman55.jemput
  jemput bundle take stick/sman55.jemput";

/// Write a visit into a file for the stick, or take one in
///
/// The file holds the visit's records and receipts, encrypted: this laptop's operators and the office's recovery key open
/// it, nobody else.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Bundle {
    #[command(subcommand)]
    command: Option<Command>,

    /// The visit; `jemput visit list` shows their ids
    #[arg(
        long,
        env = "JEMPUT_VISIT",
        hide_env_values = true,
        value_name = "ID",
        required = true
    )]
    visit: Option<ScopeId>,

    /// The file
    #[arg(long, value_name = "FILE", required = true)]
    to: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    /// Take in what is new in a bundle
    #[command(after_help = "Example:\n  jemput bundle take stick/sman55.jemput")]
    Take {
        /// The file
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
}

impl Bundle {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        if let Some(Command::Take { from }) = self.command {
            let taken = recover::bundle_take(desk, &from, &place.unlocks()?)?;
            return Answer::new(&taken, taken.sentence.clone());
        }
        let (Some(visit), Some(to)) = (self.visit, self.to) else {
            return Err(Failed::usage(
                "Sebutkan kegiatan dan berkasnya: --visit ID --to FILE.",
                "Name the visit and the file: --visit ID --to FILE.",
            ));
        };
        let made = act::bundle(
            desk,
            BundleInput {
                visit,
                path: path(&to)?,
            },
        )?;
        Answer::new(&made, made.sentence.clone())
    }
}
