//! Random ids and secrets, drawn here so that the rules need not.

use jemput_domain::time::Moment;
use uuid::{Builder, Uuid};

use crate::Trouble;

/// `N` random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];
    #[cfg(feature = "simulated")]
    if seeded::draw(&mut bytes) {
        return Ok(bytes);
    }
    getrandom::fill(&mut bytes).map_err(|_| Trouble::NoRandomness)?;
    Ok(bytes)
}

/// A version 7 UUID at a time.
pub(crate) fn uuid_v7(now: Moment) -> Result<Uuid, Trouble> {
    let millis = u64::try_from(now.0).unwrap_or(0);
    Ok(Builder::from_unix_timestamp_millis(millis, &random::<10>()?).into_uuid())
}

/// Randomness from a seed, for the simulator.
#[cfg(feature = "simulated")]
pub mod seeded {
    use std::cell::RefCell;

    /// Fills bytes.
    pub type Source = Box<dyn FnMut(&mut [u8])>;

    thread_local! {
        static SOURCE: RefCell<Option<Source>> = const { RefCell::new(None) };
    }

    /// What acts on this thread draw from; none: the system's randomness again.
    pub fn draw_from(source: Option<Source>) {
        SOURCE.set(source);
    }

    pub(super) fn draw(bytes: &mut [u8]) -> bool {
        SOURCE.with_borrow_mut(|source| source.as_mut().map(|fill| fill(bytes)).is_some())
    }
}
