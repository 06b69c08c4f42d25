//! Rows under headings, each column as wide as it must be.

/// Whether a column reads from its left or lines up on its right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table for the terminal.
#[derive(Debug)]
pub struct Grid {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// With these headings.
    pub fn new<const N: usize>(headings: [(&str, Side); N]) -> Self {
        Self {
            sides: headings.iter().map(|(_, side)| *side).collect(),
            rows: vec![headings.iter().map(|(heading, _)| (*heading).to_owned()).collect()],
        }
    }

    /// One more row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// As lines; `nothing` where there is no row.
    pub fn lines_or(&self, nothing: &str) -> String {
        if self.rows.len() < 2 {
            return nothing.to_owned();
        }
        let width = |column: usize| {
            self.rows
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        let mut lines = String::new();
        for row in &self.rows {
            let cells = row
                .iter()
                .zip(&self.sides)
                .zip(&widths)
                .map(|((cell, side), width)| match side {
                    Side::Left => format!("{cell:<width$}"),
                    Side::Right => format!("{cell:>width$}"),
                });
            lines.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            lines.push('\n');
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut grid = Grid::new([("Nama", Side::Left), ("Jumlah", Side::Right)]);
        assert_eq!(grid.lines_or("kosong"), "kosong");
        grid.row(["Renée".into(), "7".into()]);
        grid.row(["Putri Ayu".into(), "12".into()]);
        assert_eq!(
            grid.lines_or(""),
            "Nama       Jumlah\nRenée           7\nPutri Ayu      12\n"
        );
    }
}
