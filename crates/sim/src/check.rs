//! What must hold when everything is well again and everybody has heard everybody.

use std::collections::{BTreeMap, BTreeSet};

use jemput_acts::Trouble;
use jemput_domain::{
    event::{Linker, Subject, decode},
    id::{DeviceId, ScopeId},
    log::Head,
};
use jemput_journal::{EventOf, Journal, JournalError, View};

use crate::{
    Chance, Failure,
    laptop::{Laptop, Log, log_after},
    model,
    world::World,
};

/// Rounds of exchanges after which everything must be everywhere.
const ROUNDS_MAX: usize = 8;

impl World {
    /// Heals everything, exchanges until nothing moves, and looks whether all promises were kept.
    ///
    /// # Errors
    /// One was not.
    pub fn judge(&mut self, chance: &mut Chance) -> Result<(), Failure> {
        self.heal(chance);
        for laptop in &mut self.laptops {
            laptop.start().map_err(|e| Failure::of("does_not_start", e))?;
        }
        self.server.start().map_err(|e| Failure::of("does_not_start", e))?;
        self.come_to_rest(chance)?;
        self.adopt(chance)?;
        let server = self.server.journal.as_ref().expect("it was started");
        judge(server, &self.laptops, self.visit, self.server.signer.device)
    }

    /// Copies that went on by themselves are named, and what only they hold is adopted.
    fn adopt(&mut self, chance: &mut Chance) -> Result<(), Failure> {
        let failed = |trouble: Trouble| Failure::of("adoption_failed", trouble);
        let server = self.server.journal.as_ref().expect("it was started");
        let mut any = false;
        for laptop in &mut self.laptops {
            let (Some(device), Some(programs)) = (laptop.restored_as, &mut laptop.programs) else {
                continue;
            };
            any = true;
            let view = programs.journal.view();
            for scope in view.scopes().map_err(|e| failed(e.into()))? {
                named(server.view(), view, (scope, device), self.server.signer.device)?;
            }
            let fetch = |scope, from: Head| {
                let heads = server.view().heads(scope).unwrap_or_default();
                let own: Vec<Head> = heads.into_iter().filter(|head| head.device == from.device).collect();
                let after = [(from.device, from.seq)];
                server
                    .view()
                    .runs_within(scope, &after, &own, usize::MAX)
                    .unwrap_or_default()
            };
            jemput_acts::adopt_with(&programs.desk, &mut programs.journal, &fetch).map_err(failed)?;
        }
        if any { self.come_to_rest(chance) } else { Ok(()) }
    }

    fn come_to_rest(&mut self, chance: &mut Chance) -> Result<(), Failure> {
        for _ in 0..ROUNDS_MAX {
            if self.round(chance)? == 0 {
                return Ok(());
            }
        }
        Err(Failure::of("no_rest", "events move in every round"))
    }
}

fn judge(server: &Journal, laptops: &[Laptop], visit: ScopeId, server_device: DeviceId) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    let copies: BTreeSet<DeviceId> = laptops.iter().filter_map(|laptop| laptop.restored_as).collect();
    let journals = || laptops.iter().filter_map(|l| Some((l, &l.programs.as_ref()?.journal)));
    for (laptop, journal) in journals() {
        for scope in journal.view().scopes().map_err(failed)? {
            agree(server.view(), journal.view(), scope, &laptop.disk)?;
        }
        for (log, events) in &laptop.acknowledged {
            stands("server", server.view(), *log, events)?;
            for (other, there) in journals() {
                if there.view().scopes().map_err(failed)?.contains(&log.0) {
                    stands(&other.disk, there.view(), *log, events)?;
                }
            }
        }
        was_adopted(server.view(), laptop)?;
        receipts(server.view(), journal.view(), server_device)?;
        derived(&laptop.disk, journal, visit, &copies)?;
    }
    derived("server", server, visit, &copies)
}

/// What a copy wrote apart about people, an operator having seen it done, is at the server: in its place or adopted.
fn was_adopted(server: View<'_>, laptop: &Laptop) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    let Some(device) = laptop.restored_as else {
        return Ok(());
    };
    for (scope, events) in &laptop.apart {
        let there = log_after(server, (*scope, device), 0).map_err(failed)?;
        let all = server.newest_events(*scope, u32::MAX >> 1).map_err(failed)?;
        for bytes in events.iter().filter(|bytes| !there.contains(bytes)) {
            let Ok(wrote) = decode(bytes) else { continue };
            let is_about_people = |subject: &Subject| matches!(subject, Subject::Booking(_));
            let is_it = |event: &&EventOf| {
                event.decoded.event == wrote.event
                    && event.decoded.header.wall == wrote.header.wall
                    && event.decoded.header.subjects == wrote.header.subjects
            };
            if wrote.header.subjects.iter().any(is_about_people) && !all.iter().any(|event| is_it(&event)) {
                return Err(Failure::of(
                    "not_adopted",
                    format!("{}: {:?}", laptop.disk, wrote.event),
                ));
            }
        }
    }
    Ok(())
}

/// A log that stands otherwise here than at the server is named as a fork to whoever looks.
fn named(server: View<'_>, view: View<'_>, (scope, device): Log, of: DeviceId) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    let here = log_after(view, (scope, device), 0).map_err(failed)?;
    let there = log_after(server, (scope, device), 0).map_err(failed)?;
    let refused = view.refused().map_err(failed)?;
    let is_refused = refused.iter().any(|run| (run.scope, run.device) == (scope, device));
    let confirmed = view.confirmed(scope, of).map_err(failed)?;
    let is_fork = confirmed.forks().any(|log| log.head.device == device);
    if here != there && !is_refused && !is_fork {
        return Err(Failure::of(
            "fork_without_a_name",
            format!("{device:?}: {} events here, {} at the server", here.len(), there.len()),
        ));
    }
    Ok(())
}

