//! The vault as the window sees it: open, locked or closed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Theme, TypedSecret, WrongSecrets};
use jemput_domain::words::Lang;

/// How the vault stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultPhase {
    /// Somebody works.
    Open,
    /// The screen is locked: the exchange goes on, a PIN or the operator's secret opens it.
    Locked,
    /// Nothing goes on; an operator's name and secret open it.
    Closed,
}

/// The vault.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VaultState {
    /// How it stands.
    pub phase: VaultPhase,
    /// Who opened it; empty while it is closed.
    pub operator_name: String,
    /// Whether the secret that opens it lies beside the data, for everybody.
    pub unprotected: bool,
    /// Whether who works has a PIN.
    pub has_pin: bool,
    /// Wrong PINs until the vault closes.
    pub pin_tries: u32,
    /// How long the next secret has to wait after wrong ones, in seconds.
    pub wait_seconds: u32,
    /// Wrong secrets before the one that opened it.
    pub wrong_secrets: Option<WrongSecrets>,
    /// The language to speak.
    pub lang: Lang,
    /// The theme to show.
    pub theme: Theme,
}

/// Who opens a closed vault.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VaultOpenInput {
    /// The operator's name.
    pub operator: String,
    /// Their secret.
    pub secret: TypedSecret,
}

/// What opens a locked screen: one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct VaultUnlockInput {
    /// The PIN.
    #[serde(default)]
    pub pin: Option<TypedSecret>,
    /// The secret of who works.
    #[serde(default)]
    pub secret: Option<TypedSecret>,
}

/// A PIN for the screen lock.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct PinInput {
    /// The digits; none takes the PIN away.
    #[serde(default)]
    pub pin: Option<TypedSecret>,
}
