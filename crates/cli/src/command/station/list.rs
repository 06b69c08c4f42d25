//! `jemput station list`

use clap::Args;
use jemput_acts::{
    act,
    view::{OfVisit as VisitInput, StationBoard, StationView},
};
use jemput_domain::{event::StationStatus, words::Lang};

use crate::{
    answer::Answer,
    arguments::OfVisit,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::{self, pick},
};

/// Show all stations and who is called next
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput station list --visit ID")]
pub struct List {
    #[command(flatten)]
    of: OfVisit,
}

impl List {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let board = act::stations(place.desk()?, VisitInput { visit: self.of.visit })?;
        let text = text(&board, place.lang());
        Answer::new(&board, text)
    }
}

fn text(board: &StationBoard, lang: Lang) -> String {
    let next: Vec<&str> = board.next.iter().map(|entry| entry.ticket.as_str()).collect();
    let next = if next.is_empty() {
        "-".to_owned()
    } else {
        next.join(", ")
    };
    lines(&board.stations, lang)
        + &lang.pick(
            format!("\nBerikutnya: {next} · menunggu {}", board.waiting),
            format!("\nNext: {next} · {} wait", board.waiting),
        )
}

/// Stations, one a line.
pub fn lines(stations: &[StationView], lang: Lang) -> String {
    let left = |id, en| (pick(lang, id, en), Side::Left);
    let mut grid = Grid::new([
        left("Meja", "Station"),
        left("Keadaan", "State"),
        left("Nomor", "Ticket"),
        left("Nama", "Name"),
        (pick(lang, "Selesai", "Recorded"), Side::Right),
    ]);
    for station in stations {
        let state = match (&station.status, &station.person) {
            (StationStatus::Paused(_), _) => pick(lang, "istirahat", "pauses"),
            (StationStatus::Broken(_), _) => pick(lang, "alat rusak", "out of order"),
            (StationStatus::Open, Some(person)) => words::state(person.state, lang),
            (StationStatus::Open, None) => pick(lang, "kosong", "free"),
        };
        let person = station.person.as_ref();
        grid.row([
            station.number.to_string(),
            state.to_owned(),
            person.map(|p| p.ticket.clone()).unwrap_or_default(),
            person.map(|p| p.name.clone()).unwrap_or_default(),
            station.recorded_today.to_string(),
        ]);
    }
    grid.lines_or("")
}
