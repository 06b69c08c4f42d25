//! What each fuzz target does with bytes from outside: plain functions that must neither panic nor break the law that they
//! assert, whatever the bytes. `cargo fuzz` calls them (fuzz/fuzz_targets), and the stable tests replay the corpus
//! and a loop of mutations through them (tests/fuzz.rs).

use jemput_domain::{
    event::{self, LINK_START, Linker, Place},
    fold::{At, refold},
    id::{DeviceId, ScopeSecret},
    mark,
    nik::Nik,
    roster::{
        self, Context,
        grid::Cell,
        table::{Table, TableColumn},
    },
    time::Day,
};
use jemput_exchange::{
    conversation::Replying,
    enrol_code::Code,
    wire::{self, Answer, BadBody, End, Item, Reader, Request, batch},
};
use jemput_vault::{Draw, Holders, Pin, RecoveryKey, Secret, VaultKey};

/// A target: its name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them. Each has a file in `fuzz_targets` and a folder in `corpus`.
pub const TARGETS: [Target; 9] = [
    ("body", body),
    ("batch", batch),
    ("event", event),
    ("sheet", sheet),
    ("nik", nik),
    ("csv_in", csv_in),
    ("csv_out", csv_out),
    ("holders", holders),
    ("code", code),
];

const SECRET: ScopeSecret = ScopeSecret([42; 32]);

/// A body of the exchange, as the server and as a laptop reads it: the same whether it comes at once or in pieces.
pub fn body(bytes: &[u8]) {
    let asked = read_all::<Request, ()>(&[bytes]);
    let cut = bytes.len() / 2;
    assert_eq!(
        asked,
        read_all::<Request, ()>(&[&bytes[..cut], &bytes[cut..]]),
        "cut at {cut}"
    );
    let answered = read_all::<Answer, End>(&[bytes]);
    assert_eq!(
        answered,
        read_all::<Answer, End>(&[&bytes[..cut], &bytes[cut..]]),
        "cut at {cut}"
    );
    let _ = Replying::default().push(bytes);
}

/// What is said of a body, up to where it goes wrong.
fn read_all<H, E>(pieces: &[&[u8]]) -> (Vec<Item<H, E>>, Result<(), BadBody>)
where
    H: serde::de::DeserializeOwned,
    E: serde::de::DeserializeOwned,
{
    let (mut reader, mut items) = (Reader::default(), Vec::new());
    for piece in pieces {
        reader.push(piece);
        loop {
            match reader.next_item() {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break,
                Err(bad) => return (items, Err(bad)),
            }
        }
    }
    let end = reader.finish();
    (items, end)
}

/// A batch of events, with the scope's secret known and not. What was unpacked packs and unpacks to the same.
pub fn batch(bytes: &[u8]) {
    for secret in [None, Some(&SECRET)] {
        let Ok(runs) = batch::decode(secret, bytes) else {
            continue;
        };
        let events: usize = runs.iter().map(|run| run.events.len()).sum();
        assert!(events <= wire::limit::BATCH_EVENTS_MAX);
        assert_eq!(batch::decode(secret, &batch::encode(secret, &runs)).as_ref(), Ok(&runs));
    }
}

/// One event. What reads is canonical, has a link, and says the same when it is written again; and it folds.
pub fn event(bytes: &[u8]) {
    let linker = Linker::new(&SECRET);
    let link = linker.link(&LINK_START, bytes);
    let Ok(decoded) = event::decode(bytes) else { return };
    assert!(link.is_ok(), "what reads can be linked");
    if decoded.event == event::Event::Unknown {
        // Of a later version: kept and passed on as it came.
        return;
    }
    let again = event::encode(&decoded.header, &decoded.event);
    assert_eq!(
        event::decode(&again).as_ref(),
        Ok(&decoded),
        "what was written again reads the same"
    );
    let (device, seq) = (DeviceId(uuid::Uuid::from_u128(7)), 1);
    let at = At::new(&decoded.header, Place { device, seq });
    for subject in &decoded.header.subjects {
        // Every event means something in every state.
        let _ = refold(
            *subject,
            &mut [(at, decoded.event.clone()), (at, decoded.event.clone())],
        );
    }
}

