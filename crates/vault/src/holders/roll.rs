//! Who has which entry, encrypted with the journal's own key; it vouches for all that stands before it in the file.

use crate::{
    Draw, MemberKind, OperatorTag, VaultKey,
    aead::{self, NONCE, TAG},
    holders::{
        ENTRIES, Member,
        entry::{self, Entry},
    },
};

/// Kind, operator, name, public key.
pub(super) const LINE_BYTES: usize = 1 + 16 + 16 + 32;
/// In the file.
pub(super) const ROLL_BYTES: usize = NONCE + ENTRIES * LINE_BYTES + TAG;

/// Lines in the order of the entries; zeros for a free one.
#[derive(Default)]
pub(super) struct Roll([Line; ENTRIES]);

#[derive(Clone, Copy)]
struct Line([u8; LINE_BYTES]);

impl Default for Line {
    fn default() -> Self {
        Self([0; LINE_BYTES])
    }
}

impl Roll {
    pub(super) fn open(sealed: &[u8; ROLL_BYTES], key: &VaultKey, before: &[u8]) -> Option<Self> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let plain = aead::open(&key.derive(b"roll"), nonce, before, sealed)?;
        let mut roll = Self::default();
        let (lines, _) = plain.as_chunks::<LINE_BYTES>();
        for (to, from) in roll.0.iter_mut().zip(lines) {
            to.0 = *from;
        }
        Some(roll)
    }

    pub(super) fn close(&self, key: &VaultKey, before: &[u8], draw: &mut Draw) -> [u8; ROLL_BYTES] {
        let nonce: [u8; NONCE] = draw.take();
        let mut sealed = [0; ROLL_BYTES];
        sealed[..NONCE].copy_from_slice(&nonce);
        let plain = self.0.map(|line| line.0);
        sealed[NONCE..].copy_from_slice(&aead::close(&key.derive(b"roll"), &nonce, before, plain.as_flattened()));
        sealed
    }

    pub(super) fn member(&self, at: usize, entries: &[Entry; ENTRIES]) -> Option<Member> {
        entry::member(&self.0.get(at)?.0, entries.get(at)?)
    }

    pub(super) fn members(&self, entries: &[Entry; ENTRIES]) -> Vec<Member> {
        (0..ENTRIES).filter_map(|at| self.member(at, entries)).collect()
    }

    /// Where a holder stands.
    pub(super) fn find(&self, kind: MemberKind, operator: OperatorTag) -> Option<usize> {
        self.0.iter().position(|line| {
            line.0[0] == entry::code(kind) && (kind == MemberKind::Recovery || line.0[1..17] == operator.0)
        })
    }

    /// A free place. One is kept for the recovery key.
    pub(super) fn free(&self, kind: MemberKind) -> Option<usize> {
        let free: Vec<usize> = (0..ENTRIES).filter(|at| self.0[*at].0[0] == 0).collect();
        let recovery_has_none = self.find(MemberKind::Recovery, OperatorTag([0; 16])).is_none();
        let kept = usize::from(kind == MemberKind::Operator && recovery_has_none);
        (free.len() > kept).then(|| free[0])
    }

    pub(super) fn put(&mut self, at: usize, member: &Member) {
        if let Some(line) = self.0.get_mut(at) {
            line.0 = entry::roll_line(member);
        }
    }

    pub(super) fn clear(&mut self, at: usize) {
        if let Some(line) = self.0.get_mut(at) {
            *line = Line::default();
        }
    }
}
