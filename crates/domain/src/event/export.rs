//! People's data left Jemput because a person asked for it.

use serde::{Deserialize, Serialize};

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ExportKind {
    /// The visit's bookings.
    Bookings,
    /// Rows to complete, for whoever handed the list over.
    HeldRows,
    /// Whose data are on the laptop.
    Inventory,
    /// A text for a teacher that calls people by name.
    ClassText,
    /// What happened, with names.
    History,
}

/// An export: the header says who asked for it and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exported {
    /// What.
    pub what: ExportKind,
    /// People in it.
    pub rows: u32,
    /// Whether NIKs stood in it in full.
    pub full_niks: bool,
}
