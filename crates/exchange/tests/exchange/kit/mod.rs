//! What these tests are made with.

pub mod memory;
pub mod talk;
pub mod visit;
pub mod writer;
