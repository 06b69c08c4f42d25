//! `jemput demo`

use clap::Args;
use jemput_acts::{act, demo, demo_half_day, view::SettingsInput};
use jemput_domain::time::Zone;

use crate::{
    answer::{Answer, json, with},
    failed::Failed,
    place::Place,
    value::address,
};

/// What a laptop is called until a person names it.
const FIRST_NAME: &str = "Loket A";

const EXAMPLES: &str = "\
Examples:
  jemput --home /tmp/van demo
  jemput --home /tmp/van --now 2021-11-08T06:30:00+07:00 --json demo --half-day";

/// Make a demonstration: SMAN 55, three days, 452 invented students
///
/// The visit begins today, by --now where it is given. The roster is written as a spreadsheet in the layout of the national
/// school system's export and imported like any other. A folder that is not set up yet is set up first.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Demo {
    /// The address of the server from now on
    #[arg(long, value_name = "URL", value_parser = address)]
    server: Option<String>,

    /// Play it up to 10.42 of the second day, and answer with that time
    #[arg(long)]
    half_day: bool,
}

impl Demo {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = if jemput_acts::Desk::is_set_up(place.home()?) {
            let desk = place.desk()?;
            if self.server.is_some() {
                let server = self.server;
                act::settings(
                    desk,
                    SettingsInput {
                        server,
                        ..SettingsInput::default()
                    },
                )?;
            }
            desk
        } else {
            place.set_up(FIRST_NAME, self.server.as_deref())?.0
        };
        let made = demo(desk)?;
        let played = if self.half_day {
            Some(demo_half_day(desk, made.visit)?.in_zone(Zone::Wib))
        } else {
            None
        };
        let mut text = place.lang().pick(
            format!(
                "Kegiatan percobaan di SMAN 55 siap: {} orang terjadwal.\n--visit {}",
                made.bookings, made.visit
            ),
            format!(
                "The demonstration at SMAN 55 is ready: {} people are booked.\n--visit {}",
                made.bookings, made.visit
            ),
        );
        if let Some(now) = &played {
            text.push_str(&format!("\n--now {now}"));
        }
        let value = match played {
            Some(now) => with(&made, [("now", json(&now)?)])?,
            None => json(&made)?,
        };
        Ok(Answer { value, text, but: None })
    }
}
