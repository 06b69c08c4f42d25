//! The people of a demonstration: a school of 452 pupils in 14 classes, invented from a seed by word lists. Nobody of them lives.

mod chance;
mod names;

use chrono::{Datelike, Days, NaiveDate};

use crate::{
    nik::{Nik, Sex},
    roster::school_export::{Pupil, School},
    time::Day,
};
use chance::Chance;

/// Classes with their numbers of pupils: 452 in all.
const CLASSES: [(&str, usize); 14] = [
    ("XI IPS 1", 28),
    ("XI IPS 2", 24),
    ("XI IPS 3", 31),
    ("XI MIPA 1", 32),
    ("XI MIPA 2", 33),
    ("XI MIPA 3", 35),
    ("XI MIPA 4", 30),
    ("XII IPS 1", 31),
    ("XII IPS 2", 35),
    ("XII IPS 3", 31),
    ("XII MIPA 1", 29),
    ("XII MIPA 2", 30),
    ("XII MIPA 3", 38),
    ("XII MIPA 4", 45),
];

/// District code, name as the export writes it, village, postal code: the south of Jakarta, then places around it.
const HOMES: [(&str, &str, &str, &str); 16] = [
    ("317401", "Kec. Tebet", "Manggarai", "12850"),
    ("317402", "Kec. Setiabudi", "Karet", "12920"),
    ("317403", "Kec. Mampang Prapatan", "Pela Mampang", "12720"),
    ("317404", "Kec. Pasar Minggu", "Ragunan", "12550"),
    ("317405", "Kec. Kebayoran Lama", "Cipulir", "12230"),
    ("317406", "Kec. Cilandak", "Lebak Bulus", "12440"),
    ("317407", "Kec. Kebayoran Baru", "Gandaria Utara", "12140"),
    ("317408", "Kec. Pancoran", "Duren Tiga", "12760"),
    ("317409", "Kec. Jagakarsa", "Lenteng Agung", "12610"),
    ("317410", "Kec. Pesanggrahan", "Bintaro", "12330"),
    ("317106", "Kec. Menteng", "Menteng", "10310"),
    ("317503", "Kec. Jatinegara", "Kampung Melayu", "13320"),
    ("317504", "Kec. Kramat Jati", "Kramat Jati", "13510"),
    ("327601", "Kec. Pancoran Mas", "Pancoran Mas", "16431"),
    ("327606", "Kec. Beji", "Beji", "16421"),
    ("367406", "Kec. Pamulang", "Pamulang Barat", "15417"),
];
const IN_THE_CITY: usize = 10;
/// One pupil in so many lives outside the city.
const OUTSIDE_ONE_IN: u64 = 9;
/// Pupils who were 17 on the second day of the visit in November 2021.
const SEVENTEEN: usize = 228;
/// Pairs of one name, birth date and class.
const TWINS: usize = 3;

/// The school of the demonstration.
pub fn school() -> School {
    School {
        name: "SMA NEGERI 55 JAKARTA".to_owned(),
        district: "Kec. Pancoran".to_owned(),
        regency: "Kota Jakarta Selatan".to_owned(),
        province: "Prov. D.K.I. Jakarta".to_owned(),
        fetched: "2021-11-01 08:12:44".to_owned(),
    }
}

/// Its 452 pupils, by name as the export sorts them. The same seed gives the same pupils.
pub fn pupils(seed: u64) -> Vec<Pupil> {
    let mut chance = Chance::new(seed);
    // The eldest are in the twelfth year: the last classes of the table.
    let classes: Vec<&str> = CLASSES
        .iter()
        .rev()
        .flat_map(|(class, pupils)| std::iter::repeat_n(*class, *pupils))
        .collect();
    let mut pupils: Vec<Pupil> = classes
        .iter()
        .enumerate()
        .map(|(place, class)| pupil(&mut chance, place, class))
        .collect();
    for pair in 0..TWINS {
        // Neighbours in a class, far from its ends and from the border of the seventeen-year-olds.
        let first = 10 + pair * 100;
        let (name, birth_date, sex) = (pupils[first].name.clone(), pupils[first].birth_date, pupils[first].sex);
        let twin = &mut pupils[first + 1];
        twin.nik = nik(&twin.nik.as_str()[..6], birth_date, sex, first + 1);
        (twin.name, twin.birth_date, twin.sex) = (name, birth_date, sex);
    }
    pupils.sort_by_key(|pupil| (pupil.name.to_lowercase(), pupil.nik));
    pupils
}

