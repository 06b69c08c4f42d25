//! Invented people whose names stand nowhere else: what is found of them was written by us.

use super::search::Needle;

/// Who answers for the school.
pub const CONTACT: &str = "Ibu Kontakrahasia";
/// What a desk noted.
pub const NOTE: &str = "Titip berkas Catatanrahasia";
/// A phone that somebody gave.
pub const PHONE: &str = "0812 9876 54309";

/// A person as the roster has them.
pub struct Person {
    /// The word of the name that is theirs alone.
    pub given: String,
    /// The whole name.
    pub name: String,
    /// Sixteen digits, the serial from 9000 up.
    pub nik: String,
}

/// So many of them, from a number on.
pub fn people(from: u32, count: u32) -> Vec<Person> {
    (from..from + count)
        .map(|n| {
            let given = word(n);
            Person {
                name: format!("{given} Samarandika"),
                nik: format!("317408{:02}0304{:04}", n % 28 + 1, 9000 + n),
                given,
            }
        })
        .collect()
}

/// A word that no dictionary has, the same for every run: a syllable a digit.
fn word(n: u32) -> String {
    const SOUNDS: [&str; 10] = ["zab", "qui", "xod", "vyg", "jeh", "wuf", "kiz", "noq", "rux", "tyv"];
    let word: String = format!("{n:03}")
        .bytes()
        .map(|digit| SOUNDS[usize::from(digit - b'0')])
        .collect();
    word[..1].to_uppercase() + &word[1..]
}

/// Their list as a school writes it.
pub fn roster(people: &[Person]) -> String {
    let rows = people.iter().map(|person| {
        let day = &person.nik[6..8];
        format!("{},{},L,2004-03-{day},XII IPA 1\n", person.name, person.nik)
    });
    format!("Nama,NIK,JK,Tanggal Lahir,Kelas\n{}", rows.collect::<String>())
}

/// All that would give them away.
pub fn needles(person: &Person) -> Vec<Needle> {
    let folded = person.given.to_lowercase();
    vec![
        Needle::text(&person.given),
        Needle::text(&folded),
        Needle::text(&person.nik),
        Needle::number(person.nik.parse().unwrap()),
    ]
}

/// Words about people that are no names.
pub fn words() -> Vec<Needle> {
    [
        "Samarandika",
        "samarandika",
        "Kontakrahasia",
        "Catatanrahasia",
        "9876 54309",
    ]
    .into_iter()
    .map(Needle::text)
    .collect()
}
