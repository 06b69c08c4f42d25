//! Secrets: new keys under one that somebody chose, and whose secret one is.

use jemput_domain::{event::OperatorKeyed, id::OperatorId};
use jemput_vault::Secret;

use super::holders;
use crate::{
    Desk, Trouble,
    vault::{Unlock, VaultTrouble},
    view::TypedSecret,
};

/// New keys under a secret that somebody chose. Deriving takes its time: hold nothing meanwhile.
pub(super) fn pair(desk: &Desk, operator: OperatorId, typed: &TypedSecret) -> Result<OperatorKeyed, Trouble> {
    let secret = Secret::chosen(&typed.0).map_err(VaultTrouble::from)?;
    Ok(holders::told(&desk.new_holding(operator, &secret)?))
}

/// Whose secret this is, together with a name where one is asked for, by this laptop's key holders: wrong ones are counted and slowed, and
/// nothing tells whether the name is one.
///
/// # Errors
///
/// [`VaultTrouble::SecretWrong`], or [`VaultTrouble::SecretWait`] after several of them.
pub(super) fn whose(desk: &Desk, name: Option<&str>, typed: &TypedSecret) -> Result<OperatorId, Trouble> {
    let secret = Secret::given(&typed.0).map_err(|_| VaultTrouble::SecretWrong)?;
    desk.whose(&Unlock {
        operator: name.map(str::to_owned),
        secret,
    })
}
