//! Find as you type: 200,000 residents, every keystroke, one or two words, NIK or ticket; beside an FTS5 prefix index of
//! the same folded names, NIKs and tickets. Prints one line a kind of keystroke, and the row of the table of numbers.

mod invented;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use invented::{Resident, residents};
use jemput_journal::search::{self, Entry};
use rusqlite::{Connection, Result, config::DbConfig, params};

const RESIDENTS: usize = 200_000;
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
        rows.push((visits, measured?));
    }
    for (visits, (ours, peer)) in rows {
        println!(
            "2 | find as you type, {RESIDENTS} residents in {visits} visit(s) | p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms, {:.1} bytes a resident | goal p99 < 1 ms, <= 60 bytes | FTS5 prefix index: p50 {:.3} ms, p99 {:.3} ms, {:.1} bytes | p99 {:.3}x",
            ms(ours.at(0.5)),
            ms(ours.at(0.99)),
            ms(ours.at(1.0)),
            ours.bytes,
            ms(peer.at(0.5)),
            ms(peer.at(0.99)),
            peer.bytes,
            ours.at(0.99).as_secs_f64() / peer.at(0.99).as_secs_f64(),
        );
    }
    Ok(())
}

struct Times {
    all: Vec<Duration>,
    bytes: f64,
}

impl Times {
    fn at(&self, share: f64) -> Duration {
        let mut all = self.all.clone();
        all.sort();
        all[((all.len() - 1) as f64 * share) as usize]
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn measure(people: &[Resident], visits: usize, scratch: &std::path::Path) -> Result<(Times, Times)> {
    let (ours, peer) = (open(&scratch.join("ours.db"))?, open(&scratch.join("fts5.db"))?);
    let each = people.len() / visits;
    let took = Instant::now();
    build_ours(&ours, people, each)?;
    println!(
        "{visits} visit(s): indexed in {:.1} s, and one more resident in {:.3} ms",
        took.elapsed().as_secs_f64(),
        ms(one_more(&ours)?)
    );
    build_peer(&peer, people, each)?;
    let bytes = |conn: &Connection| -> Result<f64> {
        let pages: i64 = conn.query_row(
            "SELECT (SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count)",
            [],
            |r| r.get(0),
        )?;
        Ok(pages as f64 * 4096.0 / RESIDENTS as f64)
    };
    let (mut all_ours, mut all_peer) = (
        Times {
            all: Vec::new(),
            bytes: bytes(&ours)?,
        },
        Times {
            all: Vec::new(),
            bytes: bytes(&peer)?,
        },
    );
    for (kind, keystrokes) in keystrokes(people, each) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let mut worst = (Duration::ZERO, String::new());
        for (scope, text) in keystrokes {
            let took = middle_of_three(|| search::find(&ours, scope, &text, LIMIT))?;
            if took > worst.0 {
                worst = (took, text.clone());
            }
            a.push(took);
            b.push(middle_of_three(|| find_peer(&peer, scope, &text))?);
        }
        let (a, b) = (Times { all: a, bytes: 0.0 }, Times { all: b, bytes: 0.0 });
        println!(
            "  {kind:<22} {:>6} keystrokes: p50 {:.3} p99 {:.3} most {:.3} ms ({}); FTS5 p50 {:.3} p99 {:.3} ms",
            a.all.len(),
            ms(a.at(0.5)),
            ms(a.at(0.99)),
            ms(worst.0),
            worst.1,
            ms(b.at(0.5)),
            ms(b.at(0.99)),
        );
        // A name that nobody has is printed, and not counted: there FTS5 looks for less.
        all_ours.all.extend(&a.all);
        all_peer.all.extend(&b.all);
    }
    Ok((all_ours, all_peer))
}

/// As the journal opens it.
fn open(path: &std::path::Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "cache_size", -16_000)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(conn)
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

fn one_more(conn: &Connection) -> Result<Duration> {
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
    let took = start.elapsed() / 1_000;
    conn.execute_batch("ROLLBACK")?;
    Ok(took)
}

fn build_peer(conn: &Connection, people: &[Resident], each: usize) -> Result<()> {
    conn.execute_batch("CREATE VIRTUAL TABLE peer USING fts5(text, content='', detail=none, prefix='1 2 3'); BEGIN")?;
    for (i, p) in people.iter().enumerate() {
        let text = format!(
            "v{} {} {} {} {}{}",
            i / each,
            jemput_domain::name::tokens(&p.name).join(" "),
            p.nik,
            p.nik.last_four(),
            p.mark,
            p.number,
        );
        conn.prepare_cached("INSERT INTO peer (rowid, text) VALUES (?1, ?2)")?
            .execute(params![i as i64, text])?;
    }
    conn.execute_batch("COMMIT; INSERT INTO peer(peer) VALUES('optimize')")
}

fn find_peer(conn: &Connection, scope: i64, text: &str) -> Result<Vec<i64>> {
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    let words = if digits {
        vec![text.replace('-', "").to_lowercase()]
    } else {
        jemput_domain::name::tokens(text)
    };
    let terms: Vec<_> = words.iter().map(|w| format!("{w}*")).collect();
    let mut find = conn.prepare_cached("SELECT rowid FROM peer WHERE peer MATCH ?1 LIMIT ?2")?;
    let terms = format!("v{scope} AND {}", terms.join(" AND "));
    find.query_map(params![terms, LIMIT as i64], |row| row.get(0))?
        .collect()
}

type Keystrokes = Vec<(i64, String)>;

/// Every keystroke of people who are looked for, by what is typed.
fn keystrokes(people: &[Resident], each: usize) -> Vec<(&'static str, Keystrokes)> {
    let sample = || people.iter().enumerate().step_by(people.len() / TYPED);
    let beginnings = |text: &str| {
        (1..=text.chars().count())
            .map(|n| text.chars().take(n).collect::<String>())
            .collect::<Vec<_>>()
    };
    let mut kinds: Vec<(&str, Keystrokes)> = Vec::new();
    let mut kind = |name, typed: &dyn Fn(&Resident) -> Vec<String>| {
        kinds.push((
            name,
            sample()
                .flat_map(|(i, p)| typed(p).into_iter().map(move |t| ((i / each) as i64, t)))
                .collect(),
        ));
    };
    kind("one word", &|p| p.name.split(' ').flat_map(beginnings).collect());
    kind("the name, in order", &|p| {
        beginnings(&p.name).into_iter().filter(|t| t.contains(' ')).collect()
    });
    kind("two words, cut", &|p| {
        let words: Vec<_> = p.name.split(' ').collect();
        let (Some(first), Some(last)) = (words.first(), words.last().filter(|_| words.len() > 1)) else {
            return Vec::new();
        };
        let cut = |word: &str, n: usize| word.chars().take(n).collect::<String>();
        (1..=3)
            .flat_map(|n| beginnings(&cut(last, 4)).into_iter().map(move |b| (n, b)))
            .flat_map(|(n, b)| [format!("{} {b}", cut(first, n)), format!("{b} {}", cut(first, n))])
            .collect()
    });
    kind("NIK", &|p| beginnings(p.nik.as_str()));
    kind("last four", &|p| vec![p.nik.last_four().to_owned()]);
    kind("ticket", &|p| {
        beginnings(&format!("{}-{:03}", p.mark, p.number))
            .into_iter()
            .skip(1)
            .collect()
    });
    kind("nobody's name", &|p| {
        beginnings(&p.nobody).into_iter().skip(3).collect()
    });
    kinds
}
