//! Completing and correcting a person; the booking stays.

use crate::{
    booking::Booking,
    event::{Draft, Event, PersonCorrected, Subject},
    id::BookingId,
    person::Person,
    refusal::Refusal,
};

/// What a person still lacks, as finding codes.
pub fn holds(person: &Person) -> Vec<String> {
    let mut holds = Vec::new();
    if person.name.is_empty() {
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

/// Corrects a person. `owner` is another booking in the visit that has the NIK already.
pub fn correct(
    id: BookingId,
    booking: &Booking,
    person: Person,
    owner: Option<&Person>,
) -> Result<Vec<Draft>, Refusal> {
    if person.name.is_empty() && !booking.person.name.is_empty() {
        return Err(Refusal::NameMissing);
    }
    if let Some(owner) = owner {
        return Err(Refusal::NikOfOther {
            name: owner.name.clone(),
            class: owner.class.clone(),
        });
    }
    let held = holds(&person);
    Ok(vec![Draft::about(
        Subject::Booking(id),
        Event::PersonCorrected(PersonCorrected { person, held }),
    )])
}
