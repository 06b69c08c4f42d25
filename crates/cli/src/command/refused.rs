//! `jemput refused`

use clap::{Args, Subcommand};
use jemput_acts::{
    act,
    view::{Nothing, OfRefused, RefusedView},
};
use jemput_domain::{
    id::{DeviceId, ScopeId},
    words::Lang,
};

use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput refused list
  jemput refused show DEVICE --visit ID
  jemput refused fetch DEVICE --visit ID";

/// What was refused, why, and what mends it
///
/// A record that was forged, altered, dropped or swapped on the way does not prove itself: its log stands at its last
/// good point, all others flow, and what came is kept aside for a person to see.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Refused {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    /// All that stands refused
    #[command(after_help = "Example:\n  jemput refused list")]
    List,
    /// One refused log, with what was kept of it
    #[command(after_help = "Example:\n  jemput refused show DEVICE --visit ID")]
    Show(Log),
    /// Ask the server for a log again, from its last good point
    #[command(after_help = "Example:\n  jemput refused fetch DEVICE --visit ID")]
    Fetch(Log),
}

#[derive(Args, Debug)]
struct Log {
    /// The laptop whose log it is; `jemput refused list` shows it
    #[arg(value_name = "DEVICE")]
    device: DeviceId,
    /// The visit; `jemput refused list` shows it
    #[arg(long, env = "JEMPUT_VISIT", hide_env_values = true, value_name = "ID")]
    visit: ScopeId,
}

impl Log {
    fn input(&self) -> OfRefused {
        OfRefused {
            visit: self.visit,
            device: self.device,
        }
    }
}

impl Refused {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let lang = desk.lang();
        match self.command {
            Command::List => {
                let all = act::refused(desk, Nothing {})?;
                Answer::new(&all, list(&all, lang))
            }
            Command::Show(log) => {
                let shown = act::refused_show(desk, log.input())?;
                let mut lines = vec![line(&shown.refused)];
                lines.push(lang.pick(
                    format!("Utuh sampai nomor {}.", shown.stands_at),
                    format!("Whole up to number {}.", shown.stands_at),
                ));
                lines.extend(shown.events.iter().map(|event| {
                    let kind = event.kind.as_deref().unwrap_or("?");
                    format!("{}  {kind}  {}", event.seq, event.at.as_deref().unwrap_or("-"))
                }));
                Answer::new(&shown, lines.join("\n"))
            }
            Command::Fetch(log) => {
                let fetched = act::refused_fetch(desk, log.input())?;
                Answer::new(&fetched, fetched.sentence.clone())
            }
        }
    }
}

fn list(all: &[RefusedView], lang: Lang) -> String {
    if all.is_empty() {
        return lang.pick("Tidak ada yang ditolak.".into(), "Nothing stands refused.".into());
    }
    let lines: Vec<String> = all.iter().map(line).collect();
    lines.join("\n")
}

fn line(one: &RefusedView) -> String {
    let device = one.device.map(|device| device.to_string()).unwrap_or_default();
    format!("{device} --visit {}\n  {}", one.visit, one.sentence)
}
