//! Whether a list says of itself that it is another school's: its title rows name a school or a district that is not the
//! site's. It is said before the list is taken, never refused: people from elsewhere are served too.

use super::grid::Grid;

/// The most rows above a header that are read for a title.
const TITLE_ROWS_MAX: usize = 12;

/// What a list says of where it comes from, where that is not the site. `before` is the first row of the header.
pub fn other_place(sheet: &Grid, before: u32, site_name: &str, site_district: Option<&str>) -> Option<String> {
    let titles = sheet
        .rows
        .iter()
        .take_while(|row| row.number < before)
        .take(TITLE_ROWS_MAX)
        .flat_map(|row| row.filled().map(|(_, cell)| cell.shown()));
    let ours = school(site_name);
    for title in titles {
        if let (Some(ours), Some(theirs)) = (&ours, school(&title))
            && *ours != theirs
        {
            return Some(crate::text::clean(&title));
        }
        if let (Some(ours), Some(theirs)) = (site_district, district(&title))
            && !theirs.eq_ignore_ascii_case(ours)
        {
            return Some(crate::text::clean(&title));
        }
    }
    None
}

/// A school by its level and number, `SMAN 55`, `SMA Negeri 55 Jakarta`: what two spellings of one school share. A name without
/// a number tells nothing for sure.
fn school(text: &str) -> Option<(&'static str, bool, u32)> {
    const LEVELS: [(&str, &str); 6] = [
        ("sma", "sma"),
        ("smk", "smk"),
        ("smp", "smp"),
        ("slb", "slb"),
        ("ma", "ma"),
        ("mts", "mts"),
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        let level = LEVELS.iter().find_map(|(level, name)| match word.strip_prefix(level)? {
            "" => Some((*name, false)),
            "n" => Some((*name, true)),
            _ => None,
        });
        let Some((level, state)) = level else { continue };
        let mut rest = words[at + 1..].iter();
        let mut next = rest.next();
        let state = state || next == Some(&"negeri");
        if next == Some(&"negeri") {
            next = rest.next();
        }
        return next
            .and_then(|number| number.parse().ok())
            .map(|number| (level, state, number));
    }
    None
}

/// `Kecamatan Kec. Pancoran, Kabupaten …` names Pancoran.
fn district(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let rest = lower.trim().strip_prefix("kecamatan")?;
    let name = rest.split(',').next()?.trim_start_matches([':', ' ']);
    let name = name.strip_prefix("kec.").unwrap_or(name).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::grid::{Cell, GridRow};

    fn sheet(titles: &[&str]) -> Grid {
        let row = |(number, title): (u32, &&str)| GridRow {
            number,
            cells: vec![Cell::text(title)],
        };
        Grid {
            rows: (1..).zip(titles).map(row).collect(),
            ..Grid::default()
        }
    }

    fn said(titles: &[&str]) -> Option<String> {
        other_place(&sheet(titles), 100, "SMAN 55", Some("Pancoran"))
    }

    #[test]
    fn another_schools_list_says_so() {
        assert_eq!(
            said(&["Daftar Peserta Didik", "SMA NEGERI 28 JAKARTA"]).unwrap(),
            "SMA NEGERI 28 JAKARTA"
        );
        assert_eq!(said(&["SMKN 55 Jakarta"]).unwrap(), "SMKN 55 Jakarta");
        assert!(said(&["Kecamatan Kec. Pasar Minggu, Kabupaten Kota Jakarta Selatan"]).is_some());
    }

    #[test]
    fn the_same_school_by_another_spelling_and_what_tells_nothing_say_nothing() {
        for titles in [
            &[
                "SMA Negeri 55 Jakarta",
                "Kecamatan Kec. Pancoran, Kabupaten Kota Jakarta Selatan",
            ][..],
            &["Daftar siswa SMAN 55 tahun 2021"],
            &["Daftar peserta rekam KTP-el", "Tahun 2021/2022"],
            &["SMA Contoh Bangsa"],
            &[],
        ] {
            assert_eq!(said(titles), None, "{titles:?}");
        }
        let kelurahan = other_place(&sheet(&["SMAN 28"]), 100, "Kelurahan Duren Tiga", Some("Pancoran"));
        assert_eq!(kelurahan, None, "a site that is no school tells nothing");
        let below = other_place(&sheet(&["Nama", "SMAN 28"]), 1, "SMAN 55", None);
        assert_eq!(below, None, "what stands below the header is no title");
    }
}
