//! Servers that are not the laptop's own: they get nothing, and their word wipes nothing.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

use jemput_acts::{Desk, Trouble, act, clock::TimeSource, vault::Unlock, view::*};
use jemput_domain::{event::RevokedFor, id::DeviceId, log::DeviceKey, revoked::RevokedWord, role::Role, time::Moment};
use jemput_exchange::{
    Store,
    hand_in::{HandedIn, RevokedAnswer},
};
use jemput_vault::{Draw, Secret};

use crate::kit::{Laptop, Office};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The whole of a request: its first line.
fn asked(stream: &mut TcpStream) -> String {
    let (mut bytes, mut piece) = (Vec::new(), [0; 65_536]);
    loop {
        let read = stream.read(&mut piece).unwrap_or(0);
        bytes.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let Some((head, _)) = text.split_once("\r\n\r\n") else {
            assert!(read > 0, "cut: {text}");
            continue;
        };
        let body = bytes.len() - (bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4);
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let is_whole = match length {
            Some(length) => body >= length.parse::<usize>().unwrap(),
            None if head.contains("chunked") => bytes.ends_with(b"0\r\n\r\n"),
            None => true,
        };
        if is_whole || read == 0 {
            return head.lines().next().unwrap().to_owned();
        }
    }
}

/// A server that calls whoever comes lost or stolen, and signs it with its own key. Its address.
fn wiper(laptop: DeviceId) -> String {
    let key = DeviceKey::from_bytes(&[6; 32]);
    let word = RevokedWord {
        device: laptop,
        reason: RevokedFor::LostOrStolen,
        at: Moment(1),
    };
    let revoked = RevokedAnswer {
        reason: word.reason.code().to_owned(),
        at: word.at,
        signature: hex(&word.sign(&key)),
        logs: vec![],
        aside: vec![],
    };
    let handed_in = HandedIn {
        logs: vec![],
        aside: vec![],
    };
    let own = serde_json::json!({ "device": uuid::Uuid::from_u128(66), "public_key": hex(&key.public()) }).to_string();
    let revoked = serde_json::to_string(&revoked).unwrap();
    let handed_in = serde_json::to_string(&handed_in).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let line = asked(&mut stream);
            let (status, body) = match line.split_whitespace().nth(1).unwrap() {
                "/key" => ("200 OK", own.as_str()),
                "/revoked" => ("200 OK", revoked.as_str()),
                "/hand-in" => ("200 OK", handed_in.as_str()),
                _ => ("403 Forbidden", r#"{"error":"revoked","message":""}"#),
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
            );
        }
    });
    address
}

fn sync_at(laptop: &Laptop, address: &str) -> Result<SyncDone, Trouble> {
    let input = SyncInput {
        server: Some(address.to_owned()),
        ..SyncInput::default()
    };
    act::sync(&laptop.desk, input)
}

fn set_server(laptop: &Laptop, address: &str) -> Result<Session, Trouble> {
    let input = SettingsInput {
        server: Some(address.to_owned()),
        ..SettingsInput::default()
    };
    act::settings(&laptop.desk, input)
}

fn is_whole(office: &Office, name: &str) -> bool {
    let home = office.folder.path().join(name);
    !home.join("revoked").exists() && home.join("journal.sqlite").exists() && home.join("holders").exists()
}

#[test]
fn a_stranger_wipes_no_laptop() {
    let office = Office::new();
    let free = office.laptop("Loket A");
    let visit = free.visit(free.site("SMAN 55"));
    let stranger = wiper(free.desk.device());
    let refused = sync_at(&free, &stranger).unwrap_err();
    assert!(
        matches!(&refused, Trouble::Exchange(failure) if failure.code() == "revoked"),
        "{refused:?}"
    );
    assert!(is_whole(&office, "Loket A"));
    // It was met before it was enrolled, and is met again after.
    free.enrol(&office.code()).unwrap();
    assert_eq!(sync_at(&free, &stranger).unwrap_err().code(), "https_required");
    assert!(is_whole(&office, "Loket A"));
    assert_eq!(free.sync().unwrap().pending, 0);
    assert!(!office.journal().heads(visit).unwrap().is_empty());
}

#[test]
fn an_enrolled_laptop_talks_to_its_offices_server_alone_wherever_that_answers() {
    let (mut office, other) = (Office::new(), Office::new());
    let laptop = office.enrolled("Loket A");
    let visit = laptop.visit(laptop.site("SMAN 55"));
    for attempt in 0..2 {
        let refused = match attempt {
            0 => sync_at(&laptop, &other.url()),
            _ => set_server(&laptop, &other.url()).and_then(|_| laptop.sync()),
        };
        assert_eq!(refused.unwrap_err().code(), "other_server");
        let server = Some(other.url());
        let offers = OffersInput {
            server,
            ..OffersInput::default()
        };
        assert_eq!(
            act::visit_offers(&laptop.desk, offers).unwrap_err().code(),
            "other_server"
        );
    }
    assert!(other.journal().heads(visit).unwrap().is_empty());
    assert!(is_whole(&office, "Loket A"));
    assert_eq!(
        set_server(&laptop, "http://127.0.0.1:1").unwrap_err().code(),
        "https_required"
    );
    // The office moves: another address, the same key.
    office.stop();
    office.address = "127.0.0.1:0".parse().unwrap();
    office.start();
    set_server(&laptop, &office.url()).unwrap();
    let done = laptop.sync().unwrap();
    assert_eq!((done.pending, done.refused), (0, 0));
    assert!(done.receipt.is_some());
    assert!(!office.journal().heads(visit).unwrap().is_empty());
}

#[test]
fn another_address_is_for_whoever_leads_or_plans() {
    let office = Office::new();
    let laptop = office.enrolled("Loket A");
    let secret = Secret::machine(&mut Draw::new([9; 32]));
    let budi = OperatorAddInput {
        name: "Budi".into(),
        roles: vec![Role::Operator],
        secret: TypedSecret(secret.expose().to_owned()),
    };
    act::operator_add(&laptop.desk, budi).unwrap();
    let home = office.folder.path().join("Loket A");
    let desk = Desk::open_as(&home, TimeSource::System, &Unlock::new("Budi", secret.clone())).unwrap();
    let budi = Laptop {
        desk,
        secret: secret.expose().to_owned(),
    };
    let set = act::session(&budi.desk, Nothing {}).unwrap().server.unwrap();
    for other in ["https://moved.example", ""] {
        assert_eq!(set_server(&budi, other).unwrap_err().code(), "role");
    }
    assert_eq!(
        set_server(&budi, &format!("{set}/")).unwrap().roles,
        vec![Role::Operator]
    );
    set_server(&laptop, "https://moved.example").unwrap();
}
