//! A disk in memory that keeps apart what is on the platter and what was only written: a power cut loses, tears and
//! reorders whatever no sync made durable.

use std::collections::BTreeMap;

use crate::Chance;

/// What a disk tears a write into, in bytes.
const SECTOR_BYTES: usize = 512;

/// Why a disk does not do what it is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DiskError {
    /// It fails, or has no power.
    Io,
    /// It is full.
    Full,
    /// There is no such file.
    Missing,
}

/// What a disk is going to do wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// The power goes in the midst of a change.
    PowerCut,
    /// So many changes fail one after another.
    Fails {
        /// How many.
        changes: u32,
    },
    /// So many changes find no room.
    Full {
        /// How many.
        changes: u32,
    },
}

/// A fault that waits for its moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Changes (writes, syncs, cuts, deletions) that still go well.
    pub after_changes: u32,
    /// Then.
    pub wrong: Wrong,
}

/// An open file of a disk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FileId(u64);

#[derive(Clone, Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Clone, Debug, Default)]
struct Stored {
    /// What programs read.
    now: Vec<u8>,
    /// What is on the platter; none: not even the name is.
    durable: Option<Vec<u8>>,
    /// What was asked since, in order.
    unsynced: Vec<Change>,
}

/// The bytes of all its files at one instant.
pub type Image = BTreeMap<String, Vec<u8>>;

/// One machine's disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    names: BTreeMap<String, FileId>,
    files: BTreeMap<FileId, Stored>,
    /// Deleted, but the deletion is not on the platter.
    removed: BTreeMap<String, Vec<u8>>,
    next_id: u64,
    fault: Option<Fault>,
    has_no_power: bool,
    changes: u64,
    faults: u64,
}

impl Disk {
    /// A disk with these files, all of them on the platter.
    pub fn from_image(image: &Image) -> Self {
        let mut disk = Self::default();
        for (name, bytes) in image {
            let id = disk.make(name);
            let file = disk.files.entry(id).or_default();
            file.now.clone_from(bytes);
            file.durable = Some(bytes.clone());
        }
        disk
    }

    /// A copy of what programs read at this instant, as a cloning tool would take it.
    pub fn image(&self) -> Image {
        let bytes = |id| self.files.get(id).map(|file| file.now.clone()).unwrap_or_default();
        self.names.iter().map(|(name, id)| (name.clone(), bytes(id))).collect()
    }

    /// How many changes it was asked for in all.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// How often it did something wrong.
    pub fn faults(&self) -> u64 {
        self.faults
    }

    /// Something will go wrong.
    pub fn arm(&mut self, fault: Fault) {
        self.fault = Some(fault);
    }

    /// Whatever waited to go wrong does not.
    pub fn disarm(&mut self) {
        self.fault = None;
    }

    /// Whether the power is gone.
    pub fn has_no_power(&self) -> bool {
        self.has_no_power
    }

    /// The power goes; until it is back everything fails.
    pub fn cut_power(&mut self) {
        self.has_no_power = true;
        self.faults += 1;
        self.fault = None;
    }

    /// The machine stayed on, only its programs were killed: what they wrote is there.
    pub fn programs_begin_anew(&mut self) {
        self.has_no_power = false;
        self.fault = None;
    }

    /// The power is back: of what no sync made durable chance keeps, loses and tears each piece.
    pub fn power_is_back(&mut self, chance: &mut Chance) {
        self.has_no_power = false;
        self.fault = None;
        // Most disks lose all of a kind; a few lose here and there.
        let keeps_percent = [0, 100, 50, 90, 10][chance.place(5)];
        for (name, bytes) in std::mem::take(&mut self.removed) {
            if !self.names.contains_key(&name) && chance.percent(50) {
                let id = self.make(&name);
                let file = self.files.entry(id).or_default();
                file.now.clone_from(&bytes);
                file.durable = Some(bytes);
            }
        }
        for id in self.names.values() {
            let Some(file) = self.files.get_mut(id) else { continue };
            let mut bytes = file.durable.take().unwrap_or_default();
            for change in std::mem::take(&mut file.unsynced) {
                change.survive(&mut bytes, keeps_percent, chance);
            }
            file.now.clone_from(&bytes);
            file.durable = Some(bytes);
        }
        let kept: Vec<FileId> = self.names.values().copied().collect();
        self.files.retain(|id, _| kept.contains(id));
    }

    /// Opens a file, and makes it if told so.
    pub fn open(&mut self, name: &str, makes: bool) -> Result<FileId, DiskError> {
        self.stands()?;
        match self.names.get(name) {
            Some(id) => Ok(*id),
            None if makes => Ok(self.make(name)),
            None => Err(DiskError::Missing),
        }
    }

    fn make(&mut self, name: &str) -> FileId {
        self.next_id += 1;
        let id = FileId(self.next_id);
        self.files.insert(id, Stored::default());
        self.names.insert(name.to_owned(), id);
        id
    }

