//! `jemput roster undo`

use clap::Args;
use jemput_acts::{act, view::UndoImportInput};
use jemput_domain::id::ImportId;

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

/// Take a whole roster back
///
/// Possible while nobody of it has come.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput roster undo IMPORT --visit ID")]
pub struct Undo {
    /// The import's id; `jemput roster list` shows them
    #[arg(value_name = "IMPORT")]
    import: ImportId,

    #[command(flatten)]
    of: OfVisit,
}

impl Undo {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let done = act::undo_import(
            place.desk()?,
            UndoImportInput {
                visit,
                import: self.import,
            },
        )?;
        Answer::new(&done, done.sentence.clone())
    }
}
