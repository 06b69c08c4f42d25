//! `jemput walk-in`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit as VisitInput, PersonInput, WalkInInput, WalkInSlot},
};

use super::{arrive::text, slot};
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place, value::SexChoice};

const EXAMPLES: &str = "\
Examples:
  jemput walk-in --visit ID --name \"Dewi Lestari\" --service ktp_first
  jemput walk-in --visit ID --name \"Dewi Lestari\" --nik 3174085203049002 \\
      --service ktp_first --phone 0812...";

/// Book and check in who came without a booking
///
/// A NIK that has a booking is refused with the name of its owner; without a NIK two people of one name are two bookings.
/// A NIK that was recorded before is taken, with a warning.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct WalkIn {
    #[command(flatten)]
    of: OfVisit,

    /// The service wanted
    #[arg(long, value_name = "CODE", default_value = "ktp_first")]
    service: String,

    /// The name in full
    #[arg(long)]
    name: String,

    /// One of today's slots, by id or number, or "none"; else the first with a place
    #[arg(long, value_name = "SLOT")]
    slot: Option<String>,

    #[command(flatten)]
    person: PersonOptions,
}

/// What may be said of a person.
#[derive(Args, Debug)]
pub struct PersonOptions {
    /// The NIK, 16 digits
    #[arg(long)]
    nik: Option<String>,

    /// The birth date: 2004-03-12 or 12/03/2004
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,

    /// Sex
    #[arg(long, value_enum)]
    sex: Option<SexChoice>,

    /// Class or unit
    #[arg(long, value_name = "NAME")]
    class: Option<String>,

    /// The district in which the person lives, by name or code
    #[arg(long, value_name = "DISTRICT")]
    home_district: Option<String>,

    /// Phone, by the person's choice
    #[arg(long)]
    phone: Option<String>,
}

impl PersonOptions {
    /// With a name.
    pub fn named(self, name: String) -> PersonInput {
        PersonInput {
            name,
            nik: self.nik.unwrap_or_default(),
            birth_date: self.birth_date.unwrap_or_default(),
            sex: self.sex.map(Into::into),
            class: self.class.unwrap_or_default(),
            home_district: self.home_district.unwrap_or_default(),
            phone: self.phone.unwrap_or_default(),
        }
    }
}

impl WalkIn {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let slot = match self.slot.as_deref() {
            None => WalkInSlot::Suggested,
            Some("none") => WalkInSlot::None,
            Some(code) => WalkInSlot::Number(slot::number(
                &act::plan(desk, VisitInput { visit })?.preview.slots,
                code,
            )?),
        };
        let input = WalkInInput {
            visit,
            person: self.person.named(self.name),
            service: self.service,
            slot,
        };
        let arrived = act::walk_in(desk, input)?;
        Answer::new(&arrived, text(&arrived, visit, place.lang()))
    }
}
