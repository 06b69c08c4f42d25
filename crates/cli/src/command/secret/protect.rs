//! `jemput secret protect`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::vault::VaultTrouble;
use serde_json::json;

use super::NewSecret;
use crate::{answer::Answer, command::recovery::hand_out, failed::Failed, place::Place, secret};

const EXAMPLES: &str = "\
Examples:
  jemput secret protect --operator Sri
  jemput secret protect --operator Sri --new-secret-file FILE --recovery-to FILE";

/// Give the laptop a secret of yours, and remove the one beside its data
///
/// A laptop that was set up without an operator opens for whoever has its folder. From now on it opens by your name and
/// your secret only. The office's recovery key is shown once: print it and keep it in a safe.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Protect {
    #[command(flatten)]
    new: NewSecret,

    /// Write the recovery key into this file instead of showing it
    #[arg(long, value_name = "FILE")]
    recovery_to: Option<PathBuf>,
}

impl Protect {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk_for_naming()?;
        if !desk.is_unprotected() {
            return Err(VaultTrouble::Protected.into());
        }
        let new = secret::chosen(self.new.new_secret_file.as_deref(), place.lang())?;
        let recovery = desk.protect(place.named_operator(), &new)?;
        let sentence = place.lang().pick(
            "Laptop ini sekarang hanya terbuka dengan nama dan kata sandi Anda.".to_owned(),
            "This laptop now opens by your name and secret only.".to_owned(),
        );
        let (key, line) = match recovery {
            Some(key) => hand_out(&key, self.recovery_to.as_deref(), place.lang())?,
            None => (None, String::new()),
        };
        let text = format!("{sentence}\n{line}");
        Answer::new(&json!({ "sentence": sentence, "recovery_key": key }), text)
    }
}
