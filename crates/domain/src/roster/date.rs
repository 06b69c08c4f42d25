//! Birth dates as rosters write them.

use chrono::{Datelike, Days, NaiveDate};

use super::grid::Cell;
use crate::time::Day;

/// What stands in a birth-date cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BirthDate {
    /// Nothing, a dash, or only a place.
    Missing,
    /// A date.
    Read(Day),
    /// Something that is no possible birth date.
    Unreadable,
}

/// Nobody who comes was born before this year.
const FIRST_YEAR: i32 = 1900;

/// Reads a birth date: ISO, `12/03/2005`, `12-3-2005`, `12.03.05`, `12 Maret 2005`, `Jakarta, 12 Maret 2005`, a date cell or a
/// serial number of the 1900 system. The day stands before the month, as Indonesia writes; dates after `latest` are impossible.
pub fn read(cell: &Cell, latest: Day) -> BirthDate {
    let date = match cell {
        Cell::Empty => return BirthDate::Missing,
        Cell::Date(date) => Some(*date),
        Cell::Number(n) => from_number(*n),
        Cell::Bool(_) => None,
        Cell::Text(text) if !text.chars().any(|c| c.is_ascii_digit()) => return only_words(text),
        Cell::Text(text) => from_text(text, latest),
    };
    match date {
        Some(date) if date.year() >= FIRST_YEAR && date <= latest.0 => BirthDate::Read(Day(date)),
        _ => BirthDate::Unreadable,
    }
}

/// Without a digit there is no date; a place of birth alone, or a dash, leaves it missing.
fn only_words(text: &str) -> BirthDate {
    let names_month = words(text)
        .iter()
        .any(|part| matches!(part, Part::Word(word) if month(word).is_some()));
    let unknown = text.contains(['?', '#']);
    if names_month || unknown {
        BirthDate::Unreadable
    } else {
        BirthDate::Missing
    }
}

fn from_number(n: f64) -> Option<NaiveDate> {
    let whole = n.floor();
    if (1.0..=73_050.0).contains(&whole) {
        return from_serial(whole as u64);
    }
    // 20050528: a date that was typed without separators.
    if (19_000_101.0..=20_991_231.0).contains(&whole) && whole == n {
        eight_digits(&format!("{whole}"))
    } else {
        None
    }
}

/// A day of the 1900 system, which counts a 29 February 1900 that never was.
fn from_serial(serial: u64) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1899, 12, 31)?;
    match serial {
        60 => None,
        s if s > 60 => first.checked_add_days(Days::new(s - 1)),
        s => first.checked_add_days(Days::new(s)),
    }
}

#[derive(Debug, PartialEq)]
enum Part {
    Digits(String),
    Word(String),
}

fn words(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut joins = false;
    for c in text.chars().take(120) {
        let digit = c.is_ascii_digit();
        match parts.last_mut() {
            Some(Part::Digits(run)) if digit && joins => run.push(c),
            Some(Part::Word(run)) if c.is_alphabetic() && joins => run.extend(c.to_lowercase()),
            _ if digit => parts.push(Part::Digits(c.into())),
            _ if c.is_alphabetic() => parts.push(Part::Word(c.to_lowercase().collect())),
            _ => {}
        }
        joins = digit || c.is_alphabetic();
    }
    parts
}

fn from_text(text: &str, latest: Day) -> Option<NaiveDate> {
    let parts = words(text);
    let first = parts.iter().position(|part| matches!(part, Part::Digits(_)))?;
    let before = first.checked_sub(1).and_then(|i| parts.get(i));
    match (before, &parts[first..]) {
        // March 12, 2005
        (Some(Part::Word(word)), [Part::Digits(day), Part::Digits(year), rest @ ..])
            if day.len() <= 2 && month(word).is_some() && only_a_time(rest) =>
        {
            date(year, month(word)?, day, latest)
        }
        (_, [Part::Digits(a), Part::Digits(b), Part::Digits(c), rest @ ..]) if only_a_time(rest) => {
            let month: u32 = b.parse().ok().filter(|_| b.len() <= 2)?;
            if a.len() == 4 {
                date(a, month, c, latest)
            } else {
                date(c, month, a, latest)
            }
        }
        // 12 Maret 2005
        (_, [Part::Digits(day), Part::Word(word), Part::Digits(year), rest @ ..]) if only_a_time(rest) => {
            date(year, month(word)?, day, latest)
        }
        (_, [Part::Digits(run)]) if run.len() == 8 => eight_digits(run),
        (_, [Part::Digits(run)]) if run.len() == 5 => from_serial(run.parse().ok()?),
        _ => None,
    }
}

/// What may follow a date: `00:00:00`, `T00:00:00.000Z`, `00.00 WIB`.
fn only_a_time(rest: &[Part]) -> bool {
    rest.len() <= 6
        && rest.iter().all(|part| match part {
            Part::Digits(run) => run.len() <= 2 || run.chars().all(|c| c == '0'),
            Part::Word(word) => matches!(
                word.as_str(),
                "t" | "z" | "am" | "pm" | "wib" | "wita" | "wit" | "pukul"
            ),
        })
}

fn date(year: &str, month: u32, day: &str, latest: Day) -> Option<NaiveDate> {
    let day: u32 = day.parse().ok().filter(|_| day.len() <= 2)?;
    let number: i32 = year.parse().ok()?;
    match year.len() {
        4 => NaiveDate::from_ymd_opt(number, month, day),
        // Two digits: the latest such year that is not after `latest`, as with a NIK.
        2 => {
            let century = latest.0.year() - latest.0.year().rem_euclid(100);
            [century, century - 100]
                .into_iter()
                .filter_map(|c| NaiveDate::from_ymd_opt(c + number, month, day))
                .find(|date| *date <= latest.0)
        }
        _ => None,
    }
}

