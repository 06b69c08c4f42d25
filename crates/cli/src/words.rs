//! The command line's own words, in both languages.

use std::fmt;

use jemput_domain::{
    booking::State,
    plan::{Span, saying},
    words::Lang,
};

/// A text in both languages; as an error of a reader it finds its language later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Both {
    indonesian: String,
    english: String,
}

impl Both {
    /// The two.
    pub fn new(indonesian: impl Into<String>, english: impl Into<String>) -> Self {
        Self {
            indonesian: indonesian.into(),
            english: english.into(),
        }
    }

    /// One of them.
    pub fn say(&self, lang: Lang) -> String {
        lang.pick(self.indonesian.clone(), self.english.clone())
    }
}

impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl std::error::Error for Both {}

/// One of two words.
pub fn pick(lang: Lang, indonesian: &'static str, english: &'static str) -> &'static str {
    match lang {
        Lang::Id => indonesian,
        Lang::En => english,
    }
}

/// That nothing keeps a laptop's data from whoever has it.
pub fn unprotected(lang: Lang) -> &'static str {
    pick(
        lang,
        "Laptop ini belum dilindungi kata sandi: siapa pun yang memegang folder itu dapat membacanya. Lindungi dengan: jemput secret protect.",
        "No secret protects this laptop yet: whoever has that folder can read it. Protect it with: jemput secret protect.",
    )
}

/// Where a booking stands.
pub fn state(state: State, lang: Lang) -> &'static str {
    let (id, en) = match state {
        State::Booked => ("belum datang", "not yet here"),
        State::Waiting => ("menunggu", "waiting"),
        State::Called => ("dipanggil", "called"),
        State::Recording => ("sedang direkam", "being recorded"),
        State::Recorded => ("selesai", "recorded"),
        State::Incomplete => ("belum lengkap", "incomplete"),
        State::ToRepeat => ("perlu rekam ulang", "to be repeated"),
        State::AlreadyRecorded => ("sudah pernah rekam", "recorded before"),
        State::BiodataProblem => ("data tidak cocok", "data do not match"),
        State::NotServed => ("tidak dilayani", "not served"),
        State::Left => ("pulang sebelum dilayani", "left unserved"),
        State::Missed => ("terlewat", "missed"),
        State::Withdrawn => ("dikeluarkan dari daftar", "taken off the list"),
        State::Joined => ("digabung", "joined"),
    };
    pick(lang, id, en)
}

/// `10.30-11.00`.
pub fn span(span: Span, lang: Lang) -> String {
    format!(
        "{}-{}",
        saying::clock_words(span.start, lang),
        saying::clock_words(span.end, lang)
    )
}
