//! Enrolment, as screens and the command line have it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TypedSecret;

/// Enrols this laptop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EnrolInput {
    /// The one-time code, as text or as its square says it.
    pub code: String,
    /// The server, where it is reached otherwise than the code says.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub server: Option<String>,
    /// The acting operator's own secret: it is joined with the office's salt.
    pub secret: TypedSecret,
}

/// Where this laptop belongs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct EnrolmentView {
    /// What people call the office.
    pub office_name: String,
    /// What people call the van.
    pub van_name: String,
    /// The server's address.
    pub server: String,
    /// Which of the office's credentials it is.
    pub serial: u32,
    /// Vouched for by another laptop, not yet confirmed by the server.
    pub provisional: bool,
    /// The beginning of the server's key, as `jemput-server` shows it.
    pub fingerprint: String,
}

/// This laptop is enrolled.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct EnrolledView {
    /// Where.
    pub enrolment: EnrolmentView,
    /// Said.
    pub sentence: String,
}
