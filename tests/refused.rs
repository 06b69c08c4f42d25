//! What an operator sees when a server refuses: a state, a sentence, a next step; and everything that waited goes on waiting.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

use jemput_acts::{Desk, act, clock::TimeSource, view::*};
use jemput_domain::{id::ScopeId, time::Moment};
use jemput_server::{Config, serve};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::window::ours;

const NOW: &str = "2021-11-08T08:00:00+07:00";

/// Status, what stands in the answer, and words of the next step in English and Indonesian.
const REFUSALS: [(u16, &str, [&str; 2]); 15] = [
    (301, "", ["Check the server's address", "Periksa alamat"]),
    (400, "unreadable", ["Check the server's address", "Periksa alamat"]),
    (401, "not_enrolled", ["enrolment code", "kode pendaftaran"]),
    (403, "", ["enrolment", "pendaftaran"]),
    (403, "other_device", ["call the office", "hubungi Dinas"]),
    (404, "<html>", ["Check the server's address", "Periksa alamat"]),
    (405, "", ["Check the server's address", "Periksa alamat"]),
    (408, "no_progress", ["again later", "dicoba lagi"]),
    (409, "newer_request", ["again later", "dicoba lagi"]),
    (413, "too_large", ["Tell the office", "Beri tahu Dinas"]),
    (
        426,
        "newer_version",
        ["Ask the office to update", "Minta kantor memperbarui"],
    ),
    (429, "", ["again later", "dicoba lagi"]),
    (500, "<html>", ["again later", "dicoba lagi"]),
    (503, "store", ["again later", "dicoba lagi"]),
    (507, "", ["again later", "dicoba lagi"]),
];

/// A server that says who it is as a real one does, and refuses all else with one of the answers in turn.
fn refusing(real: SocketAddr) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let which = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&which);
    thread::spawn(move || {
        for laptop in listener.incoming() {
            // A laptop that went away has heard enough.
            let _ = answer(laptop.unwrap(), real, told.load(SeqCst));
        }
    });
    (address, which)
}

fn answer(laptop: TcpStream, real: SocketAddr, which: usize) -> std::io::Result<()> {
    let mut reading = BufReader::new(laptop.try_clone()?);
    let mut first = String::new();
    reading.read_line(&mut first)?;
    let mut laptop = laptop;
    if first.starts_with("GET /key") {
        let mut server = TcpStream::connect(real)?;
        write!(server, "GET /key HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
        let mut said = Vec::new();
        server.read_to_end(&mut said)?;
        return laptop.write_all(&said);
    }
    let (status, code, _) = REFUSALS[which];
    let body = match code {
        "" | "<html>" => code.to_owned(),
        code => format!("{{\"error\":\"{code}\",\"message\":\"Ditolak. / Refused.\"}}"),
    };
    let length = body.len();
    write!(
        laptop,
        "HTTP/1.1 {status} No\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )?;
    laptop.shutdown(std::net::Shutdown::Write)?;
    std::io::copy(&mut reading, &mut std::io::sink()).map(drop)
}

fn jemput(home: &Path, lang: &str, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::new(ours("jemput"));
    for name in [
        "JEMPUT_HOME",
        "JEMPUT_VISIT",
        "JEMPUT_OPERATOR",
        "JEMPUT_SECRET_FILE",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command
        .args(["--json", "--lang", lang, "--now", NOW, "--home"])
        .arg(home)
        .args(arguments);
    command.output().unwrap()
}

/// The sign while it says why, in the language asked for.
fn sign(desk: &Desk) -> LinkView {
    act::link(desk, Nothing {}).unwrap()
}

fn events(desk: &Desk, visit: ScopeId) -> u32 {
    let devices = act::exchange(desk, OfVisit { visit }).unwrap().devices;
    devices.iter().map(|device| device.events).sum()
}

#[test]
fn each_refusal_has_a_state_a_sentence_and_a_next_step_and_drops_nothing() {
    let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
    let config = Config::new("127.0.0.1:0".parse().unwrap(), folder.path().join("server"));
    let server = runtime.block_on(serve(config)).unwrap();
    let (address, which) = refusing(server.address);
    let home = folder.path().join("laptop");
    let clock = TimeSource::Held(Moment::parse(NOW).unwrap());
    let mut desk = Desk::init(&home, clock, "Loket A", Some(&address)).unwrap();
    let visit = jemput_acts::demo(&desk).unwrap().visit;
    let (pending, all) = (sign(&desk).pending, events(&desk, visit));
    assert!(pending > 452);
    for (n, (status, code, next)) in REFUSALS.iter().enumerate() {
        which.store(n, SeqCst);
        let trouble = act::sync(&desk, SyncInput::default()).unwrap_err();
        assert!(
            ["refused", code].contains(&trouble.code()),
            "{status} {code}: {trouble:?}"
        );
        for (lang, next) in [
            (jemput_domain::words::Lang::En, next[0]),
            (jemput_domain::words::Lang::Id, next[1]),
        ] {
            desk.set_lang(Some(lang));
            // The sentence is kept in the language in which it happened.
            act::sync(&desk, SyncInput::default()).unwrap_err();
            let shown = sign(&desk);
            assert_eq!(shown.state, LinkState::Stuck, "{status}: this is no missing network");
            assert!(shown.sentence.contains(next), "{status} {code}: {}", shown.sentence);
            assert_eq!(shown.problem.unwrap().code, trouble.code());
            assert_eq!(
                (shown.pending, events(&desk, visit)),
                (pending, all),
                "{status}: nothing is dropped"
            );
        }
        for (lang, next) in [("en", next[0]), ("id", next[1])] {
            let ran = jemput(&home, lang, &["sync"]);
            assert_eq!(ran.status.code(), Some(1));
            let error: Value = serde_json::from_slice(&ran.stderr).unwrap();
            assert_eq!(error["error"], trouble.code());
            assert!(
                error["message"].as_str().unwrap().contains(next),
                "{status} {code}: {error}"
            );
        }
    }
    // Where the server takes it, all of it arrives.
    let to = SyncInput {
        server: Some(format!("http://{}", server.address)),
        ..SyncInput::default()
    };
    let done = act::sync(&desk, to).unwrap();
    assert_eq!((done.pending, done.refused), (0, 0));
    assert!(act::verify(&desk, Nothing {}).unwrap().ok);
}

#[test]
fn a_missing_network_is_called_one() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let clock = TimeSource::Held(Moment::parse(NOW).unwrap());
    let desk = Desk::init(folder.path(), clock, "Loket A", Some(&format!("http://{nobody}"))).unwrap();
    let trouble = act::sync(&desk, SyncInput::default()).unwrap_err();
    assert_eq!(trouble.code(), "unreachable");
    assert_eq!(sign(&desk).state, LinkState::Offline);
}
