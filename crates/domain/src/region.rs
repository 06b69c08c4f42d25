//! Provinces, regencies and districts of Indonesia by their Kemendagri codes: `31`, `31.74`, `31.74.08`.
//!
//! The table is compiled in, sorted by code and searched where it lies; only a search by name builds an index, once.
//! Codes change over the years: that a NIK starts with one that is not here is a warning at most.

use std::sync::OnceLock;

const TABLE: &str = include_str!("../data/regions.tsv");

/// A district found by its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// Its code.
    One(&'static str),
    /// Codes of several districts of this name between which nothing decides.
    Several(Vec<&'static str>),
    /// No district has this name.
    Unknown,
}

/// The name of a province, regency or district by its code.
pub fn name(code: &str) -> Option<&'static str> {
    let body = body();
    let (mut low, mut high) = (0, body.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = body.as_bytes()[..middle]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |i| i + 1);
        let line = body[start..].lines().next()?;
        let (found, name) = line.split_once('\t')?;
        match found.cmp(code) {
            std::cmp::Ordering::Equal => return Some(name),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// A district's name by its code, `31.74.08`.
pub fn district(code: &str) -> Option<&'static str> {
    name(code).filter(|_| code.len() == 8)
}

/// A regency's or city's name by its code, `31.74`.
pub fn regency(code: &str) -> Option<&'static str> {
    name(code).filter(|_| code.len() == 5)
}

/// The regency that a code lies in: its first five characters.
pub fn regency_of(code: &str) -> &str {
    code.get(..5).unwrap_or(code)
}

/// A district as people say it: `Beji, Kota Depok`; what is no known code comes back as it is.
pub fn place(code: &str) -> String {
    match (district(code), regency(regency_of(code))) {
        (Some(district), Some(regency)) => format!("{district}, {regency}"),
        _ => code.to_owned(),
    }
}

/// All districts of a regency, ascending by code.
pub fn districts_of(regency: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let from = body().find(&format!("\n{regency}.")).map_or(body().len(), |i| i + 1);
    let regency = regency.to_owned();
    body()[from..]
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .take_while(move |(code, _)| code.len() == 8 && code.starts_with(&regency))
}

/// All districts, ascending by code.
pub fn districts() -> impl Iterator<Item = (&'static str, &'static str)> {
    body()
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(code, _)| code.len() == 8)
}

/// Finds a district by its name as written: `Kec. Mampang Prapatan`. Several districts share a name: the regency that the
/// sheet names decides, then the site's regency, then the site's province.
pub fn find_district(written: &str, regency_written: &str, site: &str) -> Found {
    let folded = fold_district(written);
    let all = index().named(Level::District, &folded);
    let sheet = find_regencies(regency_written);
    let within = |prefixes: &[&str]| -> Vec<&'static str> {
        all.iter()
            .copied()
            .filter(|code| prefixes.iter().any(|p| !p.is_empty() && code.starts_with(p)))
            .collect()
    };
    let narrowed = [
        within(&sheet),
        within(&[regency_of(site)]),
        within(&[site.get(..2).unwrap_or("")]),
    ];
    match narrowed
        .into_iter()
        .find(|codes| !codes.is_empty())
        .unwrap_or(all)
        .as_slice()
    {
        [] => Found::Unknown,
        [code] => Found::One(code),
        several => Found::Several(several.to_vec()),
    }
}

/// Codes of the regencies and cities of a name as written: `Kota Jakarta Selatan`, `Kab. Bogor`; `Bogor` finds two.
pub fn find_regencies(written: &str) -> Vec<&'static str> {
    let (kind, folded) = fold_regency(written);
    let mut codes = index().named(Level::Regency, &folded);
    if let Some(kind) = kind {
        codes.retain(|code| regency(code).is_some_and(|name| fold_regency(name).0 == Some(kind)));
    }
    codes
}

/// The lines after the header comment.
fn body() -> &'static str {
    let mut rest = TABLE;
    while let Some((_, after)) = rest.split_once('\n').filter(|(line, _)| line.starts_with('#')) {
        rest = after;
    }
    rest
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Regency,
    District,
}

/// Folded names, sorted, with their codes.
struct Index(Vec<(Level, String, &'static str)>);

impl Index {
    fn named(&self, level: Level, folded: &str) -> Vec<&'static str> {
        let from = self
            .0
            .partition_point(|(l, name, _)| (*l, name.as_str()) < (level, folded));
        self.0[from..]
            .iter()
            .take_while(|(l, name, _)| *l == level && name == folded && !folded.is_empty())
            .map(|(_, _, code)| *code)
            .collect()
    }
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut entries: Vec<_> = body()
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(code, name)| match code.len() {
                5 => Some((Level::Regency, fold_regency(name).1, code)),
                8 => Some((Level::District, fold_district(name), code)),
                _ => None,
            })
            .collect();
        entries.sort_unstable();
        Index(entries)
    })
}

