//! A person's secret for a laptop that was set up without one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TypedSecret;

/// Who protects it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ProtectInput {
    /// Their name, which opens the laptop together with their secret.
    pub name: String,
    /// The secret that they chose.
    pub secret: TypedSecret,
}

/// It is protected.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Protected {
    /// The office's recovery key, shown this once; none where the office has one already.
    pub recovery_key: Option<String>,
    /// What happened.
    pub sentence: String,
}
