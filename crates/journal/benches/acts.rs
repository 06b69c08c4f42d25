//! Rows 1 and 5 of the design's numbers: an act of one event, and a rebuild, each beside its floor in the same process,
//! A and B alternating. The journal is not encrypted yet; neither is the floor. The raw append has neither tables nor
//! a write-ahead log; it is what the disk alone takes.

use std::{
    fs::File,
    io::Write,
    time::{Duration, Instant},
};

use jemput_domain::{
    event::{Arrived, BookingMade, Draft, Event, Source, Standing, Subject, VisitPlanned},
    id::{BookingId, BookingKey, DeviceId, OperatorId, ScopeId, ScopeSecret, SiteId},
    log::DeviceKey,
    nik::Nik,
    person::Person,
    plan::{DayHours, Setup, SlotNumber, Span, plan},
    site::{Site, SiteKind},
    time::{Day, Minute, Moment, Zone},
};
use jemput_journal::{Author, Journal};
use rusqlite::Connection;
use uuid::Uuid;

const PEOPLE: u32 = 2_000;
const ACTS: u32 = 1_000;
const REBUILD_EVENTS: u32 = 500_000;
const SCOPE_EVENTS: u32 = 100_000;
const REBUILDS: usize = 5;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let quick = !std::env::args().any(|a| a == "--bench");
    let (acts, rebuilt, rounds) = match quick {
        true => (5, 2_000, 1),
        false => (ACTS, REBUILD_EVENTS, REBUILDS),
    };
    one_act(acts);
    rebuild(rebuilt, rounds);
}

fn day() -> Day {
    Day::parse("2021-11-08").expect("a date")
}

fn person(n: u32) -> Person {
    let (district, serial) = (n / 1_000 % 1_000_000, 9_000 + n % 1_000);
    let nik = Nik::parse(&format!("31{district:04}{:02}0505{serial:04}", n % 28 + 1)).expect("a NIK");
    Person {
        name: format!("Warga Contoh {n}"),
        nik: Some(nik),
        class: format!("XII {}", n % 14),
        ..Person::default()
    }
}

struct Desk {
    journal: Journal,
    scope: ScopeId,
    key: DeviceKey,
    seconds: i64,
}

impl Desk {
    fn new(path: &std::path::Path) -> Self {
        Self {
            journal: Journal::open(path).expect("a journal"),
            scope: ScopeId(Uuid::nil()),
            key: DeviceKey::from_bytes(&[1; 32]),
            seconds: 0,
        }
    }

    fn write(&mut self, opens: Option<ScopeSecret>, drafts: Vec<Draft>) {
        self.seconds += 1;
        let author = Author {
            device: DeviceId(Uuid::from_u128(7)),
            key: &self.key,
            device_name: "Loket A",
            operator: OperatorId(Uuid::nil()),
            wall: Moment(1_636_331_400_000 + self.seconds * 1000),
            offset_ms: 0,
        };
        let mut writing = self.journal.write().expect("a transaction");
        match opens {
            Some(secret) => writing.append_opening(self.scope, secret, &author, drafts),
            None => writing.append(self.scope, &author, drafts),
        }
        .expect("an act");
        writing.commit().expect("on disk");
    }

    /// A visit with so many people booked.
    fn visit(&mut self, n: u8, people: u32) -> Vec<BookingId> {
        self.scope = ScopeId(Uuid::from_u128(u128::from(n) + 1));
        let secret = ScopeSecret([n; 32]);
        let open = Span {
            start: Minute(450),
            end: Minute(930),
        };
        let setup = Setup {
            days: vec![DayHours {
                day: day(),
                open,
                breaks: vec![],
            }],
            stations: 4,
            minutes_per_person: 8,
            waiting_limit: 30,
            slot_minutes: 30,
            reserve_percent: 10,
            minimum_age: 16,
        };
        let site = Site {
            id: SiteId(Uuid::nil()),
            name: "SMAN 55".into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: String::new(),
            zone: Zone::Wib,
        };
        let planned = VisitPlanned {
            site,
            plan: plan(&setup).expect("a plan"),
        };
        self.write(
            Some(secret),
            vec![Draft::about(Subject::Visit, Event::VisitPlanned(planned))],
        );
        let mut ids = Vec::new();
        let mut drafts = Vec::new();
        for i in 0..people {
            let person = person(i + u32::from(n) * 40_000);
            let id = BookingId::derive(&secret, BookingKey::Nik(person.nik.expect("a NIK").as_str()));
            ids.push(id);
            let made = BookingMade {
                person,
                source: Source::WalkIn,
                services: vec!["ktp_first".into()],
                slot: Some(SlotNumber((i % 16) as u16)),
                held: vec![],
                warned: vec![],
            };
            drafts.push(Draft::about(Subject::Booking(id), Event::BookingMade(made)));
            if drafts.len() == 4_000 {
                self.write(None, std::mem::take(&mut drafts));
            }
        }
        if !drafts.is_empty() {
            self.write(None, drafts);
        }
        ids
    }
}

