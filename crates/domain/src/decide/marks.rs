//! Whether what the operator marked goes together: an exception fits its modality and says which part, a failure says why,
//! and the outcome is what the marks come to.

use crate::{
    event::{Capture, FailureReason, Modality, Outcome, Recorded},
    refusal::Refusal,
};

/// The marks as they are kept, or why they do not go together.
pub(super) fn fit(mut marked: Recorded) -> Result<Recorded, Refusal> {
    for modality in Modality::ALL {
        let capture = exception_fits(modality, marked.of(modality))?;
        marked.mark(modality, capture);
    }
    match marked.outcome {
        Outcome::Complete if !marked.is_whole() => Err(Refusal::NotWhole),
        Outcome::Incomplete => lacks_something(&marked).map(|()| marked),
        _ => Ok(marked),
    }
}

/// An eye that is not named stands for both: a condition of the eye that nobody narrows down keeps the whole modality from
/// being recorded. Fingers are named, since nine of ten are still recorded.
fn exception_fits(modality: Modality, capture: Capture) -> Result<Capture, Refusal> {
    let Capture::Exception { reason, parts } = capture else {
        return Ok(capture);
    };
    if !modality.exceptions().contains(&reason) {
        return Err(Refusal::ExceptionUnfit { modality });
    }
    let parts = match (modality, parts) {
        (Modality::Irises, 0) => modality.parts(),
        (_, parts) => parts,
    };
    let named = parts != 0 || modality.parts() == 0;
    if !named || parts & !modality.parts() != 0 {
        return Err(Refusal::PartsUnfit { modality });
    }
    Ok(Capture::Exception { reason, parts })
}

fn lacks_something(marked: &Recorded) -> Result<(), Refusal> {
    let mut failed = 0;
    for modality in Modality::ALL {
        if let Capture::Failed { reason } = marked.of(modality) {
            if reason == FailureReason::Unsaid {
                return Err(Refusal::FailureUnsaid { modality });
            }
            failed += 1;
        }
    }
    if failed == 0 {
        Err(Refusal::NothingMissing)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::ExceptionReason;

    fn whole(outcome: Outcome) -> Recorded {
        Recorded {
            station: 1,
            photo: Capture::Captured,
            fingerprints: Capture::Captured,
            irises: Capture::Captured,
            signature: Capture::Captured,
            outcome,
            detail: String::new(),
        }
    }

    fn with(modality: Modality, capture: Capture, outcome: Outcome) -> Result<Recorded, Refusal> {
        let mut marked = whole(outcome);
        marked.mark(modality, capture);
        fit(marked)
    }

    fn except(modality: Modality, reason: ExceptionReason, parts: u16) -> Result<Capture, Refusal> {
        with(modality, Capture::Exception { reason, parts }, Outcome::Complete).map(|marked| marked.of(modality))
    }

    #[test]
    fn an_exception_is_of_its_own_modality() {
        let all = [
            (ExceptionReason::MissingFinger, Modality::Fingerprints, 1),
            (ExceptionReason::Injured, Modality::Fingerprints, 1),
            (ExceptionReason::EyeCondition, Modality::Irises, 1),
            (ExceptionReason::CannotSign, Modality::Signature, 0),
        ];
        for (reason, own, parts) in all {
            for modality in Modality::ALL {
                let said = except(modality, reason, parts);
                if modality == own {
                    assert_eq!(said, Ok(Capture::Exception { reason, parts }));
                } else {
                    assert_eq!(
                        said,
                        Err(Refusal::ExceptionUnfit { modality }),
                        "{reason:?} of {modality:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn fingers_are_named_and_an_eye_that_is_not_stands_for_both() {
        let fingers = Modality::Fingerprints;
        for parts in [0, 1 << 10] {
            let said = except(fingers, ExceptionReason::Injured, parts);
            assert_eq!(said, Err(Refusal::PartsUnfit { modality: fingers }), "{parts}");
        }
        let reason = ExceptionReason::EyeCondition;
        assert_eq!(
            except(Modality::Irises, reason, 0),
            Ok(Capture::Exception { reason, parts: 0b11 })
        );
        let third = Err(Refusal::PartsUnfit {
            modality: Modality::Irises,
        });
        assert_eq!(except(Modality::Irises, reason, 0b100), third);
        let signed = except(Modality::Signature, ExceptionReason::CannotSign, 1);
        let modality = Modality::Signature;
        assert_eq!(signed, Err(Refusal::PartsUnfit { modality }));
    }

    #[test]
    fn incomplete_lacks_something_and_says_why() {
        assert_eq!(fit(whole(Outcome::Incomplete)), Err(Refusal::NothingMissing));
        let reason = ExceptionReason::CannotSign;
        let excepted = Capture::Exception { reason, parts: 0 };
        assert_eq!(
            with(Modality::Signature, excepted, Outcome::Incomplete),
            Err(Refusal::NothingMissing)
        );
        let failed = |reason| with(Modality::Irises, Capture::Failed { reason }, Outcome::Incomplete);
        let modality = Modality::Irises;
        assert_eq!(failed(FailureReason::Unsaid), Err(Refusal::FailureUnsaid { modality }));
        assert!(failed(FailureReason::Device).is_ok());
    }

    #[test]
    fn complete_has_no_failure_and_other_outcomes_need_no_marks() {
        let reason = FailureReason::Unsaid;
        let failed = |outcome| with(Modality::Photo, Capture::Failed { reason }, outcome);
        assert_eq!(failed(Outcome::Complete), Err(Refusal::NotWhole));
        for outcome in [Outcome::AlreadyRecorded, Outcome::BiodataProblem, Outcome::NotServed] {
            assert!(failed(outcome).is_ok());
            assert!(fit(whole(outcome)).is_ok());
        }
        assert!(fit(whole(Outcome::Complete)).is_ok());
    }
}
