//! The guardian's form of who is under 18.

use jemput_domain::{
    event::{FormKind, GuardianBy, GuardianForm},
    id::{BookingId, ScopeId},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the visit asks for the form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GuardianRuleInput {
    /// The visit.
    pub visit: ScopeId,
    /// How far.
    pub rule: GuardianForm,
}

/// The desk saw a form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GuardianSeenInput {
    /// The visit.
    pub visit: ScopeId,
    /// Whose form.
    pub booking: BookingId,
    /// Who gave it.
    pub by: GuardianBy,
    /// What was shown.
    pub form: FormKind,
}

/// How it stands with one person's form; only where the visit asks for it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GuardianView {
    /// Asked for and not seen.
    pub missing: bool,
    /// In a sentence.
    pub sentence: String,
}
