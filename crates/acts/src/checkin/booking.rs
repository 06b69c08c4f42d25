//! One booking, opened.

use jemput_domain::{
    booking::Recording,
    event::{Capture, Outcome, Source},
    plan::saying::{clock_words, day_words},
    region,
    words::Lang,
};

use crate::{
    Desk, Trouble, flag, guardian,
    view::{BookingView, OfBooking},
    visit_now::{self, VisitNow},
};

/// Everything about one booking.
pub fn booking(desk: &Desk, input: OfBooking) -> Result<BookingView, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let lang = visit.lang;
        let row = visit_now::booking(view, visit.scope, input.booking)?;
        let b = &row.booking;
        let person = &b.person;
        let mut flags = flag::flags(view, visit)?;
        flags.retain(|f| f.bookings.contains(&row.id));
        Ok(BookingView {
            found: visit.found(view, &row)?,
            nik: person.nik.map(|n| n.as_str().to_owned()),
            nik_as_written: person.nik_as_written.clone(),
            birth_date: person.birth_date,
            sex: person.sex,
            home_district: if region::district(&person.home_district).is_some() {
                region::place(&person.home_district)
            } else {
                person.home_district.clone()
            },
            phone: person.phone.clone(),
            note: b.note.clone(),
            tickets: b
                .tickets
                .iter()
                .map(|t| format!("{t} ({})", day_words(t.day, lang)))
                .collect(),
            recordings: b.recordings.iter().map(|r| recording(visit, lang, r)).collect(),
            flags,
            row: match b.source {
                Some(Source::Roster { row, .. }) => Some(row),
                _ => None,
            },
            guardian: guardian::standing(visit, b),
        })
    })
}

fn recording(visit: &VisitNow, lang: Lang, recording: &Recording) -> String {
    let fact = &recording.fact;
    let (day, minute) = visit.zone().local(fact.finished);
    let when = format!("{}, {}", day_words(day, lang), clock_words(minute, lang));
    let outcome = match fact.marked.outcome {
        Outcome::Complete => lang.pick("selesai".into(), "complete".into()),
        Outcome::Incomplete => lang.pick("belum lengkap".into(), "incomplete".into()),
        Outcome::AlreadyRecorded => lang.pick("sudah pernah rekam".into(), "recorded before".into()),
        Outcome::BiodataProblem => lang.pick("data tidak cocok".into(), "data differ".into()),
        Outcome::NotServed => lang.pick("tidak dilayani".into(), "not served".into()),
    };
    let marked = &fact.marked;
    let names = [
        ("foto", "photo"),
        ("sidik jari", "fingerprints"),
        ("iris mata", "irises"),
        ("tanda tangan", "signature"),
    ];
    let missing: Vec<String> = [marked.photo, marked.fingerprints, marked.irises, marked.signature]
        .iter()
        .zip(names)
        .filter(|(capture, _)| **capture != Capture::Captured)
        .map(|(_, (id, en))| lang.pick(id.into(), en.into()))
        .collect();
    let without = if missing.is_empty() {
        String::new()
    } else {
        lang.pick(
            format!(" tanpa {}", missing.join(", ")),
            format!(" without {}", missing.join(", ")),
        )
    };
    let again = recording.reopened.as_ref().map_or(String::new(), |_| {
        lang.pick(", perlu rekam ulang".into(), ", to be repeated".into())
    });
    lang.pick(
        format!("{when}, Meja {}: {outcome}{without}{again}", marked.station),
        format!("{when}, station {}: {outcome}{without}{again}", marked.station),
    )
}
