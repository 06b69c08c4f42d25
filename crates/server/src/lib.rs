//! The central server: takes in what the vans send, hands on what they lack, signs for what it holds.

pub mod admin;
mod allowed;
mod api;
pub mod backup;
mod config;
mod connections;
mod counts;
mod elsewhere;
pub mod enrol;
pub mod erase;
mod exposed;
mod held;
pub mod identity;
pub mod inventory;
mod members;
pub mod office;
pub mod private;
pub mod quarantine;
mod random;
mod refusal;
pub mod revoke;
mod serve;
pub mod tls;
pub mod token;
mod turns;

pub use config::{Config, ConfigError};
pub use counts::Counts;
pub use exposed::exposed;
pub use identity::IdentityError;
pub use serve::{Running, ServeError, now, serve};
