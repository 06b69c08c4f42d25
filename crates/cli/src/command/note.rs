//! `jemput note`

use clap::Args;
use jemput_acts::{act, view::NoteInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

/// Keep a note with a booking
///
/// Replaces the one before; an empty one takes it away. Only what the service needs.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput note A-017 \"KK menyusul besok\" --visit ID")]
pub struct Note {
    /// The booking's id, a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    /// The note
    text: String,

    #[command(flatten)]
    of: OfVisit,
}

impl Note {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let booking = person::booking(desk, Some(visit), &self.booking)?;
        let done = act::note(
            desk,
            NoteInput {
                visit,
                booking,
                note: self.text,
            },
        )?;
        Answer::done(&done, visit, place.lang())
    }
}
