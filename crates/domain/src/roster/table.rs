//! A table that leaves as a spreadsheet. All cells are text: a NIK stays whole, and nothing that people wrote becomes a formula.

/// One sheet to write.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The sheet's name.
    pub name: String,
    /// Its columns, from left to right.
    pub columns: Vec<TableColumn>,
    /// Its rows; cells past the last column are left out.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`Table`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableColumn {
    /// Its heading.
    pub heading: String,
    /// Its width in characters.
    pub width: u16,
}

impl Table {
    /// A table without rows, from headings and widths.
    pub fn new(name: &str, columns: &[(&str, u16)]) -> Self {
        let columns = columns.iter().map(|(heading, width)| TableColumn {
            heading: (*heading).to_owned(),
            width: *width,
        });
        Self {
            name: name.to_owned(),
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }
}
