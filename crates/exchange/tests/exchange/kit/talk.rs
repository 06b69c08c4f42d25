//! Two stores talk, with no network between; the wire may be cut anywhere.

use jemput_domain::{id::DeviceId, log::DeviceKey};
use jemput_exchange::{
    Outcome, Signer, Store,
    conversation::{Asking, Memory, Next, Replying, ServerKey, Wanted},
};
use uuid::Uuid;

use super::writer::NOW;

pub fn signer() -> Signer {
    Signer {
        device: DeviceId(Uuid::from_u128(99)),
        key_id: 1,
        key: DeviceKey::from_bytes(&[9; 32]),
        earlier: Vec::new(),
    }
}

pub fn server_key() -> ServerKey {
    ServerKey {
        device: signer().device,
        public_key: signer().key.public(),
    }
}

pub const LAPTOP: DeviceId = DeviceId(Uuid::from_u128(1));

/// Where the wire is cut: after so many bytes in all, both directions counted in the order in which they flow.
#[derive(Clone, Copy)]
pub struct Cut(pub usize);

impl Cut {
    pub const NEVER: Self = Self(usize::MAX);
}

/// Which way bytes flow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// Carries bytes; says how many of them arrive.
type Carry<'c> = &'c mut dyn FnMut(Way, &[u8]) -> usize;

/// An exchange over a wire that carries what it carries; none if it did not carry all.
fn converse<A: Store, B: Store>(
    laptop: &mut A,
    server: &mut B,
    wanted: Wanted,
    memory: &mut Memory,
    carry: Carry<'_>,
) -> Option<Outcome> {
    let mut asking = Asking::begin(laptop, LAPTOP, server_key(), wanted, NOW, memory).unwrap();
    loop {
        let mut replying = Replying::default();
        while let Some(piece) = asking.send(laptop).unwrap() {
            let passed = carry(Way::Up, &piece);
            replying.hear(server, &piece[..passed], NOW).unwrap();
            if passed < piece.len() {
                return None;
            }
        }
        replying.heard_all().unwrap();
        while let Some(piece) = replying.send(server, &signer(), NOW).unwrap() {
            let passed = carry(Way::Down, &piece);
            asking.hear(laptop, &piece[..passed]).unwrap();
            if passed < piece.len() {
                return None;
            }
        }
        if asking.heard_all(laptop).unwrap() == Next::Done {
            return Some(asking.into_outcome());
        }
    }
}

/// An exchange; none if the wire was cut.
pub fn talk<A: Store, B: Store>(
    laptop: &mut A,
    server: &mut B,
    wanted: Wanted,
    memory: &mut Memory,
    cut: Cut,
) -> Option<Outcome> {
    let mut left = cut.0;
    converse(laptop, server, wanted, memory, &mut |_, bytes| {
        let passed = bytes.len().min(left);
        left -= passed;
        passed
    })
}

/// The bytes of each request and its answer, in an exchange of everything.
pub fn trips<A: Store, B: Store>(laptop: &mut A, server: &mut B, memory: &mut Memory) -> Vec<(usize, usize)> {
    let mut trips: Vec<(usize, usize)> = Vec::new();
    let mut last = Way::Down;
    converse(laptop, server, Wanted::All, memory, &mut |way, bytes| {
        if way == Way::Up && last == Way::Down {
            trips.push((0, 0));
        }
        last = way;
        let trip = trips.last_mut().unwrap();
        *(if way == Way::Up { &mut trip.0 } else { &mut trip.1 }) += bytes.len();
        bytes.len()
    });
    trips
}

/// An exchange of everything over a wire that holds, remembering nothing.
pub fn exchange<A: Store, B: Store>(laptop: &mut A, server: &mut B) -> Outcome {
    talk(laptop, server, Wanted::All, &mut Memory::default(), Cut::NEVER).unwrap()
}
