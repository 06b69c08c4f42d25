//! Which sheets of a workbook are the roster, and reading them.
//!
//! The sheet whose header names most of what the service needs is read; of equals the one with most people. Schools often give
//! each class a sheet: other visible sheets with the same headings are read too, unless they repeat people already read.

use std::collections::{HashMap, HashSet};

use super::{
    Context, Roster,
    age::judge_age,
    cells,
    grid::{Cell, Grid, GridRow},
    header::{Column, Header, NotRead},
    heading::Field,
    people,
    rows::{Reader, hold_twins},
};
use crate::{nik::Nik, words::Lang};

/// A sheet that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetRead {
    /// Its name.
    pub name: String,
    /// First and last row of its header.
    pub header_rows: (u32, u32),
    /// The columns that were read.
    pub columns: Vec<Column>,
    /// Those that were not, with the reason.
    pub not_read: Vec<NotRead>,
}

/// A sheet that holds something and was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Rows in it that look like people.
    pub people: u32,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a sheet was not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOutReason {
    /// It has no header that names people.
    NoHeader,
    /// Its headings are others than those of the sheet that was read.
    OtherHeadings,
    /// It repeats people of a sheet that was read.
    Repeats,
    /// It is hidden.
    Hidden,
    /// Another sheet was asked for.
    NotAskedFor,
}

impl LeftOut {
    /// A short reason.
    pub fn say(&self, lang: Lang) -> String {
        let (indonesian, english) = match self.reason {
            LeftOutReason::NoHeader => (
                "tidak ada baris judul kolom Nama atau NIK",
                "no header with a name or NIK",
            ),
            LeftOutReason::OtherHeadings => ("judul kolomnya berbeda", "its headings differ"),
            LeftOutReason::Repeats => ("mengulang orang dari lembar lain", "repeats people of another sheet"),
            LeftOutReason::Hidden => ("lembar tersembunyi", "the sheet is hidden"),
            LeftOutReason::NotAskedFor => ("lembar lain yang dipilih", "another sheet was chosen"),
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

/// Why there is no roster in a workbook.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoRoster {
    /// No sheet has a header.
    #[error("no sheet with a header")]
    NoHeader,
    /// There is no sheet of this name.
    #[error("no sheet called {0}")]
    NoSuchSheet(String),
    /// A header, and nobody below it.
    #[error("nobody below the header in row {header_row} of sheet {sheet}")]
    Nobody {
        /// The sheet.
        sheet: String,
        /// Last row of its header.
        header_row: u32,
    },
}

impl NoRoster {
    /// The code that scripts see.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHeader => "no_header",
            Self::NoSuchSheet(_) => "no_such_sheet",
            Self::Nobody { .. } => "nobody_in_file",
        }
    }

    /// What is wrong and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoHeader => lang.pick(
                "Tidak ada lembar dengan baris judul kolom. Beri judul kolom paling sedikit Nama dan NIK, atau pakai templat kosong Jemput."
                    .to_owned(),
                "No sheet has a header row. Give the columns headings, at least Nama and NIK, or use Jemput's empty template.".to_owned(),
            ),
            Self::NoSuchSheet(name) => lang.pick(
                format!("Tidak ada lembar bernama \"{name}\" di berkas ini. Pilih lembar yang ada."),
                format!("There is no sheet called \"{name}\" in this file. Choose one that exists."),
            ),
            Self::Nobody { sheet, header_row } => lang.pick(
                format!("Di bawah judul kolom (baris {header_row}, lembar \"{sheet}\") tidak ada data orang. Isi datanya lalu coba lagi."),
                format!("Below the header (row {header_row}, sheet \"{sheet}\") is nobody. Fill in the rows and try again."),
            ),
        }
    }
}

struct Candidate<'a> {
    place: usize,
    grid: &'a Grid,
    header: Header,
    people: Vec<&'a GridRow>,
}

pub(super) fn read(grids: &[Grid], context: &Context<'_>) -> Result<Roster, NoRoster> {
    let mut left_out = Vec::new();
    let mut candidates = candidates(grids, context, &mut left_out)?;
    let best = candidates.first().ok_or(NoRoster::NoHeader)?;
    if best.people.is_empty() {
        return Err(NoRoster::Nobody {
            sheet: best.grid.name.clone(),
            header_row: best.header.rows.1,
        });
    }
    let headings = headings_of(&best.header);
    let mut seen = HashSet::new();
    let mut first = true;
    candidates.retain(|candidate| {
        let reason = if std::mem::take(&mut first) {
            None
        } else if candidate.grid.hidden {
            Some(LeftOutReason::Hidden)
        } else if headings_of(&candidate.header) != headings {
            Some(LeftOutReason::OtherHeadings)
        } else {
            repeats(candidate, &seen).then_some(LeftOutReason::Repeats)
        };
        match reason {
            None => seen.extend(niks(candidate)),
            Some(reason) => left_out.push(left(candidate.grid, candidate.people.len(), reason)),
        }
        reason.is_none()
    });
    candidates.retain(|candidate| !candidate.people.is_empty());
    candidates.sort_by_key(|candidate| candidate.place);
    let mut roster = Roster {
        sheets: Vec::new(),
        left_out,
        rows: Vec::new(),
        passed_over: Vec::new(),
    };
    let several = candidates.len() > 1;
    for candidate in candidates {
        take(candidate, several, context, &mut roster);
    }
    let sheets = &roster.sheets;
    hold_twins(&mut roster.rows, |sheet| {
        sheets
            .get(usize::from(sheet))
            .map(|s| s.name.clone())
            .unwrap_or_default()
    });
    for row in &mut roster.rows {
        judge_age(row, context.minimum_age, context.days);
    }
    Ok(roster)
}

