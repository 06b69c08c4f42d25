//! The memory that connections to one file share (the index of the write-ahead log), and its locks.

use std::collections::BTreeMap;

/// Shared memory of one file.
#[derive(Default)]
pub(super) struct Shared {
    /// Never moved while a connection is there: SQLite keeps their addresses.
    regions: Vec<Box<[u8]>>,
    /// Who shares and who excludes, a bit a lock, by connection.
    locks: BTreeMap<u64, (u8, u8)>,
}

impl Shared {
    /// The address of a region; none where it is not there and shall not be made.
    pub(super) fn region(&mut self, connection: u64, index: usize, bytes: usize, makes: bool) -> Option<*mut u8> {
        self.locks.entry(connection).or_default();
        while self.regions.len() <= index {
            if !makes {
                return None;
            }
            self.regions.push(vec![0; bytes].into_boxed_slice());
        }
        self.regions.get_mut(index).map(|region| region.as_mut_ptr())
    }

    /// Locks for sharing or excluding; whether it could.
    pub(super) fn lock(&mut self, connection: u64, mask: u8, excludes: bool) -> bool {
        let others = self.locks.iter().filter(|(id, _)| **id != connection);
        let (shares, excluded) = others.fold((0, 0), |(s, x), (_, (os, ox))| (s | os, x | ox));
        let against = if excludes { shares | excluded } else { excluded };
        if against & mask != 0 {
            return false;
        }
        let own = self.locks.entry(connection).or_default();
        if excludes {
            own.1 |= mask;
        } else {
            own.0 |= mask;
        }
        true
    }

    /// Gives locks back.
    pub(super) fn unlock(&mut self, connection: u64, mask: u8) {
        let own = self.locks.entry(connection).or_default();
        own.0 &= !mask;
        own.1 &= !mask;
    }

    /// A connection goes; with the last one the memory does.
    pub(super) fn leave(&mut self, connection: u64) {
        self.locks.remove(&connection);
        if self.locks.is_empty() {
            self.regions.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_excludes_is_alone() {
        let mut shared = Shared::default();
        assert!(shared.lock(1, 0b1, false) && shared.lock(2, 0b1, false));
        assert!(!shared.lock(1, 0b1, true));
        shared.unlock(2, 0b1);
        assert!(shared.lock(1, 0b1, true) && !shared.lock(2, 0b1, false));
        shared.leave(1);
        assert!(shared.lock(2, 0b1, false));
    }
}
