//! `jemput operator reset`

use clap::Args;
use jemput_acts::{
    act,
    view::{OperatorResetInput, TypedSecret},
};

use super::named;
use crate::{answer::Answer, command::secret::NewSecret, failed::Failed, place::Place, secret};

const EXAMPLES: &str = "\
Example:
  jemput operator reset \"Bagus Contoh\" --new-secret-file FILE";

/// Give an operator who forgot theirs another secret
///
/// They choose it; the old one opens no laptop that has heard of the new one.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Reset {
    /// Whom: the name, or the id that `jemput --json operator list` shows
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    new: NewSecret,
}

impl Reset {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let operator = named::operator(desk, &self.name)?.operator;
        let secret = secret::chosen(self.new.new_secret_file.as_deref(), place.lang())?;
        let done = act::operator_reset(
            desk,
            OperatorResetInput {
                operator,
                secret: TypedSecret(secret.expose().to_owned()),
            },
        )?;
        Answer::new(&done, done.sentence.clone())
    }
}
