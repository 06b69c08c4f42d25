//! The holders of a journal's key: one salt, one run of Argon2id, sixteen entries of one size that are tried in turn.
//!
//! Nobody who has only the file learns how many holders there are or whether somebody is one of them: an entry without a
//! holder is made like any other, for a key that was thrown away. Whoever has the journal's key can read the roll at the
//! end, which says who they are; it also seals all that stands before it.

mod entry;
mod roll;

use crate::{
    Cost, Draw, Name, PublicKey, RecoveryKey, Salt, SecretKey, VaultKey, Wrapped,
    holders::{
        entry::{ENTRY_BYTES, Entry},
        roll::{ROLL_BYTES, Roll},
    },
};

/// How many entries a file has, the office's recovery entry among them.
pub const ENTRIES: usize = 16;
/// Bytes of a file, however many holders it has.
pub const FILE_BYTES: usize = HEADER_BYTES + ENTRIES * ENTRY_BYTES + ROLL_BYTES;

const MAGIC: &[u8; 8] = b"jmpthold";
const VERSION: u8 = 1;
const HEADER_BYTES: usize = 8 + 1 + 12 + 32;

/// An operator's id: the 16 bytes of its UUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OperatorTag(pub [u8; 16]);

/// What an entry is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MemberKind {
    /// An operator.
    Operator,
    /// The office's recovery key.
    Recovery,
}

/// One of the holders, as the roll names them to who holds the key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
    /// What it is.
    pub kind: MemberKind,
    /// The operator; zeros for the recovery key.
    pub operator: OperatorTag,
    /// Their name as they type it.
    pub name: Name,
    /// Their public key.
    pub public: PublicKey,
    /// Their private half as their entry has it; random for the recovery key.
    pub wrapped: Wrapped,
}

/// To whom a journal is given. It needs no secret of theirs.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    /// Whom.
    pub operator: OperatorTag,
    /// Their name as they will type it.
    pub name: Name,
    /// Their public key.
    pub public: PublicKey,
    /// Their private half, wrapped under their secret and this file's salt and cost.
    pub wrapped: Wrapped,
}

/// What a secret opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Whose secret it is; zeros for the recovery key.
    pub operator: OperatorTag,
    /// Their name as it was granted.
    pub name: Name,
    /// The journal's key.
    pub key: VaultKey,
}

/// Why a file of holders is refused, or not changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HoldersError {
    /// It is no such file, or cut off.
    #[error("the file of key holders is damaged")]
    Damaged,
    /// A newer version wrote it.
    #[error("a newer version wrote the file of key holders")]
    Newer,
    /// Another key, or entries that were changed by somebody without it.
    #[error("the file of key holders was changed by another hand")]
    Changed,
    /// Sixteen entries are taken.
    #[error("the file of key holders is full")]
    Full,
    /// A public key that is none.
    #[error("this public key is none")]
    NoPublicKey,
}

/// A file of holders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holders {
    salt: Salt,
    cost: Cost,
    entries: [Entry; ENTRIES],
    roll: Box<[u8; ROLL_BYTES]>,
}

impl Holders {
    /// A file without a holder, for a new key. Add the first before it is written anywhere.
    pub fn new(salt: Salt, cost: Cost, key: &VaultKey, draw: &mut Draw) -> Self {
        let entries = std::array::from_fn(|_| Entry::nobodys(draw));
        let mut holders = Self {
            salt,
            cost,
            entries,
            roll: Box::new([0; ROLL_BYTES]),
        };
        holders.write_roll(&Roll::default(), key, draw);
        holders
    }

    /// The office's salt.
    pub fn salt(&self) -> Salt {
        self.salt
    }

    /// The cost of a secret.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// All entries that a secret opens: nearly always none or one. Every entry is tried, whatever the others say.
    pub fn open(&self, secret: &SecretKey) -> Vec<Opened> {
        self.entries.iter().filter_map(|entry| entry.open(secret)).collect()
    }

    /// The journal's key by the office's recovery key.
    pub fn recover(&self, key: &RecoveryKey) -> Option<VaultKey> {
        let pair = key.pair();
        let mut opened = self
            .entries
            .iter()
            .filter_map(|entry| entry.open_as(&pair))
            .collect::<Vec<_>>();
        opened
            .pop()
            .filter(|(kind, _)| *kind == MemberKind::Recovery)
            .map(|(_, opened)| opened.key)
    }

    /// Who the holders are.
    ///
    /// # Errors
    ///
    /// The key is another, or the file was changed without it.
    pub fn members(&self, key: &VaultKey) -> Result<Vec<Member>, HoldersError> {
        Ok(self.read_roll(key)?.members(&self.entries))
    }

