//! `jemput find`

use clap::Args;
use jemput_acts::{
    Desk, act,
    view::{FindInput, Found, OfBooking},
};
use jemput_domain::id::ScopeId;
use serde_json::Value;

use crate::{
    answer::{Answer, json, with},
    arguments::OfVisit,
    failed::Failed,
    person,
    place::Place,
};

const EXAMPLES: &str = "\
Examples:
  jemput find \"put ay\" --visit ID
  jemput find 9416 --visit ID
  jemput --json find A-017 --visit ID";

/// Find people of a visit by name, NIK or ticket
///
/// Any part of a name, in any order of words, in the ways Indonesian names are written. JSON has the NIK in full; the
/// readable answer shows its last four digits.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Find {
    /// What to look for
    text: String,

    #[command(flatten)]
    of: OfVisit,

    /// The most people
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: u32,
}

impl Find {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let found = act::find(
            desk,
            FindInput {
                visit,
                text: self.text,
                limit: Some(self.limit),
            },
        )?;
        let text = person::lines(&found, place.lang());
        Ok(Answer {
            value: with_niks(desk, visit, &found)?,
            text,
            but: None,
        })
    }
}

/// People as scripts are told of them: the NIK in full.
pub fn with_niks(desk: &Desk, visit: ScopeId, people: &[Found]) -> Result<Value, Failed> {
    let mut values = Vec::with_capacity(people.len());
    for found in people {
        let nik = act::booking(
            desk,
            OfBooking {
                visit,
                booking: found.booking,
            },
        )?
        .nik;
        values.push(with(found, [("nik", json(&nik)?)])?);
    }
    Ok(Value::Array(values))
}
