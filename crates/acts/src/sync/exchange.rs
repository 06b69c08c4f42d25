//! One exchange with the server.

use std::ops::ControlFlow;

use jemput_domain::time::Moment;
use jemput_exchange::{
    conversation::{Outcome, Progress, ServerKey, Wanted},
    http::{Connection, Failure},
};
use jemput_journal::{ConfirmedLog, Journal, Writing};

use super::{joining, kept, learned, lease::Lease, link, pins};
use crate::{
    Desk, Trouble,
    checkin::mark,
    desk::setting,
    enrol, incarnation,
    view::{LinkState, Problem, SyncDone, SyncInput},
    wipe,
};

/// Exchanges with the server now. Whatever breaks, nothing is dropped: the next exchange goes on from the heads.
pub fn sync(desk: &Desk, input: SyncInput) -> Result<SyncDone, Trouble> {
    let server = server_address(desk, input.server)?;
    let mut journal = desk.journal_beside()?;
    let Some(lease) = Lease::take(&mut journal)? else {
        return busy(desk, &journal);
    };
    let sign = SendingSign::show(desk);
    let result = choose(desk, &server, input.take_only)
        .and_then(|offered| Ok((offered, both(desk, &mut journal, &server, &lease, input.tells)?)));
    match &result {
        Ok(_) => sign.end(LinkState::Connected, None),
        Err(trouble) => {
            let problem = Problem {
                code: trouble.code().to_owned(),
                sentence: trouble.say(desk.lang()),
            };
            sign.end(state_after(trouble), Some(problem));
        }
    }
    if let Err(trouble) = lease.release(&mut journal) {
        // It ends by itself; what was exchanged stands.
        tracing::warn!(code = trouble.code(), "the lease of an exchange was not given back");
    }
    let (offered, outcome) = result?;
    if let Err(trouble) = crate::operator::holders::bring_up_to_date(desk) {
        // The next exchange does it, or the next act about operators.
        tracing::warn!(code = trouble.code(), "the key holders are not yet as the office says");
    }
    let server = pins::pinned_at(journal.view(), &server)?;
    let done = done(desk, &journal, &outcome, server)?;
    Ok(SyncDone { offered, ..done })
}

/// What the sign shows after a failure. It says that there is no network only where there is none.
fn state_after(trouble: &Trouble) -> LinkState {
    match trouble {
        Trouble::Exchange(Failure::Unreachable | Failure::Interrupted | Failure::NoProgress | Failure::Stopped) => {
            LinkState::Offline
        }
        _ => LinkState::Stuck,
    }
}

/// A laptop that holds no visit joins the only one there is, if it was told so; else how many there are to choose from.
fn choose(desk: &Desk, server: &str, take_only: bool) -> Result<u32, Trouble> {
    if take_only {
        joining::take_only(desk, server)
    } else {
        Ok(0)
    }
}

/// The server's address: the one given, else the one that is set.
pub(super) fn server_address(desk: &Desk, given: Option<String>) -> Result<String, Trouble> {
    match given {
        Some(server) => Ok(server),
        None => desk.read(|view| view.setting(setting::SERVER)?.ok_or(Trouble::NoServer)),
    }
}

/// Exchanges; where that showed that this laptop has no mark yet in a visit, takes one and tells it while all can hear.
fn both(desk: &Desk, journal: &mut Journal, server: &str, lease: &Lease, tells: bool) -> Result<Outcome, Trouble> {
    let mut outcome = match with_server(desk, journal, server, lease, tells) {
        // The office's server may have changed its key, and said so before.
        Err(Trouble::Exchange(Failure::OtherServer)) if enrol::follow_keys(desk, journal, server)? => {
            with_server(desk, journal, server, lease, tells)?
        }
        other => other?,
    };
    if mark::take(desk)? {
        let told = with_server(desk, journal, server, lease, tells)?;
        outcome = Outcome {
            sent: outcome.sent + told.sent,
            received: outcome.received + told.received,
            ..told
        };
    }
    Ok(outcome)
}

