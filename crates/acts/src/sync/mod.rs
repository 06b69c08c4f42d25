//! Kirim data: bringing this journal and the server's together, and knowing what the server holds.

mod exchange;
mod lease;
mod link;
mod refused;
mod verify;

pub use exchange::sync;
pub use link::{exchange, link};
pub use verify::verify;
