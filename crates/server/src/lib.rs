//! The central server: takes in what the vans send, hands on what they lack, signs for what it holds.

mod allowed;
mod api;
mod config;
mod connections;
mod counts;
mod elsewhere;
pub mod enrol;
mod exposed;
mod held;
pub mod identity;
mod members;
pub mod office;
mod random;
mod refusal;
mod serve;
pub mod tls;
mod turns;

pub use config::{Config, ConfigError};
pub use counts::Counts;
pub use exposed::exposed;
pub use identity::IdentityError;
pub use serve::{Running, ServeError, now, serve};
