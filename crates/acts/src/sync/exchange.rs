//! One exchange with the server.

use std::ops::ControlFlow;

use jemput_domain::{id::DeviceId, time::Moment};
use jemput_exchange::{
    conversation::{Outcome, Progress, ServerKey, Wanted},
    http::{Connection, Failure, Patience},
};
use jemput_journal::Journal;

use super::{lease::Lease, link};
use crate::{
    Desk, Trouble,
    checkin::mark,
    desk::setting,
    hex,
    view::{LinkState, Problem, SyncDone, SyncInput},
};

/// Exchanges with the server now. Whatever breaks, nothing is dropped: the next exchange goes on from the heads.
pub fn sync(desk: &Desk, input: SyncInput) -> Result<SyncDone, Trouble> {
    let server = match input.server {
        Some(server) => server,
        None => desk.read(|view| view.setting(setting::SERVER)?.ok_or(Trouble::NoServer))?,
    };
    let mut journal = desk.journal_beside()?;
    let Some(lease) = Lease::take(&mut journal)? else {
        return busy(desk, &journal);
    };
    set_state(desk, LinkState::Sending, None);
    let result = both(desk, &mut journal, &server, &lease);
    lease.release(&mut journal)?;
    match result {
        Ok(outcome) => {
            set_state(desk, LinkState::Connected, None);
            done(desk, &journal, &outcome)
        }
        Err(trouble) => {
            let lang = desk.lang();
            let problem = Problem {
                code: trouble.code().to_owned(),
                sentence: trouble.say(lang),
            };
            set_state(desk, LinkState::Offline, Some(problem));
            Err(trouble)
        }
    }
}

/// Exchanges; where that showed that this laptop has no mark yet in a visit, takes one and tells it while all can hear.
fn both(desk: &Desk, journal: &mut Journal, server: &str, lease: &Lease) -> Result<Outcome, Trouble> {
    let mut outcome = with_server(desk, journal, server, lease)?;
    if mark::take(desk)? {
        let told = with_server(desk, journal, server, lease)?;
        outcome = Outcome {
            sent: outcome.sent + told.sent,
            received: outcome.received + told.received,
            ..told
        };
    }
    Ok(outcome)
}

fn with_server(desk: &Desk, journal: &mut Journal, address: &str, lease: &Lease) -> Result<Outcome, Trouble> {
    let mut connection = desk.connection(address)?;
    let (kept_address, connection) = connection.as_mut().expect("the desk has just made it");
    debug_assert_eq!(kept_address, address);
    let key = pinned(journal, connection, address)?;
    let at = desk.now(journal.view())?;
    let mut renewed = std::time::Instant::now();
    let mut beside = desk.journal_beside()?;
    let outcome = connection.exchange(journal, desk.device(), key, Wanted::All, at, &mut |progress| {
        tell(desk, progress);
        if renewed.elapsed().as_secs() >= 5 {
            renewed = std::time::Instant::now();
            if lease.renew(&mut beside).is_err() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    let writing = journal.write()?;
    for receipt in &outcome.receipts {
        writing.keep_receipt(receipt)?;
    }
    writing.set_setting(setting::SERVER_REFUSED, &super::refused::write(&outcome, at))?;
    writing.commit()?;
    Ok(outcome)
}

/// The server's key: pinned at the first contact, the same ever after for this address.
fn pinned(journal: &mut Journal, connection: &Connection, address: &str) -> Result<ServerKey, Trouble> {
    if let Some(pin) = journal
        .view()
        .setting(setting::SERVER_KEY)?
        .as_deref()
        .and_then(|p| read_pin(p, address))
    {
        return Ok(pin);
    }
    let key = connection.server_key()?;
    let writing = journal.write()?;
    writing.set_setting(
        setting::SERVER_KEY,
        &format!("{address} {} {}", key.device, hex::write(&key.public_key)),
    )?;
    writing.commit()?;
    Ok(key)
}

fn read_pin(pin: &str, address: &str) -> Option<ServerKey> {
    let mut parts = pin.split(' ');
    if parts.next()? != address {
        return None;
    }
    let device: DeviceId = parts.next()?.parse().ok()?;
    let public_key = hex::read(parts.next()?)?;
    Some(ServerKey { device, public_key })
}

/// Somebody else exchanges just now: nothing to do, and no fault.
fn busy(desk: &Desk, journal: &Journal) -> Result<SyncDone, Trouble> {
    done(desk, journal, &Outcome::default())
}

fn done(desk: &Desk, journal: &Journal, outcome: &Outcome) -> Result<SyncDone, Trouble> {
    let view = journal.view();
    let as_u32 = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(SyncDone {
        sent: as_u32(outcome.sent),
        received: as_u32(outcome.received),
        refused: outcome.refused.len() as u32,
        pending: link::pending(view)?,
        receipt: link::receipt(desk, view)?,
    })
}

fn tell(desk: &Desk, progress: Progress) {
    let as_u32 = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let mut status = desk.link_status();
    status.done = as_u32(progress.sent + progress.received);
    status.total = as_u32(progress.to_send + progress.to_receive);
}

fn set_state(desk: &Desk, state: LinkState, problem: Option<Problem>) {
    let now: Moment = desk.clock().now();
    let mut status = desk.link_status();
    if status.state != state {
        status.since = Some(now);
    }
    status.state = state;
    status.problem = problem;
    (status.done, status.total) = (0, 0);
}

impl Desk {
    /// The connection to a server, kept between exchanges: it remembers what the server had.
    fn connection(&self, address: &str) -> Result<std::sync::MutexGuard<'_, Option<(String, Connection)>>, Failure> {
        let mut kept = self
            .connection
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if kept.as_ref().is_none_or(|(known, _)| known != address) {
            *kept = Some((address.to_owned(), Connection::new(address, Patience::default())?));
        }
        Ok(kept)
    }
}
