//! Facts of an office's scope about its operators, and of a visit's about a second person. Stored as the bodies beside.

use serde::{Deserialize, Serialize};

use crate::{id::OperatorId, role::Roles};

/// An operator has this key pair from now on: a new operator, a secret that was reset, or one that its owner changed. The
/// private half is wrapped under their secret and the office's salt, so that it travels and opens nowhere without them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OperatorKeyed {
    /// X25519, what a journal's key is sealed to.
    pub public_key: [u8; 32],
    /// The private half under the key that follows from the secret.
    pub wrapped: Vec<u8>,
}

/// What an operator may do from now on, whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OperatorRoles {
    /// The roles, one bit each.
    pub roles: Roles,
}

/// An operator works here no more. It stands whatever else is said of them: who comes back is a new operator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OperatorRemoved {}

/// The office's recovery key from now on: each journal's key is sealed to it too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecoveryKeySet {
    /// X25519; the private half is kept off every machine.
    pub public_key: [u8; 32],
}

/// What deriving a key from a secret costs, by Argon2id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SecretCost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// An office begins: what its operators' secrets are derived with. The first one of a scope holds for ever.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OfficeOpened {
    /// What people call it.
    pub name: String,
    /// The salt of all its operators' secrets.
    pub salt: [u8; 32],
    /// What deriving costs.
    pub cost: SecretCost,
}

/// A second person confirmed the act that this stands in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Confirmed {
    /// Who, besides the act's own operator.
    pub second: OperatorId,
    /// What was confirmed, by the act's code, `move_recording`.
    pub what: String,
}
