//! The central server: takes in what the vans send, hands on what they lack, signs for what it holds.

mod api;
mod config;
mod connections;
mod counts;
mod elsewhere;
mod exposed;
mod held;
mod identity;
mod refusal;
mod serve;
mod turns;

pub use config::{Config, ConfigError};
pub use counts::Counts;
pub use exposed::exposed;
pub use identity::IdentityError;
pub use serve::{Running, ServeError, serve};
