//! The index against a naive scan.

use jemput_domain::{name, nik::Nik};
use proptest::prelude::*;
use rusqlite::Connection;

use super::*;

fn empty() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    conn.execute_batch(include_str!("../../../../migrations/device/V2__search.sql"))
        .unwrap();
    conn
}

fn nik(serial: u32) -> Option<Nik> {
    Nik::parse(&format!("31740828{:04}{serial:04}", 500 + serial % 7)).ok()
}

fn with(names: &[&str]) -> Connection {
    let conn = empty();
    let entries = names.iter().enumerate().map(|(i, name)| {
        (
            i as i64 + 1,
            Entry {
                name,
                nik: nik(9000 + i as u32),
            },
        )
    });
    index_all(&conn, 1, entries).unwrap();
    conn
}

fn found<'a>(conn: &Connection, names: &[&'a str], text: &str) -> Vec<&'a str> {
    find(conn, 1, text, 20)
        .unwrap()
        .into_iter()
        .map(|row| names[row as usize - 1])
        .collect()
}

#[test]
fn best_first() {
    let names = [
        "Putri Rahayu Sari",
        "Ayunda Putri",
        "Ayu Putri Maharani",
        "Putri Ayu Lestari",
        "Putri Aisyah",
        "Budi",
    ];
    let conn = with(&names);
    assert_eq!(
        found(&conn, &names, "put ay"),
        [
            "Ayu Putri Maharani",
            "Ayunda Putri",
            "Putri Ayu Lestari",
            "Putri Aisyah"
        ]
    );
    assert_eq!(
        found(&conn, &names, "ayu"),
        [
            "Ayu Putri Maharani",
            "Putri Ayu Lestari",
            "Ayunda Putri",
            "Putri Rahayu Sari"
        ]
    );
    assert_eq!(found(&conn, &names, "hay"), ["Putri Rahayu Sari"]);
    assert!(found(&conn, &names, "zzzz").is_empty());
    assert!(found(&conn, &names, "").is_empty());
}

#[test]
fn digits_and_tickets() {
    let names = ["Ayu", "Budi", "Citra"];
    let conn = with(&names);
    index_ticket(&conn, 1, 1, "A", 17).unwrap();
    index_ticket(&conn, 1, 2, "A", 17).unwrap();
    index_ticket(&conn, 1, 3, "KM", 17).unwrap();
    index_ticket(&conn, 1, 3, "A", 175).unwrap();
    index_ticket(&conn, 1, 2, "AM", 18).unwrap();
    for text in ["A-017", "a17", "A 17", "A017"] {
        assert_eq!(
            find(&conn, 1, text, 20).unwrap(),
            if text == "a17" || text == "A 17" {
                vec![1, 2, 3]
            } else {
                vec![1, 2]
            },
            "{text}"
        );
    }
    assert_eq!(find(&conn, 1, "km-017", 20).unwrap(), [3]);
    assert_eq!(find(&conn, 1, "am18", 20).unwrap(), [2]);
    assert!(find(&conn, 1, "a18", 20).unwrap().is_empty());
    assert_eq!(find(&conn, 1, "17", 20).unwrap(), [1, 2, 3]);
    assert_eq!(find(&conn, 1, "a0", 20).unwrap(), [1, 2]);
    assert_eq!(find(&conn, 1, "9001", 20).unwrap(), [2]);
    assert_eq!(find(&conn, 1, "3174", 20).unwrap().len(), 3);
    assert_eq!(find(&conn, 1, nik(9002).unwrap().as_str(), 20).unwrap(), [3]);
    unindex_ticket(&conn, 1, 2, "A", 17).unwrap();
    assert_eq!(find(&conn, 1, "A-017", 20).unwrap(), [1]);
}

#[test]
fn the_last_change_of_a_batch_counts() {
    let conn = with(&["Ayu Lestari"]);
    let entry = |name| Entry { name, nik: None };
    let mut changes = Changes::default();
    changes.put(2, &entry("Bayu Lestari"));
    changes.take(2, &entry("Bayu Lestari"));
    changes.put(2, &entry("Bayu Permata"));
    changes.put_ticket(2, "A", 1);
    changes.take_ticket(2, "A", 1);
    changes.write(&conn, 1).unwrap();
    assert_eq!(find(&conn, 1, "lestari", 20).unwrap(), [1]);
    assert_eq!(find(&conn, 1, "bayu", 20).unwrap(), [2]);
    assert!(find(&conn, 1, "a-001", 20).unwrap().is_empty());
    assert_eq!(find(&conn, 1, "star", 20).unwrap(), [1]);
    unindex(
        &conn,
        1,
        1,
        &Entry {
            name: "Ayu Lestari",
            nik: nik(9000),
        },
    )
    .unwrap();
    assert!(find(&conn, 1, "star", 20).unwrap().is_empty());
}

