//! What a site's day is. Pure: no file system, network, clock or randomness; time and ids come in as arguments.

pub mod booking;
pub mod credential;
pub mod decide;
pub mod demo;
pub mod event;
pub mod erased;
pub mod fold;
pub mod id;
pub mod log;
pub mod mark;
pub mod name;
pub mod nik;
pub mod person;
pub mod plan;
pub mod queue;
pub mod receipt;
pub mod refusal;
pub mod region;
pub mod roster;
pub mod server_key;
pub mod shown;
pub mod site;
pub mod text;
pub mod time;
pub mod visit;
pub mod words;
