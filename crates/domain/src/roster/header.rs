//! Where a sheet's header stands: under title blocks, in one row or in two with a parent heading over its children.

use serde::{Deserialize, Serialize};

use super::{
    grid::{Grid, GridRow, column_letter},
    heading::{Field, Meaning, meaning},
    headings::{Headings, headings_at},
};
use crate::{nik::Nik, words::Lang};

/// A header is looked for in the first rows that hold something.
const ROWS_SEARCHED: usize = 60;
/// Rows below a header that are looked at to tell apart two columns for one field.
const ROWS_SAMPLED: usize = 200;

/// A column that is read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Column {
    /// What it holds.
    pub field: Field,
    /// Counted from 0.
    pub index: u16,
    /// As the spreadsheet shows it.
    pub letter: String,
    /// Its heading as found; parent and child with ` / ` between.
    pub heading: String,
}

/// A column that is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotRead {
    /// As the spreadsheet shows it.
    pub letter: String,
    /// Its heading as found.
    pub heading: String,
    /// Why not.
    pub reason: Reason,
}

/// Why a column is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It belongs to a parent, guardian or spouse.
    OtherPerson,
    /// Another column is read for the same field.
    AnotherIsRead,
    /// Asked for at the desk, by choice.
    ByChoice,
    /// The service does not need it.
    NotNeeded,
}

impl Reason {
    /// The code that scripts see.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherPerson => "other_person",
            Self::AnotherIsRead => "another_is_read",
            Self::ByChoice => "by_choice",
            Self::NotNeeded => "not_needed",
        }
    }

    /// A short reason.
    pub fn say(self, lang: Lang) -> String {
        let (indonesian, english) = match self {
            Self::OtherPerson => (
                "milik orang tua, wali, atau pasangan",
                "belongs to a parent, guardian or spouse",
            ),
            Self::AnotherIsRead => (
                "kolom lain sudah dipakai untuk isian yang sama",
                "another column is read for the same",
            ),
            Self::ByChoice => (
                "hanya ditanyakan di loket bila warga bersedia",
                "asked for at the desk only, by choice",
            ),
            Self::NotNeeded => ("tidak diperlukan layanan", "not needed by the service"),
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

/// A sheet's header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// First and last row of it, as the spreadsheet shows them.
    pub rows: (u32, u32),
    /// The columns that are read, one for a field, from left to right.
    pub columns: Vec<Column>,
    /// All others that have a heading, from left to right.
    pub not_read: Vec<NotRead>,
}

impl Header {
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.columns
            .iter()
            .find(|column| column.field == field)
            .map(|column| column.index)
    }

    /// Finds the header of a sheet: the rows whose headings name the most that the service needs, the topmost of equals.
    pub fn find(grid: &Grid) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for at in 0..grid.rows.len().min(ROWS_SEARCHED) {
            let Some(headings) = headings_at(grid, at) else {
                continue;
            };
            let header = headings.into_header(grid);
            let score = header.score();
            if score > best.as_ref().map_or(0, |(score, _)| *score) {
                best = Some((score, header));
            }
        }
        best.map(|(_, header)| header)
    }

    /// How much of what the service needs it names; 0 if it is no header.
    pub(super) fn score(&self) -> u32 {
        let named = self.column(Field::Name).is_some() || self.column(Field::Nik).is_some();
        if !named || self.columns.len() < 2 {
            return 0;
        }
        self.columns.iter().map(|column| weight(column.field)).sum()
    }
}

fn weight(field: Field) -> u32 {
    match field {
        Field::Name | Field::Nik | Field::Key => 4,
        Field::Sex | Field::BirthDate | Field::Class => 3,
        Field::District | Field::Regency | Field::Address | Field::Village => 1,
        Field::Number => 1,
    }
}

impl Headings {
    /// Chooses one column for each field; the rest is named with its reason.
    fn into_header(self, grid: &Grid) -> Header {
        let below = &grid.rows[self.below.min(grid.rows.len())..];
        let meanings: Vec<Meaning> = self.all.iter().map(|h| meaning(&h.parent, &h.leaf)).collect();
        let chosen = |wanted: Field| {
            let candidates = self
                .all
                .iter()
                .zip(&meanings)
                .filter_map(|(heading, meaning)| match meaning {
                    Meaning::Field(field, rank) if *field == wanted => Some((heading.index, *rank)),
                    _ => None,
                });
            choose(wanted, &candidates.collect::<Vec<_>>(), below)
        };
        let (mut columns, mut not_read) = (Vec::new(), Vec::new());
        for (heading, meaning) in self.all.iter().zip(&meanings) {
            let letter = column_letter(heading.index);
            let reason = match meaning {
                Meaning::Field(field, _) if chosen(*field) == Some(heading.index) => {
                    columns.push(Column {
                        field: *field,
                        index: heading.index,
                        letter,
                        heading: heading.shown(),
                    });
                    continue;
                }
                Meaning::Field(..) => Reason::AnotherIsRead,
                Meaning::OtherPerson => Reason::OtherPerson,
                Meaning::ByChoice => Reason::ByChoice,
                Meaning::NotNeeded => Reason::NotNeeded,
            };
            not_read.push(NotRead {
                letter,
                heading: heading.shown(),
                reason,
            });
        }
        Header {
            rows: self.rows,
            columns,
            not_read,
        }
    }
}

