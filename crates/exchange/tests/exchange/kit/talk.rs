//! Two stores talk, with no network between; the wire may be cut anywhere.

use jemput_domain::{id::DeviceId, log::DeviceKey, time::Moment};
use jemput_exchange::{
    Outcome, Signer, Store,
    conversation::{Asking, Memory, Next, Replying, ServerKey, Wanted},
};
use uuid::Uuid;

use super::writer::MORNING;

pub fn signer() -> Signer {
    Signer {
        device: DeviceId(Uuid::from_u128(99)),
        key_id: 1,
        key: DeviceKey::from_bytes(&[9; 32]),
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

    /// What still passes of these bytes, and whether the wire is cut now.
    fn pass<'b>(&mut self, bytes: &'b [u8]) -> (&'b [u8], bool) {
        let passed = &bytes[..bytes.len().min(self.0)];
        self.0 -= passed.len();
        (passed, passed.len() < bytes.len())
    }
}

/// An exchange; none if the wire was cut.
pub fn talk<A: Store, B: Store>(
    laptop: &mut A,
    server: &mut B,
    wanted: Wanted,
    memory: &mut Memory,
    mut cut: Cut,
) -> Option<Outcome> {
    let mut asking = Asking::begin(laptop, LAPTOP, server_key(), wanted, Moment(MORNING), memory).unwrap();
    loop {
        let mut replying = Replying::default();
        while let Some(piece) = asking.send(laptop).unwrap() {
            let (passed, is_cut) = cut.pass(&piece);
            replying.hear(server, passed, Moment(MORNING)).unwrap();
            if is_cut {
                return None;
            }
        }
        replying.heard_all().unwrap();
        while let Some(piece) = replying.send(server, &signer(), Moment(MORNING)).unwrap() {
            let (passed, is_cut) = cut.pass(&piece);
            asking.hear(laptop, passed).unwrap();
            if is_cut {
                return None;
            }
        }
        if asking.heard_all(laptop).unwrap() == Next::Done {
            return Some(asking.into_outcome());
        }
    }
}

/// An exchange of everything over a wire that holds, remembering nothing.
pub fn exchange<A: Store, B: Store>(laptop: &mut A, server: &mut B) -> Outcome {
    talk(laptop, server, Wanted::All, &mut Memory::default(), Cut::NEVER).unwrap()
}
