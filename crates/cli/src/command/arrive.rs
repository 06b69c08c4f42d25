//! `jemput arrive`

use clap::Args;
use jemput_acts::{
    act,
    view::{ArriveClassInput, ArriveInput, Arrived},
};
use jemput_domain::words::Lang;

use crate::{
    answer::{Answer, undo_line},
    arguments::OfVisit,
    failed::Failed,
    person,
    place::Place,
};

const EXAMPLES: &str = "\
Examples:
  jemput arrive 3174082805059416 --visit ID
  jemput arrive --class \"XII MIPA 2\" --visit ID --except BOOKING";

/// Check a person in, or a whole class
///
/// Gives a ticket and says how the arrival stands to the slot: early, on_time, late or other_day. Who is here already gets
/// the same ticket again; so does who left or was missed and returns on the same day.
///
/// A class gets its tickets in the order of its list, in one act; the answer is then a list. It takes those who have not
/// come, left or were missed, and whose slot is today; of those whose slot is on another day only whom --also names.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Arrive {
    /// A booking's id, a NIK or a ticket
    #[arg(
        value_name = "BOOKING_OR_NIK",
        required_unless_present = "class",
        conflicts_with = "class"
    )]
    code: Option<String>,

    #[command(flatten)]
    of: OfVisit,

    /// Everybody of this class who is due today and has not come
    #[arg(long, value_name = "NAME")]
    class: Option<String>,

    /// Who of the class is missing; may be given several times
    #[arg(long, value_name = "BOOKING", requires = "class", conflicts_with = "code")]
    except: Vec<String>,

    /// Who of the class came though their slot is on another day; may be given several times
    #[arg(long, value_name = "BOOKING", requires = "class", conflicts_with = "code")]
    also: Vec<String>,
}

impl Arrive {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let Some(class) = self.class else {
            let booking = person::booking(desk, Some(visit), &self.code.unwrap_or_default())?;
            let code = booking.to_string();
            let arrived = act::arrive(desk, ArriveInput { visit, code })?;
            let text = text(&arrived, visit, place.lang());
            return Answer::new(&arrived, text);
        };
        let except = person::bookings(desk, visit, &self.except)?;
        let also = person::bookings(desk, visit, &self.also)?;
        let input = ArriveClassInput {
            visit,
            class,
            except,
            also,
        };
        let arrived = act::arrive_class(desk, input)?;
        let mut lines: Vec<String> = arrived.iter().map(|one| one.sentence.clone()).collect();
        if let Some(act) = arrived.last().and_then(|one| one.act) {
            lines.push(undo_line(place.lang(), visit, act));
        }
        Answer::new(&arrived, lines.join("\n"))
    }
}

/// A check-in in words.
pub fn text(arrived: &Arrived, visit: impl std::fmt::Display, lang: Lang) -> String {
    let mut lines = vec![arrived.sentence.clone()];
    lines.extend(arrived.warnings.iter().cloned());
    if arrived.site_full {
        let (on_site, limit) = (arrived.on_site, arrived.waiting_limit);
        lines.push(lang.pick(
            format!("Lokasi penuh: {on_site} orang, batasnya {limit}."),
            format!("The site is full: {on_site} people; the limit is {limit}."),
        ));
    }
    if let Some(act) = arrived.act {
        lines.push(undo_line(lang, visit, act));
    }
    lines.join("\n")
}
