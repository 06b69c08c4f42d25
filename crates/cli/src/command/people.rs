//! `jemput people`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit as VisitInput, PeopleInput},
};
use jemput_domain::booking::State;

use super::{find::with_niks, slot};
use crate::{
    answer::{Answer, with},
    arguments::OfVisit,
    failed::Failed,
    person,
    place::Place,
    words::Both,
};

const EXAMPLES: &str = "\
Examples:
  jemput people --visit ID --class \"XII MIPA 2\"
  jemput people --visit ID --state missed --state left
  jemput --json people --visit ID --to-tell --limit 500";

/// List people of a visit, by class, slot or state
///
/// A class and a slot come with a text for the teacher, without NIKs.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct People {
    #[command(flatten)]
    of: OfVisit,

    /// Of one class
    #[arg(long, value_name = "NAME")]
    class: Option<String>,

    /// Of one slot: its id or number, as `jemput slots` shows it
    #[arg(long, value_name = "SLOT")]
    slot: Option<String>,

    /// In this state; may be given several times
    #[arg(long = "state", value_name = "STATE", value_parser = state)]
    states: Vec<State>,

    /// Only who must be completed
    #[arg(long)]
    held: bool,

    /// Only who must be told of a new time
    #[arg(long)]
    to_tell: bool,

    /// Only who has no slot
    #[arg(long)]
    unplaced: bool,

    /// How many to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u32,

    /// The most people
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

const STATES: [State; 14] = [
    State::Booked,
    State::Waiting,
    State::Called,
    State::Recording,
    State::Recorded,
    State::Incomplete,
    State::ToRepeat,
    State::AlreadyRecorded,
    State::BiodataProblem,
    State::NotServed,
    State::Left,
    State::Missed,
    State::Withdrawn,
    State::Joined,
];

fn state(text: &str) -> Result<State, Both> {
    STATES.into_iter().find(|state| state.code() == text).ok_or_else(|| {
        let codes = STATES.map(State::code).join(", ");
        Both::new(format!("pilih {codes}"), format!("choose {codes}"))
    })
}

impl People {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let slot = match &self.slot {
            Some(code) => Some(slot::number(
                &act::plan(desk, VisitInput { visit })?.preview.slots,
                code,
            )?),
            None => None,
        };
        let input = PeopleInput {
            visit,
            class: self.class,
            slot,
            states: self.states,
            held: self.held,
            to_tell: self.to_tell,
            unplaced: self.unplaced,
            offset: self.offset,
            limit: Some(self.limit),
        };
        let people = act::people(desk, input)?;
        let lang = place.lang();
        let mut text = person::lines(&people.people, lang);
        let shown = people.people.len();
        text.push_str(&lang.pick(
            format!("\n{shown} dari {} orang", people.total),
            format!("\n{shown} of {} people", people.total),
        ));
        if !people.teacher_text.is_empty() {
            text.push_str("\n\n");
            text.push_str(&people.teacher_text);
        }
        let value = with(&people, [("people", with_niks(desk, visit, &people.people)?)])?;
        Ok(Answer { value, text, but: None })
    }
}
