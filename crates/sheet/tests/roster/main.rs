//! Rosters in the shapes in which schools and offices hand them over, and broken ones, from bytes to rows; and back out.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its file has failed")]

mod broken;
mod large;
mod made;
mod out;
mod school;
mod shapes;
