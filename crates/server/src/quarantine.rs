//! What waits in quarantine, and settling it: admitted, it is taken in like any other; refused, it stays kept aside.

use jemput_domain::{
    event::{Draft, RangeSettled, Subject},
    id::{DeviceId, ScopeId},
    log::Head,
    text,
    time::Moment,
};
use jemput_exchange::{Signer, hex};
use jemput_journal::{Journal, JournalError, View};
use serde::{Deserialize, Serialize};

use crate::admin::{AdminError, author, device_name, trust};

/// The setting that holds what one person asked to admit.
const PROPOSED: &str = "admissions_proposed";

/// A log's part in quarantine.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RangeLine {
    /// Of which scope.
    pub scope: ScopeId,
    /// The visit's site; empty if it is not known here.
    pub site: String,
    /// Whose log.
    pub device: DeviceId,
    /// What people call the device.
    pub name: String,
    /// The range's first event.
    pub first_seq: u32,
    /// Its last one.
    pub last_seq: u32,
    /// The link after it.
    pub link: String,
    /// When it began to come.
    pub since: Moment,
    /// Why it was refused, if an administrator refused all of it.
    pub refused: Option<String>,
    /// Who asked to admit it and waits for a second person.
    pub proposed_by: Option<String>,
}

/// What an administrator decides of a range that begins where the log stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settling {
    /// Of which scope.
    pub scope: ScopeId,
    /// Whose log.
    pub device: DeviceId,
    /// Up to which of its events.
    pub last_seq: u32,
    /// Whether it is taken in.
    pub admit: bool,
    /// Why.
    pub reason: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Proposed {
    settling: Settling,
    link: String,
    by: String,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Taken in.
    Admitted,
    /// Kept aside for good.
    Refused,
    /// Waits for a second person.
    Proposed,
}

/// All that waits.
///
/// # Errors
/// No office is open.
pub fn list(view: View<'_>) -> Result<Vec<RangeLine>, AdminError> {
    let trust = trust(view)?;
    let proposed = proposed(view)?;
    let mut lines = Vec::new();
    for range in view.quarantined(None)? {
        let (scope, head) = (range.scope, range.head);
        let settled = view.revocation(head.device)?.map(|r| r.settled).unwrap_or_default();
        let refused = settled
            .into_iter()
            .rev()
            .find(|s| !s.admitted && s.scope == scope && (s.last_seq, s.link) == (head.seq, head.link));
        let waiting = proposed.iter().find(|p| is_of(p, scope, head.device));
        lines.push(RangeLine {
            scope,
            site: view
                .visit(scope)?
                .and_then(|v| v.site)
                .map(|s| s.name)
                .unwrap_or_default(),
            device: head.device,
            name: device_name(view, &trust, head.device)?,
            first_seq: range.first_seq,
            last_seq: head.seq,
            link: hex::write(&head.link),
            since: range.since,
            refused: refused.map(|s| s.reason),
            proposed_by: waiting.map(|p| p.by.clone()),
        });
    }
    Ok(lines)
}

/// Settles a range. Refusing takes one person; admitting overrides, and takes a second one who says the same.
///
/// # Errors
/// There is no such range, or no reason.
pub fn settle(
    journal: &mut Journal,
    signer: &Signer,
    settling: Settling,
    by: &str,
    at: Moment,
) -> Result<Settled, AdminError> {
    let reason = text::clean(&settling.reason);
    if reason.is_empty() {
        return Err(AdminError::NoReason);
    }
    let mut writing = journal.write()?;
    let view = writing.view();
    let office = trust(view)?.office;
    let Settling {
        scope,
        device,
        last_seq,
        admit,
        ..
    } = settling;
    let head = range_head(view, scope, device, last_seq)?;
    let mut waiting = proposed(view)?;
    let second = waiting
        .iter()
        .find(|p| is_of(p, scope, device) && p.link == hex::write(&head.link));
    let first = match second {
        Some(first) if admit && first.by != by => Some(first.by.clone()),
        Some(_) if admit => return Err(AdminError::SecondPerson),
        _ if admit => {
            waiting.retain(|p| !is_of(p, scope, device));
            waiting.push(Proposed {
                settling,
                link: hex::write(&head.link),
                by: by.to_owned(),
            });
            writing.set_setting(PROPOSED, &written(&waiting))?;
            writing.commit()?;
            return Ok(Settled::Proposed);
        }
        _ => None,
    };
    let run = view.quarantined_run(scope, device, last_seq)?;
    let run = run.ok_or(AdminError::Unknown { what: "range" })?;
    let people = first.map_or_else(|| by.to_owned(), |first| format!("{first}, {by}"));
    let settled = RangeSettled {
        scope,
        first_seq: run.first_seq,
        last_seq,
        link: head.link,
        admitted: admit,
        reason: format!("{reason} ({people})"),
    };
    let draft = Draft::about(Subject::Device(device), settled.into());
    writing.append(office, &author(signer), vec![draft])?;
    if admit {
        // One transaction: what is admitted stands among the events, or nothing was.
        let taken = writing.take_in(scope, vec![run], at)?;
        if let Some((_, why)) = taken.refused.first() {
            tracing::error!(code = why.code(), "an admitted range does not fit");
            return Err(AdminError::Unknown { what: "range" });
        }
        writing.release(scope, device, last_seq)?;
    }
    waiting.retain(|p| !is_of(p, scope, device));
    writing.set_setting(PROPOSED, &written(&waiting))?;
    writing.commit()?;
    Ok(if admit { Settled::Admitted } else { Settled::Refused })
}

/// The head at the end of a range, which must be a signed point.
fn range_head(view: View<'_>, scope: ScopeId, device: DeviceId, last_seq: u32) -> Result<Head, AdminError> {
    view.quarantined_head(scope, device, last_seq)?
        .ok_or(AdminError::Unknown { what: "range" })
}

fn is_of(proposed: &Proposed, scope: ScopeId, device: DeviceId) -> bool {
    (proposed.settling.scope, proposed.settling.device) == (scope, device)
}

fn proposed(view: View<'_>) -> Result<Vec<Proposed>, JournalError> {
    let kept = view.setting(PROPOSED)?;
    let proposed = kept.map_or(Ok(Vec::new()), |kept| serde_json::from_str(&kept));
    proposed.map_err(|_| JournalError::Damaged("admissions that do not read"))
}

fn written(proposed: &[Proposed]) -> String {
    serde_json::to_string(proposed).expect("admissions are plain data")
}
