//! Kedatangan: finding people and checking them in.

mod arrive;
mod arrive_class;
mod booking;
mod correct;
mod desk_view;
mod find;
mod leave;
mod lookup;
pub(crate) mod mark;
mod note;
mod person;
mod priority;
mod staying;
mod ticket;
mod walk_in;
pub(crate) mod warning;

pub use arrive::arrive;
pub use arrive_class::arrive_class;
pub use booking::booking;
pub use correct::correct;
pub use desk_view::desk;
pub use find::find;
pub use leave::leave;
pub use lookup::lookup;
pub(crate) use lookup::resolve;
#[cfg(feature = "simulated")]
pub use mark::take as take_mark;
pub use note::note;
pub use priority::priority;
pub use walk_in::walk_in;
