//! `jemput late-class`

use clap::{Args, ValueEnum};
use jemput_acts::{
    act,
    view::{LateClassInput, TakeLateClassInput},
};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput late-class \"XII MIPA 2\" --visit ID
  jemput late-class \"XII MIPA 2\" --visit ID --take later";

/// What can be done with a class that came late
///
/// Without --take it shows what can be done, and what each does to those already told; nothing changes.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct LateClass {
    /// The class
    class: String,

    #[command(flatten)]
    of: OfVisit,

    /// Do it
    #[arg(long, value_enum)]
    take: Option<Way>,
}

/// What can be done.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Way {
    /// Serve them now, in the gaps
    Now,
    /// A block later today
    Later,
    /// On the visit's next day
    NextDay,
}

impl LateClass {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let Some(way) = self.take else {
            let options = act::late_class(
                desk,
                LateClassInput {
                    visit,
                    class: self.class,
                },
            )?;
            let lines: Vec<String> = options
                .iter()
                .map(|option| format!("{:<9} {}", option.kind, option.sentence))
                .collect();
            return Answer::new(&options, lines.join("\n"));
        };
        let kind = match way {
            Way::Now => "now",
            Way::Later => "later",
            Way::NextDay => "next_day",
        };
        let done = act::take_late_class(
            desk,
            TakeLateClassInput {
                visit,
                class: self.class,
                kind: kind.to_owned(),
            },
        )?;
        Answer::done(&done, visit, place.lang())
    }
}
