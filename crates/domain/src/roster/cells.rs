//! NIK, name and sex as cells hold them.

use super::{finding::Kind, grid::Cell};
use crate::{
    nik::{Nik, NotANik, Sex},
    text,
};

/// A number from here on was a 16-digit NIK, or nearly.
const LONG_NUMBER: f64 = 1e13;

/// What a NIK cell holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum NikCell {
    /// A NIK.
    Valid(Nik),
    /// None; what stands there as it is kept for the desk, and why it is none.
    Invalid(String, Kind),
}

/// Reads a NIK cell. A number is never taken: spreadsheet programs keep 15 digits, and the last is not guessed.
pub(super) fn nik(cell: &Cell) -> NikCell {
    let shown = text::clean(&cell.shown());
    match cell {
        Cell::Empty => NikCell::Invalid(String::new(), Kind::NikMissing),
        Cell::Number(n) if *n >= LONG_NUMBER => NikCell::Invalid(known_digits(*n), Kind::NikLostDigits),
        Cell::Text(_) if went_through_a_number(&shown) => NikCell::Invalid(shown, Kind::NikLostDigits),
        _ => match Nik::parse(&shown) {
            Ok(nik) if matches!(cell, Cell::Text(_)) => NikCell::Valid(nik),
            Ok(_) => NikCell::Invalid(shown, Kind::NikMalformed(NotANik::Characters)),
            Err(NotANik::Empty) => NikCell::Invalid(String::new(), Kind::NikMissing),
            Err(why) => NikCell::Invalid(shown, Kind::NikMalformed(why)),
        },
    }
}

/// The 15 digits that a spreadsheet program kept, with a mark for the rest: nobody takes it for a NIK.
fn known_digits(n: f64) -> String {
    let digits = format!("{n:.0}");
    let known: String = digits.chars().take(15).collect();
    if digits.len() == 16 {
        format!("{known}?")
    } else {
        format!("{known}{}", "?".repeat(digits.len().saturating_sub(15).min(4)))
    }
}

/// `3,17408E+15` and `3174082805059410.0`: text that was a number before it came into this file.
fn went_through_a_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let scientific = text.split_once(['E', 'e']).is_some_and(|(mantissa, exponent)| {
        let (whole, fraction) = mantissa.split_once([',', '.']).unwrap_or((mantissa, "0"));
        digits(whole) && digits(fraction) && digits(exponent.trim_start_matches('+'))
    });
    let decimal = text.split_once([',', '.']).is_some_and(|(whole, zeros)| {
        whole.len() == 16 && digits(whole) && digits(zeros) && zeros.bytes().all(|b| b == b'0')
    });
    scientific || decimal
}

/// Whether a cell of the NIK column speaks of a person: ten digits or more, whatever is wrong with them.
pub(super) fn is_nik_like(cell: &Cell) -> bool {
    match cell {
        Cell::Number(n) => *n >= 1e9,
        Cell::Text(text) if went_through_a_number(text.trim()) => true,
        // The signatures below a list carry an employee's number of 18 digits: `NIP. 19650101 199003 1 001`.
        Cell::Text(text) if text.trim_start().to_lowercase().starts_with("nip") => false,
        Cell::Text(text) => text.chars().filter(char::is_ascii_digit).count() >= 10,
        _ => false,
    }
}

/// Whether a text can be a name: it has a letter in it.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A name.
pub(super) fn name(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) if is_name(text) => Some(text::clean(text)),
        _ => None,
    }
}

/// Sex as rosters write it.
pub(super) fn sex(cell: &Cell) -> Option<Sex> {
    let Cell::Text(written) = cell else { return None };
    let letters: String = written
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(20)
        .flat_map(char::to_lowercase)
        .collect();
    match letters.as_str() {
        "l" | "lk" | "laki" | "lakilaki" | "pria" | "m" | "male" | "cowok" => Some(Sex::Male),
        "p" | "pr" | "prp" | "perempuan" | "wanita" | "w" | "f" | "female" | "cewek" => Some(Sex::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(cell: &Cell) -> &'static str {
        match nik(cell) {
            NikCell::Valid(_) => "valid",
            NikCell::Invalid(_, kind) => kind.code(),
        }
    }

    #[test]
    fn a_nik_kept_as_a_number_has_lost_its_last_digit() {
        assert_eq!(
            nik(&Cell::Number(3_174_082_805_059_410.0)),
            NikCell::Invalid("317408280505941?".into(), Kind::NikLostDigits)
        );
        // Even where the file shows 16 digits: who wrote them, and through how many programs, is not known.
        assert_eq!(code(&Cell::Number(3_174_082_805_059_416.0)), "nik_lost_digits");
        for written in [
            "3,17408E+15",
            "3.17408280505941E+15",
            "3.17e15",
            "3174082805059410.0",
            "3174082805059410,00",
        ] {
            assert_eq!(code(&Cell::text(written)), "nik_lost_digits", "{written}");
        }
    }

    #[test]
    fn each_wrong_nik_says_what_is_wrong() {
        assert_eq!(code(&Cell::text("'3174082805059416")), "valid");
        assert_eq!(code(&Cell::text("3174.0828.0505.9416")), "valid");
        for empty in ["-", ".", ""] {
            assert_eq!(code(&Cell::text(empty)), "nik_missing", "{empty}");
        }
        for wrong in [
            "317408280505941",
            "0000000000000000",
            "belum ada",
            "31740828050594160",
            "9999999999999999",
        ] {
            assert_eq!(code(&Cell::text(wrong)), "nik_malformed", "{wrong}");
        }
        assert_eq!(code(&Cell::Number(12_345.0)), "nik_malformed");
        assert_eq!(code(&Cell::Number(f64::NAN)), "nik_malformed");
    }

    #[test]
    fn reads_sex_in_words_and_letters() {
        for male in ["L", "l", "Laki-laki", "LAKI - LAKI", "Pria"] {
            assert_eq!(sex(&Cell::text(male)), Some(Sex::Male), "{male}");
        }
        for female in ["P", "Perempuan", "Pr.", "Wanita"] {
            assert_eq!(sex(&Cell::text(female)), Some(Sex::Female), "{female}");
        }
        assert_eq!(sex(&Cell::text("?")), None);
        assert_eq!(sex(&Cell::Number(1.0)), None);
    }

    proptest! {
        #[test]
        fn no_number_is_ever_a_nik(n: f64) {
            prop_assert!(matches!(nik(&Cell::Number(n)), NikCell::Invalid(..)));
        }

        #[test]
        fn what_is_kept_of_a_wrong_nik_is_never_a_nik(n in 1e13f64..9e15) {
            let NikCell::Invalid(kept, _) = nik(&Cell::Number(n)) else { panic!("a number was taken") };
            prop_assert!(Nik::parse(&kept).is_err());
        }
    }
}
