//! One exchanger at a time on a journal: a lease in the journal, by the laptop's own clock.

use std::time::{SystemTime, UNIX_EPOCH};

use jemput_journal::{Journal, Writing};

use crate::{Trouble, ids};

const LEASE: &str = "exchange_lease";

/// How long a lease holds without being renewed: an exchanger that was killed is followed after that.
const HOLDS_MILLIS: u128 = 20_000;

/// A lease that was taken.
pub(super) struct Lease {
    owner: String,
}

impl Lease {
    /// Takes the lease; none if another process or thread exchanges just now.
    pub(super) fn take(journal: &mut Journal) -> Result<Option<Self>, Trouble> {
        let owner: String = ids::random::<8>()?.iter().map(|b| format!("{b:02x}")).collect();
        let lease = Self { owner };
        let writing = journal.write()?;
        if !lease.is_free(&writing)? {
            return Ok(None);
        }
        lease.hold(&writing)?;
        writing.commit()?;
        Ok(Some(lease))
    }

    fn is_free(&self, writing: &Writing<'_>) -> Result<bool, Trouble> {
        let Some(held) = writing.view().setting(LEASE)? else {
            return Ok(true);
        };
        let mut parts = held.split(' ');
        let (owner, until) = (
            parts.next(),
            parts.next().and_then(|u| u.parse::<u128>().ok()).unwrap_or(0),
        );
        // A lease that ends further off than one lasts was written by a clock that has since gone back.
        Ok(owner == Some(&self.owner) || until <= now() || until > now() + HOLDS_MILLIS)
    }

    fn hold(&self, writing: &Writing<'_>) -> Result<(), Trouble> {
        Ok(writing.set_setting(LEASE, &format!("{} {}", self.owner, now() + HOLDS_MILLIS))?)
    }

    fn is_ours(&self, writing: &Writing<'_>) -> Result<bool, Trouble> {
        let held = writing.view().setting(LEASE)?;
        Ok(held.is_some_and(|held| held.split(' ').next() == Some(&self.owner)))
    }

    /// Holds on to it; called as the exchange moves. False: it had run out, and another has it now or had it.
    pub(super) fn renew(&self, journal: &mut Journal) -> Result<bool, Trouble> {
        let writing = journal.write()?;
        if !self.is_ours(&writing)? {
            return Ok(false);
        }
        self.hold(&writing)?;
        writing.commit()?;
        Ok(true)
    }

    /// Gives it back, if it is still ours.
    pub(super) fn release(self, journal: &mut Journal) -> Result<(), Trouble> {
        let writing = journal.write()?;
        if self.is_ours(&writing)? {
            writing.drop_setting(LEASE)?;
        }
        Ok(writing.commit()?)
    }
}

fn now() -> u128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let mut journal = Journal::in_memory().unwrap();
        let first = Lease::take(&mut journal).unwrap().unwrap();
        assert!(Lease::take(&mut journal).unwrap().is_none());
        assert!(first.renew(&mut journal).unwrap());
        first.release(&mut journal).unwrap();
        assert!(Lease::take(&mut journal).unwrap().is_some());
    }

    #[test]
    fn who_lost_it_neither_renews_nor_ends_the_next_ones() {
        let mut journal = Journal::in_memory().unwrap();
        let slow = Lease::take(&mut journal).unwrap().unwrap();
        let writing = journal.write().unwrap();
        writing
            .set_setting(LEASE, &format!("{} {}", slow.owner, now() - 1))
            .unwrap();
        writing.commit().unwrap();
        let next = Lease::take(&mut journal).unwrap().unwrap();
        assert!(!slow.renew(&mut journal).unwrap());
        slow.release(&mut journal).unwrap();
        assert!(
            Lease::take(&mut journal).unwrap().is_none(),
            "the next one's still holds"
        );
        assert!(next.renew(&mut journal).unwrap());
    }

    #[test]
    fn a_lease_of_a_killed_exchanger_ends() {
        let mut journal = Journal::in_memory().unwrap();
        let writing = journal.write().unwrap();
        writing.set_setting(LEASE, &format!("0123 {}", now() - 1)).unwrap();
        writing.commit().unwrap();
        assert!(Lease::take(&mut journal).unwrap().is_some());
    }
}
