//! Find as you type: 200,000 residents, every keystroke, one or two words, NIK or ticket; beside an FTS5 prefix index of
//! the same folded names, NIKs and tickets. Prints one line a kind of keystroke, and the row of the table of numbers.

mod invented;

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use invented::{Resident, residents};
use jemput_domain::name;
use jemput_journal::search::{self, Entry};
use rusqlite::{Connection, Result, config::DbConfig, params};

const RESIDENTS: usize = 200_000;
/// How many rows a screen asks for.
const LIMIT: usize = 20;
/// People whose keystrokes are timed, in each layout.
const TYPED: usize = 100;

fn main() -> Result<()> {
    let people = residents(RESIDENTS, 55);
    let mut rows = Vec::new();
    for visits in [5, 1] {
        let scratch = std::env::temp_dir().join(format!("jemput-search-{}-{visits}", std::process::id()));
        std::fs::create_dir_all(&scratch).expect("a temporary folder can be made");
        let measured = measure(&people, visits, &scratch);
        std::fs::remove_dir_all(&scratch).expect("the temporary folder can be removed");
        let (ours, peer) = measured?;
        rows.push(format!(
            "2 | find as you type, {RESIDENTS} residents in {visits} visit(s) | goal p99 < 1 ms, <= 60 bytes a resident | {ours} | FTS5 prefix index: {peer} | p99 {:.3}x",
            ours.ms(0.99) / peer.ms(0.99),
        ));
    }
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

/// Times of keystrokes, and the size of what answered them.
#[derive(Default)]
struct Times {
    all: Vec<Duration>,
    bytes: f64,
}

impl Times {
    fn ms(&self, share: f64) -> f64 {
        let mut all = self.all.clone();
        all.sort();
        all[((all.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p50, p99, most) = (self.ms(0.5), self.ms(0.99), self.ms(1.0));
        write!(f, "p50 {p50:.3} p99 {p99:.3} most {most:.3} ms")?;
        if self.bytes > 0.0 {
            write!(f, ", {:.1} bytes a resident", self.bytes)
        } else {
            Ok(())
        }
    }
}

fn measure(people: &[Resident], visits: usize, scratch: &Path) -> Result<(Times, Times)> {
    let (ours, peer) = (open(&scratch.join("ours.db"))?, open(&scratch.join("fts5.db"))?);
    let each = people.len() / visits;
    let start = Instant::now();
    build_ours(&ours, people, each)?;
    println!(
        "{visits} visit(s): indexed in {:.1} s, one more resident in {:.3} ms",
        start.elapsed().as_secs_f64(),
        one_more(&ours)?
    );
    build_peer(&peer, people)?;
    let mut all = [
        Times {
            bytes: bytes(&ours)?,
            ..Times::default()
        },
        Times {
            bytes: bytes(&peer)?,
            ..Times::default()
        },
    ];
    for (kind, keystrokes) in keystrokes(people, each) {
        let [mut a, mut b] = [Times::default(), Times::default()];
        for (scope, text) in &keystrokes {
            a.all
                .push(middle_of_three(|| search::find(&ours, *scope, text, LIMIT))?);
            b.all.push(middle_of_three(|| {
                find_peer(&peer, *scope as usize * each, each, text)
            })?);
        }
        let slowest = a.all.iter().zip(&keystrokes).max().map_or("", |(_, (_, text))| text);
        println!(
            "  {kind:<20} {:>5} keystrokes: {a} ({slowest}) | FTS5 {b}",
            keystrokes.len()
        );
        all[0].all.extend(&a.all);
        all[1].all.extend(&b.all);
    }
    Ok(all.into())
}

/// As the journal opens it.
fn open(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "cache_size", -16_000)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(conn)
}

/// Bytes of pages in use, a resident.
fn bytes(conn: &Connection) -> Result<f64> {
    let pages: i64 = conn.query_row(
        "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count",
        [],
        |row| row.get(0),
    )?;
    Ok(pages as f64 * 4096.0 / RESIDENTS as f64)
}

/// The middle one of three times, so that what else the machine does shows less.
fn middle_of_three<T>(mut act: impl FnMut() -> Result<T>) -> Result<Duration> {
    let mut times = [Duration::ZERO; 3];
    for time in &mut times {
        let start = Instant::now();
        black_box(act()?);
        *time = start.elapsed();
    }
    times.sort();
    Ok(times[1])
}

/// As a journal would: rosters in acts of at most 4,096 bookings, then a ticket a person.
fn build_ours(conn: &Connection, people: &[Resident], each: usize) -> Result<()> {
    conn.execute_batch(include_str!("../../../migrations/device/V2__search.sql"))?;
    conn.execute_batch("BEGIN")?;
    for (visit, people) in people.chunks(each).enumerate() {
        let numbered: Vec<_> = people
            .iter()
            .enumerate()
            .map(|(i, p)| ((visit * each + i) as i64, p))
            .collect();
        for act in numbered.chunks(4_096) {
            let entries = act.iter().map(|(row, p)| {
                (
                    *row,
                    Entry {
                        name: &p.name,
                        nik: Some(p.nik),
                    },
                )
            });
            search::index_all(conn, visit as i64, entries)?;
        }
        for (row, p) in numbered {
            search::index_ticket(conn, visit as i64, row, p.mark, p.number)?;
        }
    }
    conn.execute_batch("COMMIT")
}

/// Milliseconds for one more resident, when all are there.
fn one_more(conn: &Connection) -> Result<f64> {
    conn.execute_batch("BEGIN")?;
    let more = residents(1_000, 1);
    let start = Instant::now();
    for (i, p) in more.iter().enumerate() {
        search::index(
            conn,
            0,
            1_000_000 + i as i64,
            &Entry {
                name: &p.name,
                nik: Some(p.nik),
            },
        )?;
    }
    let took = start.elapsed().as_secs_f64();
    conn.execute_batch("ROLLBACK")?;
    Ok(took)
}

/// The peer gets what helps it: folded words, prefixes of the lengths that are typed, visits as ranges of rows.
fn build_peer(conn: &Connection, people: &[Resident]) -> Result<()> {
    conn.execute_batch(
        "CREATE VIRTUAL TABLE peer USING fts5(text, content='', detail=none, prefix='1 2 3 4 6 8 12'); BEGIN",
    )?;
    for (i, p) in people.iter().enumerate() {
        let words = name::tokens(&p.name).join(" ");
        let text = format!("{words} {} {} {}{:03}", p.nik, p.nik.last_four(), p.mark, p.number);
        conn.prepare_cached("INSERT INTO peer (rowid, text) VALUES (?1, ?2)")?
            .execute(params![i as i64, text])?;
    }
    conn.execute_batch("COMMIT; INSERT INTO peer(peer) VALUES('optimize')")
}

fn find_peer(conn: &Connection, from: usize, each: usize, text: &str) -> Result<Vec<i64>> {
    let words = match text.bytes().any(|b| b.is_ascii_digit()) {
        true => vec![text.replace('-', "")],
        false => name::tokens(text),
    };
    let terms: Vec<_> = words.iter().map(|w| format!("{w}*")).collect();
    let mut find =
        conn.prepare_cached("SELECT rowid FROM peer WHERE peer MATCH ?1 AND rowid >= ?2 AND rowid < ?3 LIMIT ?4")?;
    let values = params![terms.join(" AND "), from as i64, (from + each) as i64, LIMIT as i64];
    find.query_map(values, |row| row.get(0))?.collect()
}

type Keystrokes = Vec<(i64, String)>;

/// Every keystroke of people who are looked for, by what is typed: the visit and the text so far.
fn keystrokes(people: &[Resident], each: usize) -> Vec<(&'static str, Keystrokes)> {
    let kind = |typed: &dyn Fn(&Resident) -> Vec<String>| -> Keystrokes {
        let sample = people.iter().enumerate().step_by(people.len() / TYPED);
        sample
            .flat_map(|(i, p)| typed(p).into_iter().map(move |text| ((i / each) as i64, text)))
            .collect()
    };
    vec![
        ("one word", kind(&|p| p.name.split(' ').flat_map(beginnings).collect())),
        (
            "a name in order",
            kind(&|p| beginnings(&p.name).filter(|text| text.contains(' ')).collect()),
        ),
        ("two words, cut", kind(&|p| two_words(&p.name))),
        ("NIK", kind(&|p| beginnings(p.nik.as_str()).collect())),
        ("last four", kind(&|p| vec![p.nik.last_four().to_owned()])),
        (
            "ticket",
            kind(&|p| beginnings(&format!("{}-{:03}", p.mark, p.number)).skip(2).collect()),
        ),
        ("nobody's name", kind(&|p| beginnings(&p.nobody).skip(3).collect())),
    ]
}

fn beginnings(text: &str) -> impl Iterator<Item = String> {
    (1..=text.chars().count()).map(|letters| text.chars().take(letters).collect())
}

/// The first and the last word, both cut, in both orders.
fn two_words(name: &str) -> Vec<String> {
    let Some((first, rest)) = name.split_once(' ') else {
        return Vec::new();
    };
    let last = rest.rsplit(' ').next().unwrap_or(rest);
    let cuts = beginnings(first)
        .take(3)
        .flat_map(|a| beginnings(last).take(4).map(move |b| (a.clone(), b)));
    cuts.flat_map(|(a, b)| [format!("{a} {b}"), format!("{b} {a}")])
        .collect()
}
