//! What a run shows that must not be.

use std::fmt;

/// A promise that did not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// Which, in a word.
    pub code: &'static str,
    /// What was seen.
    pub seen: String,
}

impl Failure {
    /// Of this promise, with what was seen.
    pub fn of(code: &'static str, seen: impl fmt::Display) -> Self {
        Self {
            code,
            seen: seen.to_string(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.seen)
    }
}
