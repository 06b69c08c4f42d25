//! `jemput init`

use clap::Args;
use jemput_domain::mark;
use serde_json::json;

use crate::{answer::Answer, failed::Failed, place::Place, value::address};

const EXAMPLES: &str = "\
Examples:
  jemput init --name \"Loket A\"
  jemput --home /srv/van3 init --name \"Loket A\" --server https://dinas.example";

/// Set a data folder up for this laptop
///
/// Makes the folder, its journal and this laptop's own key. Do it once on each laptop; a folder that was set up before
/// is refused and stays as it is. Keep the folder: what the server does not hold yet is only here.
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
}

impl Init {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let device = place.set_up(&self.name, self.server.as_deref())?.device();
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
        Answer::new(&json!({ "device": device, "mark": mark, "home": home }), text)
    }
}
