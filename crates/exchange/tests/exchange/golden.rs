//! The bytes on the wire, frozen: a change of any of these files means that two versions no longer understand each other.
//! They are written with `WRITE_GOLDEN=1 cargo test -p jemput-exchange golden`; an existing one is never rewritten.

use std::{fs, path::PathBuf};

use jemput_domain::log::Run;
use jemput_exchange::{
    Store,
    conversation::{Asking, Memory, Replying, Wanted},
    wire::batch,
};

use crate::kit::{
    memory::MemoryStore,
    talk::{LAPTOP, server_key, signer},
    visit::visit,
    writer::{NOW, SECRET, Writer, scope},
};

fn frozen(name: &str, now: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if !path.exists() && std::env::var_os("WRITE_GOLDEN").is_some() {
        let hex: String = now.iter().map(|byte| format!("{byte:02x}")).collect();
        fs::write(&path, hex + "\n").unwrap();
    }
    let hex = fs::read_to_string(&path).unwrap();
    let hex = hex.trim();
    (0..hex.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
        .collect()
}

/// Runs as a peer sends them: one for each log.
fn runs() -> Vec<Run> {
    let mut store = MemoryStore::default();
    for act in visit(scope(1), 0, 12) {
        store.take_in(scope(1), vec![act], NOW).unwrap();
    }
    store.runs_after(scope(1), &[], usize::MAX).unwrap()
}

#[test]
fn a_packed_batch_is_read_as_it_was_written() {
    let runs = runs();
    let now = batch::encode(Some(&SECRET), &runs);
    assert_eq!(now[0], 1);
    assert_eq!(batch::decode(None, &frozen("batch-packed-v1.hex", &now)).unwrap(), runs);
}

#[test]
fn a_plain_batch_is_read_as_it_was_written() {
    // A clock that does not rise is nothing that the packed form expects.
    let (mut writer, opening) = Writer::join(scope(1), 0, true);
    let mut run = writer.book(0, 3);
    run.events.insert(0, run.events[2].clone());
    let runs = vec![opening, run];
    let now = batch::encode(Some(&SECRET), &runs);
    assert_eq!(now[0], 0);
    assert_eq!(batch::decode(None, &frozen("batch-plain-v1.hex", &now)).unwrap(), runs);
}

#[test]
fn messages_are_the_same_bytes() {
    let mut laptop = MemoryStore::default();
    laptop.take_in(scope(1), runs(), NOW).unwrap();
    let mut server = laptop.clone();
    let (_, other) = Writer::join(scope(2), 40, true);
    server.take_in(scope(2), vec![other], NOW).unwrap();
    let mut memory = Memory::default();
    let mut asking = Asking::begin(&laptop, LAPTOP, server_key(), Wanted::All, NOW, &mut memory).unwrap();
    for trip in 1..=2 {
        let mut request = Vec::new();
        while let Some(piece) = asking.send(&laptop).unwrap() {
            request.extend(piece);
        }
        assert_eq!(request, frozen(&format!("request-{trip}-v1.hex"), &request));
        let mut replying = Replying::default();
        replying.hear(&mut server, &request, NOW).unwrap();
        let (mut answer, mut framed) = (Vec::new(), 0);
        while let Some(piece) = replying.send(&server, &signer(), NOW).unwrap() {
            // Frames hold what zstd makes, which may differ between its versions; they are read above.
            if piece.first() == Some(&1) && trip == 2 {
                framed += 1;
            } else {
                answer.extend(&piece);
            }
            asking.hear(&mut laptop, &piece).unwrap();
        }
        assert_eq!(answer, frozen(&format!("answer-{trip}-v1.hex"), &answer));
        assert_eq!(framed, trip - 1);
        asking.heard_all(&laptop).unwrap();
    }
    assert_eq!(laptop.all_events(), server.all_events());
}
