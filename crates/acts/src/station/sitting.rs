//! A person at a station, as the operator sees them.

use chrono::Datelike;
use jemput_domain::{booking::Conflict, id::ActId, refusal::indonesian_date, time::Day, words::Lang};
use jemput_journal::BookingRow;

use crate::{
    Trouble, guardian,
    view::Sitting,
    visit_now::{VisitNow, masked},
};

/// The age at which a card is owed (UU 24/2013, article 63(1)).
const CARD_AGE_YEARS: i32 = 17;

/// A person who is called or sits.
pub(crate) fn sitting(visit: &VisitNow, row: &BookingRow, act: Option<ActId>) -> Result<Sitting, Trouble> {
    let lang = visit.lang;
    let b = &row.booking;
    let person = &b.person;
    let birth = person
        .birth_date
        .or_else(|| person.nik.and_then(|n| n.birth_date(visit.day)));
    let at = b.at_station;
    let conflict = b.conflicts.iter().find_map(|c| match c {
        Conflict::CalledTwice { station } => Some(lang.pick(
            format!("Meja {station} juga memanggil nomor ini, sesudah meja ini. Meja ini yang melayani."),
            format!("Station {station} called this ticket too, after this one. This station serves."),
        )),
        _ => None,
    });
    let held: Vec<_> = b
        .held
        .iter()
        .map(|code| jemput_domain::roster::to_complete(code, lang))
        .collect();
    Ok(Sitting {
        booking: row.id,
        ticket: b.arrival.as_ref().map(|a| a.ticket.to_string()).unwrap_or_default(),
        name: person.name.clone(),
        birth_date: birth,
        class: person.class.clone(),
        nik_masked: person.nik.map(|n| masked(n.last_four())).unwrap_or_default(),
        service: b.services.first().cloned().unwrap_or_default(),
        state: b.state,
        called_at: at.map(|a| visit.show(a.called)).unwrap_or_default(),
        started_at: at.and_then(|a| a.started).map(|s| visit.show(s)),
        age_years: birth.map(|birth| visit.day.age_of(birth)),
        // Red for an odd birth year, blue for an even one: Permendagri 74/2015.
        photo_ground: birth.map(|birth| if birth.0.year() % 2 == 0 { "blue" } else { "red" }.to_owned()),
        card_sentence: birth.map(|birth| card(lang, visit.day, birth)).unwrap_or_default(),
        absences: b.absences,
        priority: b.priority.clone(),
        held_words: held.join(", "),
        conflict,
        guardian: guardian::missing(visit, b, visit.day).unwrap_or_default(),
        act,
    })
}

fn card(lang: Lang, today: Day, birth: Day) -> String {
    if today.age_of(birth) >= CARD_AGE_YEARS {
        return lang.pick(
            "17 tahun: dapat dicetak setelah siap cetak".into(),
            "17: can be printed once it is ready".into(),
        );
    }
    let from = jemput_domain::roster::due_from(birth, CARD_AGE_YEARS as u8);
    lang.pick(
        format!("Tunda cetak: berhak mulai {}", indonesian_date(from)),
        format!("Card from {from} on"),
    )
}
