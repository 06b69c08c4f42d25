//! Arguments that were not understood, in one sentence.

use std::{error::Error as _, ffi::OsString, num::ParseIntError};

use clap::{
    CommandFactory,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
use jemput_acts::Failure;
use jemput_domain::words::Lang;

use crate::{arguments::Arguments, words::Both};

/// How to speak to who gave these arguments, read from them though they did not parse.
pub struct Spoken {
    /// As JSON.
    pub json: bool,
    lang: Lang,
    command: String,
}

impl Spoken {
    /// Looks through the arguments.
    pub fn of(given: &[OsString]) -> Self {
        let words: Vec<&str> = given
            .iter()
            .skip(1)
            .map(|word| word.to_str().unwrap_or_default())
            .take_while(|word| *word != "--")
            .collect();
        let after = words
            .iter()
            .position(|word| *word == "--lang")
            .and_then(|at| words.get(at + 1));
        let english = after == Some(&"en") || words.contains(&"--lang=en");
        Self {
            json: words.contains(&"--json"),
            lang: if english { Lang::En } else { Lang::Id },
            command: command(&words),
        }
    }

    /// The sentence.
    pub fn failure(&self, error: &Error) -> Failure {
        let help = Both::new(
            format!(" Lihat: {} --help", self.command),
            format!(" See: {} --help", self.command),
        );
        let what = sentence(error);
        Failure {
            code: "usage".into(),
            message: what.say(self.lang) + &help.say(self.lang),
        }
    }
}

/// The command that the words name, as far as they name one.
fn command(words: &[&str]) -> String {
    let all = Arguments::command();
    let mut at = &all;
    let mut path = "jemput".to_owned();
    for word in words {
        if let Some(sub) = at.find_subcommand(word) {
            path = format!("{path} {word}");
            at = sub;
        }
    }
    path
}

fn sentence(error: &Error) -> Both {
    let said = |kind| error.get(kind).map(plain).unwrap_or_default();
    let (arg, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let maybe = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let meant = match maybe.map(said).concat() {
        suggestion if suggestion.is_empty() => Both::new("", ""),
        suggestion => Both::new(
            format!(" Maksudnya {suggestion}?"),
            format!(" Did you mean {suggestion}?"),
        ),
    };
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => Both::new(
            format!("Isian ini belum ada: {arg}."),
            format!("This is missing: {arg}."),
        ),
        ErrorKind::UnknownArgument => Both::new(format!("{arg} tidak dikenal."), format!("{arg} is not known.")),
        ErrorKind::InvalidSubcommand => {
            let word = said(ContextKind::InvalidSubcommand);
            Both::new(
                format!("Perintah {word} tidak dikenal."),
                format!("The command {word} is not known."),
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Both::new("Perintah belum disebut.", "No command was given.")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Both::new(format!("{arg} membutuhkan isian."), format!("{arg} needs a value."))
        }
        ErrorKind::InvalidValue => {
            let these = said(ContextKind::ValidValue);
            Both::new(
                format!("Isian \"{value}\" untuk {arg} tidak dikenal; pilih {these}."),
                format!("The value \"{value}\" of {arg} is not known; choose {these}."),
            )
        }
        ErrorKind::ValueValidation => {
            let why = why(error, &arg);
            Both::new(
                format!("Isian \"{value}\" untuk {arg} tidak terbaca: {}.", why.say(Lang::Id)),
                format!("The value \"{value}\" of {arg} does not read: {}.", why.say(Lang::En)),
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = said(ContextKind::PriorArg);
            Both::new(
                format!("{arg} dan {other} tidak dapat dipakai bersama."),
                format!("{arg} and {other} do not go together."),
            )
        }
        _ => {
            let rendered = error.render().to_string();
            let first = rendered
                .lines()
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ")
                .to_owned();
            Both::new(format!("{first}."), format!("{first}."))
        }
    };
    Both::new(
        what.say(Lang::Id) + &meant.say(Lang::Id),
        what.say(Lang::En) + &meant.say(Lang::En),
    )
}

/// Why a value does not read: our own readers say it in both languages, and for ids it is said here.
fn why(error: &Error, arg: &str) -> Both {
    let source = error.source();
    if let Some(both) = source.and_then(|source| source.downcast_ref::<Both>()) {
        return both.clone();
    }
    if source.is_some_and(|source| source.is::<uuid::Error>()) {
        return no_id(arg);
    }
    let said = source.map(ToString::to_string).unwrap_or_default();
    if source.is_some_and(|source| source.is::<ParseIntError>()) {
        return Both::new("ini bukan bilangan bulat yang wajar", said);
    }
    Both::new(said.clone(), said)
}

/// What was to be an id is none.
fn no_id(arg: &str) -> Both {
    if arg.contains("ACT") {
        Both::new(
            "ini bukan kode tindakan; jemput history menampilkannya",
            "it is no act's id; jemput history shows them",
        )
    } else if arg.contains("visit") {
        Both::new(
            "ini bukan kode kegiatan; jemput visit list menampilkannya",
            "it is no visit's id; jemput visit list shows them",
        )
    } else {
        Both::new("ini bukan kode", "it is no id")
    }
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join(", "),
        other => other.to_string(),
    }
}