/// Two journals hold the same of a scope.
fn agree(server: View<'_>, laptop: View<'_>, scope: ScopeId, name: &str) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    let (here, there) = (
        laptop.heads(scope).map_err(failed)?,
        server.heads(scope).map_err(failed)?,
    );
    if here != there {
        let short = |heads: Vec<Head>| heads.iter().map(|h| (h.device, h.seq)).collect::<Vec<_>>();
        return Err(Failure::of(
            "journals_differ",
            format!("{name}, {scope}: {:?}, server {:?}", short(here), short(there)),
        ));
    }
    let (here, there) = (laptop.dump(scope).map_err(failed)?, server.dump(scope).map_err(failed)?);
    let differs = here.iter().zip(&there).find(|(a, b)| a != b);
    if let Some((a, b)) = differs {
        return Err(Failure::of("rows_differ", format!("{name}, {scope}:\n  {a}\n  {b}")));
    }
    if here.len() != there.len() {
        return Err(Failure::of(
            "rows_differ",
            format!("{name}, {scope}: a row more or less"),
        ));
    }
    Ok(())
}

/// What was acknowledged is there, in its order and once.
fn stands(name: &str, view: View<'_>, log: Log, acknowledged: &[Vec<u8>]) -> Result<(), Failure> {
    let here = log_after(view, log, 0).map_err(|e| Failure::of("journal_failed_at_the_end", e))?;
    let same = here.iter().zip(acknowledged).take_while(|(a, b)| a == b).count();
    if same < acknowledged.len() {
        return Err(Failure::of(
            "acknowledged_is_missing",
            format!(
                "{name}: of {} acknowledged events of {:?} the first {same} are here, {} in all",
                acknowledged.len(),
                log,
                here.len()
            ),
        ));
    }
    Ok(())
}

/// No receipt signs more than the server has, or anything else.
fn receipts(server: View<'_>, laptop: View<'_>, device: DeviceId) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    for scope in laptop.scopes().map_err(failed)? {
        let Some(kept) = laptop.receipt(scope, device).map_err(failed)? else {
            continue;
        };
        let secret = server.secret(scope).map_err(failed)?;
        let Some(linker) = secret.map(|secret| Linker::new(&secret)) else {
            return Err(Failure::of("receipt_ahead", "the server does not know the scope"));
        };
        for head in &kept.receipt.heads {
            let events = log_after(server, (scope, head.device), 0).map_err(failed)?;
            let mut link = jemput_domain::event::LINK_START;
            for bytes in events.iter().take(head.seq as usize) {
                link = linker.link(&link, bytes).unwrap_or(link);
            }
            if events.len() < head.seq as usize || link != head.link {
                return Err(Failure::of(
                    "receipt_ahead",
                    format!("{:?} at {}", head.device, head.seq),
                ));
            }
        }
    }
    Ok(())
}

/// Derived rows are what a rebuild gives and what the naive model gives; figures are recounts; tickets are one person's.
fn derived(name: &str, journal: &Journal, visit: ScopeId, copies: &BTreeSet<DeviceId>) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    let faults = journal.verify().map_err(failed)?;
    if !faults.is_empty() {
        return Err(Failure::of("verify", format!("{name}: {faults:?}")));
    }
    let view = journal.view();
    let naive = model::naive(view, visit).map_err(failed)?;
    let derived = model::derived(view, visit, naive.keys().copied()).map_err(failed)?;
    for (id, person) in &naive {
        if derived.get(id) != Some(person) {
            let here = derived.get(id);
            let events = view.events_of(visit, Subject::Booking(*id)).map_err(failed)?;
            let events: Vec<_> = events
                .iter()
                .map(|e| (e.at.clock, e.at.act, &e.decoded.event))
                .collect();
            return Err(Failure::of(
                "model_differs",
                format!("{name}, {id}:\n  {person:?}\n  {here:?}\n  {events:#?}"),
            ));
        }
    }
    if let Some(differs) = model::recount(view, visit, &naive).map_err(failed)? {
        return Err(Failure::of("recount_differs", format!("{name}: {differs}")));
    }
    tickets(name, view, visit, copies)
}

/// No printed ticket is two people's, but where two laptops that did not hear each other took one mark, or a laptop and
/// the copy of it printed it: then it stands on paper twice, and is found twice.
fn tickets(name: &str, view: View<'_>, visit: ScopeId, copies: &BTreeSet<DeviceId>) -> Result<(), Failure> {
    let failed = |error: JournalError| Failure::of("journal_failed_at_the_end", error);
    let seats = view.seats(visit).map_err(failed)?;
    let marks = || seats.iter().flat_map(|(_, seat)| &seat.marks);
    let copied = || {
        seats
            .iter()
            .filter(|(device, _)| copies.contains(device))
            .flat_map(|(_, seat)| &seat.marks)
    };
    let is_one_laptops =
        |mark: &String| marks().filter(|taken| *taken == mark).count() < 2 && !copied().any(|taken| taken == mark);
    let mut given = BTreeMap::new();
    for row in view.bookings(visit).map_err(failed)? {
        for ticket in row.booking.tickets.iter().filter(|ticket| is_one_laptops(&ticket.mark)) {
            let key = (ticket.day, ticket.mark.clone(), ticket.number);
            let other = given.insert(key, row.id).filter(|other| *other != row.id);
            if let Some(other) = other {
                let seen = format!("{name}: {ticket} of {other} and {}", row.id);
                return Err(Failure::of("ticket_twice", seen));
            }
        }
    }
    Ok(())
}
