//! Erasing people's data: one person who asked for it, or everybody of visits whose retention is over. What erasing leaves
//! verifies as before; see the journal's `erase`.

use std::{path::PathBuf, time::Duration};

use jemput_domain::{
    event::Subject,
    id::{BookingId, ScopeId},
    nik::Nik,
    text,
    time::{Moment, Zone},
};
use jemput_journal::{Erasing, Journal, JournalError, View};

use crate::{
    admin::{AdminError, Data},
    serve::now,
};

/// Between two looks for whose retention is over.
const SWEEP: Duration = Duration::from_secs(6 * 3_600);

/// The setting that holds how many days a visit's people are kept.
const RETENTION: &str = "retention_days";

/// The least that can be set: a visit is not over before its exchange and its questions are.
pub const RETENTION_DAYS_MIN: u32 = 30;

const DAY_MS: i64 = 24 * 3_600_000;

/// Whom to erase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whom {
    /// One booking.
    Booking(BookingId),
    /// Everybody with this NIK.
    Nik(Nik),
}

/// Erases one person, in one visit or in all of them. `reason` is for the record.
///
/// # Errors
/// Nobody like that is here, or no reason is given.
pub fn person(
    journal: &mut Journal,
    visit: Option<ScopeId>,
    whom: Whom,
    reason: &str,
    at: Moment,
) -> Result<Erasing, AdminError> {
    let reason = text::clean(reason);
    if reason.is_empty() {
        return Err(AdminError::NoReason);
    }
    let scopes = match visit {
        Some(scope) if journal.view().visit(scope)?.is_none() => return Err(AdminError::Unknown { what: "visit" }),
        Some(scope) => vec![scope],
        None => journal.view().scopes()?,
    };
    let mut done = Erasing::default();
    let mut found = false;
    for scope in scopes {
        let subjects = subjects(journal.view(), scope, whom)?;
        if subjects.is_empty() {
            continue;
        }
        found = true;
        let erasing = journal.erase(scope, &subjects, &reason, at)?;
        done.subjects += erasing.subjects;
        done.events += erasing.events;
    }
    if !found {
        return Err(AdminError::Unknown { what: "booking" });
    }
    journal.scrub()?;
    Ok(done)
}

fn subjects(view: View<'_>, scope: ScopeId, whom: Whom) -> Result<Vec<Subject>, JournalError> {
    Ok(match whom {
        Whom::Booking(id) if view.booking(scope, id)?.is_some() => vec![Subject::Booking(id)],
        Whom::Booking(_) => Vec::new(),
        Whom::Nik(nik) => {
            let ids = view.booked_with_nik(scope, nik)?;
            ids.into_iter().map(Subject::Booking).collect()
        }
    })
}

/// How many days people's data stay after their visit's last day; none until the office has stated it: it decides, as
/// controller of the data, and nobody is erased by time before; see `docs/decisions`.
///
/// # Errors
/// The journal.
pub fn retention_days(view: View<'_>) -> Result<Option<u32>, JournalError> {
    Ok(view.setting(RETENTION)?.and_then(|days| days.parse().ok()))
}

/// The office states it.
///
/// # Errors
/// The journal.
pub fn set_retention_days(journal: &mut Journal, days: u32) -> Result<(), JournalError> {
    let writing = journal.write()?;
    writing.set_setting(RETENTION, &days.max(RETENTION_DAYS_MIN).to_string())?;
    writing.commit()
}

/// Erases everybody of the visits whose retention is over, by their last day and by the last that was written in them; what comes late of such a visit, the next time.
///
/// # Errors
/// The journal.
pub fn overdue(journal: &mut Journal, at: Moment) -> Result<Erasing, JournalError> {
    let mut done = Erasing::default();
    let Some(days) = retention_days(journal.view())? else {
        return Ok(done);
    };
    for scope in journal.view().scopes()? {
        if !is_over(journal.view(), scope, days, at)? {
            continue;
        }
        let subjects = journal.view().personal_subjects(scope)?;
        if !subjects.is_empty() {
            tracing::warn!(%scope, people = subjects.len(), days, "retention is over: erasing everybody of this visit");
            let erasing = journal.erase(scope, &subjects, &format!("retention: {days} days"), at)?;
            done.subjects += erasing.subjects;
            done.events += erasing.events;
        }
    }
    if done.events > 0 {
        journal.scrub()?;
    }
    Ok(done)
}

/// Erases what is overdue for as long as the server runs, at its start and every few hours.
pub async fn keep_up(data: PathBuf) {
    let mut due = tokio::time::interval(SWEEP);
    loop {
        due.tick().await;
        let folder = data.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut data = Data::open(&folder)?;
            Ok::<_, AdminError>(overdue(&mut data.journal, Moment(now()))?)
        });
        match done.await {
            Ok(Ok(Erasing { subjects: 0, .. })) => {}
            Ok(Ok(done)) => tracing::info!(
                people = done.subjects,
                events = done.events,
                "erased: retention is over"
            ),
            Ok(Err(error)) => tracing::error!(%error, "whose retention is over was not erased"),
            Err(error) => tracing::error!(%error, "erasing broke off"),
        }
    }
}

fn is_over(view: View<'_>, scope: ScopeId, days: u32, at: Moment) -> Result<bool, JournalError> {
    let visit = view.visit(scope)?;
    let zone = visit
        .as_ref()
        .and_then(|v| v.site.as_ref())
        .map_or(Zone::Wib, |site| site.zone);
    let last = visit
        .and_then(|v| v.plan)
        .and_then(|plan| plan.setup.days.iter().map(|d| d.day).max());
    let today = zone.local(at).0;
    if last.is_none_or(|last| (today.0 - last.0).num_days() <= i64::from(days)) {
        return Ok(false);
    }
    // A plan's day may be a slip of one laptop's: where somebody still worked within the retention, nobody is erased.
    let mut newest: Option<Moment> = None;
    for head in view.heads(scope)? {
        let of_log = view.newest_events_of(scope, head.device, 1)?;
        newest = newest.max(of_log.first().map(|event| event.at.at));
    }
    Ok(newest.is_none_or(|newest| at.0.saturating_sub(newest.0) > i64::from(days) * DAY_MS))
}
