//! Journals become one through a server.

use std::thread;

use jemput_exchange::Store;

use crate::kit::{Laptop, Server, assert_same, visit, writer::scope};

#[test]
fn what_one_laptop_wrote_another_has_and_the_server_signs_for_it() {
    let server = Server::start();
    let logs = visit(2, 40);
    let mut first = Laptop::holding(0, &logs.concat());
    let mut connection = server.connect();
    let key = connection.server_key().unwrap();
    let outcome = first.exchange(&mut connection, key).unwrap();
    assert_eq!(outcome.round_trips, 2);
    assert_eq!(outcome.sent, 2 + 2 * (10 * 5 + 30));
    assert!(outcome.receipts[0].verify(&key.public_key));
    assert!(outcome.receipts[0].covers(&first.journal.heads(scope(1)).unwrap()));

    let mut second = Laptop::new(1);
    let outcome = second.exchange(&mut server.connect(), key).unwrap();
    assert_eq!(outcome.others, vec![scope(1)]);
    assert_same(&first.journal, &second.journal, scope(1));

    let nothing = first.exchange(&mut connection, key).unwrap();
    assert_eq!((nothing.round_trips, nothing.sent, nothing.received), (1, 0, 0));
    assert_eq!(server.running.counts.known(), 0);
    let (journal, _data) = server.into_journal();
    assert_same(&first.journal, &journal, scope(1));
}

#[test]
fn eight_vans_at_once_end_with_the_same() {
    let server = Server::start();
    let logs = visit(8, 30);
    let key = server.connect().server_key().unwrap();
    let opening = logs[0][0].clone();
    thread::scope(|threads| {
        for (number, log) in logs.iter().enumerate() {
            let (server, opening) = (&server, &opening);
            threads.spawn(move || {
                let mut laptop = Laptop::holding(number as u8, std::slice::from_ref(opening));
                let mut connection = server.connect();
                for act in log {
                    laptop.take(act);
                    laptop.exchange(&mut connection, key).unwrap();
                }
            });
        }
    });
    let mut last = Laptop::new(9);
    last.exchange(&mut server.connect(), key).unwrap();
    let alone = Laptop::holding(10, &logs.concat());
    assert_same(&last.journal, &alone.journal, scope(1));
    let (journal, _data) = server.into_journal();
    assert_same(&alone.journal, &journal, scope(1));
}
