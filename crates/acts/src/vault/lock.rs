//! The lock of the screen, as a state machine without a clock: times are milliseconds that only go forward.
//!
//! Locked, the vault stays open - the exchange and the waiting-area screen go on - and a PIN opens it. Closed, its keys are
//! gone and only a secret opens it.

use jemput_vault::PinHash;

/// Without a hand on it, the screen locks after this.
pub const LOCK_AFTER_MS: u64 = 5 * 60_000;
/// Without a hand on it, the vault closes after this.
pub const CLOSE_AFTER_MS: u64 = 4 * 3_600_000;
/// Wrong PINs that close the vault.
pub const PIN_TRIES: u32 = 5;

/// How a vault stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Somebody works.
    Open,
    /// The screen is locked.
    Locked {
        /// Wrong PINs since.
        misses: u32,
    },
    /// The keys are gone.
    Closed,
}

/// What a PIN came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tried {
    /// It opened the screen.
    Opened,
    /// It did not; so many tries are left.
    Wrong {
        /// How many.
        left: u32,
    },
    /// It closed the vault.
    Closed,
}

/// The lock.
#[derive(Clone, Debug)]
pub struct Guard {
    phase: Phase,
    touched_ms: u64,
    pin: Option<PinHash>,
}

impl Guard {
    /// Of a vault that was opened just now.
    pub fn new(now_ms: u64) -> Self {
        Self {
            phase: Phase::Open,
            touched_ms: now_ms,
            pin: None,
        }
    }

    /// How it stands at `now_ms`. `locks` says whether time alone locks and closes it: an unprotected laptop has nothing
    /// to lock.
    pub fn at(&mut self, now_ms: u64, locks: bool) -> Phase {
        let idle_ms = now_ms.saturating_sub(self.touched_ms);
        if locks && idle_ms >= CLOSE_AFTER_MS {
            self.close();
        } else if locks && idle_ms >= LOCK_AFTER_MS {
            self.lock();
        }
        self.phase
    }

    /// A hand is on it: only where it is open.
    pub fn touch(&mut self, now_ms: u64) {
        if self.phase == Phase::Open {
            self.touched_ms = self.touched_ms.max(now_ms);
        }
    }

    /// Locks an open screen.
    pub fn lock(&mut self) {
        if self.phase == Phase::Open {
            self.phase = Phase::Locked { misses: 0 };
        }
    }

    /// Closes the vault; nothing but a new one follows.
    pub fn close(&mut self) {
        self.phase = Phase::Closed;
        self.pin = None;
    }

    /// Whether its keys are gone.
    pub fn is_closed(&self) -> bool {
        self.phase == Phase::Closed
    }

    /// The PIN that opens the screen.
    pub fn pin(&self) -> Option<&PinHash> {
        self.pin.as_ref()
    }

    /// Sets or takes away the PIN; not of a closed vault.
    pub fn set_pin(&mut self, pin: Option<PinHash>) {
        if self.phase != Phase::Closed {
            self.pin = pin;
        }
    }

    /// A PIN or a secret was tried on a locked screen.
    pub fn tried(&mut self, fits: bool, now_ms: u64) -> Tried {
        match self.phase {
            Phase::Closed => Tried::Closed,
            Phase::Open => Tried::Opened,
            Phase::Locked { .. } if fits => {
                self.phase = Phase::Open;
                self.touched_ms = self.touched_ms.max(now_ms);
                Tried::Opened
            }
            Phase::Locked { misses } if misses + 1 >= PIN_TRIES => {
                self.close();
                Tried::Closed
            }
            Phase::Locked { misses } => {
                self.phase = Phase::Locked { misses: misses + 1 };
                Tried::Wrong {
                    left: PIN_TRIES - misses - 1,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_locks_after_five_minutes_and_closes_after_four_hours_without_a_hand() {
        let mut guard = Guard::new(0);
        assert_eq!(guard.at(LOCK_AFTER_MS - 1, true), Phase::Open);
        guard.touch(LOCK_AFTER_MS - 1);
        assert_eq!(guard.at(LOCK_AFTER_MS, true), Phase::Open, "a hand was on it");
        assert_eq!(guard.at(2 * LOCK_AFTER_MS - 1, true), Phase::Locked { misses: 0 });
        guard.touch(2 * LOCK_AFTER_MS);
        assert_eq!(
            guard.at(2 * LOCK_AFTER_MS, true),
            Phase::Locked { misses: 0 },
            "a hand does not open it"
        );
        assert_eq!(guard.at(LOCK_AFTER_MS - 1 + CLOSE_AFTER_MS, true), Phase::Closed);
        assert_eq!(guard.tried(true, 0), Tried::Closed);
    }

    #[test]
    fn an_unprotected_laptop_has_nothing_to_lock_by_itself() {
        let mut guard = Guard::new(0);
        assert_eq!(guard.at(CLOSE_AFTER_MS * 9, false), Phase::Open);
        guard.lock();
        assert_eq!(guard.at(0, false), Phase::Locked { misses: 0 });
    }

    #[test]
    fn five_wrong_pins_close_it_and_a_right_one_before_begins_anew() {
        let mut guard = Guard::new(0);
        guard.lock();
        for left in [4, 3, 2, 1] {
            assert_eq!(guard.tried(false, 1), Tried::Wrong { left });
        }
        assert_eq!(guard.tried(true, 1), Tried::Opened);
        guard.lock();
        for left in [4, 3, 2, 1] {
            assert_eq!(guard.tried(false, 2), Tried::Wrong { left });
        }
        assert_eq!(guard.tried(false, 2), Tried::Closed);
        assert_eq!(guard.at(3, false), Phase::Closed);
    }

    proptest! {
        #[test]
        fn what_is_closed_stays_closed_and_a_lock_opens_by_the_pin_only(steps in prop::collection::vec((0_u8..5, any::<u64>()), 0..60)) {
            let mut guard = Guard::new(0);
            for (what, now) in steps {
                let before = guard.phase;
                match what {
                    0 => { guard.at(now, true); }
                    1 => guard.touch(now),
                    2 => guard.lock(),
                    3 => { guard.tried(false, now); }
                    _ => { guard.at(now, false); }
                }
                match before {
                    Phase::Closed => prop_assert_eq!(guard.phase, Phase::Closed),
                    Phase::Locked { .. } => prop_assert!(guard.phase != Phase::Open),
                    Phase::Open => {}
                }
            }
        }
    }
}
