//! Completing and correcting a person; the booking stays.

use crate::{
    booking::Booking,
    event::{Draft, Event, PersonCorrected, Subject},
    id::BookingId,
    person::Person,
    refusal::Refusal,
    roster::still_held,
};

/// What a person still lacks, as finding codes.
pub fn holds(person: &Person) -> Vec<String> {
    let mut holds = Vec::new();
    if !crate::roster::cells::is_name(&person.name) {
        holds.push("name_missing".to_owned());
    }
    if person.nik.is_none() {
        holds.push(
            if person.nik_as_written.is_empty() {
                "nik_missing"
            } else {
                "nik_malformed"
            }
            .to_owned(),
        );
    }
    holds
}

/// What must still be completed of a booking now that its person is known so. What was held stays so until what it asks
/// for is there; that two of a file have one NIK ends with another NIK.
pub fn still_to_complete(booking: &Booking, person: &Person) -> Vec<String> {
    let mut held = still_held(person, &booking.held);
    if person.nik.is_some() && person.nik != booking.person.nik {
        held.retain(|code| code != "nik_twice_in_file");
    }
    let about_nik = |code: &String| code.starts_with("nik_");
    for code in holds(person) {
        let said = held.contains(&code) || (about_nik(&code) && held.iter().any(about_nik));
        if !said {
            held.push(code);
        }
    }
    held
}

/// Corrects a person. `owner` is another booking in the visit that has the NIK already: where it is the person's own and
/// only something else changes, that is for the flag to settle.
pub fn correct(
    id: BookingId,
    booking: &Booking,
    person: Person,
    owner: Option<&Person>,
) -> Result<Vec<Draft>, Refusal> {
    if person.name.is_empty() && !booking.person.name.is_empty() {
        return Err(Refusal::NameMissing);
    }
    if let Some(owner) = owner.filter(|_| person.nik != booking.person.nik) {
        return Err(Refusal::NikOfOther {
            name: owner.name.clone(),
            class: owner.class.clone(),
        });
    }
    let held = still_to_complete(booking, &person);
    Ok(vec![Draft::about(
        Subject::Booking(id),
        Event::PersonCorrected(PersonCorrected { person, held }),
    )])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{nik::Nik, time::Day};

    fn held(codes: &[&str]) -> Booking {
        Booking {
            made: true,
            held: codes.iter().map(|code| (*code).to_owned()).collect(),
            person: Person {
                name: "Budi Santoso".into(),
                nik: Some(Nik::parse("3174080201059001").unwrap()),
                ..Person::default()
            },
            ..Booking::default()
        }
    }

    #[test]
    fn a_date_that_did_not_read_is_held_until_one_is_there() {
        let booking = held(&["birth_date_unreadable"]);
        let mut person = booking.person.clone();
        person.phone = "0812".into();
        assert_eq!(still_to_complete(&booking, &person), ["birth_date_unreadable"]);
        person.birth_date = Day::parse("2005-01-02");
        assert!(still_to_complete(&booking, &person).is_empty());
    }

    #[test]
    fn a_nik_that_two_have_is_held_until_it_is_another() {
        let booking = held(&["nik_twice_in_file"]);
        let mut person = booking.person.clone();
        person.phone = "0812".into();
        assert_eq!(still_to_complete(&booking, &person), ["nik_twice_in_file"]);
        person.nik = Some(Nik::parse("3174080201059002").unwrap());
        assert!(still_to_complete(&booking, &person).is_empty());
    }

    #[test]
    fn a_lost_digit_stays_what_it_is() {
        let mut booking = held(&["nik_lost_digits"]);
        booking.person.nik = None;
        booking.person.nik_as_written = "3.17408E+15".into();
        assert_eq!(still_to_complete(&booking, &booking.person), ["nik_lost_digits"]);
        booking.held.clear();
        assert_eq!(still_to_complete(&booking, &booking.person), ["nik_malformed"]);
    }

    #[test]
    fn ones_own_nik_hinders_nothing_but_another_s_does() {
        let booking = held(&[]);
        let twin = Person {
            name: "Budi Setiawan".into(),
            ..booking.person.clone()
        };
        let mut person = booking.person.clone();
        person.phone = "0812".into();
        let id = BookingId(uuid::Uuid::nil());
        assert!(correct(id, &booking, person.clone(), Some(&twin)).is_ok());
        person.nik = Some(Nik::parse("3174080201059002").unwrap());
        let refused = correct(id, &booking, person, Some(&twin)).unwrap_err();
        assert_eq!(refused.code(), "nik_of_other");
    }
}
