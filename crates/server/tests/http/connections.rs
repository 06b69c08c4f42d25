//! Connections that say nothing are closed; more than the server has places for wait; few may be large at once.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};

use crate::kit::Server;

/// More than any of the server's patience in these tests.
const PATIENCE: Duration = Duration::from_secs(20);
/// Enough to see that nothing comes.
const GLANCE: Duration = Duration::from_millis(300);

fn open(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.running.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

fn ask(stream: &mut TcpStream) {
    stream.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
}

/// What comes next; empty when the server has closed.
fn hear(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 4_096];
    let length = stream.read(&mut buffer).unwrap();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

#[test]
fn one_that_says_nothing_is_closed() {
    let server = Server::start_with(|config| config.idle = Duration::from_millis(200));
    let mut silent = open(&server);
    assert_eq!(hear(&mut silent), "");
}

#[test]
fn one_that_stops_in_the_midst_of_a_head_is_closed() {
    let server = Server::start_with(|config| config.idle = Duration::from_millis(200));
    let mut slow = open(&server);
    slow.write_all(b"GET /health HTTP/1.1\r\nhost:").unwrap();
    assert_eq!(hear(&mut slow), "");
}

#[test]
fn one_that_is_kept_after_an_answer_is_closed_in_time() {
    let server = Server::start_with(|config| config.idle = Duration::from_millis(200));
    let mut kept = open(&server);
    ask(&mut kept);
    assert!(hear(&mut kept).starts_with("HTTP/1.1 200"));
    assert_eq!(hear(&mut kept), "");
}

#[test]
fn one_too_many_waits_for_a_place() {
    let server = Server::start_with(|config| config.connections_max = 1);
    let mut first = open(&server);
    ask(&mut first);
    assert!(hear(&mut first).starts_with("HTTP/1.1 200"));
    let mut second = open(&server);
    ask(&mut second);
    second.set_read_timeout(Some(GLANCE)).unwrap();
    let kind = second.read(&mut [0; 1]).unwrap_err().kind();
    assert!(matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{kind}");
    drop(first);
    second.set_read_timeout(Some(PATIENCE)).unwrap();
    assert!(hear(&mut second).starts_with("HTTP/1.1 200"));
}

/// Begins an exchange with a header of this length and sends so many bytes of it.
fn begin_large(server: &Server, bytes: usize) -> TcpStream {
    let mut stream = open(server);
    // Preamble, then a header that says it is a mebibyte: a length in LEB128.
    let head = [
        b"JMP".as_slice(),
        &[jemput_exchange::wire::VERSION],
        &[0x80, 0x80, 0x40],
    ]
    .concat();
    let length = bytes + head.len() + 64;
    write!(
        stream,
        "POST /exchange HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n"
    )
    .unwrap();
    stream.write_all(&head).unwrap();
    let body = vec![0; bytes];
    // The server may answer and close before it has taken all.
    let _ = stream.write_all(&body);
    stream
}

#[test]
fn one_large_request_too_many_is_refused_when_none_ends_in_time() {
    let server = Server::start_with(|config| {
        config.large_max = 0;
        config.progress = Duration::from_secs(1);
    });
    let mut large = begin_large(&server, (1 << 20) - 1);
    let mut answer = String::new();
    large.read_to_string(&mut answer).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 503") && answer.contains("busy"),
        "{answer}"
    );
}