/// `20050312` or `12032005`, if only one of them is a date.
fn eight_digits(run: &str) -> Option<NaiveDate> {
    let at = |from: usize, to: usize| run.get(from..to)?.parse::<u32>().ok();
    let possible = |year: u32, month, day| {
        NaiveDate::from_ymd_opt(year as i32, month, day).filter(|d| (FIRST_YEAR..2100).contains(&d.year()))
    };
    match (
        possible(at(0, 4)?, at(4, 6)?, at(6, 8)?),
        possible(at(4, 8)?, at(2, 4)?, at(0, 2)?),
    ) {
        (Some(date), None) | (None, Some(date)) => Some(date),
        _ => None,
    }
}

/// A month's number by its Indonesian or English name or abbreviation, in lower case.
fn month(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["januari", "january", "jan"],
        &["februari", "pebruari", "february", "feb", "peb"],
        &["maret", "march", "mar", "mrt"],
        &["april", "apr"],
        &["mei", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["agustus", "august", "agu", "ags", "agt", "agst", "aug"],
        &["september", "sept", "sep"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nopember", "nov", "nop"],
        &["desember", "december", "des", "dec"],
    ];
    (1..)
        .zip(NAMES)
        .find(|(_, names)| names.contains(&word))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn latest() -> Day {
        Day::parse("2021-11-08").unwrap()
    }

    fn text(written: &str) -> BirthDate {
        read(&Cell::text(written), latest())
    }

    fn is(iso: &str) -> BirthDate {
        BirthDate::Read(Day::parse(iso).unwrap())
    }

    #[test]
    fn reads_what_rosters_write() {
        for written in [
            "2005-03-12",
            "2005-03-12 00:00:00",
            "2005-03-12T00:00:00.000Z",
            "12/03/2005",
            "12/3/2005",
            "12-3-2005",
            "12.03.2005",
            "12.03.05",
            "12-Mar-05",
            "12 Maret 2005",
            "12 MARET 2005",
            "12Mar2005",
            "Jakarta, 12 Maret 2005",
            "JAKARTA,12-03-2005",
            "Kab. Bogor / 12 Mar 2005",
            "March 12, 2005",
            "'12 Maret 2005",
            "12032005",
            "20050312",
            "38423",
        ] {
            assert_eq!(text(written), is("2005-03-12"), "{written}");
        }
        assert_eq!(text("17 Agt 2004"), is("2004-08-17"));
        assert_eq!(text("1 Nopember 1998"), is("1998-11-01"));
        assert_eq!(text("Bandung, 03 Mei 2004"), is("2004-05-03"));
    }

    #[test]
    fn reads_date_cells_and_serial_numbers() {
        let date = NaiveDate::from_ymd_opt(2005, 3, 12).unwrap();
        assert_eq!(read(&Cell::Date(date), latest()), is("2005-03-12"));
        assert_eq!(read(&Cell::Number(38423.0), latest()), is("2005-03-12"));
        assert_eq!(read(&Cell::Number(38423.75), latest()), is("2005-03-12"));
        assert_eq!(read(&Cell::Number(20050312.0), latest()), is("2005-03-12"));
        assert_eq!(read(&Cell::Number(1.0), latest()), is("1900-01-01"));
        assert_eq!(read(&Cell::Number(61.0), latest()), is("1900-03-01"));
    }

    #[test]
    fn refuses_the_impossible() {
        for written in [
            "31/02/2005",
            "2005-13-01",
            "03/28/2005",
            "12/03/1899",
            "2021-11-09",
            "12 Foo 2005",
            "2005",
            "12/03",
            "#N/A",
        ] {
            assert_eq!(text(written), BirthDate::Unreadable, "{written}");
        }
        for n in [60.0, 0.0, -4.0, 60_000.0, f64::NAN, f64::INFINITY, 3.1e15] {
            assert_eq!(read(&Cell::Number(n), latest()), BirthDate::Unreadable, "{n}");
        }
    }

    #[test]
    fn a_dash_or_a_place_is_no_date() {
        assert_eq!(text("-"), BirthDate::Missing);
        assert_eq!(text("Jakarta"), BirthDate::Missing);
        assert_eq!(text("12 Maret"), BirthDate::Unreadable);
        assert_eq!(text("Maret"), BirthDate::Unreadable);
    }

    proptest! {
        #[test]
        fn never_panics_and_never_after_the_day(written in "\\PC*|[0-9./ -]{0,14}|[0-9]{1,2} (Mei|Des|jan) [0-9]{2,4}") {
            if let BirthDate::Read(day) = text(&written) {
                prop_assert!(day <= latest() && day.0.year() >= FIRST_YEAR);
            }
        }

        #[test]
        fn every_form_of_a_day_is_the_same_day(days in 36_526i32..44_000) {
            let day = Day(NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + chrono::Duration::days(days.into()));
            for form in ["%Y-%m-%d", "%d/%m/%Y", "%-d-%-m-%Y", "%d.%m.%Y", "%d %B %Y", "Depok, %d %b %Y"] {
                prop_assert_eq!(text(&day.0.format(form).to_string()), BirthDate::Read(day), "{}", form);
            }
            prop_assert_eq!(read(&Cell::Number(days.into()), latest()), BirthDate::Read(day));
        }
    }
}