fn arrival(id: BookingId, number: u16) -> Draft {
    Draft::about(
        Subject::Booking(id),
        Event::Arrived(Arrived {
            day: day(),
            mark: "A".into(),
            number,
            standing: Standing::OnTime,
        }),
    )
}

/// Row 1: check-ins, beside the same rows written bare, beside 200 bytes appended and synced.
fn one_act(acts: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(&folder.path().join("journal.sqlite"));
    let ids = desk.visit(0, PEOPLE.max(acts));
    let bare = bare_copy(folder.path());
    let block = search_block(&bare);
    let mut raw = File::create(folder.path().join("raw")).expect("a file");
    let mut times: [Vec<Duration>; 3] = Default::default();
    for n in 0..acts {
        let id = ids[n as usize];
        let start = Instant::now();
        desk.write(None, vec![arrival(id, n as u16 + 1)]);
        times[0].push(start.elapsed());
        let start = Instant::now();
        same_rows(&bare, id, n, &block);
        times[1].push(start.elapsed());
        let start = Instant::now();
        raw.write_all(&[n as u8; 200])
            .and_then(|()| raw.sync_data())
            .expect("on disk");
        times[2].push(start.elapsed());
    }
    let [ours, same, raw] = times.map(Times);
    println!(
        "1 | an act of one event: decided, linked, signed, derived | {ours} | goal <= 1.15x the same rows bare | {same} | p50 {:.2}x, p10 {:.2}x | neither is encrypted yet",
        ours.ms(0.5) / same.ms(0.5),
        ours.ms(0.1) / same.ms(0.1)
    );
    println!(
        "1 | the same beside the disk alone | {ours} | goal <= 2.2x a 200-byte append + fdatasync | {raw} | p50 {:.2}x, p10 {:.2}x",
        ours.ms(0.5) / raw.ms(0.5),
        ours.ms(0.1) / raw.ms(0.1)
    );
}

/// Times of one thing.
struct Times(Vec<Duration>);

