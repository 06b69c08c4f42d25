//! Wrong secrets, counted in a file beside the holders. It names nobody; who opens the vault is told how many there were.

use std::path::Path;

use jemput_vault::Misses;

use super::{
    VaultTrouble,
    files::{self, MISSES},
};
use crate::{Trouble, clock::TimeSource};

/// The longest such file.
const BYTES_MAX: u64 = 100;

/// The count as it stands. A file that does not read counts as none: whoever can spoil it can remove it too.
pub(super) fn read(home: &Path) -> Misses {
    let read = || {
        let text = String::from_utf8(files::read(&home.join(MISSES), BYTES_MAX).ok()?).ok()?;
        let mut words = text.split_whitespace();
        Some(Misses {
            count: words.next()?.parse().ok()?,
            since: words.next()?.parse().ok()?,
            last: words.next()?.parse().ok()?,
        })
    };
    read().unwrap_or_default()
}

/// Counts a try before it is made, so that a plug pulled in the midst of it makes no try free.
pub(super) fn count(home: &Path) -> Result<Misses, Trouble> {
    // The laptop's own clock: a command's `--now` must not end a wait.
    let now = TimeSource::System.now().0;
    let before = read(home);
    let seconds = wait_seconds(home);
    if seconds > 0 {
        return Err(VaultTrouble::SecretWait { seconds }.into());
    }
    let Misses { count, since, last } = before.missed(now);
    files::write(home, MISSES, format!("{count} {since} {last}\n").as_bytes())?;
    Ok(before)
}

/// How long the next secret has to wait, in seconds.
pub(super) fn wait_seconds(home: &Path) -> u32 {
    let wait_ms = read(home).wait_ms(TimeSource::System.now().0);
    u32::try_from((wait_ms + 999) / 1_000).unwrap_or(u32::MAX)
}

/// The try was right: what was counted before it is told once and forgotten.
pub(super) fn forget(home: &Path) -> Result<(), Trouble> {
    files::wipe(home, MISSES)
}
