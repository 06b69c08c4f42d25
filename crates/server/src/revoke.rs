//! The office's devices, and taking one out of it.

use jemput_domain::{
    event::{DeviceRevoked, Draft, RevokedFor, Subject},
    id::{DeviceId, ScopeId},
    time::Moment,
};
use jemput_exchange::Signer;
use jemput_journal::{Journal, View};
use serde::Serialize;

use crate::{
    admin::{AdminError, author, trust},
    office,
};

/// A device of the office.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DeviceLine {
    /// Its id.
    pub device: DeviceId,
    /// What people call it.
    pub name: String,
    /// Its van's scope.
    pub van: ScopeId,
    /// What people call the van.
    pub van_name: String,
    /// Why it was revoked, if it was.
    pub revoked: Option<&'static str>,
    /// When.
    pub revoked_at: Option<Moment>,
    /// Logs of it that wait in quarantine.
    pub quarantined: u32,
}

/// All devices that the office enrolled.
///
/// # Errors
/// No office is open.
pub fn devices(view: View<'_>) -> Result<Vec<DeviceLine>, AdminError> {
    let trust = trust(view)?;
    let vans = office::vans(view)?;
    let mut lines = Vec::new();
    for (device, enrolments) in view.all_enrolments(&trust)? {
        let Some(last) = enrolments.last() else { continue };
        let revocation = view.revocation(device)?;
        let van = vans.iter().find(|van| van.scope == last.van);
        lines.push(DeviceLine {
            device,
            name: last.name.clone(),
            van: last.van,
            van_name: van.map_or_else(|| last.van_name.clone(), |van| van.name.clone()),
            revoked: revocation.as_ref().map(|r| r.reason.code()),
            revoked_at: revocation.as_ref().map(|r| r.at),
            quarantined: view.quarantined(Some(device))?.len() as u32,
        });
    }
    Ok(lines)
}

/// One device of the office.
///
/// # Errors
/// The office has none of this id.
pub fn device(view: View<'_>, device: DeviceId) -> Result<DeviceLine, AdminError> {
    let found = devices(view)?.into_iter().find(|line| line.device == device);
    found.ok_or(AdminError::Unknown { what: "device" })
}

/// Revokes a device: from now on it is sent nothing, what it hands in waits for an administrator, and peers stop when the
/// office's event reaches them. There is no way back: a laptop that returns is enrolled anew.
///
/// # Errors
/// The office has no such device, or revoked it before.
pub fn revoke(
    journal: &mut Journal,
    signer: &Signer,
    id: DeviceId,
    reason: RevokedFor,
) -> Result<DeviceLine, AdminError> {
    let mut writing = journal.write()?;
    let line = device(writing.view(), id)?;
    if line.revoked.is_some() {
        return Err(AdminError::Already);
    }
    let office = trust(writing.view())?.office;
    let draft = Draft::about(Subject::Device(id), DeviceRevoked { reason }.into());
    writing.append(office, &author(signer), vec![draft])?;
    writing.keep_quarantine()?;
    let line = device(writing.view(), id)?;
    writing.commit()?;
    Ok(line)
}
