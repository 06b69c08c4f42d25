//! The two languages that Jemput speaks. Every sentence that a rule says to a person is made by the rule's own type,
//! in the language asked for, so that the window, the command line and a spreadsheet say the same.

use serde::{Deserialize, Serialize};

/// A language of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Indonesian.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The sentence of this language.
    pub fn pick(self, indonesian: String, english: String) -> String {
        match self {
            Self::Id => indonesian,
            Self::En => english,
        }
    }
}
