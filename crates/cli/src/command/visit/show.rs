//! `jemput visit show`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit as VisitInput, SlotFigures},
};
use jemput_domain::{
    plan::{DayHours, saying::day_words},
    region,
    words::Lang,
};

use crate::{
    answer::{Answer, json, with},
    arguments::OfVisit,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::{self, pick},
};

/// Show a visit's plan
///
/// Its site, its numbers, its slots and what they come to.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput visit show --visit ID")]
pub struct Show {
    #[command(flatten)]
    of: OfVisit,
}

impl Show {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let plan = act::plan(place.desk()?, VisitInput { visit })?;
        let lang = place.lang();
        let mut text = format!("{}, {}\n", plan.site.name, region::place(&plan.site.district));
        for day in &plan.setup.days {
            text.push_str(&hours(day, lang));
            text.push('\n');
        }
        let setup = &plan.setup;
        text.push_str(&lang.pick(
            format!(
                "{} meja, {} menit per orang, paling banyak {} orang di lokasi, sisa {} persen, umur {} tahun\n\n",
                setup.stations, setup.minutes_per_person, setup.waiting_limit, setup.reserve_percent, setup.minimum_age
            ),
            format!(
                "{} stations, {} minutes a person, at most {} people on site, {} percent kept, age {}\n\n",
                setup.stations, setup.minutes_per_person, setup.waiting_limit, setup.reserve_percent, setup.minimum_age
            ),
        ));
        text.push_str(&slots(&plan.preview.slots, lang));
        text.push_str(&plan.preview.sentences.join("\n"));
        let value = with(&plan, [("visit", json(&visit)?)])?;
        Ok(Answer { value, text, but: None })
    }
}

fn hours(day: &DayHours, lang: Lang) -> String {
    let mut text = format!("{}  {}", day_words(day.day, lang), words::span(day.open, lang));
    for pause in &day.breaks {
        let (id, en) = match pause.stations_open {
            0 => (String::new(), String::new()),
            n => (format!(" ({n} meja tetap buka)"), format!(" ({n} stations stay open)")),
        };
        let span = words::span(pause.span, lang);
        text.push_str(&lang.pick(format!(", istirahat {span}{id}"), format!(", break {span}{en}")));
    }
    text
}

/// Slots in figures, one a line.
pub fn slots(slots: &[SlotFigures], lang: Lang) -> String {
    let right = |id, en| (pick(lang, id, en), Side::Right);
    let mut grid = Grid::new([
        (pick(lang, "Hari", "Day"), Side::Left),
        (pick(lang, "Sesi", "Slot"), Side::Left),
        right("No", "No"),
        right("Tempat", "Places"),
        right("Jadwal", "Booked"),
        right("Hadir", "Came"),
        right("Selesai", "Recorded"),
        right("Tidak hadir", "No-show"),
    ]);
    for slot in slots {
        grid.row([
            slot.slot.day.to_string(),
            words::span(slot.slot.span, lang),
            slot.slot.number.0.to_string(),
            slot.capacity.to_string(),
            slot.booked.to_string(),
            slot.arrived.to_string(),
            slot.recorded.to_string(),
            slot.no_show.to_string(),
        ]);
    }
    grid.lines_or("")
}
