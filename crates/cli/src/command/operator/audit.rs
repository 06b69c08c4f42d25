//! `jemput operator audit`

use clap::Args;
use jemput_acts::{
    act,
    view::{RolesAuditInput, UnfitAct},
};
use jemput_domain::id::ScopeId;

use crate::{answer::Answer, failed::Failed, place::Place, words::pick};

const EXAMPLES: &str = "\
Examples:
  jemput operator audit
  jemput operator audit --visit ID";

/// List acts that their operator had no role for, or that nobody confirmed
///
/// Nothing is refused after it was done: a laptop that had not heard yet of a role taken back goes on, and what it did
/// stands. This is where it is seen. Nobody is judged where no office was set up.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Audit {
    /// Of one visit only
    #[arg(long, value_name = "ID")]
    visit: Option<ScopeId>,
}

impl Audit {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let audit = act::roles_audit(place.desk()?, RolesAuditInput { visit: self.visit })?;
        let lang = place.lang();
        let text = match (audit.judged, audit.acts.is_empty()) {
            (false, _) => pick(
                lang,
                "Belum ada petugas yang terdaftar, jadi tidak ada peran yang diperiksa.",
                "No operators are set up yet, so no roles are judged.",
            )
            .to_owned(),
            (true, true) => pick(
                lang,
                "Semua dilakukan oleh yang berwenang.",
                "All was done by people with the role for it.",
            )
            .to_owned(),
            (true, false) => audit.acts.iter().map(line).collect::<Vec<_>>().join("\n"),
        };
        Answer::new(&audit, text)
    }
}

fn line(act: &UnfitAct) -> String {
    let at = act.at.get(..16).unwrap_or(&act.at).replace('T', " ");
    format!(
        "{at}  {}  ({}, {}: {})",
        act.sentence, act.device_name, act.operator_name, act.why_words
    )
}
