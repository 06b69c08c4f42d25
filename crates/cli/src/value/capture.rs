//! What became of a modality: `captured`, `exception:REASON[:PARTS]`, `failed[:REASON]`.

use jemput_domain::event::{Capture, ExceptionReason, FailureReason};

use crate::words::Both;

/// Fingers and eyes by the bit that stands for each.
const PARTS: [(&str, u16); 12] = [
    ("right-thumb", 0),
    ("right-index", 1),
    ("right-middle", 2),
    ("right-ring", 3),
    ("right-little", 4),
    ("left-thumb", 5),
    ("left-index", 6),
    ("left-middle", 7),
    ("left-ring", 8),
    ("left-little", 9),
    ("right", 0),
    ("left", 1),
];

/// Reads what the operator marked.
pub fn capture(text: &str) -> Result<Capture, Both> {
    let mut words = text.trim().split(':');
    let (what, reason, parts) = (words.next().unwrap_or_default(), words.next(), words.next());
    let capture = match (what, reason, parts) {
        ("captured", None, None) => Some(Capture::Captured),
        ("exception", Some(reason), parts) => {
            let reason = exception(reason).ok_or_else(unknown_exception)?;
            let parts = parts.unwrap_or_default().split(',').filter(|part| !part.is_empty());
            Some(Capture::Exception {
                reason,
                parts: parts.map(bit).sum::<Result<Bits, Both>>()?.0,
            })
        }
        ("failed", reason, None) => Some(Capture::Failed {
            reason: failure(reason.unwrap_or("unsaid")).ok_or_else(unknown_failure)?,
        }),
        _ => None,
    };
    capture.filter(|_| words.next().is_none()).ok_or_else(|| {
        Both::new(
            "tulis captured, exception:ALASAN, atau failed:ALASAN",
            "write captured, exception:REASON or failed:REASON",
        )
    })
}

/// Several bits laid over each other.
struct Bits(u16);

impl std::iter::Sum for Bits {
    fn sum<I: Iterator<Item = Self>>(bits: I) -> Self {
        Self(bits.fold(0, |all, bit| all | bit.0))
    }
}

fn bit(part: &str) -> Result<Bits, Both> {
    let known = PARTS.iter().find(|(name, _)| *name == part);
    known.map(|(_, bit)| Bits(1 << bit)).ok_or_else(|| {
        Both::new(
            "bagian ditulis seperti right-thumb,left-little; mata sebagai right atau left",
            "parts are written as in right-thumb,left-little; eyes as right or left",
        )
    })
}

fn exception(word: &str) -> Option<ExceptionReason> {
    Some(match word {
        "missing_finger" => ExceptionReason::MissingFinger,
        "injured" => ExceptionReason::Injured,
        "eye_condition" => ExceptionReason::EyeCondition,
        "cannot_sign" => ExceptionReason::CannotSign,
        _ => return None,
    })
}

fn failure(word: &str) -> Option<FailureReason> {
    Some(match word {
        "device" => FailureReason::Device,
        "quality" => FailureReason::Quality,
        "person" => FailureReason::Person,
        "unsaid" => FailureReason::Unsaid,
        _ => return None,
    })
}

fn unknown_exception() -> Both {
    Both::new(
        "alasan tidak dapat direkam: missing_finger, injured, eye_condition, cannot_sign; lensa kontak dilepas dulu",
        "reasons for an exception: missing_finger, injured, eye_condition, cannot_sign; contact lenses are taken out",
    )
}

fn unknown_failure() -> Both {
    Both::new(
        "alasan gagal: device, quality, person, unsaid",
        "reasons for a failure: device, quality, person, unsaid",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_marked() {
        assert_eq!(capture("captured"), Ok(Capture::Captured));
        let eye = ExceptionReason::EyeCondition;
        assert_eq!(
            capture("exception:eye_condition"),
            Ok(Capture::Exception { reason: eye, parts: 0 })
        );
        assert_eq!(
            capture("exception:eye_condition:left"),
            Ok(Capture::Exception {
                reason: eye,
                parts: 0b10
            })
        );
        let finger = ExceptionReason::MissingFinger;
        assert_eq!(
            capture("exception:missing_finger:right-thumb,left-little"),
            Ok(Capture::Exception {
                reason: finger,
                parts: 0b10_0000_0001
            })
        );
        assert_eq!(
            capture("failed"),
            Ok(Capture::Failed {
                reason: FailureReason::Unsaid
            })
        );
        assert_eq!(
            capture("failed:device"),
            Ok(Capture::Failed {
                reason: FailureReason::Device
            })
        );
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "",
            "yes",
            "captured:well",
            "exception",
            "exception:lenses",
            "exception:injured:nose",
            "failed:device:twice",
            "exception:injured:left:right",
        ] {
            assert!(capture(text).is_err(), "{text}");
        }
    }
}
