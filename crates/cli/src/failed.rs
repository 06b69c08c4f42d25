//! Why a command did not do what it was asked.

use jemput_acts::{Failure, Trouble};
use jemput_domain::{refusal::Refusal, words::Lang};

use crate::words::Both;

/// Why not.
#[derive(Debug)]
pub enum Failed {
    /// An act did not happen.
    Trouble(Trouble),
    /// The arguments read, but do not go together.
    Usage(Both),
    /// The command line itself refuses, in front of the acts.
    Refused {
        /// Its code.
        code: &'static str,
        /// Why, and what to do.
        sentence: Both,
    },
}

impl Failed {
    /// Code and sentence.
    pub fn failure(&self, lang: Lang) -> Failure {
        match self {
            Self::Trouble(trouble) => trouble.failure(lang),
            Self::Usage(sentence) => Failure {
                code: "usage".into(),
                message: sentence.say(lang),
            },
            Self::Refused { code, sentence } => Failure {
                code: (*code).into(),
                message: sentence.say(lang),
            },
        }
    }

    /// Arguments that do not go together, said in both languages.
    pub fn usage(indonesian: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Usage(Both::new(indonesian, english))
    }

    /// Refused by the command line itself, said in both languages.
    pub fn refused(code: &'static str, indonesian: impl Into<String>, english: impl Into<String>) -> Self {
        let sentence = Both::new(indonesian, english);
        Self::Refused { code, sentence }
    }
}

impl<T: Into<Trouble>> From<T> for Failed {
    fn from(trouble: T) -> Self {
        Self::Trouble(trouble.into())
    }
}

/// Nobody, or more than one, by this code.
pub fn not_found(code: &str) -> Failed {
    Refusal::NotFound { code: code.to_owned() }.into()
}
