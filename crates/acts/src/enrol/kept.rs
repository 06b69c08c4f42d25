//! What a laptop keeps of its enrolment, besides its credential and the server's key.

use jemput_domain::id::ScopeId;
use jemput_exchange::conversation::ServerKey;
use jemput_journal::{JournalError, Trust, View, Writing};
use serde::{Deserialize, Serialize};

use crate::Trouble;

const ENROLMENT: &str = "enrolment";

/// An enrolment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    /// The server's address.
    pub address: String,
    /// The office's scope.
    pub office: ScopeId,
    /// The van's scope.
    pub van: ScopeId,
    /// The credential's serial.
    pub serial: u32,
    /// Vouched for by another laptop only.
    pub provisional: bool,
    /// What people call the office.
    pub office_name: String,
    /// What people call the van.
    pub van_name: String,
}

/// This laptop's enrolment.
pub(crate) fn enrolment(view: View<'_>) -> Result<Option<Enrolment>, Trouble> {
    let kept = view.setting(ENROLMENT)?.map(|kept| serde_json::from_str(&kept));
    Ok(kept
        .transpose()
        .map_err(|_| JournalError::Damaged("an enrolment that does not read"))?)
}

pub(super) fn keep(writing: &Writing<'_>, enrolment: &Enrolment) -> Result<(), Trouble> {
    let text = serde_json::to_string(enrolment).expect("an enrolment is plain data");
    Ok(writing.set_setting(ENROLMENT, &text)?)
}

/// Believes the office that this server speaks for; keys that were known of it stay known.
pub(super) fn believe(writing: &Writing<'_>, office: ScopeId, server: ServerKey) -> Result<(), Trouble> {
    let before = writing.view().trust()?;
    let mut trust = before
        .filter(|trust| trust.office == office && trust.server == server.device)
        .unwrap_or(Trust {
            office,
            server: server.device,
            keys: Vec::new(),
        });
    trust.keys.retain(|key| *key != server.public_key);
    trust.keys.push(server.public_key);
    Ok(writing.set_trust(&trust)?)
}
