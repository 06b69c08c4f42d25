//! `jemput visit join`

use clap::Args;
use jemput_acts::{act, view::JoinInput};
use jemput_domain::id::ScopeId;

use crate::{answer::Answer, failed::Failed, place::Place, value::address};

const EXAMPLES: &str = "\
Examples:
  jemput visit list --server
  jemput visit join 01980a6e-73a1-7c2e-9a54-3f0b6a1d2c44";

/// Join a visit that the office's server holds
///
/// Brings all of it to this laptop. From then on every exchange is about this visit too. What breaks in the middle goes on
/// at the next exchange. `jemput visit list --server` says what there is to join.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Join {
    /// The visit
    #[arg(value_name = "ID")]
    visit: ScopeId,

    /// The server, where it is not the one that is set
    #[arg(long, value_name = "URL", value_parser = address)]
    server: Option<String>,
}

impl Join {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = JoinInput {
            visit: self.visit,
            server: self.server,
        };
        let joined = act::visit_join(place.desk()?, input)?;
        Answer::new(&joined, joined.sentence.clone())
    }
}
