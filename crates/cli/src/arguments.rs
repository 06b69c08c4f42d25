//! What may stand on the command line.

use std::path::PathBuf;

use clap::{Args, Parser};
use jemput_domain::{id::ScopeId, time::Moment};

use crate::{
    command::Command,
    value::{LangChoice, moment},
};

/// Run a mobile van's day at a site, with or without a network
///
/// jemput plans visits, takes rosters in, checks people in, runs the stations' queue and exchanges with the central
/// server: all that the window does, over the same journal. The window may be open on it at the same time.
///
/// Every command answers in a few readable lines, or with --json in one JSON value. A person is named by the
/// booking's id and, where --visit says where to look, by NIK or ticket. Whatever is refused is said in one sentence on the
/// standard error, with --json as {"error": CODE, "message": SENTENCE}.
#[derive(Debug, Parser)]
#[command(name = "jemput", version, propagate_version = true, max_term_width = 110, after_help = AFTER)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "\
Exit status:
  0  done
  1  refused; nothing was changed
  2  the arguments were not understood

A day, from the plan to the proof:
  jemput init --name \"Loket A\" --server https://dinas.example
  jemput site add --name \"SMAN 55\" --kind school --district 31.74.08
  jemput visit plan --site ID --day 2021-11-08 --day 2021-11-09 \\
      --open 07:30-15:30 --break 11:45-13:00 \\
      --stations 4 --minutes 8 --waiting-limit 30
  jemput roster import siswa.xlsx --visit ID --dry-run
  jemput roster import siswa.xlsx --visit ID
  jemput arrive 3174082805059416 --visit ID
  jemput call --visit ID --station 1
  jemput record A-001 --visit ID --station 1 --outcome complete
  jemput sync
  jemput verify";

/// What holds for every command, before or after its name.
#[derive(Args, Debug)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// The folder that holds this laptop's data [default: the platform's data folder for Jemput]
    #[arg(long, global = true, env = "JEMPUT_HOME", hide_env_values = true, value_name = "DIR")]
    pub home: Option<PathBuf>,

    /// Who works: the name that opens this laptop together with a secret; $JEMPUT_OPERATOR says it too
    // Not clap's `env`: `settings` takes the option for a name to be set, and the variable for who sets it.
    #[arg(long, global = true, value_name = "NAME")]
    pub operator: Option<String>,

    /// The file that holds your secret [default: what lies beside the data, else asked for at the terminal]
    #[arg(
        long,
        global = true,
        env = "JEMPUT_SECRET_FILE",
        hide_env_values = true,
        value_name = "FILE"
    )]
    pub secret_file: Option<PathBuf>,

    /// Answer in JSON, one value
    #[arg(long, global = true)]
    pub json: bool,

    /// The time that the command sees (RFC 3339), for practice and tests; never ahead of an enrolled laptop's clock
    #[arg(long, global = true, value_name = "TIME", value_parser = moment)]
    pub now: Option<Moment>,

    /// The language of the answer [default: this laptop's]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangChoice>,
}

/// Which visit.
#[derive(Args, Clone, Copy, Debug)]
pub struct OfVisit {
    /// The visit; `jemput visit list` shows their ids
    #[arg(long, env = "JEMPUT_VISIT", hide_env_values = true, value_name = "ID")]
    pub visit: ScopeId,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_well_made() {
        Arguments::command().debug_assert();
    }
}