impl Times {
    fn ms(&self, share: f64) -> f64 {
        let mut all = self.0.clone();
        all.sort();
        all[((all.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p10, p50, p90, p99) = (self.ms(0.1), self.ms(0.5), self.ms(0.9), self.ms(0.99));
        write!(f, "p50 {p50:.3} ms (p10 {p10:.3}, p90 {p90:.3}, p99 {p99:.3})")
    }
}

/// The journal's file copied, opened without any of our code: same pages, same caches, same settings.
fn bare_copy(folder: &std::path::Path) -> Connection {
    let (from, to) = (folder.join("journal.sqlite"), folder.join("bare.sqlite"));
    let source = Connection::open(from).expect("the journal");
    source
        .execute("VACUUM INTO ?", [to.to_str().expect("plain text")])
        .expect("a copy");
    let conn = Connection::open(to).expect("the copy");
    for (name, value) in [
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("temp_store", "MEMORY"),
        ("foreign_keys", "ON"),
    ] {
        conn.pragma_update(None, name, value).expect("a setting");
    }
    conn.set_prepared_statement_cache_capacity(64);
    conn
}

/// A run of search keys of middling size: a ticket's goes into one such.
fn search_block(conn: &Connection) -> (i64, Vec<u8>) {
    let middle = "SELECT id, entries FROM search_block ORDER BY length(entries) LIMIT 1
                  OFFSET (SELECT count(*) / 2 FROM search_block)";
    conn.query_row(middle, [], |r| Ok((r.get(0)?, r.get(1)?)))
        .expect("a run of keys")
}

/// The rows that a check-in writes, with nothing decided, folded, linked or signed.
fn same_rows(conn: &Connection, id: BookingId, n: u32, (block, entries): &(i64, Vec<u8>)) {
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        conn.prepare_cached(sql)
            .and_then(|mut s| s.execute(values))
            .expect("a row");
    };
    let seq = 1_000_000 + n;
    let fold = vec![n as u8; 150];
    let key = &id.0.as_bytes()[..];
    run("BEGIN IMMEDIATE", &[]);
    run(
        "UPDATE heads SET seq = ?, link = ?, clock = ?",
        &[&seq, &vec![1u8; 32], &i64::from(seq)],
    );
    run("UPDATE scopes SET clock = ?", &[&i64::from(seq)]);
    run(
        "INSERT INTO events (scope, device, seq, bytes, signature) VALUES (1, 1, ?, ?, ?)",
        &[&seq, &vec![2u8; 90], &vec![3u8; 64]],
    );
    run(
        "INSERT INTO subject_events (scope, kind, subject, device, seq) VALUES (1, 4, ?, 1, ?)",
        &[&key, &seq],
    );
    run(
        "UPDATE bookings SET fold = ?, clock = ?, seq = ?, state = 'waiting', arrival_day = '2021-11-08', arrival_at = ?, mark = 'A', number = ?
         WHERE scope = 1 AND id = ?",
        &[&fold, &i64::from(seq), &seq, &i64::from(seq), &(n + 1), &key],
    );
    run(
        "UPDATE tallies SET people = people - 1 WHERE scope = 1 AND slot = ? AND arrival_day = '' AND state = 'booked'",
        &[&(n % 16)],
    );
    run(
        "INSERT INTO tallies (scope, slot, arrival_day, state, people) VALUES (1, ?, '2021-11-08', 'waiting', 1)
         ON CONFLICT (scope, slot, arrival_day, state) DO UPDATE SET people = people + 1",
        &[&(n % 16)],
    );
    run("UPDATE search_block SET entries = ? WHERE id = ?", &[entries, block]);
    run("COMMIT", &[]);
}

/// Row 5: all derived tables anew, beside a bare scan of the log.
fn rebuild(events: u32, rounds: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.sqlite");
    let mut desk = Desk::new(&path);
    let mut made = 0;
    let mut scope = 0;
    while made < events {
        // One booking and four check-ins each: what a visit's log is like, within a scope's limit.
        let people = (SCOPE_EVENTS.min(events - made) / 5).max(1);
        let ids = desk.visit(scope, people);
        for round in 0..4u16 {
            for chunk in ids.chunks(4_000) {
                desk.write(None, chunk.iter().map(|id| arrival(*id, round + 1)).collect());
            }
        }
        made += people * 5;
        scope += 1;
    }
    let (mut scanned, mut rebuilt) = (Times(Vec::new()), Times(Vec::new()));
    for _ in 0..rounds {
        let start = Instant::now();
        std::hint::black_box(scan(&path));
        scanned.0.push(start.elapsed());
        let start = Instant::now();
        let mut writing = desk.journal.write().expect("a transaction");
        writing.rebuild(&mut |_| {}).expect("a rebuild");
        writing.commit().expect("on disk");
        rebuilt.0.push(start.elapsed());
    }
    let seconds = |times: &Times| {
        let [least, middle, most] = [0.0, 0.5, 1.0].map(|share| times.ms(share) / 1e3);
        let rate = f64::from(made) / middle;
        format!("{rate:.0} events/s ({least:.2} to {most:.2} s)")
    };
    println!(
        "5 | rebuild of all derived tables, {made} events | {} | goal >= 0.25x a bare scan of the log | {} | {:.3}x",
        seconds(&rebuilt),
        seconds(&scanned),
        scanned.ms(0.5) / rebuilt.ms(0.5)
    );
}

/// Reads every event of the log and does nothing with it.
fn scan(path: &std::path::Path) -> usize {
    let conn = Connection::open(path).expect("the journal");
    let mut scan = conn
        .prepare("SELECT scope, device, seq, bytes FROM events")
        .expect("a scan");
    let mut rows = scan.query([]).expect("a scan");
    let mut bytes = 0;
    while let Some(row) = rows.next().expect("a row") {
        bytes += row.get_ref(3).expect("bytes").as_blob().expect("bytes").len();
    }
    bytes
}
