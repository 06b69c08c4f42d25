//! `jemput recovery open`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::{answer::Answer, command::secret::NewSecret, failed::Failed, place::Place, secret};

const EXAMPLES: &str = "\
Examples:
  jemput recovery open --operator Sri
  jemput recovery open --operator Sri --recovery-file KEY --new-secret-file NEW";

/// Open the laptop by the recovery key and give an operator a new secret
///
/// For the day when nobody remembers. The operator is named as at signing in; their old secret is good no more.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Open {
    /// The file that holds the recovery key [default: asked for at the terminal]
    #[arg(long, value_name = "FILE")]
    recovery_file: Option<PathBuf>,

    #[command(flatten)]
    new: NewSecret,
}

impl Open {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let lang = place.lang();
        let Some(operator) = place.login_operator() else {
            return Err(Failed::usage(
                "Sebutkan petugas yang mendapat kata sandi baru: --operator NAME.",
                "Name the operator who gets a new secret: --operator NAME.",
            ));
        };
        let key = secret::recovery_key(self.recovery_file.as_deref(), lang)?;
        let new = secret::chosen(self.new.new_secret_file.as_deref(), lang)?;
        place.recover(&key, &operator, &new)?;
        let sentence = lang.pick(
            format!("Laptop ini terbuka lagi bagi {operator} dengan kata sandi yang baru."),
            format!("This laptop opens again for {operator}, by the new secret."),
        );
        Answer::new(&json!({ "sentence": sentence }), sentence.clone())
    }
}
