//! Wrong secrets, counted without a name; each costs the next one a longer wait.

/// Misses that cost no wait: fingers slip.
const FREE: u32 = 3;
/// The first wait; doubled with each further miss.
const FIRST_WAIT_MS: i64 = 2_000;
/// The longest wait.
const LONGEST_WAIT_MS: i64 = 300_000;

/// Wrong secrets since the last right one. Times are UTC milliseconds of the laptop's own clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Misses {
    /// How many.
    pub count: u32,
    /// When the first was.
    pub since: i64,
    /// When the last was.
    pub last: i64,
}

impl Misses {
    /// One more.
    pub fn missed(self, now: i64) -> Self {
        Self {
            count: self.count.saturating_add(1),
            since: if self.count == 0 { now } else { self.since },
            last: now,
        }
    }

    /// How long a secret given at `now` has to wait, in milliseconds. A clock that was set back makes nobody wait longer
    /// than the last miss is worth, and one set far forward ends the wait, which the next miss brings back.
    pub fn wait_ms(self, now: i64) -> i64 {
        let worth = self.worth_ms();
        let passed = now.saturating_sub(self.last);
        if passed < 0 { worth } else { (worth - passed).max(0) }
    }

    fn worth_ms(self) -> i64 {
        match self.count.checked_sub(FREE) {
            None | Some(0) => 0,
            Some(over) => FIRST_WAIT_MS
                .saturating_mul(1 << (over - 1).min(30))
                .min(LONGEST_WAIT_MS),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_grow_up_to_the_longest() {
        let mut misses = Misses::default();
        let waits: Vec<i64> = (0..12)
            .map(|at| {
                misses = misses.missed(1_000 + at);
                misses.wait_ms(1_000 + at) / 1_000
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!((misses.count, misses.since), (12, 1_000));
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_the_longest(count: u32, last: i64, now: i64) {
            let wait = Misses { count, since: 0, last }.wait_ms(now);
            prop_assert!((0..=LONGEST_WAIT_MS).contains(&wait));
        }
    }
}
