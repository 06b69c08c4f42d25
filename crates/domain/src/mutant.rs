//! Faults that are switched on at run time, to show that the simulator finds them. Compiled for the simulator only.

use std::cell::Cell;

/// One fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// What is sent begins one event too late.
    Ranges,
    /// A commit does not wait for the disk.
    Sync,
    /// Events of one clock have no order.
    TieBreak,
    /// A batch ends inside an act.
    CutAct,
    /// One number, the highest, says how far a peer is in every log.
    Highest,
}

impl Mutant {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Ranges, Self::Sync, Self::TieBreak, Self::CutAct, Self::Highest];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ranges => "ranges",
            Self::Sync => "sync",
            Self::TieBreak => "tie_break",
            Self::CutAct => "cut_act",
            Self::Highest => "highest",
        }
    }
}

thread_local! {
    static ON: Cell<Option<Mutant>> = const { Cell::new(None) };
}

/// Switches one on, or all off, on this thread.
pub fn switch(on: Option<Mutant>) {
    ON.set(on);
}

/// Whether it is on.
pub fn is(mutant: Mutant) -> bool {
    ON.get() == Some(mutant)
}
