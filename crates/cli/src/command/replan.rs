//! `jemput replan`

use clap::Args;
use jemput_acts::{
    act,
    view::{ProposalView, ProposeInput, ReplanCause, SlotRef, TakeProposalInput},
};
use jemput_domain::{plan::saying::clock_words, time::Day, words::Lang};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place, value::day, words::pick};

const EXAMPLES: &str = "\
Examples:
  jemput replan --visit ID --stations 3
  jemput replan --visit ID --stations 3 --take TOKEN";

/// Propose a new plan for the rest of the day, and take it
///
/// A station failed, people take longer or shorter than planned, or everything is late. The proposal is shown as a
/// difference with a token; with --take TOKEN exactly that proposal is taken, unless the day has changed since.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[command(group = clap::ArgGroup::new("cause").required(true))]
pub struct Replan {
    #[command(flatten)]
    of: OfVisit,

    /// That many stations work
    #[arg(long, value_name = "N", group = "cause")]
    stations: Option<u8>,

    /// That many minutes a person
    #[arg(long, value_name = "N", group = "cause")]
    minutes: Option<u16>,

    /// Everything so many minutes later
    #[arg(long, value_name = "MINUTES", group = "cause")]
    delay: Option<u16>,

    /// The day [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Option<Day>,

    /// Take the proposal of this token
    #[arg(long, value_name = "TOKEN")]
    take: Option<String>,
}

impl Replan {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let stations = self.stations.map(|stations| ReplanCause::Stations { stations });
        let minutes = self.minutes.map(|minutes| ReplanCause::Minutes { minutes });
        let delay = self.delay.map(|minutes| ReplanCause::Delay { minutes });
        let Some(cause) = stations.or(minutes).or(delay) else {
            return Err(Failed::usage(
                "Sebutkan --stations, --minutes, atau --delay.",
                "Name --stations, --minutes or --delay.",
            ));
        };
        let asked = ProposeInput {
            visit: self.of.visit,
            day: self.day,
            cause,
        };
        match self.take {
            Some(token) => take(place, asked, Some(token)),
            None => propose(place, asked),
        }
    }
}

/// Shows what would follow.
pub fn propose(place: &Place, propose: ProposeInput) -> Result<Answer, Failed> {
    let proposal = act::propose(place.desk()?, propose)?;
    let text = text(&proposal, place.lang());
    Answer::new(&proposal, text)
}

/// Takes the proposal of a token; without one, what is proposed now.
pub fn take(place: &Place, propose: ProposeInput, token: Option<String>) -> Result<Answer, Failed> {
    let desk = place.desk()?;
    let visit = propose.visit;
    let token = match token {
        Some(token) => token,
        None => act::propose(desk, propose.clone())?.token,
    };
    let done = act::take_proposal(desk, TakeProposalInput { propose, token })?;
    Answer::done(&done, visit, place.lang())
}

fn text(proposal: &ProposalView, lang: Lang) -> String {
    let at = |slot: &Option<SlotRef>| match slot {
        Some(slot) => format!("{} {}", slot.day, clock_words(slot.span.start, lang)),
        None => pick(lang, "tanpa jadwal", "no slot").to_owned(),
    };
    let mut lines = vec![proposal.sentence.clone()];
    for slot in &proposal.slots {
        lines.push(format!(
            "  {} ({}) -> {} ({})",
            at(&slot.before),
            slot.capacity_before,
            at(&slot.after),
            slot.capacity_after
        ));
    }
    for moved in &proposal.moves {
        let told = if moved.told {
            pick(lang, " · perlu dikabari", " · to be told")
        } else {
            ""
        };
        lines.push(format!(
            "  {} · {} · {} -> {}{told}",
            moved.name,
            moved.class,
            at(&moved.from),
            at(&moved.to)
        ));
    }
    lines.extend(
        proposal
            .unplaced
            .iter()
            .map(|one| format!("  {}: {}", one.name, one.sentence)),
    );
    lines.push(lang.pick(
        format!("Terapkan dengan --take {}", proposal.token),
        format!("Take it with --take {}", proposal.token),
    ));
    lines.join("\n")
}
