//! Kirim data: bringing this journal and the server's together, and knowing what the server holds.

mod adopt;
mod exchange;
mod held;
mod joining;
mod kept;
mod learned;
mod lease;
mod link;
pub(crate) mod pins;
mod refused;
mod their_log;
mod verify;

#[cfg(feature = "simulated")]
pub use adopt::adopt_with;
pub(crate) use adopt::issue;
pub use adopt::{adopt, adoptable};
pub use exchange::sync;
#[cfg(feature = "simulated")]
pub use exchange::{Heard, heard};
#[cfg(feature = "simulated")]
pub use joining::wanted;
pub use joining::{visit_join, visit_offers};
pub(crate) use learned::warning as clock_warning;
pub(crate) use link::{confirmed, heard_at};
pub use link::{exchange, link};
pub(crate) use pins::{in_force, key_of};
pub use refused::{refused, refused_fetch, refused_show};
pub use verify::verify;
