//! The use cases, one act a file: what the window and the command line call.

pub mod table;
mod typescript;
pub mod view;
