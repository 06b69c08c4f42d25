//! Laptops and an office's server over real TLS: enrolling, what was there before, other servers, new keys.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;
mod laptops;
mod revoked;
mod server_keys;
mod strangers;
