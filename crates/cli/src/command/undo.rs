//! `jemput undo`

use clap::Args;
use jemput_acts::{act, view::UndoInput};
use jemput_domain::id::ActId;

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

/// Take an act back
///
/// Only this laptop's own acts, and only while nothing came of them that cannot be taken back. `jemput history` shows
/// acts with their ids; most commands answer with theirs.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput undo ACT --visit ID")]
pub struct Undo {
    /// The act's id
    #[arg(value_name = "ACT")]
    act: ActId,

    #[command(flatten)]
    of: OfVisit,
}

impl Undo {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let done = act::undo(place.desk()?, UndoInput { visit, act: self.act })?;
        Answer::new(&done, done.sentence.clone())
    }
}
