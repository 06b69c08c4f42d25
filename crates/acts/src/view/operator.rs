//! The operators of the office, and who confirms.

use std::fmt;

use jemput_domain::{
    id::{ActId, OperatorId, ScopeId},
    role::{Role, Unfit},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroize;

/// A secret as somebody typed it: never printed, wiped when it goes.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct TypedSecret(pub String);

impl fmt::Debug for TypedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedSecret(..)")
    }
}

impl Drop for TypedSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// An operator of the office.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorView {
    /// Their id.
    pub operator: OperatorId,
    /// Their name, which opens the vault together with their secret.
    pub name: String,
    /// What they may do, in order.
    pub roles: Vec<Role>,
    /// Whether it is who acts now.
    pub own: bool,
    /// Whether this laptop opens for their secret, the newest one.
    pub granted: bool,
    /// Whether they work here no more.
    pub removed: bool,
    /// Whether nobody would lead without them: they cannot be removed, nor lose that role.
    pub last_lead: bool,
}

/// The operators of the office, as this laptop knows them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorsView {
    /// The office's name; empty where nobody set it up.
    pub office: String,
    /// By name; those who were removed last.
    pub operators: Vec<OperatorView>,
    /// Whether who acts now may add, reset and remove.
    pub may_change: bool,
    /// The roles that they may give.
    pub may_give: Vec<Role>,
    /// How many more operators the office's laptops have room for.
    pub room: u32,
}

/// A new operator.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorAddInput {
    /// Their name: nobody else's in the office.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The secret that they chose.
    pub secret: TypedSecret,
}

/// An operator was added.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorAdded {
    /// Their id.
    pub operator: OperatorId,
    /// What happened.
    pub sentence: String,
}

/// Other roles for an operator.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorRolesInput {
    /// Whom.
    pub operator: OperatorId,
    /// All that they may do from now on.
    pub roles: Vec<Role>,
}

/// A new secret for an operator who forgot theirs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorResetInput {
    /// Whom.
    pub operator: OperatorId,
    /// The secret that they chose.
    pub secret: TypedSecret,
}

/// An operator who leaves.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorRemoveInput {
    /// Whom.
    pub operator: OperatorId,
}

/// Another secret of one's own.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OperatorSecretInput {
    /// The one that holds now.
    pub old: TypedSecret,
    /// The one from now on.
    pub new: TypedSecret,
}

/// A second person confirms with their own secret.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SecondInput {
    /// Their name.
    pub operator: String,
    /// Their secret.
    pub secret: TypedSecret,
}

/// Who could confirm what overrides.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SecondsView {
    /// Whether a second person is asked for: there is somebody besides who acts.
    pub needed: bool,
    /// Their names.
    pub names: Vec<String>,
}

/// Which acts to look through.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct RolesAuditInput {
    /// Of one visit only; else all that is here, the office's own too.
    #[serde(default)]
    #[ts(optional)]
    pub visit: Option<ScopeId>,
}

/// An act that its operator had no role for, or that nobody confirmed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UnfitAct {
    /// The visit; none for an act of the office's own.
    pub visit: Option<ScopeId>,
    /// The act.
    pub act: ActId,
    /// When, RFC 3339.
    pub at: String,
    /// On which laptop.
    pub device_name: String,
    /// Who.
    pub operator: OperatorId,
    /// Their name, where it is known.
    pub operator_name: String,
    /// Why it stands here.
    pub why: Unfit,
    /// The same in words.
    pub why_words: String,
    /// What was done.
    pub sentence: String,
}

/// Acts without a role, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RolesAudit {
    /// Whether the office knows its operators: else nothing is judged.
    pub judged: bool,
    /// The acts.
    pub acts: Vec<UnfitAct>,
}
