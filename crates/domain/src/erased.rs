//! What stands where a person's data were erased under the stated retention.

use crate::person::Person;

/// What reads in place of an erased text, in every language: it stands in derived rows, which know none.
pub const ERASED: &str = "(data dihapus)";

/// A value that stands for an erased one.
pub trait Erasable {
    /// The value in its place.
    fn erased() -> Self;
}

impl Erasable for String {
    fn erased() -> Self {
        ERASED.to_owned()
    }
}

impl Erasable for Person {
    fn erased() -> Self {
        Self {
            name: ERASED.to_owned(),
            ..Self::default()
        }
    }
}

impl Person {
    /// Whether this stands for a person whose data were erased.
    pub fn is_erased(&self) -> bool {
        *self == Self::erased()
    }
}
