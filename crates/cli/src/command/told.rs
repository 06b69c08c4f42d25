//! `jemput told`

use clap::Args;
use jemput_acts::{act, view::BookingsInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

/// People were told of their new time
///
/// Takes them off the list of those to be told.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput told BOOKING BOOKING --visit ID")]
pub struct Told {
    /// The bookings' ids, NIKs or tickets
    #[arg(value_name = "BOOKING", required = true)]
    bookings: Vec<String>,

    #[command(flatten)]
    of: OfVisit,
}

impl Told {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let bookings = person::bookings(desk, visit, &self.bookings)?;
        let done = act::told(desk, BookingsInput { visit, bookings })?;
        Answer::done(&done, visit, place.lang())
    }
}
