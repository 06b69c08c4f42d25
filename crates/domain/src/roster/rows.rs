//! Each row that is a person becomes a [`Person`] with findings, and ends in exactly one way.

use std::collections::HashMap;

use chrono::Datelike;

use super::{
    cells::{self, NikCell},
    date::{self, BirthDate},
    domicile,
    finding::{End, Finding, Kind, end_of},
    grid::{Cell, GridRow},
    header::Header,
    heading::Field,
};
use crate::{id::BookingId, nik::Nik, person::Person, region, text, time::Day};

/// A person of a roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which of the sheets read it stands in, from 0.
    pub sheet: u16,
    /// Its number as the spreadsheet shows it, from 1.
    pub row: u32,
    /// Whose row it is, with what could be read.
    pub person: Person,
    /// The booking that a returned list of held rows names.
    pub key: Option<BookingId>,
    /// What there is to say about it, the weightiest first.
    pub findings: Vec<Finding>,
}

impl Row {
    /// How it ends: exactly one of the four, whatever was found.
    pub fn end(&self) -> End {
        end_of(&self.findings)
    }

    /// Adds a finding, once; what weighs more stands before what weighs less.
    pub fn find(&mut self, kind: Kind) {
        if !self.findings.iter().any(|finding| finding.kind == kind) {
            let at = self
                .findings
                .partition_point(|finding| finding.kind.weight() >= kind.weight());
            self.findings.insert(at, Finding { row: self.row, kind });
        }
    }

    /// The birth date that age is judged by: the sheet's; where the sheet has none at all, the NIK's; `None` where the sheet's
    /// cannot be read.
    pub fn birth_date_for_age(&self, latest: Day) -> Option<Day> {
        let unreadable = self
            .findings
            .iter()
            .any(|f| matches!(f.kind, Kind::BirthDateUnreadable { .. }));
        self.person
            .birth_date
            .or_else(|| self.person.nik.filter(|_| !unreadable)?.birth_date(latest))
    }
}

/// What is the same for all rows of a sheet.
pub(super) struct Reader<'a> {
    pub header: &'a Header,
    pub sheet: u16,
    /// Kemendagri code of the site's district or regency.
    pub site: &'a str,
    /// Nobody was born after this day.
    pub latest: Day,
    pub already_recorded: &'a dyn Fn(Nik) -> bool,
}

impl Reader<'_> {
    /// Reads one row; `class_above` is what a class cell merged over several rows holds.
    pub fn read(&self, row: &GridRow, class_above: Option<&str>) -> Row {
        let cell = |field| {
            self.header
                .column(field)
                .map_or(&Cell::Empty, |column| row.cell(column))
        };
        let domicile = domicile::read(self.header, row, self.site);
        let class = Some(text::clean(&cell(Field::Class).shown())).filter(|class| !class.is_empty());
        let mut read = Row {
            sheet: self.sheet,
            row: row.number,
            person: Person {
                name: text::clean(&cell(Field::Name).shown()),
                sex: cells::sex(cell(Field::Sex)),
                class: class.or_else(|| class_above.map(text::clean)).unwrap_or_default(),
                home_district: domicile.home_district,
                ..Person::default()
            },
            key: cell(Field::Key).shown().trim().parse().ok(),
            findings: Vec::new(),
        };
        if !cells::is_name(&read.person.name) {
            read.find(Kind::NameMissing);
        }
        self.nik(&mut read, cell(Field::Nik));
        self.birth_date(&mut read, cell(Field::BirthDate));
        compare(&mut read, self.latest);
        if let Some(finding) = domicile.finding {
            read.find(finding);
        }
        read
    }

    fn nik(&self, read: &mut Row, cell: &Cell) {
        match cells::nik(cell) {
            NikCell::Valid(nik) => {
                read.person.nik = Some(nik);
                if (self.already_recorded)(nik) {
                    read.find(Kind::AlreadyRecorded);
                }
            }
            NikCell::Invalid(written, kind) => {
                read.person.nik_as_written = written;
                read.find(kind);
            }
        }
    }

    fn birth_date(&self, read: &mut Row, cell: &Cell) {
        match date::read(cell, self.latest) {
            BirthDate::Missing => {}
            BirthDate::Read(day) => read.person.birth_date = Some(day),
            BirthDate::Unreadable => read.find(Kind::BirthDateUnreadable {
                written: text::clean(&cell.shown()),
            }),
        }
    }
}

/// Compares the row with what its NIK carries: never more than a warning, for a NIK outlives corrections and renamed districts.
fn compare(read: &mut Row, latest: Day) {
    let Some(nik) = read.person.nik else { return };
    let carried = nik.birth_date(latest);
    let agrees = match (read.person.birth_date, carried) {
        // A NIK has two digits for the year.
        (Some(sheet), Some(carried)) => {
            (sheet.0.day(), sheet.0.month(), sheet.0.year().rem_euclid(100))
                == (carried.0.day(), carried.0.month(), carried.0.year().rem_euclid(100))
        }
        (_, carried) => carried.is_some(),
    };
    if !agrees {
        read.find(Kind::BirthDateDisagrees);
    }
    if let Some(sheet) = read.person.sex.filter(|sex| *sex != nik.sex()) {
        read.find(Kind::SexDisagrees { sheet });
    }
    if region::district(&nik.district()).is_none() {
        read.find(Kind::DistrictUnknown { code: nik.district() });
    }
}

/// Holds each row whose NIK an earlier row has: the first stays, later ones wait, whoever they are.
pub(super) fn hold_twins(rows: &mut [Row], sheet_name: impl Fn(u16) -> String) {
    let mut first = HashMap::new();
    for row in rows {
        let Some(nik) = row.person.nik else { continue };
        let (first_sheet, first_row) = *first.entry(nik).or_insert((row.sheet, row.row));
        if (first_sheet, first_row) != (row.sheet, row.row) {
            let first_sheet = if first_sheet == row.sheet {
                String::new()
            } else {
                sheet_name(first_sheet)
            };
            row.find(Kind::NikTwiceInFile { first_row, first_sheet });
        }
    }
}
