//! A person as the desk types them.

use jemput_domain::{
    nik::{Nik, NotANik},
    person::Person,
    refusal::Refusal,
    roster::{
        date::{self, BirthDate},
        grid::Cell,
    },
    text,
    time::Day,
};

use crate::{Trouble, view::PersonInput};

/// What was typed, laid over what is known; empty fields leave it as it is.
pub(crate) fn laid_over(known: &Person, typed: &PersonInput, today: Day) -> Result<Person, Trouble> {
    let mut person = known.clone();
    let set = |field: &mut String, value: &str| {
        let value = text::clean(value);
        if !value.is_empty() {
            *field = value;
        }
    };
    set(&mut person.name, &typed.name);
    set(&mut person.class, &typed.class);
    set(&mut person.home_district, &typed.home_district);
    set(&mut person.phone, &typed.phone);
    if let Some(nik) = nik(&typed.nik)? {
        person.nik = Some(nik);
        person.nik_as_written = String::new();
    }
    if let Some(birth) = birth_date(&typed.birth_date, today)? {
        person.birth_date = Some(birth);
    }
    person.sex = typed.sex.or(person.sex);
    Ok(person)
}

fn nik(typed: &str) -> Result<Option<Nik>, Trouble> {
    match Nik::parse(typed) {
        Ok(nik) => Ok(Some(nik)),
        Err(NotANik::Empty) => Ok(None),
        Err(why) => Err(Refusal::BadNik { why: reason(why) }.into()),
    }
}

fn reason(why: NotANik) -> (String, String) {
    match why {
        NotANik::Empty => ("kosong".into(), "it is empty".into()),
        NotANik::Length(n) => (
            format!("ada {n} angka, seharusnya 16"),
            format!("it has {n} digits instead of 16"),
        ),
        NotANik::Characters => (
            "ada tanda yang bukan angka".into(),
            "it has something else than digits".into(),
        ),
        NotANik::Placeholder => ("nomor ini hanya pengisi".into(), "it is a placeholder".into()),
    }
}

fn birth_date(typed: &str, today: Day) -> Result<Option<Day>, Trouble> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    match date::read(&Cell::Text(typed.into()), today) {
        BirthDate::Read(day) => Ok(Some(day)),
        _ => Err(Refusal::BadDate {
            text: text::clean(typed),
        }
        .into()),
    }
}
