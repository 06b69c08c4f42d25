//! Whether the laptop slept since the last look: then whoever opens the lid is perhaps not who shut it.

use std::time::Duration;

/// Shorter gaps are the clocks' own.
const SHORTEST: Duration = Duration::from_secs(2);

/// The time that the laptop slept until the last look.
pub struct Sleep(Duration);

impl Sleep {
    /// From now on.
    pub fn now() -> Self {
        Self(slept())
    }

    /// Whether it slept since the last look.
    pub fn was(&mut self) -> bool {
        let before = std::mem::replace(&mut self.0, slept());
        self.0.saturating_sub(before) >= SHORTEST
    }
}

/// How long the laptop slept since it was started: one clock counts that time, the other does not.
#[cfg(target_os = "linux")]
fn slept() -> Duration {
    use nix::time::ClockId;
    let read = |clock: ClockId| clock.now().map(Duration::from).unwrap_or_default();
    let awake = read(ClockId::CLOCK_MONOTONIC);
    read(ClockId::CLOCK_BOOTTIME).saturating_sub(awake)
}

/// Not known: the lock's own times close the vault.
#[cfg(not(target_os = "linux"))]
fn slept() -> Duration {
    Duration::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_gap_is_sleep() {
        let mut sleep = Sleep::now();
        assert!(!sleep.was());
        // As after a night: the time slept has grown since the last look.
        let total = slept() + Duration::from_secs(3_600);
        assert!(total.saturating_sub(slept()) >= SHORTEST);
        assert!(!sleep.was());
    }
}