fn with_server(
    desk: &Desk,
    journal: &mut Journal,
    address: &str,
    lease: &Lease,
    tells: bool,
) -> Result<Outcome, Trouble> {
    let mut connection = desk.connection(address)?;
    let (kept_address, connection) = connection.as_mut().expect("the desk has just made it");
    debug_assert_eq!(kept_address, address);
    let key = pins::meet(journal, connection, address)?;
    let at = desk.now(journal.view())?;
    let mut renewed = std::time::Instant::now();
    let mut beside = desk.journal_beside()?;
    let wanted = joining::wanted(journal.view())?;
    let began = desk.clock().now();
    let outcome = connection.exchange(journal, desk.device(), key, wanted.clone(), at, &mut |progress| {
        tell(desk, progress, tells);
        if renewed.elapsed().as_secs() >= 5 {
            renewed = std::time::Instant::now();
            if !lease.renew(&mut beside).unwrap_or(false) {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    let outcome = match outcome {
        Err(failure) if wipe::is_told(&failure) => {
            return Err(wipe::heed(desk, journal, connection, key, failure));
        }
        ended => ended?,
    };
    let told = Heard {
        address,
        key,
        began,
        at,
        wanted: &wanted,
        outcome: &outcome,
    };
    heard(desk, journal, &told)?;
    kept::ask(desk, journal, connection, key, tells);
    Ok(outcome)
}

/// An exchange that came to its end.
pub struct Heard<'o> {
    /// Where the server answered.
    pub address: &'o str,
    /// The server as it is pinned.
    pub key: ServerKey,
    /// What the laptop's clock said when it began.
    pub began: Moment,
    /// The same as rules count.
    pub at: Moment,
    /// What it was about.
    pub wanted: &'o Wanted,
    /// What it came to.
    pub outcome: &'o Outcome,
}

/// Keeps what an exchange taught beside the events: receipts, the server's clock, forks, what was refused there.
///
/// # Errors
/// The journal's.
pub fn heard(desk: &Desk, journal: &mut Journal, told: &Heard<'_>) -> Result<(), Trouble> {
    let Heard {
        address,
        key,
        began,
        at,
        wanted,
        outcome,
    } = *told;
    let writing = journal.write()?;
    writing.set_setting(setting::SERVER_LAST, address)?;
    if let Some(heard) = &outcome.server_clock {
        learned::learn(desk, &writing, key.device, began, heard)?;
    }
    for receipt in &outcome.receipts {
        writing.keep_receipt(receipt, desk.device(), desk.now(writing.view())?)?;
    }
    note_forks(desk, &writing, key, outcome)?;
    writing.set_setting(setting::SERVER_REFUSED, &super::refused::write(outcome, at))?;
    writing.commit()?;
    incarnation::settle(desk, journal)?;
    joining::settled(journal, wanted)
}

/// Nobody else writes this laptop's log: what came of it and does not continue it was written by a copy, and nothing more is
/// written under that id.
fn note_forks(desk: &Desk, writing: &Writing<'_>, server: ServerKey, outcome: &Outcome) -> Result<(), Trouble> {
    let here = outcome.refused.iter().filter(|refused| !refused.by_server);
    for refused in here {
        if let Some(device) = refused.device
            && incarnation::is_own(desk, writing.view(), device)?
        {
            writing.note_fork(refused.scope, server.device, device)?;
        }
    }
    let view = writing.view();
    for scope in view.scopes()? {
        let forked = |log: &ConfirmedLog| log.head.device == desk.device();
        if link::confirmed(view, scope, Some(server))?.forks().any(forked) {
            writing.note_written_elsewhere()?;
        }
    }
    Ok(())
}

/// Somebody else exchanges just now: nothing to do, and no fault.
fn busy(desk: &Desk, journal: &Journal) -> Result<SyncDone, Trouble> {
    let server = pins::in_force(journal.view())?;
    done(desk, journal, &Outcome::default(), server)
}

fn done(desk: &Desk, journal: &Journal, outcome: &Outcome, server: Option<ServerKey>) -> Result<SyncDone, Trouble> {
    let view = journal.view();
    let as_u32 = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(SyncDone {
        sent: as_u32(outcome.sent),
        received: as_u32(outcome.received),
        refused: outcome.refused.len() as u32,
        pending: link::pending(view, server)?,
        receipt: link::receipt(desk, view, server)?,
        offered: 0,
    })
}

fn tell(desk: &Desk, progress: Progress, tells: bool) {
    let as_u32 = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let done = as_u32(progress.sent + progress.received);
    let total = as_u32(progress.to_send + progress.to_receive);
    {
        let mut status = desk.link_status();
        (status.done, status.total) = (done, total);
    }
    if tells {
        desk.progress(done, total);
    }
}

/// The network sign says that it sends for as long as this lives: however an exchange ends, the sign does not stay there,
/// where it would keep every further one from beginning.
struct SendingSign<'d>(&'d Desk);

impl<'d> SendingSign<'d> {
    fn show(desk: &'d Desk) -> Self {
        set_state(desk, LinkState::Sending, None);
        Self(desk)
    }

    fn end(self, state: LinkState, problem: Option<Problem>) {
        set_state(self.0, state, problem);
    }
}

impl Drop for SendingSign<'_> {
    fn drop(&mut self) {
        if self.0.link_status().state == LinkState::Sending {
            set_state(self.0, LinkState::Offline, None);
        }
    }
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
    pub(super) fn connection(
        &self,
        address: &str,
    ) -> Result<std::sync::MutexGuard<'_, Option<(String, Connection)>>, Trouble> {
        let mut kept = self
            .connection
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if kept.as_ref().is_none_or(|(known, _)| known != address) {
            *kept = Some((address.to_owned(), enrol::connect(self, address)?));
        }
        Ok(kept)
    }

    /// The next exchange connects anew: the server's key or this laptop's is another.
    pub(crate) fn forget_connection(&self) {
        *self
            .connection
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::TimeSource, view::Nothing};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn however_an_exchange_ends_the_sign_does_not_go_on_sending() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::init(folder.path(), TimeSource::System, "Loket A", Some("http://127.0.0.1:9")).unwrap();
        let state = || link::link(&desk, Nothing {}).unwrap().state;
        let broken = catch_unwind(AssertUnwindSafe(|| {
            let _sign = SendingSign::show(&desk);
            assert_eq!(state(), LinkState::Sending);
            panic!("a fault of ours");
        }));
        assert!(broken.is_err());
        assert_eq!(state(), LinkState::Offline);
        SendingSign::show(&desk).end(LinkState::Connected, None);
        assert_eq!(state(), LinkState::Connected);
    }
}