    /// Gives the journal to an operator, or gives it anew to one who has it (a changed secret or name).
    ///
    /// # Errors
    ///
    /// No entry is free, the public key is none, or [`Holders::members`] fails.
    pub fn grant(&mut self, key: &VaultKey, grant: &Grant, draw: &mut Draw) -> Result<(), HoldersError> {
        let member = Member {
            kind: MemberKind::Operator,
            operator: grant.operator,
            name: grant.name,
            public: grant.public,
            wrapped: grant.wrapped,
        };
        self.place(key, member, draw)
    }

    /// Gives the journal to the office's recovery key; the one before it opens no more.
    ///
    /// # Errors
    ///
    /// As [`Holders::grant`].
    pub fn set_recovery(&mut self, key: &VaultKey, public: PublicKey, draw: &mut Draw) -> Result<(), HoldersError> {
        let member = Member {
            kind: MemberKind::Recovery,
            operator: OperatorTag([0; 16]),
            name: Name([0; 16]),
            public,
            wrapped: Wrapped(draw.take()),
        };
        self.place(key, member, draw)
    }

    /// Takes an operator's entry away; whether there was one. They may still know the key: it wants changing.
    ///
    /// # Errors
    ///
    /// As [`Holders::members`].
    pub fn remove(&mut self, key: &VaultKey, operator: OperatorTag, draw: &mut Draw) -> Result<bool, HoldersError> {
        let mut roll = self.read_roll(key)?;
        let Some(at) = roll.find(MemberKind::Operator, operator) else {
            return Ok(false);
        };
        self.entries[at] = Entry::nobodys(draw);
        roll.clear(at);
        self.write_roll(&roll, key, draw);
        Ok(true)
    }

    /// The same holders for another key.
    ///
    /// # Errors
    ///
    /// As [`Holders::members`].
    pub fn rekeyed(&self, old: &VaultKey, new: &VaultKey, draw: &mut Draw) -> Result<Self, HoldersError> {
        let roll = self.read_roll(old)?;
        let mut holders = self.clone();
        for (at, entry) in holders.entries.iter_mut().enumerate() {
            *entry = match roll.member(at, &self.entries) {
                Some(member) => Entry::of(&member, new, draw).ok_or(HoldersError::NoPublicKey)?,
                None => Entry::nobodys(draw),
            };
        }
        holders.write_roll(&roll, new, draw);
        Ok(holders)
    }

    fn place(&mut self, key: &VaultKey, member: Member, draw: &mut Draw) -> Result<(), HoldersError> {
        let mut roll = self.read_roll(key)?;
        let at = roll
            .find(member.kind, member.operator)
            .or_else(|| roll.free(member.kind))
            .ok_or(HoldersError::Full)?;
        self.entries[at] = Entry::of(&member, key, draw).ok_or(HoldersError::NoPublicKey)?;
        roll.put(at, &member);
        self.write_roll(&roll, key, draw);
        Ok(())
    }

    fn read_roll(&self, key: &VaultKey) -> Result<Roll, HoldersError> {
        Roll::open(&self.roll, key, &self.before_roll()).ok_or(HoldersError::Changed)
    }

    fn write_roll(&mut self, roll: &Roll, key: &VaultKey, draw: &mut Draw) {
        *self.roll = roll.close(key, &self.before_roll(), draw);
    }

    fn before_roll(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FILE_BYTES);
        bytes.extend(MAGIC);
        bytes.push(VERSION);
        for number in [self.cost.memory_kib, self.cost.passes, self.cost.lanes] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.salt.0);
        for entry in &self.entries {
            bytes.extend(entry.as_bytes());
        }
        bytes
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.before_roll();
        bytes.extend(self.roll.as_slice());
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// It is none, of a newer version, or cut off.
    pub fn read(bytes: &[u8]) -> Result<Self, HoldersError> {
        use HoldersError::{Damaged, Newer};
        let rest = bytes.strip_prefix(MAGIC).ok_or(Damaged)?;
        let (version, rest) = rest.split_first().ok_or(Damaged)?;
        match *version {
            VERSION => {}
            0 => return Err(Damaged),
            _ => return Err(Newer),
        }
        if bytes.len() != FILE_BYTES {
            return Err(Damaged);
        }
        let (memory_kib, rest) = number(rest)?;
        let (passes, rest) = number(rest)?;
        let (lanes, rest) = number(rest)?;
        let cost = Cost::checked(memory_kib, passes, lanes).map_err(|_| Damaged)?;
        let (salt, rest) = rest.split_first_chunk::<32>().ok_or(Damaged)?;
        let (entries, roll) = rest.split_at_checked(ENTRIES * ENTRY_BYTES).ok_or(Damaged)?;
        let (chunks, _) = entries.as_chunks::<ENTRY_BYTES>();
        let entries: Vec<Entry> = chunks.iter().map(Entry::from_bytes).collect();
        Ok(Self {
            salt: Salt(*salt),
            cost,
            entries: entries.try_into().map_err(|_| Damaged)?,
            roll: Box::new(roll.try_into().map_err(|_| Damaged)?),
        })
    }
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), HoldersError> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or(HoldersError::Damaged)?;
    Ok((u32::from_le_bytes(*number), rest))
}
