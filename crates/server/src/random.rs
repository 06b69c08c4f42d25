//! Random bytes and ids, drawn from the system.

use jemput_domain::time::Moment;
use uuid::{Builder, Uuid};

/// `N` random bytes.
///
/// # Errors
/// The system gives none.
pub fn bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A version 7 UUID at a time.
///
/// # Errors
/// The system gives no random bytes.
pub fn id(at: Moment) -> Result<Uuid, getrandom::Error> {
    let millis = u64::try_from(at.0).unwrap_or(0);
    Ok(Builder::from_unix_timestamp_millis(millis, &bytes::<10>()?).into_uuid())
}
