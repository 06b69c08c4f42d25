//! A roster: the list of people that a site hands over, read from whatever spreadsheet it came in.
//!
//! [`read_roster`] finds the sheet and its header by itself, takes only what the service needs, and ends every person's row in
//! exactly one of four ways. It reads [`grid::Grid`]s; where those come from is not its concern.

pub mod age;
pub(crate) mod cells;
pub mod date;
mod difference;
mod domicile;
pub mod finding;
pub mod grid;
pub mod header;
pub mod heading;
mod headings;
mod held;
mod identity;
mod other_place;
pub mod people;
pub mod rows;
mod saying;
pub mod school_export;
mod sheets;
pub mod table;
mod template;
#[cfg(test)]
mod tests;

pub use age::{due_from, judge_age, row_due_from};
pub use difference::{Changed, Detail, Difference, Known, difference};
pub use finding::{End, Finding, Kind, Weight};
pub use held::{HeldRow, held_table, still_held, to_complete};
pub use identity::booking_ids;
pub use other_place::other_place;
pub use rows::Row;
pub use sheets::{LeftOut, LeftOutReason, NoRoster, SheetRead};
pub use template::template;

use crate::{nik::Nik, time::Day};
use people::PassedOver;

/// What a roster is read for.
pub struct Context<'a> {
    /// Kemendagri code of the site's district, `31.74.08`, or regency, `31.74`.
    pub site_district: &'a str,
    /// Nobody was born after this day: today at the site.
    pub latest: Day,
    /// Full years that a person must have lived on the booked day; 0: everybody.
    pub minimum_age: u8,
    /// The visit's days; without them nobody is judged too young.
    pub days: &'a [Day],
    /// The office's list of NIKs already recorded.
    pub already_recorded: &'a dyn Fn(Nik) -> bool,
    /// The one sheet to read, by name; `None`: found by itself.
    pub sheet: Option<&'a str>,
}

/// A roster as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roster {
    /// The sheets that were read: one, or one for each class.
    pub sheets: Vec<SheetRead>,
    /// Sheets with something in them that were not read.
    pub left_out: Vec<LeftOut>,
    /// The people, in the order of the sheets and rows.
    pub rows: Vec<Row>,
    /// Rows below a header that are no people: totals, signatures. With the sheet's place in `sheets`.
    pub passed_over: Vec<(u16, PassedOver)>,
}

/// Rows by their end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub struct Counts {
    /// All rows: the sum of the others.
    pub rows: u32,
    /// Accepted without a warning.
    pub accepted: u32,
    /// Accepted with a warning.
    pub warned: u32,
    /// Held for completion.
    pub held: u32,
    /// Not due.
    pub not_due: u32,
}

impl Roster {
    /// How many rows end in which way.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            counts.rows += 1;
            *match row.end() {
                End::Accepted => &mut counts.accepted,
                End::Warned => &mut counts.warned,
                End::Held => &mut counts.held,
                End::NotDue => &mut counts.not_due,
            } += 1;
        }
        counts
    }

    /// Classes with their numbers of rows, in the order in which they first appear.
    pub fn classes(&self) -> Vec<(String, u32)> {
        let mut at = std::collections::HashMap::new();
        let mut classes: Vec<(String, u32)> = Vec::new();
        for row in &self.rows {
            let class = row.person.class.as_str();
            let i = *at.entry(class).or_insert(classes.len());
            if i == classes.len() {
                classes.push((class.to_owned(), 0));
            }
            classes[i].1 += 1;
        }
        classes
    }

    /// A finding's sentence; it names the sheet where several were read.
    pub fn say(&self, row: &Row, finding: &Finding, lang: crate::words::Lang) -> String {
        let sentence = finding.say(lang);
        match self
            .sheets
            .get(usize::from(row.sheet))
            .filter(|_| self.sheets.len() > 1)
        {
            Some(sheet) => lang.pick(format!("Lembar {}, {}", sheet.name, lower_first(&sentence)), {
                format!("Sheet {}, {}", sheet.name, lower_first(&sentence))
            }),
            None => sentence,
        }
    }
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars
        .next()
        .map(|c| c.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Reads a roster from a workbook's sheets.
///
/// # Errors
///
/// [`NoRoster`] if no sheet has a header with a name or a NIK, the sheet asked for does not exist, or below the header is nobody.
pub fn read_roster(grids: &[grid::Grid], context: &Context<'_>) -> Result<Roster, NoRoster> {
    sheets::read(grids, context)
}
