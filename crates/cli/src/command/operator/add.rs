//! `jemput operator add`

use clap::Args;
use jemput_acts::{
    act,
    view::{OperatorAddInput, TypedSecret},
};

use super::named::Role;
use crate::{answer::Answer, command::secret::NewSecret, failed::Failed, place::Place, secret};

const EXAMPLES: &str = "\
Examples:
  jemput operator add \"Bagus Contoh\" --role operator --new-secret-file FILE
  jemput operator add \"Sri Contoh\" --role operator --role crew-lead";

/// Add an operator
///
/// On any laptop of the office: each opens for them once it has exchanged, without their secret being typed there. You can
/// give the roles that you hold yourself; the head office gives any.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Add {
    /// Their name, which opens a laptop together with their secret
    #[arg(value_name = "NAME")]
    name: String,

    /// What they may do; may be given more than once
    #[arg(long = "role", value_enum, value_name = "ROLE", required = true)]
    roles: Vec<Role>,

    #[command(flatten)]
    new: NewSecret,
}

impl Add {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let secret = secret::chosen(self.new.new_secret_file.as_deref(), place.lang())?;
        let added = act::operator_add(
            desk,
            OperatorAddInput {
                name: self.name,
                roles: self.roles.into_iter().map(Into::into).collect(),
                secret: TypedSecret(secret.expose().to_owned()),
            },
        )?;
        Answer::new(&added, added.sentence.clone())
    }
}
