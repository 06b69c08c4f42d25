//! `jemput show`

use clap::Args;
use jemput_acts::{
    act,
    view::{BookingView, OfBooking},
};
use jemput_domain::{nik::Sex, plan::saying::day_words, words::Lang};

use crate::{
    answer::{Answer, json, with},
    arguments::OfVisit,
    failed::Failed,
    person,
    place::Place,
    words::{self, pick},
};

/// Show one booking in full
///
/// All that the visit holds of a person, the NIK in full.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput show A-017 --visit ID")]
pub struct Show {
    /// The booking's id, a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    #[command(flatten)]
    of: OfVisit,
}

impl Show {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let booking = person::booking(desk, Some(visit), &self.booking)?;
        let view = act::booking(desk, OfBooking { visit, booking })?;
        let value = with(&view.found, [])?;
        let value = merged(value, with(&view, [("found", json(&())?)])?);
        Ok(Answer {
            value,
            text: text(&view, place.lang()),
            but: None,
        })
    }
}

/// One object of two: what lists show beside what is seen only here.
fn merged(mut value: serde_json::Value, more: serde_json::Value) -> serde_json::Value {
    if let (Some(object), serde_json::Value::Object(more)) = (value.as_object_mut(), more) {
        object.extend(more.into_iter().filter(|(key, _)| key != "found"));
    }
    value
}

fn text(view: &BookingView, lang: Lang) -> String {
    let found = &view.found;
    let slot = found
        .slot
        .as_ref()
        .map(|slot| format!("{}, {}", day_words(slot.day, lang), words::span(slot.span, lang)));
    let nik = view.nik.clone().unwrap_or_else(|| view.nik_as_written.clone());
    let sex = view.sex.map(|sex| match sex {
        Sex::Female => pick(lang, "perempuan", "female"),
        Sex::Male => pick(lang, "laki-laki", "male"),
    });
    let home = match view.home_district.as_str() {
        "" => pick(lang, "domisili perlu ditanyakan", "to be asked").to_owned(),
        home => home.to_owned(),
    };
    let lines = [
        (pick(lang, "Nama", "Name"), found.name.clone()),
        (pick(lang, "NIK", "NIK"), nik),
        (
            pick(lang, "Lahir", "Born"),
            view.birth_date.map(|day| day_words(day, lang)).unwrap_or_default(),
        ),
        (pick(lang, "Jenis kelamin", "Sex"), sex.unwrap_or_default().to_owned()),
        (pick(lang, "Kelas", "Class"), found.class.clone()),
        (pick(lang, "Domisili", "Lives in"), home),
        (pick(lang, "Telepon", "Phone"), view.phone.clone()),
        (
            pick(lang, "Jadwal", "Slot"),
            slot.unwrap_or_else(|| pick(lang, "tanpa jadwal", "none").to_owned()),
        ),
        (
            pick(lang, "Keadaan", "State"),
            words::state(found.state, lang).to_owned(),
        ),
        (pick(lang, "Nomor", "Tickets"), view.tickets.join(", ")),
        (pick(lang, "Dilengkapi", "To complete"), found.held_words.clone()),
        (pick(lang, "Perekaman", "Recordings"), view.recordings.join("; ")),
        (pick(lang, "Catatan", "Note"), view.note.clone()),
        (
            pick(lang, "Baris", "Row"),
            view.row.map(|row| row.to_string()).unwrap_or_default(),
        ),
        (pick(lang, "Jadwal id", "Booking"), found.booking.to_string()),
    ];
    let written = lines.iter().filter(|(_, value)| !value.is_empty());
    let mut text: Vec<String> = written.map(|(what, value)| format!("{what:<13} {value}")).collect();
    text.extend(view.flags.iter().map(|flag| flag.sentence.clone()));
    text.join("\n")
}
