//! `jemput recovery rotate`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::recovery_rotate;
use serde_json::json;

use super::hand_out;
use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput --operator Sri recovery rotate
  jemput --operator Sri recovery rotate --recovery-to FILE";

/// Draw a new recovery key; the one before it opens this laptop no more
///
/// When a printed key was lost or seen: for crew leads and the office. The new one is shown once: print it and keep it in a safe.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Rotate {
    /// Write the recovery key into this file instead of showing it
    #[arg(long, value_name = "FILE")]
    recovery_to: Option<PathBuf>,
}

impl Rotate {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let key = recovery_rotate(place.desk()?)?;
        let (shown, line) = hand_out(&key, self.recovery_to.as_deref(), place.lang())?;
        Answer::new(&json!({ "recovery_key": shown }), line)
    }
}
