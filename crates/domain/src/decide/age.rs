//! Who is old enough on which day.

use chrono::{Datelike, NaiveDate};

use crate::{person::Person, roster::due_from, time::Day};

/// From when a person is old enough, where that is after `day`; nothing where no birth date is known, not even from the NIK.
pub fn old_enough_later(person: &Person, day: Day, minimum_age: u8) -> Option<Day> {
    let birth = person.birth_date.or_else(|| person.nik?.birth_date(day))?;
    Some(due_from(birth, minimum_age)).filter(|from| *from > day)
}

/// Nobody born on this day or before is too young on `day`.
pub fn old_enough_if_born(day: Day, minimum_age: u8) -> Day {
    let year = day.0.year() - i32::from(minimum_age);
    let born = NaiveDate::from_ymd_opt(year, day.0.month(), day.0.day());
    Day(born
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(NaiveDate::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nik::Nik;

    #[test]
    fn the_birthday_itself_is_old_enough() {
        let day = |iso| Day::parse(iso).unwrap();
        let person = Person {
            birth_date: Day::parse("2005-11-10"),
            ..Person::default()
        };
        assert_eq!(
            old_enough_later(&person, day("2021-11-09"), 16),
            Day::parse("2021-11-10")
        );
        assert_eq!(old_enough_later(&person, day("2021-11-10"), 16), None);
    }

    #[test]
    fn nobody_born_so_early_is_too_young() {
        for day in ["2021-11-09", "2024-02-29", "2024-03-01", "2023-02-28"] {
            let day = Day::parse(day).unwrap();
            for minimum_age in [0, 16, 17] {
                let born = old_enough_if_born(day, minimum_age);
                assert!(due_from(born, minimum_age) <= day);
                let next = Day(born.0.succ_opt().unwrap());
                assert!(due_from(next, minimum_age) > day, "{day} {minimum_age}");
            }
        }
    }

    #[test]
    fn the_nik_tells_where_nothing_else_does() {
        let day = Day::parse("2021-11-09").unwrap();
        let mut person = Person::default();
        assert_eq!(old_enough_later(&person, day, 16), None);
        person.nik = Some(Nik::parse("3174085203089001").unwrap());
        assert_eq!(old_enough_later(&person, day, 16), Day::parse("2024-03-12"));
    }
}
