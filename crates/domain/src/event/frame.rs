//! An event's canonical bytes. Hash, signature and equality are over these bytes as received; bytes that this encoder
//! would not have written are refused, because postcard alone accepts over-long integers and trailing bytes.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Event, Header};
use crate::id::{DeviceId, ScopeId, ScopeSecret};

/// The most bytes that one event takes. A plan of a hundred days of half-hour slots takes about 30 KiB.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;

/// The personal fields of an event: the one part that can be erased while links still verify.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Personal {
    /// The kind has none.
    None,
    /// As written.
    Present(Vec<u8>),
    /// Erased under the stated retention; what stays is their HMAC under the scope's secret.
    Erased([u8; 32]),
}

/// Why bytes are no event.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Malformed {
    /// Over [`EVENT_BYTES_MAX`].
    #[error("an event of more than {EVENT_BYTES_MAX} bytes")]
    TooLarge,
    /// Not a frame that this encoder would have written.
    #[error("bytes that no encoder of this format writes")]
    NotCanonical,
}

/// An event taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// What it says of itself.
    pub header: Header,
    /// The fact; [`Event::Unknown`] if this version does not know the kind. Erased personal fields read as [`crate::erased`] says.
    pub event: Event,
}

#[derive(Serialize, Deserialize)]
struct Frame {
    header: Vec<u8>,
    personal: Personal,
    rest: Vec<u8>,
}

/// Canonical bytes of an event. `kind` and `version` of the header are the event's own.
pub fn encode(header: &Header, event: &Event) -> Vec<u8> {
    let (personal, rest) = event.to_parts();
    let header = Header {
        kind: event.kind(),
        version: event.version(),
        ..header.clone()
    };
    frame(header.to_bytes(), personal, rest)
}

/// A frame from its parts as they stand: what a lossless codec puts together again.
pub fn frame(header: Vec<u8>, personal: Personal, rest: Vec<u8>) -> Vec<u8> {
    postcard::to_allocvec(&Frame { header, personal, rest }).expect("a frame is plain data")
}

/// Takes a frame into its header bytes, personal part and rest, checking only the frame.
pub fn parts(bytes: &[u8]) -> Result<(Vec<u8>, Personal, Vec<u8>), Malformed> {
    if bytes.len() > EVENT_BYTES_MAX {
        return Err(Malformed::TooLarge);
    }
    let frame: Frame = postcard::from_bytes(bytes).map_err(|_| Malformed::NotCanonical)?;
    Ok((frame.header, frame.personal, frame.rest))
}

/// Reads an event and proves that the bytes are canonical.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Malformed> {
    let (header_bytes, personal, rest) = parts(bytes)?;
    let header = Header::from_bytes(&header_bytes).ok_or(Malformed::NotCanonical)?;
    let event = Event::from_parts(header.kind, header.version, &personal, &rest).ok_or(Malformed::NotCanonical)?;
    let again = match (&event, personal) {
        // No HMAC is nothing but zeros: it would be another form of an event without a personal part, with the same link.
        (_, Personal::Erased(mac)) if mac == [0; 32] => return Err(Malformed::NotCanonical),
        (Event::Unknown, personal) => frame(header.to_bytes(), personal, rest),
        (known, Personal::Erased(mac)) => frame(header.to_bytes(), Personal::Erased(mac), known.to_parts().1),
        (known, _) => encode(&header, known),
    };
    if again == bytes {
        Ok(Decoded { header, event })
    } else {
        Err(Malformed::NotCanonical)
    }
}

/// What a log's chain has come to after an event.
pub type Link = [u8; 32];

/// The link before a log's first event.
pub const LINK_START: Link = [0; 32];

/// Links under one scope's secret.
pub struct Linker {
    keyed: Hmac<Sha256>,
}

impl Linker {
    /// Prepares the scope's key once.
    pub fn new(secret: &ScopeSecret) -> Self {
        let mut keyed = Hmac::<Sha256>::new_from_slice(&secret.0).expect("HMAC takes keys of any length");
        keyed.update(b"jemput personal");
        Self { keyed }
    }

    /// What stands for personal fields in the chain.
    pub fn personal_mac(&self, personal: &[u8]) -> [u8; 32] {
        let mut mac = self.keyed.clone();
        mac.update(personal);
        mac.finalize().into_bytes().into()
    }

    /// The same event with its personal part erased; none where it has none, or none any more.
    pub fn erase(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        match parts(bytes).ok()? {
            (header, Personal::Present(fields), rest) => {
                Some(frame(header, Personal::Erased(self.personal_mac(&fields)), rest))
            }
            _ => None,
        }
    }

    /// Whether these are one event: the same bytes, or the same but for a personal part that is erased in one of them.
    pub fn is_same(&self, one: &[u8], other: &[u8]) -> bool {
        one == other
            || self.erase(one).is_some_and(|erased| erased == other)
            || self.erase(other).is_some_and(|erased| erased == one)
    }

    /// SHA-256(previous, header, HMAC of the personal part, rest); lengths stand before the parts so that none can run into the next.
    pub fn link(&self, previous: &Link, bytes: &[u8]) -> Result<Link, Malformed> {
        let (header, personal, rest) = parts(bytes)?;
        let mac = match personal {
            Personal::None => [0; 32],
            Personal::Present(fields) => self.personal_mac(&fields),
            Personal::Erased(mac) => mac,
        };
        let mut hash = Sha256::new();
        hash.update(previous);
        hash.update((header.len() as u32).to_le_bytes());
        hash.update(&header);
        hash.update(mac);
        hash.update(&rest);
        Ok(hash.finalize().into())
    }
}

/// What a device signs at the end of each act.
pub fn signed_bytes(scope: ScopeId, device: DeviceId, seq: u32, link: &Link) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(100);
    bytes.extend_from_slice(b"jemput log head v1\0");
    bytes.extend_from_slice(scope.0.as_bytes());
    bytes.extend_from_slice(device.0.as_bytes());
    bytes.extend_from_slice(&seq.to_le_bytes());
    bytes.extend_from_slice(link);
    bytes
}
