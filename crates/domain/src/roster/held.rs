//! Rows to complete, as a spreadsheet for the school; it comes back matched by its key column.

use super::{heading::KEY_HEADING, table::Table};
use crate::{id::BookingId, nik::Sex, person::Person, region, words::Lang};

/// One booking that must be completed.
#[derive(Clone, Debug)]
pub struct HeldRow<'a> {
    /// The booking: what the row is matched by when it comes back.
    pub booking: BookingId,
    /// Who, as far as is known.
    pub person: &'a Person,
    /// What must be completed, by finding code.
    pub codes: &'a [String],
}

/// The spreadsheet of rows to complete, in the order given. Its headings are those that the importer knows.
pub fn held_table(rows: &[HeldRow<'_>]) -> Table {
    let mut table = Table::new(
        "Perlu dilengkapi",
        &[
            ("No", 6),
            ("Nama Lengkap", 34),
            ("NIK", 20),
            ("Jenis Kelamin", 14),
            ("Tanggal Lahir", 16),
            ("Kelas", 18),
            ("Kecamatan", 22),
            ("Yang perlu dilengkapi", 60),
            (KEY_HEADING, 38),
        ],
    );
    table.rows = (1..).zip(rows).map(|(number, row)| cells(number, row)).collect();
    table
}

fn cells(number: u32, row: &HeldRow<'_>) -> Vec<String> {
    let person = row.person;
    let nik = person
        .nik
        .map_or_else(|| person.nik_as_written.clone(), |nik| nik.to_string());
    let sex = match person.sex {
        Some(Sex::Female) => "P",
        Some(Sex::Male) => "L",
        None => "",
    };
    let district = region::district(&person.home_district).unwrap_or(&person.home_district);
    let reasons: Vec<String> = row.codes.iter().map(|code| to_complete(code, Lang::Id)).collect();
    vec![
        number.to_string(),
        person.name.clone(),
        nik,
        sex.to_owned(),
        person.birth_date.map(|day| day.to_string()).unwrap_or_default(),
        person.class.clone(),
        district.to_owned(),
        reasons.join(" "),
        row.booking.to_string(),
    ]
}

/// What to complete, by a held row's finding code; an unknown code comes back as it is.
pub fn to_complete(code: &str, lang: Lang) -> String {
    let (indonesian, english) = match code {
        "nik_missing" => (
            "NIK kosong: isi 16 angka dari KK.",
            "The NIK is empty: enter 16 digits from the family card.",
        ),
        "nik_malformed" => (
            "NIK bukan 16 angka: isi ulang dari KK.",
            "The NIK has not 16 digits: enter it from the family card.",
        ),
        "nik_lost_digits" => (
            "Digit terakhir NIK hilang di Excel: isi ulang dari KK.",
            "The NIK's last digit was lost in Excel: enter it from the family card.",
        ),
        "nik_twice_in_file" => (
            "NIK sama dengan orang lain: cocokkan dengan KK.",
            "Another person has the same NIK: compare with the family card.",
        ),
        "name_missing" => (
            "Nama kosong: isi sesuai KK.",
            "The name is empty: enter it as on the family card.",
        ),
        "birth_date_unreadable" => (
            "Tanggal lahir tidak terbaca: tulis seperti 2005-03-12.",
            "The birth date cannot be read: write it like 2005-03-12.",
        ),
        other => (other, other),
    };
    lang.pick(indonesian.to_owned(), english.to_owned())
}

/// What of `codes` must still be completed now that the person is known so.
pub fn still_held(person: &Person, codes: &[String]) -> Vec<String> {
    let settled = |code: &str| match code {
        "nik_missing" | "nik_malformed" | "nik_lost_digits" => person.nik.is_some(),
        "name_missing" => super::cells::is_name(&person.name),
        "birth_date_unreadable" => person.birth_date.is_some(),
        _ => false,
    };
    codes.iter().filter(|code| !settled(code)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{nik::Nik, time::Day};

    #[test]
    fn what_was_completed_is_no_longer_held() {
        let codes = ["nik_lost_digits", "birth_date_unreadable", "nik_twice_in_file"].map(str::to_owned);
        let mut person = Person {
            name: "Budi".into(),
            ..Person::default()
        };
        assert_eq!(still_held(&person, &codes), codes);
        person.nik = Some(Nik::parse("3174080201059001").unwrap());
        person.birth_date = Day::parse("2005-01-02");
        // Who of two has a NIK rightly is settled by a person, not by a value that is there already.
        assert_eq!(still_held(&person, &codes), ["nik_twice_in_file"]);
    }
}
