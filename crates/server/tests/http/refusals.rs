//! What the server refuses, it says; the laptop drops nothing for it.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    ops::ControlFlow,
    thread,
    time::Duration,
};

use jemput_domain::{id::DeviceId, words::Lang};
use jemput_exchange::{
    Store,
    conversation::{ServerKey, Wanted},
    http::{Connection, Patience},
    wire,
};
use uuid::Uuid;

use crate::kit::{
    Laptop, Server, connect, visit,
    writer::{NOW, scope},
};

/// Posts a body as it is; the status line and the answer's text.
fn post(address: SocketAddr, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /exchange HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A stranger that gives every request the same answer.
fn stranger(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 65_536];
            let _ = stream.read(&mut buffer);
            let _ = stream.write_all(answer.as_bytes());
            let _ = stream.read(&mut buffer);
        }
    });
    address
}

const SOMEONE: ServerKey = ServerKey {
    device: DeviceId(Uuid::from_u128(3)),
    public_key: [3; 32],
};

#[test]
fn health_and_readiness_are_json() {
    let server = Server::start();
    let health = get(server.running.address, "/health");
    assert!(
        health.starts_with("HTTP/1.1 200") && health.contains("\"status\":\"ok\""),
        "{health}"
    );
    let ready = get(server.running.address, "/ready");
    assert!(
        ready.starts_with("HTTP/1.1 200") && ready.contains("\"status\":\"ready\""),
        "{ready}"
    );
}

#[test]
fn bodies_that_are_none_are_refused_by_name() {
    let server = Server::start_with(|config| config.body_bytes_max = 5_000);
    let mut newer = wire::Writer::header(&0u8);
    newer[3] = wire::VERSION + 1;
    for (body, status, code) in [
        (b"hello".to_vec(), 400, "not_an_exchange"),
        (Vec::new(), 400, "cut"),
        (b"JMP".to_vec(), 400, "cut"),
        (newer, 426, "newer_version"),
        (vec![b'J'; 20_000], 413, "too_large"),
        (
            [wire::Writer::header(&0u8), wire::Writer::end(&())].concat(),
            400,
            "unreadable",
        ),
    ] {
        let answer = post(server.running.address, &body);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
        assert!(answer.contains(code), "{answer}");
    }
    let (mut van, key) = (
        Laptop::holding(0, &visit(2, 400).concat()),
        server.connect().server_key().unwrap(),
    );
    let failure = van.exchange(&mut server.connect(), key).unwrap_err();
    assert_eq!(failure.code(), "refused");
    assert!(failure.say(Lang::En).contains("413"), "{}", failure.say(Lang::En));
}

#[test]
fn whatever_a_stranger_answers_nothing_is_dropped() {
    let logs = visit(1, 20);
    let mut van = Laptop::holding(0, &logs.concat());
    let heads = van.journal.heads(scope(1)).unwrap();
    for (answer, code) in [
        ("HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\nno", "refused"),
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", "refused"),
        (
            "HTTP/1.1 500 Oh\r\ncontent-length: 27\r\n\r\n{\"error\":\"a\",\"message\":\"b\"}",
            "refused",
        ),
        (
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
            "refused",
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n<html>hi</html>\r\n",
            "bad_answer",
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nJMP\x07\x01\x00",
            "newer_version",
        ),
        ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "interrupted"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nJMP", "no_progress"),
        ("nonsense\r\n\r\n", "interrupted"),
    ] {
        let patience = Patience {
            connect: Duration::from_secs(5),
            progress: Duration::from_millis(400),
        };
        let mut connection = Connection::new(&format!("http://{}", stranger(answer)), patience).unwrap();
        let failure = van.exchange(&mut connection, SOMEONE).unwrap_err();
        assert_eq!(failure.code(), code, "{answer}: {failure:?}");
        assert!(!failure.say(Lang::Id).is_empty());
        assert_eq!(van.journal.heads(scope(1)).unwrap(), heads);
    }
}

/// What a proxy, a captive portal, a broken server or another program may put into a refusal.
const RUBBISH: [&str; 6] = [
    "",
    "<html><title>Login Wi-Fi</title></html>",
    "{\"error\":\"revoked_by_nobody\",\"message\":\"\u{1b}[2J hapus \u{202e} semua\"}",
    "{\"error\":12}",
    "\u{0}\u{1}\u{2}",
    "[[[[[[[[[[[[[[[[[[[[",
];

