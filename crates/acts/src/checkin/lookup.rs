//! What a code means: a booking's id, a NIK, or a ticket.

use jemput_domain::{
    booking::State,
    id::BookingId,
    mark,
    nik::{Nik, NotANik},
    refusal::Refusal,
    words::Lang,
};
use jemput_journal::{BookingRow, View};

use super::staying::{each_once, with_nik};
use crate::{
    Desk, Trouble,
    view::{CodeInput, Lookup},
    visit_now::VisitNow,
};

/// What a scanned code means.
pub fn lookup(desk: &Desk, input: CodeInput) -> Result<Lookup, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let code = input.code.trim();
        let mut found = Vec::new();
        for row in candidates(view, visit, code)? {
            found.push(visit.found(view, &row)?);
        }
        if found.len() > 1 {
            return Ok(Lookup::Several { found });
        }
        if let Some(found) = found.pop() {
            return Ok(Lookup::Known { found: Box::new(found) });
        }
        unknown(view, visit, code)
    })
}

/// The bookings that a code names; of joined ones, those that stay.
fn candidates(view: View<'_>, visit: &VisitNow, code: &str) -> Result<Vec<BookingRow>, Trouble> {
    let named = named(view, visit, code)?;
    each_once(view, visit.scope, named)
}

fn named(view: View<'_>, visit: &VisitNow, code: &str) -> Result<Vec<BookingRow>, Trouble> {
    if let Ok(id) = code.parse::<BookingId>() {
        return Ok(view
            .booking(visit.scope, id)?
            .map(|booking| BookingRow { id, booking })
            .into_iter()
            .collect());
    }
    if let Ok(nik) = Nik::parse(code) {
        let mut rows = with_nik(view, visit.scope, nik)?;
        rows.retain(|row| row.booking.state != State::Withdrawn);
        return Ok(rows);
    }
    match mark::read_ticket(code) {
        Some((mark, number)) => {
            let today = view.bookings_with_ticket(visit.scope, &mark, number, Some(visit.day))?;
            if today.is_empty() {
                Ok(view.bookings_with_ticket(visit.scope, &mark, number, None)?)
            } else {
                Ok(today)
            }
        }
        None => Ok(Vec::new()),
    }
}

fn unknown(view: View<'_>, visit: &VisitNow, code: &str) -> Result<Lookup, Trouble> {
    let lang = visit.lang;
    let sentence = match Nik::parse(code) {
        Ok(nik) => {
            let place = recorded_elsewhere(view, visit, nik)?;
            let sentence = match place.map(|place| crate::recorded::place_words(place, lang)) {
                Some(place) => lang.pick(
                    format!("NIK ini sudah pernah direkam di {place}. Periksa dulu sebelum merekam lagi."),
                    format!("This NIK was recorded before at {place}. Check before recording again."),
                ),
                None => lang.pick(
                    "NIK ini tidak ada di daftar kegiatan. Catat sebagai datang langsung.".into(),
                    "This NIK is not on the visit's list. Take them as a walk-in.".into(),
                ),
            };
            return Ok(Lookup::UnknownNik {
                nik: nik.as_str().to_owned(),
                sentence,
            });
        }
        Err(why) => not_a_code(code, why, lang),
    };
    Ok(Lookup::NotACode { sentence })
}

/// Where a NIK was recorded before, by the office's list or by another visit of this laptop; as it is kept, in no language.
pub(super) fn recorded_elsewhere(view: View<'_>, visit: &VisitNow, nik: Nik) -> Result<Option<String>, Trouble> {
    if let Some(place) = view.recorded_place(nik)? {
        return Ok(Some(place));
    }
    let other = view.recorded_in_other_visit(visit.scope, nik)?;
    Ok(other.and_then(|scope| site_name(view, scope)))
}

fn not_a_code(code: &str, why: NotANik, lang: Lang) -> String {
    match why {
        NotANik::Length(n) => lang.pick(
            format!("Kode ini punya {n} angka; NIK punya 16. Pindai sekali lagi atau cari dengan nama."),
            format!("This code has {n} digits; a NIK has 16. Scan again or search by name."),
        ),
        _ => lang.pick(
            format!("Kode \"{code}\" tidak dikenal. Pindai sekali lagi atau cari dengan nama."),
            format!("The code \"{code}\" is not known. Scan again or search by name."),
        ),
    }
}

fn site_name(view: View<'_>, scope: jemput_domain::id::ScopeId) -> Option<String> {
    view.visit(scope).ok().flatten().and_then(|v| v.site).map(|s| s.name)
}

/// The one booking that a code names; refuses none and several.
pub(crate) fn resolve(view: View<'_>, visit: &VisitNow, code: &str) -> Result<BookingRow, Trouble> {
    let code = code.trim().to_owned();
    let mut rows = candidates(view, visit, &code)?;
    match (rows.pop(), rows.is_empty()) {
        (Some(row), true) => Ok(row),
        (None, _) => Err(Refusal::NotFound { code }.into()),
        (Some(last), false) => {
            let person = |row: BookingRow| (row.booking.person.name, row.booking.person.class);
            let people = rows.into_iter().chain([last]).map(person).collect();
            Err(Refusal::Several { code, people }.into())
        }
    }
}