fn pupil(chance: &mut Chance, place: usize, class: &str) -> Pupil {
    let sex = if chance.one_in(2) { Sex::Female } else { Sex::Male };
    let birth_date = birth_date(chance, place < SEVENTEEN);
    let outside = chance.one_in(OUTSIDE_ONE_IN);
    let (district, home, village, post_code) = if outside {
        *chance.of(&HOMES[IN_THE_CITY..])
    } else {
        *chance.of(&HOMES[..IN_THE_CITY])
    };
    // Some were first registered elsewhere than where they live.
    let registered = if chance.one_in(40) {
        chance.of(&HOMES).0
    } else {
        district
    };
    let name = names::pupil(chance, sex);
    let parent = |chance: &mut Chance, sex| {
        let born = Day(day(1965, 1, 1) + Days::new(chance.below(5_500)));
        (names::plain(chance, sex), nik(registered, born, sex, place))
    };
    Pupil {
        name,
        nipd: format!("{}", 10_200 + place),
        sex,
        nisn: format!("00{:02}{:06}", birth_date.0.year() % 100, chance.below(1_000_000)),
        birth_place: (*chance.of(&["Jakarta", "Jakarta", "Jakarta", "Depok", "Bogor", "Bekasi", "Tangerang"]))
            .to_owned(),
        birth_date,
        nik: nik(registered, birth_date, sex, place),
        address: format!("Jl. Contoh No. {}", chance.below(180) + 1),
        village: village.to_owned(),
        district: home.to_owned(),
        post_code: post_code.to_owned(),
        father: parent(chance, Sex::Male),
        mother: parent(chance, Sex::Female),
        class: class.to_owned(),
        family_card: format!("{district}{:06}{:04}", chance.below(1_000_000), 9_000 + place),
    }
}

/// Seventeen on 9 November 2021, or sixteen on the day before it at least.
fn birth_date(chance: &mut Chance, seventeen: bool) -> Day {
    let (from, to) = if seventeen {
        (day(2003, 12, 1), day(2004, 11, 9))
    } else {
        (day(2004, 11, 10), day(2005, 10, 31))
    };
    let days = u64::try_from((to - from).num_days()).unwrap_or(0);
    Day(from + Days::new(chance.below(days + 1)))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// A NIK whose serial, from 9000 up, is the pupil's own.
fn nik(district: &str, born: Day, sex: Sex, place: usize) -> Nik {
    let day = born.0.day() + if sex == Sex::Female { 40 } else { 0 };
    let digits = format!(
        "{district}{day:02}{:02}{:02}{:04}",
        born.0.month(),
        born.0.year().rem_euclid(100),
        9_000 + place
    );
    Nik::parse(&digits).expect("16 digits with a serial that is not 0000")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_same_seed_gives_the_same_school() {
        assert_eq!(pupils(55), pupils(55));
        assert_ne!(pupils(55), pupils(56));
    }

    #[test]
    fn every_seed_gives_a_school_that_can_be_served() {
        for seed in [0, 1, 55, u64::MAX] {
            let pupils = pupils(seed);
            assert_eq!(pupils.len(), 452);
            let classes: BTreeMap<_, usize> = pupils.iter().fold(BTreeMap::new(), |mut classes, pupil| {
                *classes.entry(pupil.class.as_str()).or_default() += 1;
                classes
            });
            assert_eq!(classes, CLASSES.into_iter().collect());
            let niks: std::collections::BTreeSet<_> = pupils.iter().map(|pupil| pupil.nik).collect();
            assert_eq!(niks.len(), 452);
            assert!(pupils.iter().all(|p| p.nik.last_four() >= "9000"));
            let on = Day::parse("2021-11-09").unwrap();
            assert_eq!(
                pupils.iter().filter(|p| on.age_of(p.birth_date) >= 17).count(),
                SEVENTEEN
            );
            assert!(
                pupils
                    .iter()
                    .all(|p| Day::parse("2021-11-08").unwrap().age_of(p.birth_date) >= 16)
            );
            assert!(
                pupils
                    .iter()
                    .all(|p| p.nik.birth_date(on) == Some(p.birth_date) && p.nik.sex() == p.sex)
            );
            let outside = pupils
                .iter()
                .filter(|p| HOMES[IN_THE_CITY..].iter().any(|home| home.1 == p.district))
                .count();
            assert!((25..=75).contains(&outside), "{outside}");
            let twins = pupils.iter().enumerate().filter(|(i, a)| {
                pupils[i + 1..]
                    .iter()
                    .any(|b| (&a.name, a.birth_date, &a.class) == (&b.name, b.birth_date, &b.class))
            });
            assert!(twins.count() >= TWINS);
        }
    }
}