#[test]
fn scopes_are_apart() {
    let conn = with(&["Ayu"]);
    index(
        &conn,
        2,
        7,
        &Entry {
            name: "Ayu Lestari",
            nik: None,
        },
    )
    .unwrap();
    assert_eq!(find(&conn, 1, "ayu", 20).unwrap(), [1]);
    assert_eq!(find(&conn, 2, "ayu", 20).unwrap(), [7]);
    clear(&conn, 1).unwrap();
    assert!(find(&conn, 1, "ayu", 20).unwrap().is_empty());
    assert_eq!(find(&conn, 2, "ayu", 20).unwrap(), [7]);
}

/// What [`find`] must answer, by asking every name.
fn naive(names: &[String], text: &str) -> Vec<i64> {
    let all = || {
        (1..)
            .zip(names)
            .filter_map(|(row, n)| name::matches(text, n).map(|m| (m.inside, row)))
    };
    let is_one = name::words(text).len() == 1;
    let inside = is_one || all().all(|(inside, _)| inside);
    all().filter(|(i, _)| inside || !i).map(|(_, row)| row).collect()
}

const WORD: &str = "(M|Moh|Muhammad|Mochamad|Siti|St|Abdul|Abd|Nur|Al|Putri|Ayu|Ayunda|Rizky|Riski|Djoko|Joko|Soeharto|Khoirul|Chairul|Rahmat|Rohmad|D'Costa|Hidayah|Nurhidayah|Abdurrahman|Rahman|Aisyah|[A-Z][a-z]{0,5})";

fn a_name() -> impl Strategy<Value = String> {
    proptest::collection::vec(WORD, 1..5).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 2, ..ProptestConfig::default() })]

    #[test]
    fn finds_what_a_scan_finds(names in proptest::collection::vec(a_name(), 1..40), typed in a_name(), cuts in (1usize..9, 1usize..9)) {
        let conn = empty();
        let (first, rest) = names.split_at(names.len() / 2);
        index_all(&conn, 1, first.iter().enumerate().map(|(i, name)| (i as i64 + 1, Entry { name, nik: None }))).unwrap();
        for (i, name) in rest.iter().enumerate() {
            index(&conn, 1, (first.len() + i) as i64 + 1, &Entry { name, nik: None }).unwrap();
        }
        let cut = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
        let mut words = typed.split(' ').chain(names[0].split(' ').rev());
        let (a, b) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
        for text in [typed.clone(), cut(a, cuts.0), cut(b, cuts.1), format!("{} {}", cut(a, cuts.0), cut(b, cuts.1)), format!("{} {}", cut(b, cuts.0), cut(names[0].as_str(), cuts.1)), b.chars().skip(cuts.0).collect()] {
            if matches!(ask::Ask::new(&text), ask::Ask::Words) {
                let mut rows = find(&conn, 1, &text, 1_000).unwrap();
                rows.sort_unstable();
                prop_assert_eq!(rows, naive(&names, &text), "{}", text);
            }
        }
    }

    #[test]
    fn what_is_taken_back_is_gone(names in proptest::collection::vec(a_name(), 1..60), tail in 0usize..30) {
        let conn = empty();
        let dump = |conn: &Connection| {
            let mut keys = Vec::new();
            run::walk(conn, 1, b"", |text, row| {
                keys.push((text.to_vec(), row));
                std::ops::ControlFlow::Continue(())
            }).unwrap();
            keys
        };
        let entry = |i: usize| Entry { name: &names[i], nik: nik(9000 + i as u32) };
        let keep = names.len().saturating_sub(tail);
        index_all(&conn, 1, (0..keep).map(|i| (i as i64, entry(i)))).unwrap();
        let before = dump(&conn);
        prop_assert!(before.is_sorted());
        for i in keep..names.len() {
            index(&conn, 1, i as i64, &entry(i)).unwrap();
        }
        for i in keep..names.len() {
            unindex(&conn, 1, i as i64, &entry(i)).unwrap();
        }
        prop_assert_eq!(dump(&conn), before);
        for i in 0..keep {
            unindex(&conn, 1, i as i64, &entry(i)).unwrap();
        }
        let left: i64 = conn.query_row("SELECT count(*) FROM search_block", [], |row| row.get(0)).unwrap();
        prop_assert_eq!(left, 0);
    }
}
