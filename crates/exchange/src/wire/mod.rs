//! The bytes of a message. `docs/protocol.md` says the same in words, exactly enough to write another reader.
//!
//! A body is a preamble, a header, frames and an end. A frame carries a batch: runs of one scope's logs. A body that was
//! cut anywhere is good up to its last whole frame.

pub mod batch;
mod body;
mod message;
mod number;
mod packed;

pub use body::{BadBody, Item, Reader, Writer};
pub use message::{
    Answer, Asked, End, HeadsAs, LogHead, LogRefused, Request, ScopeAnswer, Stand, WireReceipt, link_check,
};

/// The version of this protocol. One that is higher is refused in words, never guessed at.
pub const VERSION: u8 = 1;

/// What a body's media type is called over HTTP.
pub const MEDIA_TYPE: &str = "application/vnd.jemput.exchange";

/// Limits on what a peer may send. All are checked before memory is taken.
pub mod limit {
    /// Bytes of a header or an end.
    pub const HEADER_BYTES_MAX: usize = 1 << 20;
    /// Bytes of a frame as sent.
    pub const FRAME_BYTES_MAX: usize = 32 << 20;
    /// Bytes of a batch's events when unpacked.
    pub const BATCH_BYTES_MAX: usize = 32 << 20;
    /// Events in a batch.
    pub const BATCH_EVENTS_MAX: usize = 1 << 18;
    /// Scopes that one request names.
    pub const SCOPES_MAX: usize = 4_096;
    /// Logs of one scope.
    pub const DEVICES_MAX: usize = 1_024;
    /// Frames of one body.
    pub const FRAMES_MAX: usize = 1 << 20;
}

/// Bytes of events that a batch aims at: one commit at the receiver.
pub const BATCH_BYTES: usize = 1 << 20;

/// The same after a broken exchange: what a bad link loses at the next break is small.
pub const BATCH_BYTES_SMALL: usize = 64 << 10;

/// The least that an asker may ask batches to be.
pub const BATCH_BYTES_MIN: usize = 1 << 10;
