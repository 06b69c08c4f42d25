//! Settling a flag: two bookings are one person, or nothing is wrong.

use jemput_domain::{
    booking::{Booking, State},
    decide,
    event::{BookingsJoined, Draft, Event, FlagSettled, PersonCorrected, Subject},
    id::BookingId,
    person::Person,
    refusal::Refusal,
};
use jemput_journal::{BookingRow, Flag, View};

use crate::{
    Desk, Trouble, saying,
    view::{Done, SettleInput},
    visit_now::{self, VisitNow},
};

/// Joins the flag's bookings into the one that stays, or marks them as looked at.
pub fn settle(desk: &Desk, input: SettleInput) -> Result<Done, Trouble> {
    let (act, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let lang = visit.lang;
        let Some(flag) = find(view, visit, &input)? else {
            return Ok((
                Vec::new(),
                lang.pick("Ini sudah diselesaikan.".into(), "This was settled before.".into()),
            ));
        };
        let rows: Vec<BookingRow> = flag
            .bookings
            .iter()
            .map(|id| visit_now::booking(view, visit.scope, *id))
            .collect::<Result<_, _>>()?;
        let names: Vec<String> = rows.iter().map(|row| row.booking.person.name.clone()).collect();
        let names = saying::names(&names, lang);
        match input.stays {
            Some(stays) => {
                let drafts = join(&rows, stays)?;
                let stays = visit_now::booking(view, visit.scope, stays)?.booking.person.name;
                let sentence = lang.pick(
                    format!("{names} digabung; {stays} yang tetap."),
                    format!("{names} joined; {stays} stays."),
                );
                Ok((drafts, sentence))
            }
            None => {
                let sentence = lang.pick(format!("{names}: sudah diperiksa."), format!("{names}: looked at."));
                Ok((vec![looked_at(&flag)], sentence))
            }
        }
    })?;
    Ok(Done { sentence, act })
}

/// The flag that is meant: by code, about one of the bookings named.
fn find(view: View<'_>, visit: &VisitNow, input: &SettleInput) -> Result<Option<Flag>, Trouble> {
    let meant = |flag: &Flag| flag.code == input.flag && flag.bookings.iter().any(|id| input.bookings.contains(id));
    Ok(view.flags(visit.scope)?.into_iter().find(meant))
}

fn looked_at(flag: &Flag) -> Draft {
    let subjects = flag.bookings.iter().map(|id| Subject::Booking(*id)).collect();
    Draft {
        subjects,
        event: Event::FlagSettled(FlagSettled {
            flag: flag.code.clone(),
        }),
    }
}

/// All others go. What one of them did at this visit must not go with it: then that one stays, or the other comes first.
fn join(rows: &[BookingRow], stays: BookingId) -> Result<Vec<Draft>, Trouble> {
    let not_found = || Refusal::NotFound {
        code: stays.to_string(),
    };
    let stay = rows.iter().find(|row| row.id == stays).ok_or_else(not_found)?;
    let mut drafts = Vec::new();
    let mut person = stay.booking.person.clone();
    for gone in rows.iter().filter(|row| row.id != stays) {
        keeps(&gone.booking, &stay.booking)?;
        carry_over(&gone.booking.person, &mut person);
        drafts.push(Draft {
            subjects: vec![Subject::Booking(gone.id), Subject::Booking(stays)],
            event: Event::BookingsJoined(BookingsJoined { gone: gone.id, stays }),
        });
    }
    if person != stay.booking.person {
        let held = decide::still_to_complete(&stay.booking, &person);
        drafts.push(Draft::about(
            Subject::Booking(stays),
            Event::PersonCorrected(PersonCorrected { person, held }),
        ));
    }
    Ok(drafts)
}

/// What only the one that goes knew of the person is known of the one that stays: their NIK is still found.
fn carry_over(gone: &Person, stay: &mut Person) {
    if stay.nik.is_none() && gone.nik.is_some() {
        stay.nik = gone.nik;
        stay.nik_as_written.clear();
    }
    stay.birth_date = stay.birth_date.or(gone.birth_date);
    stay.sex = stay.sex.or(gone.sex);
    for (known, more) in [
        (&mut stay.class, &gone.class),
        (&mut stay.home_district, &gone.home_district),
        (&mut stay.phone, &gone.phone),
    ] {
        if known.is_empty() {
            known.clone_from(more);
        }
    }
}

fn keeps(gone: &Booking, stay: &Booking) -> Result<(), Refusal> {
    let name = stay.person.name.clone();
    if gone.state == State::Recorded && stay.state != State::Recorded {
        return Err(Refusal::NoRecording { name });
    }
    if gone.state.on_site() && !stay.state.on_site() && !stay.state.is_settled() {
        return Err(Refusal::NotArrived { name });
    }
    Ok(())
}
