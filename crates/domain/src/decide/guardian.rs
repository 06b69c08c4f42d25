//! The guardian's form of who is under 18. Nobody is kept waiting for it: a missing form is said, never refused for.

use super::old_enough_later;
use crate::{
    booking::Booking,
    event::{Draft, Event, FormKind, GuardianBy, GuardianForm, GuardianFormSeen, Subject},
    id::BookingId,
    person::Person,
    refusal::Refusal,
    time::Day,
};

/// From this age on nobody needs a guardian's word (UU 27/2022 leaves the age to other laws: 18, UU 35/2014 art. 1).
pub const ADULT_AGE_YEARS: u8 = 18;

/// Whether a person is under 18 on a day, as far as the birth date or the NIK tells.
pub fn is_minor(person: &Person, day: Day) -> bool {
    old_enough_later(person, day, ADULT_AGE_YEARS).is_some()
}

/// Whether a form is asked for and was not seen: the person is under 18 on `day`, and the visit asks.
pub fn form_missing(rule: GuardianForm, booking: &Booking, day: Day) -> bool {
    rule != GuardianForm::Off && booking.guardian_form.is_none() && is_minor(&booking.person, day)
}

/// The desk saw a form. Seen before in the same way, nothing happens.
///
/// # Errors
///
/// [`Refusal::NoGuardianForm`] where the visit does not ask for it: what is not asked for is not kept either.
pub fn guardian_form_seen(
    id: BookingId,
    booking: &Booking,
    rule: GuardianForm,
    by: GuardianBy,
    form: FormKind,
) -> Result<Vec<Draft>, Refusal> {
    if rule == GuardianForm::Off {
        return Err(Refusal::NoGuardianForm);
    }
    if booking
        .guardian_form
        .is_some_and(|seen| (seen.by, seen.form) == (by, form))
    {
        return Ok(Vec::new());
    }
    let event = Event::GuardianFormSeen(GuardianFormSeen { by, form });
    Ok(vec![Draft::about(Subject::Booking(id), event)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::FormSeen;
    use crate::time::Moment;

    fn booking(birth: &str) -> Booking {
        let birth_date = Day::parse(birth);
        Booking {
            person: Person {
                birth_date,
                ..Person::default()
            },
            ..Booking::default()
        }
    }

    #[test]
    fn the_form_is_missing_until_the_eighteenth_birthday_and_only_where_it_is_asked_for() {
        let day = Day::parse("2021-11-09").unwrap();
        let young = booking("2003-11-10");
        assert!(form_missing(GuardianForm::Note, &young, day));
        assert!(form_missing(GuardianForm::Required, &young, day));
        assert!(!form_missing(GuardianForm::Off, &young, day));
        assert!(!form_missing(GuardianForm::Required, &booking("2003-11-09"), day));
        assert!(
            !form_missing(GuardianForm::Required, &Booking::default(), day),
            "no birth date, no word"
        );
    }

    #[test]
    fn seen_once_is_enough_and_what_is_not_asked_for_is_not_kept() {
        let id = BookingId(uuid::Uuid::from_u128(1));
        let mut young = booking("2004-01-01");
        let see = |booking: &Booking, rule| {
            guardian_form_seen(id, booking, rule, GuardianBy::Parent, FormKind::Letter).map(|drafts| drafts.len())
        };
        assert_eq!(see(&young, GuardianForm::Off), Err(Refusal::NoGuardianForm));
        assert_eq!(see(&young, GuardianForm::Note), Ok(1));
        young.guardian_form = Some(FormSeen {
            by: GuardianBy::Parent,
            form: FormKind::Letter,
            at: Moment(0),
        });
        assert_eq!(see(&young, GuardianForm::Note), Ok(0));
        young.guardian_form = Some(FormSeen {
            by: GuardianBy::School,
            form: FormKind::List,
            at: Moment(0),
        });
        assert_eq!(
            see(&young, GuardianForm::Note),
            Ok(1),
            "the letter came after the school's list"
        );
    }
}
