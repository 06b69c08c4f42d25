//! Who is old enough, and from which day on.

use chrono::{Datelike, NaiveDate};

use super::{finding::Kind, rows::Row};
use crate::time::Day;

/// The first day on which someone born on `birth` has lived `minimum_age` full years; born on 29 February, 1 March in other years.
pub fn due_from(birth: Day, minimum_age: u8) -> Day {
    let year = birth.0.year() + i32::from(minimum_age);
    let birthday = NaiveDate::from_ymd_opt(year, birth.0.month(), birth.0.day());
    Day(birthday
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX))
}

/// The first day on which a row's person is old enough; `None` where no birth date is known. Nobody is booked before it.
pub fn row_due_from(row: &Row, minimum_age: u8, latest: Day) -> Option<Day> {
    row.birth_date_for_age(latest).map(|birth| due_from(birth, minimum_age))
}

/// Marks a row as not due if its person is too young on every day of the visit.
pub fn judge_age(row: &mut Row, minimum_age: u8, days: &[Day]) {
    let Some(last) = days.iter().max() else { return };
    if let Some(due_from) = row_due_from(row, minimum_age, *last).filter(|day| day > last) {
        row.find(Kind::TooYoung { minimum_age, due_from });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(iso: &str) -> Day {
        Day::parse(iso).unwrap()
    }

    #[test]
    fn due_on_the_birthday() {
        assert_eq!(due_from(day("2005-11-10"), 16), day("2021-11-10"));
        assert_eq!(due_from(day("2004-02-29"), 17), day("2021-03-01"));
        assert_eq!(due_from(day("2004-02-29"), 16), day("2020-02-29"));
    }

    proptest! {
        #[test]
        fn agrees_with_the_age(days in 693_596i32..738_000, minimum_age in 0u8..120) {
            let birth = Day(NaiveDate::from_num_days_from_ce_opt(days).unwrap());
            let due = due_from(birth, minimum_age);
            prop_assert!(due.age_of(birth) >= i32::from(minimum_age));
            let before = Day(due.0.pred_opt().unwrap());
            prop_assert!(before.age_of(birth) < i32::from(minimum_age) || minimum_age == 0);
        }
    }
}
