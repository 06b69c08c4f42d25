//! How two journals become one: a conversation without I/O, the wire format, and its transports.

pub mod certificate;
pub mod conversation;
pub mod enrol;
pub mod enrol_code;
pub mod hand_in;
pub mod hex;
pub mod http;
mod journal;
pub mod kept;
pub mod offers;
pub mod store;
pub mod wire;

pub use conversation::{Outcome, Progress, RefusedLog, Signer};
pub use store::{CentralStore, RecordedThere, Store, Taken};
