//! What happens on the demonstration's days: who comes when, how long it takes, what the operator marks. By number, so
//! that each play is the same.

use jemput_domain::event::{Capture, ExceptionReason, FailureReason, Outcome};

/// Seconds of a minute.
const MINUTE: i64 = 60;

/// A number below `below` that looks like chance.
fn spread(nth: u32, salt: u32, below: u32) -> u32 {
    let mixed = (nth ^ salt.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
    ((mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35) >> 16) % below.max(1)
}

/// Seconds from the slot's start to the nth person's coming; none: does not come.
pub(super) fn comes_after(nth: u32) -> Option<i64> {
    match nth % 50 {
        31 => None,
        17 => Some(38 * MINUTE),
        _ => Some(i64::from(spread(nth, 1, 16)) * MINUTE - 8 * MINUTE + i64::from(spread(nth, 2, 60))),
    }
}

/// Seconds that the nth recording takes: seven minutes and a half, more or less.
pub(super) fn takes(nth: u32) -> i64 {
    6 * MINUTE + i64::from(spread(nth, 3, 180))
}

/// Whether the nth call finds nobody.
pub(super) fn is_absent(nth: u32) -> bool {
    nth % 41 == 23
}

/// What is marked of the nth recording.
pub(super) struct Marks {
    pub(super) photo: Capture,
    pub(super) fingerprints: Capture,
    pub(super) irises: Capture,
    pub(super) signature: Capture,
    pub(super) outcome: Outcome,
    pub(super) detail: &'static str,
}

pub(super) fn marks(nth: u32) -> Marks {
    let mut marks = Marks {
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: "",
    };
    match nth % 60 {
        12 => {
            marks.irises = Capture::Exception {
                reason: ExceptionReason::EyeCondition,
                parts: 0b10,
            }
        }
        27 => {
            marks.fingerprints = Capture::Exception {
                reason: ExceptionReason::Injured,
                parts: 0b10,
            }
        }
        38 => {
            marks.irises = Capture::Failed {
                reason: FailureReason::Device,
            };
            marks.outcome = Outcome::Incomplete;
        }
        44 => marks.outcome = Outcome::AlreadyRecorded,
        51 => {
            marks.outcome = Outcome::BiodataProblem;
            marks.detail = "data_differ";
        }
        _ => {}
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_come_about_their_slot_and_are_recorded() {
        let came: Vec<i64> = (0..150).filter_map(comes_after).collect();
        assert_eq!(came.len(), 147);
        assert!(came.iter().all(|after| (-8 * MINUTE..=38 * MINUTE).contains(after)));
        assert!((0..150).all(|nth| (6 * MINUTE..9 * MINUTE).contains(&takes(nth))));
        let complete = (0..150).filter(|nth| marks(*nth).outcome == Outcome::Complete).count();
        assert!((140..150).contains(&complete), "{complete}");
    }
}