    /// Whether there is such a file.
    pub fn exists(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Deletes a file; `is_synced`: the folder is made durable with it.
    pub fn delete(&mut self, name: &str, is_synced: bool) -> Result<(), DiskError> {
        self.change()?;
        let id = self.names.remove(name).ok_or(DiskError::Missing)?;
        let durable = self.files.get(&id).and_then(|file| file.durable.clone());
        match durable {
            Some(bytes) if !is_synced => {
                self.removed.insert(name.to_owned(), bytes);
            }
            _ => {
                self.removed.remove(name);
            }
        }
        Ok(())
    }

    /// Reads; answers how many bytes there were. Without power too: what a program showed just before can be looked at.
    pub fn read(&self, id: FileId, offset: usize, into: &mut [u8]) -> Result<usize, DiskError> {
        let file = self.files.get(&id).ok_or(DiskError::Io)?;
        let there = file.now.get(offset..).unwrap_or_default();
        let count = there.len().min(into.len());
        into[..count].copy_from_slice(&there[..count]);
        Ok(count)
    }

    /// Writes.
    pub fn write(&mut self, id: FileId, offset: usize, bytes: &[u8]) -> Result<(), DiskError> {
        self.stands()?;
        let going = self.change();
        // Where the power goes while it writes, chance says how much of it arrived.
        if going.is_ok() || self.has_no_power {
            let file = self.files.get_mut(&id).ok_or(DiskError::Io)?;
            let change = Change::Write {
                offset,
                bytes: bytes.to_owned(),
            };
            change.apply(&mut file.now);
            file.unsynced.push(change);
        }
        going
    }

    /// Cuts or lengthens a file.
    pub fn set_length(&mut self, id: FileId, length: usize) -> Result<(), DiskError> {
        self.change()?;
        let file = self.files.get_mut(&id).ok_or(DiskError::Io)?;
        file.now.resize(length, 0);
        file.unsynced.push(Change::Length(length));
        Ok(())
    }

    /// Makes durable what was written to a file, and its name. A sync that fails made nothing durable.
    pub fn sync(&mut self, id: FileId) -> Result<(), DiskError> {
        self.change()?;
        let file = self.files.get_mut(&id).ok_or(DiskError::Io)?;
        let durable = file.durable.get_or_insert_default();
        for change in file.unsynced.drain(..) {
            change.apply(durable);
        }
        Ok(())
    }

    /// A file's length in bytes.
    pub fn length(&self, id: FileId) -> Result<usize, DiskError> {
        Ok(self.files.get(&id).ok_or(DiskError::Io)?.now.len())
    }

    fn stands(&self) -> Result<(), DiskError> {
        if self.has_no_power { Err(DiskError::Io) } else { Ok(()) }
    }

    /// One more change: whether it goes well.
    fn change(&mut self) -> Result<(), DiskError> {
        self.stands()?;
        self.changes += 1;
        let Some(fault) = &mut self.fault else { return Ok(()) };
        if fault.after_changes > 0 {
            fault.after_changes -= 1;
            return Ok(());
        }
        self.faults += 1;
        let (left, error) = match &mut fault.wrong {
            Wrong::PowerCut => {
                self.cut_power();
                return Err(DiskError::Io);
            }
            Wrong::Fails { changes } => (changes, DiskError::Io),
            Wrong::Full { changes } => (changes, DiskError::Full),
        };
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.fault = None;
        }
        Err(error)
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => put(file, *offset, bytes),
            Self::Length(length) => file.resize(*length, 0),
        }
    }

    /// As much of it as the power cut left.
    fn survive(&self, file: &mut Vec<u8>, keeps_percent: u64, chance: &mut Chance) {
        let Self::Write { offset, bytes } = self else {
            if chance.percent(keeps_percent) {
                self.apply(file);
            }
            return;
        };
        let mut from = 0;
        while from < bytes.len() {
            let to_border = SECTOR_BYTES - (offset + from) % SECTOR_BYTES;
            let mut piece = &bytes[from..bytes.len().min(from + to_border)];
            from += piece.len();
            let start = offset + from - piece.len();
            if chance.percent(keeps_percent) {
                if keeps_percent < 100 && chance.percent(5) {
                    piece = &piece[..chance.place(piece.len())];
                }
                put(file, start, piece);
            }
        }
    }
}

fn put(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    if file.len() < offset + bytes.len() {
        file.resize(offset + bytes.len(), 0);
    }
    file[offset..offset + bytes.len()].copy_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_synced_is_sure_to_stand_after_a_power_cut() {
        let (mut kept, mut lost) = (0, 0);
        for seed in 0..100 {
            let mut disk = Disk::default();
            let file = disk.open("a", true).unwrap();
            disk.write(file, 0, &[1; 4096]).unwrap();
            disk.sync(file).unwrap();
            disk.write(file, 4096, &[2; 4096]).unwrap();
            disk.cut_power();
            assert_eq!(disk.write(file, 0, &[3]), Err(DiskError::Io));
            disk.power_is_back(&mut Chance::new(seed));
            let file = disk.open("a", false).unwrap();
            let mut read = [0; 8192];
            disk.read(file, 0, &mut read).unwrap();
            assert_eq!(read[..4096], [1; 4096]);
            kept += read[4096..].iter().filter(|b| **b == 2).count();
            lost += read[4096..].iter().filter(|b| **b == 0).count();
        }
        assert!(kept > 0 && lost > 0, "{kept} {lost}");
    }

    #[test]
    fn a_fault_comes_at_its_change_and_goes() {
        let mut disk = Disk::default();
        let file = disk.open("a", true).unwrap();
        disk.arm(Fault {
            after_changes: 1,
            wrong: Wrong::Full { changes: 2 },
        });
        let answers = [(); 4].map(|()| disk.write(file, 0, b"x"));
        assert_eq!(answers, [Ok(()), Err(DiskError::Full), Err(DiskError::Full), Ok(())]);
    }

    #[test]
    fn a_deletion_without_its_folder_may_come_back() {
        let came_back = (0..50).filter(|seed| {
            let mut disk = Disk::default();
            let file = disk.open("a", true).unwrap();
            disk.sync(file).unwrap();
            disk.delete("a", false).unwrap();
            disk.cut_power();
            disk.power_is_back(&mut Chance::new(*seed));
            disk.exists("a")
        });
        assert!((1..50).contains(&came_back.count()));
    }
}
