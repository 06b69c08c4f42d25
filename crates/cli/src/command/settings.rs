//! `jemput settings`

use clap::Args;
use jemput_acts::{
    act,
    view::{SettingsInput, Theme},
};
use jemput_domain::{id::ScopeId, words::Lang};

use crate::{
    answer::Answer,
    failed::Failed,
    place::Place,
    value::LangChoice,
    words::{self, pick},
};

const EXAMPLES: &str = "\
Examples:
  jemput settings
  jemput settings --operator \"Sri Wahyuni\" --use-lang en
  jemput settings --show-visit ID";

/// Show or set what this laptop goes by
///
/// Without an option it shows how things stand. What is not named stays as it is. --operator gives your own name, which
/// history shows; who you are is then told by your secret alone, or by $JEMPUT_OPERATOR with it.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Settings {
    /// What people call this laptop
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// The language of the window and of answers from now on
    #[arg(long, value_enum, value_name = "LANG")]
    use_lang: Option<LangChoice>,

    /// The window's theme
    #[arg(long, value_enum)]
    theme: Option<ThemeChoice>,

    /// The visit that the window shows
    #[arg(long, value_name = "ID")]
    show_visit: Option<ScopeId>,
}

/// A theme.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ThemeChoice {
    /// As the system wishes
    System,
    /// Light
    Light,
    /// Dark
    Dark,
}

impl Settings {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let theme = self.theme.map(|theme| match theme {
            ThemeChoice::System => Theme::System,
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
        });
        let input = SettingsInput {
            lang: self.use_lang.map(Lang::from),
            theme,
            operator_name: place.named_operator().map(ToOwned::to_owned),
            device_name: self.name,
            active: self.show_visit,
            server: None,
        };
        let session = act::settings(place.desk_for_naming()?, input)?;
        let lang = place.lang();
        let or_none = |text: &str| {
            if text.is_empty() {
                pick(lang, "belum diisi", "not set").to_owned()
            } else {
                text.to_owned()
            }
        };
        let visit = session
            .active
            .and_then(|active| session.visits.iter().find(|visit| visit.visit == active));
        let lines = [
            (pick(lang, "Laptop", "Laptop"), or_none(&session.device_name)),
            (pick(lang, "Petugas", "Operator"), or_none(&session.operator_name)),
            (
                pick(lang, "Server Dinas", "Server"),
                or_none(session.server.as_deref().unwrap_or_default()),
            ),
            (
                pick(lang, "Kegiatan", "Visit"),
                or_none(&visit.map(|visit| visit.site.name.clone()).unwrap_or_default()),
            ),
            (
                pick(lang, "Bahasa", "Language"),
                pick(session.lang, "Indonesia", "English").to_owned(),
            ),
            (pick(lang, "Jam", "Clock"), session.now.clone()),
        ];
        let mut text: Vec<String> = lines
            .iter()
            .map(|(what, value)| format!("{what:<13} {value}"))
            .collect();
        if session.unprotected {
            text.push(words::unprotected(lang).to_owned());
        }
        Answer::new(&session, text.join("\n"))
    }
}
