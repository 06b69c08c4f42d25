//! Kirim data: bringing this journal and the server's together, and knowing what the server holds.

mod exchange;
mod joining;
mod kept;
mod learned;
mod lease;
mod link;
pub(crate) mod pins;
mod refused;
mod verify;

pub use exchange::sync;
#[cfg(feature = "simulated")]
pub use exchange::{Heard, heard};
#[cfg(feature = "simulated")]
pub use joining::wanted;
pub use joining::{visit_join, visit_offers};
pub(crate) use link::{confirmed, heard_at};
pub use link::{exchange, link};
pub(crate) use pins::in_force;
pub use verify::verify;
