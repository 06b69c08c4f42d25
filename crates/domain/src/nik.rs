//! NIK: the 16-digit number that every resident keeps for life.
//!
//! Two digits province, two regency, two district (Kemendagri codes), then the birth date DDMMYY with 40 added to the day
//! for women, then a serial that is never 0000 (Permendagri 102/2019 and the practice of SIAK). Region and date say where
//! and as what a person was *first* registered: they may disagree with today's papers, which is a warning, never a refusal.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::time::Day;

/// A NIK of 16 digits whose serial is not 0000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub struct Nik([u8; 16]);

/// Sex as the NIK and the rosters know it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Perempuan.
    Female,
    /// Laki-laki.
    Male,
}

/// Why a text is no NIK.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotANik {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// Not 16 digits; holds how many digits there are.
    #[error("{0} digits instead of 16")]
    Length(usize),
    /// Something else than digits, spaces, dots, dashes and quotes.
    #[error("not only digits")]
    Characters,
    /// The serial is 0000, or all digits are alike: a filler, not a number that was issued.
    #[error("a placeholder")]
    Placeholder,
}

impl Nik {
    /// Reads a NIK as people write it: spaces, dots, dashes and a leading apostrophe are passed over.
    pub fn parse(text: &str) -> Result<Self, NotANik> {
        let mut digits = [0; 16];
        let mut count = 0;
        for c in text.chars() {
            match c {
                '0'..='9' => {
                    if count < 16 {
                        digits[count] = c as u8;
                    }
                    count += 1;
                }
                ' ' | '.' | '-' | '\'' | '\u{2019}' | '\u{a0}' | '`' => {}
                _ => return Err(NotANik::Characters),
            }
        }
        match count {
            0 => Err(NotANik::Empty),
            16 if &digits[12..] == b"0000" || digits.iter().all(|d| *d == digits[0]) => Err(NotANik::Placeholder),
            16 => Ok(Self(digits)),
            n => Err(NotANik::Length(n)),
        }
    }

    /// The 16 digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a NIK holds ASCII digits only")
    }

    /// The number as a store keeps it; 16 digits fit an i64.
    pub fn to_i64(self) -> i64 {
        self.0.iter().fold(0, |n, d| n * 10 + i64::from(d - b'0'))
    }

    /// From a store's number.
    pub fn from_i64(n: i64) -> Result<Self, NotANik> {
        Self::parse(&format!("{n:016}"))
    }

    /// The district of first registration as `31.74.08`.
    pub fn district(&self) -> String {
        let s = self.as_str();
        format!("{}.{}.{}", &s[..2], &s[2..4], &s[4..6])
    }

    /// The last four digits: all that a screen shows until asked.
    pub fn last_four(&self) -> &str {
        &self.as_str()[12..]
    }

    /// The sex that the day of birth carries.
    pub fn sex(&self) -> Sex {
        if self.0[6] >= b'4' { Sex::Female } else { Sex::Male }
    }

    /// The birth date it carries: the latest year with these two digits that is not after `on`. `None` if there is no such date.
    pub fn birth_date(&self, on: Day) -> Option<Day> {
        let pair = |i: usize| u32::from(self.0[i] - b'0') * 10 + u32::from(self.0[i + 1] - b'0');
        let day = if pair(6) > 40 { pair(6) - 40 } else { pair(6) };
        let century = on.0.year() - on.0.year().rem_euclid(100);
        [century, century - 100]
            .into_iter()
            .filter_map(|c| NaiveDate::from_ymd_opt(c + pair(10) as i32, pair(8), day))
            .map(Day)
            .find(|d| *d <= on)
    }
}

impl fmt::Display for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Masked: a NIK must not reach traces by accident.
impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik(************{})", self.last_four())
    }
}

impl Serialize for Nik {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.as_str())
        } else {
            serializer.serialize_i64(self.to_i64())
        }
    }
}

impl<'de> Deserialize<'de> for Nik {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let nik = if deserializer.is_human_readable() {
            Self::parse(&String::deserialize(deserializer)?)
        } else {
            Self::from_i64(i64::deserialize(deserializer)?)
        };
        nik.map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        let nik = Nik::parse("'3174 0828 0505 9416").unwrap();
        assert_eq!(nik.as_str(), "3174082805059416");
        assert_eq!(nik.district(), "31.74.08");
        assert_eq!(nik.sex(), Sex::Male);
        assert_eq!(
            nik.birth_date(Day::parse("2021-11-08").unwrap()),
            Day::parse("2005-05-28")
        );
    }

    #[test]
    fn a_womans_day_has_forty_added() {
        let nik = Nik::parse("3276015006049024").unwrap();
        assert_eq!(nik.sex(), Sex::Female);
        assert_eq!(
            nik.birth_date(Day::parse("2021-11-08").unwrap()),
            Day::parse("2004-06-10")
        );
    }

    #[test]
    fn refuses_with_the_reason() {
        assert_eq!(Nik::parse(""), Err(NotANik::Empty));
        assert_eq!(Nik::parse("317408280505941"), Err(NotANik::Length(15)));
        assert_eq!(Nik::parse("3.17408E+15"), Err(NotANik::Characters));
        assert_eq!(Nik::parse("0000000000000000"), Err(NotANik::Placeholder));
        assert_eq!(Nik::parse("3174082805050000"), Err(NotANik::Placeholder));
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            if let Ok(nik) = Nik::parse(&text) {
                let _ = (nik.birth_date(Day::parse("2021-11-08").unwrap()), nik.district(), nik.sex());
                prop_assert_eq!(Nik::from_i64(nik.to_i64()), Ok(nik));
            }
        }

        #[test]
        fn sixteen_digits_survive_the_store(n in 1_000_000_000_000_001i64..=9_999_999_999_999_999) {
            if let Ok(nik) = Nik::from_i64(n) {
                prop_assert_eq!(nik.to_i64(), n);
                prop_assert_eq!(Nik::parse(nik.as_str()), Ok(nik));
            }
        }
    }
}
