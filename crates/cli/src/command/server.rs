//! `jemput server`

use clap::Args;
use jemput_acts::{
    act,
    view::{Nothing, SettingsInput},
};
use serde_json::json;

use crate::{answer::Answer, failed::Failed, place::Place, value::address};

const EXAMPLES: &str = "\
Examples:
  jemput server
  jemput server https://dinas.example
  jemput server --remove";

/// Show or set the address of the office's server
///
/// Another server has another key: the first exchange with it learns that key anew.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Server {
    /// The address from now on
    #[arg(value_name = "URL", value_parser = address)]
    address: Option<String>,

    /// Forget the address
    #[arg(long, conflicts_with = "address")]
    remove: bool,
}

impl Server {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let address = if self.remove { Some(String::new()) } else { self.address };
        let session = match address {
            Some(_) => act::settings(
                desk,
                SettingsInput {
                    server: address,
                    ..SettingsInput::default()
                },
            )?,
            None => act::session(desk, Nothing {})?,
        };
        let text = match &session.server {
            Some(server) => server.clone(),
            None => place.lang().pick(
                "Alamat server Dinas belum diisi.".into(),
                "No server address is set.".into(),
            ),
        };
        Answer::new(&json!({ "server": session.server }), text)
    }
}
