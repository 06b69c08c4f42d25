//! A laptop whose connection hangs half open comes again: it is served at once, and nothing that arrived is sent twice.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use jemput_exchange::{
    Store,
    wire::{self, Asked, Request, Stand},
};

use crate::kit::{Laptop, Server, assert_same, visit, writer::scope};

#[test]
fn a_hanging_request_gives_way_to_the_next_of_the_same_laptop() {
    let server = Server::start();
    let mut van = Laptop::holding(0, &visit(1, 50).concat());
    let runs = van.journal.runs_after(scope(1), &[], 2_000).unwrap();
    let sent: usize = runs.iter().map(|run| run.events.len()).sum();
    let asked = Asked {
        scope: scope(1),
        stand: Stand::Seqs(Vec::new()),
    };
    let request = Request {
        device: van.device,
        wants_others: false,
        batch_bytes: 1 << 20,
        scopes: vec![asked],
    };
    let secret = van.journal.secret(scope(1)).unwrap();
    let half = [
        wire::Writer::header(&request),
        wire::Writer::frame(0, &wire::batch::encode(secret.as_ref(), &runs)),
    ]
    .concat();

    let mut hanging = TcpStream::connect(server.running.address).unwrap();
    write!(
        hanging,
        "POST /exchange HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n"
    )
    .unwrap();
    hanging.write_all(&half).unwrap();
    let patience = Instant::now();
    while server.running.counts.taken() < sent as u64 {
        assert!(
            patience.elapsed() < Duration::from_secs(20),
            "the whole frame is committed while the request hangs"
        );
        thread::yield_now();
    }

    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    van.exchange(&mut connection, key).unwrap();
    let mut answer = [0; 12];
    hanging.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 409");
    assert_eq!(server.running.counts.known(), 0);
    let (journal, _data) = server.into_journal();
    assert_same(&journal, &van.journal, scope(1));
}
