//! Connections that break in the middle of a request or an answer.

use std::sync::atomic::Ordering::SeqCst;

use crate::kit::{Laptop, Server, Wire, assert_same, connect, visit, writer::scope};

/// A server that holds one half of a visit, a laptop that holds the other.
fn apart() -> (Server, Laptop, Laptop) {
    let server = Server::start();
    let logs = visit(4, 60);
    let mut office = Laptop::holding(1, &[logs[0][..1].to_vec(), logs[1].clone(), logs[2].clone()].concat());
    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    office.exchange(&mut connection, key).unwrap();
    let van = Laptop::holding(0, &[logs[0].clone(), logs[3].clone()].concat());
    (server, van, Laptop::holding(5, &logs.concat()))
}

/// Exchanges over a wire that breaks once, until it succeeds; says how many tries it took.
fn through(wire: &Wire, server: &Server, van: &mut Laptop) -> usize {
    let key = server.connect().server_key().unwrap();
    let mut connection = connect(wire.address);
    let mut tries = 1;
    while let Err(failure) = van.exchange(&mut connection, key) {
        assert!(failure.may_pass(), "{failure:?}");
        tries += 1;
        assert!(tries < 4);
    }
    tries
}

/// Bytes that a whole exchange passes up and down, heads of HTTP included.
fn whole() -> [usize; 2] {
    let (server, mut van, _) = apart();
    let wire = Wire::whole(server.running.address);
    assert_eq!(through(&wire, &server, &mut van), 1);
    [0, 1].map(|way| wire.passed[way].load(SeqCst))
}

/// Where to cut: at the very beginning, near the end, and between.
fn cuts(bytes: usize) -> [usize; 5] {
    [0, bytes / 10, bytes / 3, bytes * 2 / 3, bytes - 40]
}

#[test]
fn broken_in_the_middle_of_a_request() {
    for up in cuts(whole()[0]) {
        let (server, mut van, all) = apart();
        let wire = Wire::cut_once(server.running.address, up, usize::MAX);
        // Three where what was cut reached the server after the second try had begun.
        assert!((2..=3).contains(&through(&wire, &server, &mut van)), "cut at {up}");
        assert_same(&van.journal, &all.journal, scope(1));
        assert_eq!(server.running.counts.known(), 0, "sent twice when cut at {up}");
        let (journal, _data) = server.into_journal();
        assert_same(&journal, &all.journal, scope(1));
    }
}

#[test]
fn broken_in_the_middle_of_an_answer() {
    for down in cuts(whole()[1]) {
        let (server, mut van, all) = apart();
        let wire = Wire::cut_once(server.running.address, usize::MAX, down);
        assert_eq!(through(&wire, &server, &mut van), 2, "cut at {down}");
        assert_same(&van.journal, &all.journal, scope(1));
        assert_eq!(server.running.counts.known(), 0, "sent twice when cut at {down}");
    }
}
