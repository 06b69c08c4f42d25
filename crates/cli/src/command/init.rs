//! `jemput init`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::Trouble;
use jemput_domain::mark;
use serde_json::json;

use crate::{answer::Answer, command::recovery::hand_out, failed::Failed, place::Place, value::address, words};

const EXAMPLES: &str = "\
Examples:
  jemput init --name \"Loket A\"
  jemput --home /srv/van3 init --name \"Loket A\" --server https://dinas.example
  jemput init --name \"Loket A\" --operator Sri --secret-file FILE
  jemput init --name \"Loket A\" --operator Sri --secret-file FILE --code CODE";

/// Set a data folder up for this laptop
///
/// Makes the folder, its journal and this laptop's own key. Do it once on each laptop; a folder that was set up before
/// is refused and stays as it is. Keep the folder: what the server does not hold yet is only here.
///
/// With --operator it opens by that name and the secret in --secret-file (at least 12 characters) only, and the office's
/// recovery key is shown once. Without, a secret made by the machine lies beside the data: the laptop opens for whoever
/// has the folder, until `jemput secret protect`.
///
/// Answers with the device's id and its mark: the letter that its tickets have in a visit where no other laptop took it.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Init {
    /// What people call this laptop
    #[arg(long)]
    name: String,

    /// The address of the office's server
    #[arg(long, value_name = "URL", value_parser = address)]
    server: Option<String>,

    /// Enrol it at the office with this one-time code; needs --operator
    #[arg(long)]
    code: Option<String>,

    /// Write the office's recovery key into this file instead of showing it
    #[arg(long, value_name = "FILE")]
    recovery_to: Option<PathBuf>,
}

impl Init {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        if let Some(path) = self.recovery_to.as_deref().filter(|path| path.exists()) {
            let source = std::io::ErrorKind::AlreadyExists.into();
            let path = path.to_owned();
            return Err(Trouble::File { path, source }.into());
        }
        if let Some(code) = &self.code {
            // Before the folder is made: a code that is none, or a laptop that may not be enrolled.
            jemput_acts::check_code(code)?;
            place.refuse_enrolling_ahead()?;
            if place.login_operator().is_none() {
                return Err(Failed::usage(
                    "Laptop yang didaftarkan perlu petugas dengan kata sandi: --operator NAME --secret-file FILE.",
                    "A laptop that is enrolled needs an operator with a secret: --operator NAME --secret-file FILE.",
                ));
            }
        }
        let (desk, recovery) = place.set_up(&self.name, self.server.as_deref())?;
        let device = desk.device();
        let enrolled = match self.code {
            Some(code) => Some(super::enrol::enrol(desk, place, code, self.server)?),
            None => None,
        };
        let (key, line) = match recovery {
            Some(key) => hand_out(&key, self.recovery_to.as_deref(), place.lang())?,
            None => (None, words::unprotected(place.lang()).to_owned()),
        };
        let mark = mark::first_unused(&[]);
        let home = place.home()?.display().to_string();
        let text = place.lang().pick(
            format!(
                "Laptop \"{}\" siap, nomor antrean dimulai dengan {mark}. Datanya di {home}.",
                self.name
            ),
            format!(
                "The laptop \"{}\" is ready; its tickets begin with {mark}. Its data lie in {home}.",
                self.name
            ),
        );
        let mut value = json!({ "device": device, "mark": mark, "home": home });
        if let Some(key) = key {
            value["recovery_key"] = key.into();
        }
        if let Some(enrolled) = enrolled {
            value["enrolment"] = serde_json::to_value(enrolled.enrolment).unwrap_or_default();
            return Answer::new(&value, format!("{text}\n{line}\n{}", enrolled.sentence));
        }
        Answer::new(&value, format!("{text}\n{line}"))
    }
}
