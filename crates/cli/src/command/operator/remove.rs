//! `jemput operator remove`

use clap::Args;
use jemput_acts::{act, view::OperatorRemoveInput};

use super::named;
use crate::{answer::Answer, failed::Failed, place::Place};

/// Remove an operator who works here no more
///
/// For good: who comes back is added anew. This laptop no longer opens for them, the others after their next exchange, and
/// each laptop's journal gets another key when it is next closed.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput operator remove \"Bagus Contoh\"")]
pub struct Remove {
    /// Whom: the name, or the id that `jemput --json operator list` shows
    #[arg(value_name = "NAME")]
    name: String,
}

impl Remove {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let operator = named::operator(desk, &self.name)?.operator;
        let done = act::operator_remove(desk, OperatorRemoveInput { operator })?;
        Answer::new(&done, done.sentence.clone())
    }
}
