//! A person as a command names one, and people as a command lists them.

use jemput_acts::{
    Desk, act,
    view::{CodeInput, Found, Lookup},
};
use jemput_domain::{
    id::{BookingId, ScopeId},
    plan::saying,
    refusal::Refusal,
    words::Lang,
};

use crate::{
    failed::{Failed, not_found},
    grid::{Grid, Side},
    words,
};

/// The booking that a code names: its id, a NIK, or a ticket. Without a visit it must be an id.
///
/// # Errors
///
/// Nobody has this code, two have this ticket, or no visit says where to look.
pub fn booking(desk: &Desk, visit: Option<ScopeId>, code: &str) -> Result<BookingId, Failed> {
    if let Ok(booking) = code.trim().parse() {
        return Ok(booking);
    }
    let Some(visit) = visit else {
        return Err(Failed::usage(
            "Sebutkan kegiatannya dengan --visit ID, atau beri id jadwalnya.",
            "Name the visit with --visit ID, or give the booking's id.",
        ));
    };
    match act::lookup(
        desk,
        CodeInput {
            visit,
            code: code.to_owned(),
        },
    )? {
        Lookup::Known { found } => Ok(found.booking),
        Lookup::Several { found } => Err(Refusal::Several {
            code: code.trim().to_owned(),
            people: found.into_iter().map(|found| (found.name, found.class)).collect(),
        }
        .into()),
        Lookup::UnknownNik { .. } | Lookup::NotACode { .. } => Err(not_found(code)),
    }
}

/// The same of several.
///
/// # Errors
///
/// As of one.
pub fn bookings(desk: &Desk, visit: ScopeId, codes: &[String]) -> Result<Vec<BookingId>, Failed> {
    codes.iter().map(|code| booking(desk, Some(visit), code)).collect()
}

/// People, one a line. A NIK's last four digits only.
pub fn lines(people: &[Found], lang: Lang) -> String {
    let heading = |id, en| (words::pick(lang, id, en), Side::Left);
    let mut grid = Grid::new([
        heading("Nomor", "Ticket"),
        heading("Nama", "Name"),
        heading("Kelas", "Class"),
        heading("Jadwal", "Slot"),
        heading("Keadaan", "State"),
        heading("NIK", "NIK"),
        heading("Catatan", "Remark"),
    ]);
    for found in people {
        grid.row([
            found.ticket.clone().unwrap_or_default(),
            found.name.clone(),
            found.class.clone(),
            when(found, lang),
            state(found, lang).to_owned(),
            found.nik_masked.clone(),
            remark(found, lang),
        ]);
    }
    grid.lines_or(words::pick(lang, "Tidak ada yang cocok.", "Nobody is found."))
}

fn when(found: &Found, lang: Lang) -> String {
    match &found.slot {
        Some(slot) => format!("{} {}", slot.day, saying::clock_words(slot.span.start, lang)),
        None => words::pick(lang, "tanpa jadwal", "no slot").to_owned(),
    }
}

fn state(found: &Found, lang: Lang) -> &'static str {
    if found.overdue {
        return words::pick(lang, "lewat jadwal, belum datang", "overdue, not here");
    }
    words::state(found.state, lang)
}

fn remark(found: &Found, lang: Lang) -> String {
    let mut remarks = Vec::new();
    if !found.held_words.is_empty() {
        remarks.push(found.held_words.clone());
    }
    if found.priority.is_some() {
        remarks.push(words::pick(lang, "prioritas", "priority").to_owned());
    }
    if let Some(birth_date) = found.birth_date {
        let born = words::pick(lang, "lahir", "born");
        remarks.push(format!("{born} {birth_date}"));
    }
    remarks.join("; ")
}
