//! Where a person lives: from the address columns, never from the NIK, which keeps the place of first registration.

use super::{finding::Kind, grid::GridRow, header::Header, heading::Field};
use crate::{
    region::{self, Found},
    text,
};

/// A home district as [`Person`](crate::person::Person) keeps it, and what is to be said about it.
pub(super) struct Domicile {
    /// A Kemendagri code where the district was recognised, else as written; empty: to be asked.
    pub home_district: String,
    /// Outside the city, or unknown.
    pub finding: Option<Kind>,
}

/// Reads the address columns of a row; `site` is the Kemendagri code of the site's district or regency.
pub(super) fn read(header: &Header, row: &GridRow, site: &str) -> Domicile {
    let cell = |field| {
        header
            .column(field)
            .map(|column| text::clean(&row.cell(column).shown()))
            .unwrap_or_default()
    };
    let (district, regency, address) = (
        filled(cell(Field::District)),
        filled(cell(Field::Regency)),
        cell(Field::Address),
    );
    let written = if district.is_empty() {
        in_address(&address)
    } else {
        district
    };
    let found = match region::find_district(&written, &regency, site) {
        // The address may name the city that the district's name leaves open.
        Found::Several(codes) => in_named_city(&codes, &address).map_or(Found::Several(codes), Found::One),
        found => found,
    };
    match found {
        Found::One(code) => Domicile {
            home_district: code.to_owned(),
            finding: is_outside(code, site).then(|| Kind::OutsideCity {
                place: region::place(code),
            }),
        },
        // Had one of them been in the site's city, that one would have been found.
        Found::Several(_) => Domicile {
            finding: Some(Kind::OutsideCity { place: written.clone() }),
            home_district: written,
        },
        Found::Unknown => without_district(written, &regency, filled(cell(Field::Village)), site),
    }
}

/// No district that the table knows: the regency may still tell that it is another city.
fn without_district(written: String, regency: &str, village: String, site: &str) -> Domicile {
    let regencies = region::find_regencies(regency);
    let elsewhere = !regencies.is_empty() && regencies.iter().all(|code| is_outside(code, site));
    let home_district = [written.as_str(), &village, regency]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or("")
        .to_owned();
    let finding = if elsewhere {
        Kind::OutsideCity {
            place: [written.as_str(), regency].join(" ").trim().to_owned(),
        }
    } else {
        Kind::DomicileUnknown {
            written: home_district.clone(),
        }
    };
    Domicile {
        home_district,
        finding: Some(finding),
    }
}

fn is_outside(code: &str, site: &str) -> bool {
    region::regency_of(code) != region::regency_of(site)
}

/// Dashes and zeros that stand for nothing.
fn filled(text: String) -> String {
    if text.chars().any(char::is_alphabetic) {
        text
    } else {
        String::new()
    }
}

/// The district that a one-line address names: `Jl. Contoh 1, Kel. Duren Tiga, Kec. Pancoran, Jakarta Selatan`.
fn in_address(address: &str) -> String {
    let lower = address.to_lowercase();
    // Lower case may change the length of unusual letters; such an address is not searched.
    if lower.len() != address.len() {
        return String::new();
    }
    for mark in ["kecamatan", "kec.", "kec "] {
        let Some(at) = lower
            .find(mark)
            .filter(|at| !lower[..*at].ends_with(char::is_alphanumeric))
        else {
            continue;
        };
        let rest = address.get(at + mark.len()..).unwrap_or("");
        let end = rest.find([',', ';', '/', '(']).unwrap_or(rest.len());
        let end = [" kota ", " kab"]
            .iter()
            .filter_map(|word| rest.to_lowercase().find(word))
            .fold(end, usize::min);
        return text::clean(rest.get(..end).unwrap_or(""));
    }
    String::new()
}

fn in_named_city(codes: &[&'static str], address: &str) -> Option<&'static str> {
    let lower = address.to_lowercase();
    let city = |code: &str| {
        let name = region::regency(region::regency_of(code)).unwrap_or("").to_lowercase();
        name.trim_start_matches("kota ")
            .trim_start_matches("kabupaten ")
            .trim_start_matches("administrasi ")
            .to_owned()
    };
    let mut named = codes
        .iter()
        .copied()
        .filter(|code| !city(code).is_empty() && lower.contains(&city(code)));
    named.next().filter(|_| named.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::grid::{Cell, Grid};

    fn at_sman_55(headings: &[&str], cells: &[&str]) -> (String, Option<&'static str>) {
        let row = |number, cells: &[&str]| GridRow {
            number,
            cells: cells.iter().map(|c| Cell::text(c)).collect(),
        };
        let grid = Grid {
            rows: vec![row(1, headings), row(2, cells)],
            ..Grid::default()
        };
        let header = Header::find(&grid).unwrap();
        let domicile = read(&header, &grid.rows[1], "31.74.08");
        (domicile.home_district, domicile.finding.map(|kind| kind.code()))
    }

    const SCHOOL: [&str; 4] = ["Nama", "NIK", "Kelurahan", "Kecamatan"];

    #[test]
    fn the_district_column_decides() {
        assert_eq!(
            at_sman_55(&SCHOOL, &["Budi", "1", "Duren Tiga", "Kec. Pancoran"]),
            ("31.74.08".into(), None)
        );
        let outside = Some("outside_city");
        assert_eq!(
            at_sman_55(&SCHOOL, &["Budi", "1", "x", "Kec. Pancoran Mas"]),
            ("32.76.01".into(), outside)
        );
        assert_eq!(
            at_sman_55(&SCHOOL, &["Budi", "1", "Beji", "Kec. Beji"]),
            ("Kec. Beji".into(), outside)
        );
    }

    #[test]
    fn what_is_not_known_is_asked() {
        let unknown = Some("domicile_unknown");
        assert_eq!(at_sman_55(&SCHOOL, &["Budi", "1", "", "-"]), (String::new(), unknown));
        assert_eq!(
            at_sman_55(&SCHOOL, &["Budi", "1", "", "Kec. Antah"]),
            ("Kec. Antah".into(), unknown)
        );
        assert_eq!(
            at_sman_55(&["Nama", "NIK"], &["Budi", "3174080201059001"]),
            (String::new(), unknown)
        );
    }

    #[test]
    fn a_one_line_address_is_searched() {
        let with = |address| at_sman_55(&["Nama", "NIK", "Alamat"], &["Budi", "1", address]);
        assert_eq!(
            with("Jl. Contoh No. 1, Kel. Duren Tiga, Kec. Pancoran, Jakarta Selatan").0,
            "31.74.08"
        );
        assert_eq!(
            with("JL CONTOH 2 KEC. BEJI KOTA DEPOK"),
            ("32.76.06".into(), Some("outside_city"))
        );
        assert_eq!(with("Jl. Kecubung 3").1, Some("domicile_unknown"));
    }

    #[test]
    fn the_regency_column_narrows_and_stands_in() {
        let with = |district, regency| {
            at_sman_55(
                &["Nama", "NIK", "Kecamatan", "Kab/Kota"],
                &["Budi", "1", district, regency],
            )
        };
        assert_eq!(with("Beji", "Kota Depok").0, "32.76.06");
        assert_eq!(with("", "Kota Bekasi"), ("Kota Bekasi".into(), Some("outside_city")));
        assert_eq!(
            with("", "Jakarta Selatan"),
            ("Jakarta Selatan".into(), Some("domicile_unknown"))
        );
    }
}
