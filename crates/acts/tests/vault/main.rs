//! Who opens a laptop, and what a power cut, a wrong secret or an earlier version's folder comes to.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod earlier;
mod holders;
mod kit;
mod opening;
mod window;
