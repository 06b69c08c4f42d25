//! `jemput recover`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::recover;

use crate::{answer::Answer, failed::Failed, place::Place, value::address};

const EXAMPLES: &str = "\
Examples:
  jemput recover --from-server
  jemput recover --from-server --server https://dinas.example
  jemput recover --from stick/sman55.jemput --from-server";

/// Bring a laptop back from the server, a bundle, or both
///
/// For a laptop whose data are damaged, and for a new one in the place of one that is gone. What lies in the folder is
/// moved into damaged-TIME within it, nothing is deleted, and whatever can still be read there is taken over. The laptop
/// goes on under a new id; its tickets carry a new letter.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Recover {
    /// Fetch the visits that this laptop had, or those ahead, from the server
    #[arg(long, required_unless_present = "from")]
    from_server: bool,

    /// A bundle, written with `jemput bundle`
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,

    /// The server's address, where it is not the one that was set
    #[arg(long, value_name = "URL", value_parser = address)]
    server: Option<String>,

    /// A code of the office, which enrols the laptop anew
    #[arg(long, value_name = "CODE")]
    code: Option<String>,

    /// What people call this laptop [default: as it was called]
    #[arg(long)]
    name: Option<String>,
}

impl Recover {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let from = recover::From {
            name: self.name,
            server: self.from_server,
            address: self.server,
            code: self.code,
            bundle: self.from,
        };
        let (recovered, key) = place.bring_back(&from)?;
        let mut value = serde_json::to_value(&recovered).unwrap_or_default();
        let mut text = recovered.sentence.clone();
        if let Some(key) = key {
            let key = key.text().to_string();
            text.push_str(&place.lang().pick(
                format!("\nKunci pemulihan kantor, cetak sekali dan simpan di lemari besi: {key}"),
                format!("\nThe office's recovery key, to print once and keep in a safe: {key}"),
            ));
            value["recovery_key"] = key.into();
        }
        Answer::new(&value, text)
    }
}
