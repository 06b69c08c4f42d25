//! `jemput move-recording`

use clap::Args;
use jemput_acts::{act, view::MoveRecordingInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place, second::Second};

const EXAMPLES: &str = "\
Examples:
  jemput move-recording --visit ID --from A-046 --to A-047 \\
      --reason \"salah panggil\"
  jemput move-recording --visit ID --from A-046 --to A-047 --swap \\
      --reason \"tertukar\" --second Sri --second-secret-file FILE";

/// A recording was made under the wrong person: move it, or swap two
///
/// A second person confirms it with their own secret, where the office has one: a crew lead, else anybody else. Where
/// there is nobody else it goes on, and history says that nobody confirmed.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct MoveRecording {
    #[command(flatten)]
    of: OfVisit,

    /// Under whom it was made: the booking's id, a NIK or a ticket
    #[arg(long, value_name = "BOOKING")]
    from: String,

    /// Whose it is
    #[arg(long, value_name = "BOOKING")]
    to: String,

    /// Both ways
    #[arg(long)]
    swap: bool,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    second: Second,
}

impl MoveRecording {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let from = person::booking(desk, Some(visit), &self.from)?;
        let to = person::booking(desk, Some(visit), &self.to)?;
        let done = act::move_recording(
            desk,
            MoveRecordingInput {
                visit,
                from,
                to,
                swap: self.swap,
                reason: self.reason,
                second: self.second.given(place.lang())?,
            },
        )?;
        Answer::done(&done, visit, place.lang())
    }
}
