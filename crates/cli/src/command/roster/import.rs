//! `jemput roster import`

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{
    act,
    view::{RosterInput, RosterReport},
};
use jemput_domain::words::Lang;

use super::path;
use crate::{
    answer::{Answer, undo_line},
    arguments::OfVisit,
    failed::Failed,
    place::Place,
    words::pick,
};

/// Lines of one kind that are shown; JSON has them all.
const SHOWN_MAX: usize = 40;

const EXAMPLES: &str = "\
Examples:
  jemput roster import siswa.xlsx --visit ID --dry-run
  jemput roster import siswa.xlsx --visit ID
  jemput roster import siswa.xlsx --visit ID \\
      --class \"XII MIPA 1\" --class \"XII MIPA 2\"
  jemput roster import tambahan.csv --visit ID --add";

/// Take a roster in and book its people
///
/// XLSX, XLS, ODS or CSV; sheet, header and columns are found by themselves, and only what the service needs is read.
/// Every row ends as accepted, held for completion, not due, or booked already; each finding says which row and what to do.
/// Classes stay together. The same file again changes nothing.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// The roster
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    of: OfVisit,

    /// Show what would follow and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Newcomers only, into free places from now on
    #[arg(long)]
    add: bool,

    /// Only this class; may be given several times
    #[arg(long = "class", value_name = "NAME")]
    classes: Vec<String>,

    /// Also take out those who are gone from a newer roster (never who has come)
    #[arg(long)]
    withdraw_gone: bool,

    /// Only the file that a --dry-run saw: its digest
    #[arg(long, value_name = "DIGEST")]
    digest: Option<String>,
}

impl Import {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let input = RosterInput {
            visit,
            path: path(&self.file)?,
            classes: self.classes,
            add: self.add,
            withdraw_gone: self.withdraw_gone,
            digest: self.digest,
        };
        let desk = place.desk()?;
        let report = if self.dry_run {
            act::roster_preview(desk, input)?
        } else {
            act::roster_import(desk, input)?
        };
        let lang = place.lang();
        let mut text = text(&report, lang);
        if let Some(act) = report.act {
            text.push('\n');
            text.push_str(&undo_line(lang, visit, act));
        }
        Answer::new(&report, text)
    }
}

fn text(report: &RosterReport, lang: Lang) -> String {
    let RosterReport {
        rows,
        accepted,
        warned,
        held,
        not_due,
        already_booked,
        unplaced,
        ..
    } = report;
    let mut lines = vec![lang.pick(
        format!(
            "{rows} baris: {accepted} siap ({warned} dengan catatan), {held} perlu dilengkapi, {not_due} tidak dijadwalkan, {already_booked} sudah terjadwal, {unplaced} tanpa tempat"
        ),
        format!(
            "{rows} rows: {accepted} accepted ({warned} with a warning), {held} held, {not_due} not due, {already_booked} booked already, {unplaced} without a place"
        ),
    )];
    for (sign, people) in [("+", &report.new), ("~", &report.changed), ("-", &report.gone)] {
        let shown = people.iter().take(SHOWN_MAX);
        lines.extend(shown.map(|one| format!("{sign} {} · {} · {}", one.name, one.class, one.what)));
        lines.extend(more(people.len(), lang));
    }
    lines.extend(
        report
            .findings
            .iter()
            .take(SHOWN_MAX)
            .map(|finding| finding.message.clone()),
    );
    lines.extend(more(report.findings.len(), lang));
    lines.extend(
        report
            .fits
            .iter()
            .map(|(day, people)| format!("{day}: {people} {}", pick(lang, "orang", "people"))),
    );
    lines.push(report.sentence.clone());
    lines.join("\n")
}

/// How many lines of one kind are not shown.
fn more(all: usize, lang: Lang) -> Option<String> {
    let more = all.checked_sub(SHOWN_MAX).filter(|more| *more > 0)?;
    Some(lang.pick(
        format!("... dan {more} lagi; semuanya ada dengan --json"),
        format!("... and {more} more; --json has them all"),
    ))
}