fn fold_district(written: &str) -> String {
    letters(written, &["kec", "kecamatan", "distrik", "kapanewon", "kemantren"])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    City,
    Rural,
}

fn fold_regency(written: &str) -> (Option<Kind>, String) {
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let kind = if words.iter().any(|w| matches!(*w, "kota" | "kotamadya" | "kodya")) {
        // The school export writes `Kabupaten Kota Jakarta Selatan`.
        Some(Kind::City)
    } else if words.iter().any(|w| matches!(*w, "kab" | "kabupaten")) {
        Some(Kind::Rural)
    } else {
        None
    };
    (
        kind,
        letters(
            &lower,
            &["kab", "kabupaten", "kota", "kotamadya", "kodya", "administrasi", "adm"],
        ),
    )
}

/// Lower-case letters and digits without the words that only say what kind of place it is.
fn letters(written: &str, passed_over: &[&str]) -> String {
    let lower = written.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let folded: String = words.clone().filter(|w| !passed_over.contains(w)).collect();
    // `Kota` alone is a district too.
    if folded.is_empty() { words.collect() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_code_is_found_and_sorted() {
        let codes: Vec<_> = body().lines().filter_map(|line| line.split_once('\t')).collect();
        assert!(codes.len() > 7_500);
        assert!(codes.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, called) in codes {
            assert_eq!(name(code), Some(called));
        }
    }

    #[test]
    fn knows_the_south_of_jakarta() {
        assert_eq!(district("31.74.08"), Some("Pancoran"));
        assert_eq!(regency("31.74"), Some("Kota Administrasi Jakarta Selatan"));
        assert_eq!(district("31.74"), None);
        assert_eq!(district("31.74.99"), None);
        assert_eq!(districts_of("31.74").count(), 10);
        assert_eq!(districts_of("31.74").next(), Some(("31.74.01", "Tebet")));
        assert_eq!(districts_of("99.99").count(), 0);
        assert_eq!(place("32.76.06"), "Beji, Kota Depok");
    }

    #[test]
    fn finds_districts_as_people_write_them() {
        for written in [
            "Kec. Mampang Prapatan",
            "MAMPANG PRAPATAN",
            "Kecamatan Mampang  Prapatan",
            "kec mampangprapatan",
        ] {
            assert_eq!(
                find_district(written, "", "31.74.08"),
                Found::One("31.74.03"),
                "{written}"
            );
        }
        assert_eq!(find_district("Kec. Setia Budi", "", "31.74"), Found::One("31.74.02"));
        assert_eq!(find_district("Kec. Nirgendwo", "", "31.74"), Found::Unknown);
        assert_eq!(find_district("", "", ""), Found::Unknown);
    }

    #[test]
    fn a_name_in_several_regencies_is_decided_by_what_is_known() {
        // Jatinegara is in Jakarta Timur and in Tegal, Beji in Depok and in Pasuruan.
        assert_eq!(find_district("Jatinegara", "", "31.74.08"), Found::One("31.75.03"));
        assert_eq!(
            find_district("Jatinegara", "Kab. Tegal", "31.74.08"),
            Found::One("33.28.07")
        );
        assert_eq!(
            find_district("Beji", "", "31.74.08"),
            Found::Several(vec!["32.76.06", "35.14.13"])
        );
        assert_eq!(find_district("Beji", "Depok", "31.74.08"), Found::One("32.76.06"));
    }

    #[test]
    fn a_city_is_not_the_regency_around_it() {
        assert_eq!(find_regencies("Kota Bogor"), ["32.71"]);
        assert_eq!(find_regencies("Kab. Bogor"), ["32.01"]);
        assert_eq!(find_regencies("Bogor"), ["32.01", "32.71"]);
        assert_eq!(find_regencies("Kabupaten Kota Jakarta Selatan"), ["31.74"]);
        assert_eq!(find_regencies(""), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn any_text_is_looked_up_without_a_panic(code in "\\PC*|[0-9.]{0,9}", written in "\\PC*") {
            prop_assert_eq!(name(&code).is_some(), body().lines().any(|l| l.split('\t').next() == Some(code.as_str())));
            let _ = find_district(&written, &code, &written);
            let _ = place(&code);
        }
    }
}