fn left(grid: &Grid, people: usize, reason: LeftOutReason) -> LeftOut {
    LeftOut {
        name: grid.name.clone(),
        people: u32::try_from(people).unwrap_or(u32::MAX),
        reason,
    }
}

/// Sheets with a header, the best first: visible ones, by what their header names, by their people, by their place.
fn candidates<'a>(
    grids: &'a [Grid],
    context: &Context<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Candidate<'a>>, NoRoster> {
    if let Some(name) = context
        .sheet
        .filter(|name| !grids.iter().any(|grid| grid.name == *name))
    {
        return Err(NoRoster::NoSuchSheet(name.to_owned()));
    }
    let mut found = Vec::new();
    for (place, grid) in grids.iter().enumerate().filter(|(_, grid)| !grid.rows.is_empty()) {
        let header = Header::find(grid);
        let people: Vec<_> = header
            .iter()
            .flat_map(|header| below(grid, header).filter(|row| people::is_person(header, row)))
            .collect();
        match header {
            _ if context.sheet.is_some_and(|name| name != grid.name) => {
                left_out.push(left(grid, people.len(), LeftOutReason::NotAskedFor));
            }
            None => left_out.push(left(grid, 0, LeftOutReason::NoHeader)),
            Some(header) => found.push(Candidate {
                place,
                grid,
                header,
                people,
            }),
        }
    }
    found.sort_by_key(|c| {
        (
            c.people.is_empty(),
            c.grid.hidden,
            std::cmp::Reverse(c.header.score()),
            std::cmp::Reverse(c.people.len()),
            c.place,
        )
    });
    Ok(found)
}

fn below<'a>(grid: &'a Grid, header: &Header) -> impl Iterator<Item = &'a GridRow> + use<'a> {
    let last = header.rows.1;
    grid.rows[grid.rows.partition_point(|row| row.number <= last)..].iter()
}

fn headings_of(header: &Header) -> Vec<(Field, String)> {
    let mut headings: Vec<_> = header
        .columns
        .iter()
        .map(|c| (c.field, c.heading.to_lowercase()))
        .collect();
    headings.sort();
    headings
}

fn niks(candidate: &Candidate<'_>) -> impl Iterator<Item = Nik> {
    let column = candidate.header.column(Field::Nik);
    candidate
        .people
        .iter()
        .filter_map(move |row| match cells::nik(row.cell(column?)) {
            cells::NikCell::Valid(nik) => Some(nik),
            cells::NikCell::Invalid(..) => None,
        })
}

/// Whether most of a sheet's NIKs stand in sheets already taken: then it is a copy or an extract of them.
fn repeats(candidate: &Candidate<'_>, seen: &HashSet<Nik>) -> bool {
    let (all, known) = niks(candidate).fold((0, 0), |(all, known), nik| {
        (all + 1, known + usize::from(seen.contains(&nik)))
    });
    known * 2 > all
}

fn take(candidate: Candidate<'_>, several: bool, context: &Context<'_>, roster: &mut Roster) {
    let Candidate {
        grid, header, people, ..
    } = candidate;
    let sheet = u16::try_from(roster.sheets.len()).unwrap_or(u16::MAX);
    let reader = Reader {
        header: &header,
        sheet,
        site: context.site_district,
        latest: context.latest,
        already_recorded: context.already_recorded,
    };
    let merged = merged_classes(grid, &header);
    // A sheet for each class and no class column: the sheet's name is the class.
    let named = Some(grid.name.as_str()).filter(|_| several && header.column(Field::Class).is_none());
    let mut people = people.into_iter().peekable();
    for row in below(grid, &header) {
        if people.next_if(|person| person.number == row.number).is_some() {
            let class = merged.get(&row.number).copied().or(named);
            roster.rows.push(reader.read(row, class));
        } else if let Some(passed_over) = people::passed_over(&header, row) {
            roster.passed_over.push((sheet, passed_over));
        }
    }
    roster.sheets.push(SheetRead {
        name: grid.name.clone(),
        header_rows: header.rows,
        columns: header.columns,
        not_read: header.not_read,
    });
}

/// Class cells that are merged over several rows, by the rows that they cover.
fn merged_classes<'a>(grid: &'a Grid, header: &Header) -> HashMap<u32, &'a str> {
    let mut classes = HashMap::new();
    let Some(column) = header.column(Field::Class) else {
        return classes;
    };
    for merged in grid
        .merged
        .iter()
        .filter(|m| m.columns.0 == column && m.rows.0 > header.rows.1 && m.rows.0 < m.rows.1)
    {
        let at = grid.rows.partition_point(|row| row.number < merged.rows.0);
        let Some(Cell::Text(class)) = grid
            .rows
            .get(at)
            .filter(|row| row.number == merged.rows.0)
            .map(|row| row.cell(column))
        else {
            continue;
        };
        let covered = grid.rows[at..].iter().take_while(|row| row.number <= merged.rows.1);
        classes.extend(covered.map(|row| (row.number, class.as_ref())));
    }
    classes
}
