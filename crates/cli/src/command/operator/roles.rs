//! `jemput operator roles`

use clap::Args;
use jemput_acts::{act, view::OperatorRolesInput};

use super::named::{self, Role};
use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Example:
  jemput operator roles \"Bagus Contoh\" --role operator --role crew-lead";

/// Give an operator these roles, and no others
///
/// You can give the roles that you hold yourself, to those who hold no other; the head office gives any. Somebody always
/// leads.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Roles {
    /// Whom: the name, or the id that `jemput --json operator list` shows
    #[arg(value_name = "NAME")]
    name: String,

    /// What they may do from now on; may be given more than once
    #[arg(long = "role", value_enum, value_name = "ROLE", required = true)]
    roles: Vec<Role>,
}

impl Roles {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let done = act::operator_roles(
            desk,
            OperatorRolesInput {
                operator: named::operator(desk, &self.name)?.operator,
                roles: self.roles.into_iter().map(Into::into).collect(),
            },
        )?;
        Answer::new(&done, done.sentence.clone())
    }
}