/// Of several columns for one field: for the NIK the one that holds most NIKs (companies call their own numbers so too), else the
/// one of the lowest rank, else the leftmost.
fn choose(field: Field, candidates: &[(u16, u8)], below: &[GridRow]) -> Option<u16> {
    let niks = |column: u16| {
        if field != Field::Nik || candidates.len() < 2 {
            return 0;
        }
        below
            .iter()
            .take(ROWS_SAMPLED)
            .filter(|row| Nik::parse(&row.cell(column).shown()).is_ok())
            .count()
    };
    candidates
        .iter()
        .min_by_key(|(column, rank)| (std::cmp::Reverse(niks(*column)), *rank, *column))
        .map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::grid::{Cell, Merged};

    pub(crate) fn grid(rows: &[&[&str]]) -> Grid {
        let rows = (1..).zip(rows).map(|(number, cells)| GridRow {
            number,
            cells: cells.iter().map(|c| Cell::text(c)).collect(),
        });
        Grid {
            rows: rows.filter(|row| row.filled().next().is_some()).collect(),
            ..Grid::default()
        }
    }

    fn letters(header: &Header) -> Vec<(Field, &str)> {
        header.columns.iter().map(|c| (c.field, c.letter.as_str())).collect()
    }

    #[test]
    fn finds_a_header_under_titles() {
        let sheet = grid(&[
            &["DAFTAR NAMA PESERTA DIDIK"],
            &["Wali Kelas: Sri Invented"],
            &[],
            &[
                "No",
                "Nama Lengkap",
                "L/P",
                "Tgl Lahir",
                "No. Induk Kependudukan",
                "Kelas",
                "Agama",
            ],
            &["1", "Budi", "L", "2005-01-02", "3174080201059001", "XI", "x"],
        ]);
        let header = Header::find(&sheet).unwrap();
        assert_eq!(header.rows, (4, 4));
        assert_eq!(
            letters(&header),
            [
                (Field::Number, "A"),
                (Field::Name, "B"),
                (Field::Sex, "C"),
                (Field::BirthDate, "D"),
                (Field::Nik, "E"),
                (Field::Class, "F")
            ]
        );
        assert_eq!(
            header.not_read,
            [NotRead {
                letter: "G".into(),
                heading: "Agama".into(),
                reason: Reason::NotNeeded
            }]
        );
    }

    fn with_parents() -> Grid {
        grid(&[
            &["Title"],
            &["No", "Nama", "NIK", "Data Ayah", "", "Data Ibu", "", "Rombel Saat Ini"],
            &["", "", "", "Nama", "NIK", "Nama", "NIK", ""],
            &[
                "1",
                "Budi",
                "3174080201059001",
                "A",
                "3174080201809001",
                "B",
                "3174084201809001",
                "XI",
            ],
        ])
    }

    #[test]
    fn parents_columns_are_never_read_with_or_without_merged_cells() {
        let mut sheet = with_parents();
        for merged in [
            vec![],
            vec![
                Merged {
                    rows: (2, 3),
                    columns: (0, 0),
                },
                Merged {
                    rows: (2, 2),
                    columns: (3, 4),
                },
                Merged {
                    rows: (2, 2),
                    columns: (5, 6),
                },
            ],
        ] {
            sheet.merged = merged;
            let header = Header::find(&sheet).unwrap();
            assert_eq!(header.rows, (2, 3));
            assert_eq!(
                letters(&header),
                [
                    (Field::Number, "A"),
                    (Field::Name, "B"),
                    (Field::Nik, "C"),
                    (Field::Class, "H")
                ]
            );
            let others: Vec<_> = header
                .not_read
                .iter()
                .map(|n| (n.letter.as_str(), n.heading.as_str(), n.reason))
                .collect();
            assert_eq!(others[1], ("E", "Data Ayah / NIK", Reason::OtherPerson));
            assert_eq!(others.len(), 4);
        }
    }

    #[test]
    fn a_title_about_the_class_teacher_is_no_parent_heading() {
        let sheet = grid(&[
            &["Wali Kelas: Ibu Sri"],
            &["No", "Nama", "NIK"],
            &["1", "Budi", "3174080201059001"],
        ]);
        let header = Header::find(&sheet).unwrap();
        assert_eq!(header.rows, (2, 2));
        assert!(header.column(Field::Name).is_some());
    }

    #[test]
    fn a_companys_own_number_is_not_taken_for_the_nik() {
        let sheet = grid(&[
            &["NIK", "Nama Karyawan", "NIK Penduduk", "Departemen"],
            &["00412", "Budi", "3174080201059001", "HRD"],
        ]);
        let header = Header::find(&sheet).unwrap();
        assert_eq!(header.column(Field::Nik), Some(2));
        assert_eq!(header.not_read[0].reason, Reason::AnotherIsRead);
    }

    #[test]
    fn data_is_no_header() {
        assert_eq!(
            Header::find(&grid(&[&["Budi", "3174080201059001"], &["Nama Sekolah", "SMAN 55"]])),
            None
        );
        assert_eq!(Header::find(&Grid::default()), None);
    }
}