/// A file that somebody hands over as a roster: read, understood, and each person's row ended in one way.
pub fn sheet(bytes: &[u8]) {
    let Ok(book) = jemput_sheet::read(bytes, "peserta.csv") else {
        return;
    };
    let day = Day::parse("2021-11-09").expect("a day");
    let context = Context {
        site_district: "31.74.08",
        latest: day,
        minimum_age: 16,
        days: &[day],
        already_recorded: &|nik: Nik| nik.as_str().ends_with('7'),
        sheet: None,
    };
    if let Ok(read) = roster::read_roster(&book.sheets, &context) {
        let counts = read.counts();
        let ends = counts.accepted + counts.warned + counts.held + counts.not_due;
        assert_eq!(counts.rows, ends, "each row ends in exactly one way");
    }
}

/// A NIK as somebody typed it. What is one has 16 digits and survives the store.
pub fn nik(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(nik) = Nik::parse(&text) {
        assert!(nik.as_str().len() == 16 && nik.as_str().bytes().all(|b| b.is_ascii_digit()));
        assert_eq!(Nik::from_i64(nik.to_i64()), Ok(nik));
        assert_eq!(Nik::parse(nik.as_str()), Ok(nik));
        assert!(nik.district().len() <= 8 && nik.last_four().len() == 4);
        let _ = (nik.sex(), nik.birth_date(Day::parse("2021-11-09").expect("a day")));
    }
    let mut number = [0; 8];
    for (to, from) in number.iter_mut().zip(bytes) {
        *to = *from;
    }
    let _ = Nik::from_i64(i64::from_le_bytes(number));
}

/// A CSV file that comes in.
pub fn csv_in(bytes: &[u8]) {
    // Never taken for a workbook: the letters are those of a text.
    let text: Vec<u8> = [b"Nama,NIK\n", bytes].concat();
    sheet(&text);
}

/// A table that goes out as CSV: it can always be written, comes back with as many cells, and no spreadsheet program
/// finds anything to calculate in it.
pub fn csv_out(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rows: Vec<Vec<String>> = text
        .split('\n')
        .map(|row| row.split('\u{1f}').map(str::to_owned).collect())
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(1).min(64);
    let heading = |n: usize| TableColumn {
        heading: format!("Kolom {n}"),
        width: 12,
    };
    let table = Table {
        name: "Daftar".into(),
        columns: (0..width).map(heading).collect(),
        rows,
    };
    let written = jemput_sheet::write_csv(&table).expect("a table can always be written");
    let Ok(read) = jemput_sheet::read(&written, "daftar.csv") else {
        return;
    };
    for cell in read
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells)
    {
        if let Cell::Text(text) = cell {
            assert!(!text.starts_with(['=', '+', '-', '@']), "a formula: {text}");
        }
    }
}

/// The file of a journal's key holders. What reads is written again as it was, and opens to nobody who was never let in.
pub fn holders(bytes: &[u8]) {
    let Ok(holders) = Holders::read(bytes) else { return };
    assert_eq!(holders.to_bytes(), bytes, "one file has one form");
    let mut draw = Draw::new([7; 32]);
    let stranger = Secret::machine(&mut draw);
    // A secret made by a machine needs no slow hash, whatever cost the file asks for.
    if let Ok(key) = stranger.key(&holders.salt(), holders.cost()) {
        assert!(holders.open(&key).is_empty(), "a stranger's secret opens it");
    }
    assert!(holders.recover(&RecoveryKey::draw(&mut draw)).is_none());
    assert!(holders.members(&VaultKey::draw(&mut draw)).is_err());
}

/// What a person types or scans: an enrolment code, a recovery key, a secret, a PIN, a ticket. What reads is written in
/// its own form and reads the same again.
pub fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(code) = Code::read(&text) {
        assert_eq!(Code::read(&code.to_text()), Ok(code));
    }
    if let Ok(key) = RecoveryKey::read(&text) {
        let again = RecoveryKey::read(&key.text()).expect("its own form reads");
        assert_eq!(*again.text(), *key.text());
    }
    let _ = (
        Secret::given(&text),
        Secret::chosen(&text),
        Pin::given(&text),
        Pin::chosen(&text),
    );
    let _ = mark::read_ticket(&text);
}