/// All statuses that are no answer: nothing is dropped for any of them, and each says what it is and what comes next.
#[test]
fn no_status_makes_a_laptop_drop_anything() {
    let mut van = Laptop::holding(0, &visit(1, 8).concat());
    let before = van.journal.view().dump(scope(1)).unwrap();
    let heads = van.journal.heads(scope(1)).unwrap();
    for status in (201_u16..208).chain(300..309).chain(400..452).chain(500..512) {
        let body = RUBBISH[usize::from(status) % RUBBISH.len()];
        // These have no body by the rules of HTTP.
        let body = if [204, 205, 304].contains(&status) { "" } else { body };
        let answer = format!(
            "HTTP/1.1 {status} Any\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        let address = stranger(answer.leak());
        let failure = van.exchange(&mut connect(address), SOMEONE).unwrap_err();
        assert!(
            ["refused", "interrupted"].contains(&failure.code()),
            "{status}: {failure:?}"
        );
        let (id, en) = (failure.say(Lang::Id), failure.say(Lang::En));
        assert!(id != en && !id.chars().any(char::is_control), "{status}: {id}");
        if failure.code() == "refused" {
            assert!(
                en.contains("Nothing is lost") && id.contains("Tidak ada yang hilang"),
                "{status}: {en}"
            );
            let next = ["again later", "enrolment", "call the office", "Tell the office"];
            assert!(
                next.iter().any(|next| en.contains(next)),
                "{status}: no next step: {en}"
            );
        }
        assert_eq!(van.journal.heads(scope(1)).unwrap(), heads, "{status}");
    }
    assert_eq!(van.journal.view().dump(scope(1)).unwrap(), before);
    assert_eq!(van.journal.verify().unwrap(), []);
    // And it all arrives where a server takes it.
    let server = Server::start();
    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    let outcome = van.exchange(&mut connection, key).unwrap();
    assert!(outcome.receipts[0].covers(&heads));
}

#[test]
fn a_refusal_that_never_ends_is_given_up() {
    let mut van = Laptop::holding(0, &visit(1, 4).concat());
    let endless = format!(
        "HTTP/1.1 403 No\r\ncontent-length: 9000000\r\n\r\n{}",
        "x".repeat(200_000)
    );
    let patience = Patience {
        connect: Duration::from_secs(5),
        progress: Duration::from_millis(400),
    };
    let mut connection = Connection::new(&format!("http://{}", stranger(endless.leak())), patience).unwrap();
    let failure = van.exchange(&mut connection, SOMEONE).unwrap_err();
    assert_eq!(failure.code(), "refused", "its status was heard: {failure:?}");
}

#[test]
fn no_server_there_is_said() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let failure = Laptop::new(0).exchange(&mut connect(address), SOMEONE).unwrap_err();
    assert_eq!(failure.code(), "unreachable");
    assert!(failure.may_pass());
}

#[test]
fn another_server_than_the_pinned_one_is_not_believed() {
    let server = Server::start();
    let mut van = Laptop::holding(0, &visit(1, 3).concat());
    let key = server.connect().server_key().unwrap();
    for other in [
        SOMEONE,
        ServerKey {
            public_key: [3; 32],
            ..key
        },
    ] {
        let failure = van.exchange(&mut server.connect(), other);
        match failure {
            Err(failure) => assert_eq!(failure.code(), "other_server"),
            // The heads were not repeated; without a receipt nothing is believed. The next one must say it.
            Ok(outcome) => {
                assert_eq!(outcome.receipts, vec![]);
                assert_eq!(
                    van.exchange(&mut server.connect(), other).unwrap_err().code(),
                    "other_server"
                );
            }
        }
    }
}

#[test]
fn an_exchange_can_be_stopped_and_goes_on_later() {
    let server = Server::start();
    let mut van = Laptop::holding(0, &visit(1, 20).concat());
    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    let mut told = 0;
    let stopped = connection.exchange(&mut van.journal, van.device, key, Wanted::Mine, NOW, &mut |_| {
        told += 1;
        if told == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(stopped.unwrap_err().code(), "stopped");
    let outcome = van.exchange(&mut connection, key).unwrap();
    assert_eq!(outcome.receipts.len(), 1);
    assert_eq!(server.running.counts.known(), 0);
}
