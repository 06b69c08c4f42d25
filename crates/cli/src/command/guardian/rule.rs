//! `jemput guardian rule`

use clap::Args;
use jemput_acts::{act, view::GuardianRuleInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place, value::Rule as Choice};

/// Say whether a visit asks for a guardian's form of who is under 18
///
/// With note, a form that was not seen yet is shown at check-in and at the station. With required it is also counted among
/// what needs a person. It never keeps anybody waiting.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput guardian rule required --visit ID")]
pub struct Rule {
    /// How far
    #[arg(value_enum)]
    rule: Choice,

    #[command(flatten)]
    of: OfVisit,
}

impl Rule {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let rule = self.rule.into();
        let done = act::guardian_rule(place.desk()?, GuardianRuleInput { visit, rule })?;
        Answer::done(&done, visit, place.lang())
    }
}
