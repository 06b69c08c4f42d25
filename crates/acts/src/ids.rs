//! Random ids and secrets, drawn here so that the rules need not.

use jemput_domain::time::Moment;
use uuid::{Builder, Uuid};

use crate::Trouble;

/// `N` random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Trouble::NoRandomness)?;
    Ok(bytes)
}

/// A version 7 UUID at a time.
pub(crate) fn uuid_v7(now: Moment) -> Result<Uuid, Trouble> {
    let millis = u64::try_from(now.0).unwrap_or(0);
    Ok(Builder::from_unix_timestamp_millis(millis, &random::<10>()?).into_uuid())
}
