//! A file that leaves the laptop, for whoever opens the laptop too: the same operators and the office's recovery key hold it.

use jemput_vault::{FILE_BYTES, Holders, Name, VaultKey, close_parcel, open_parcel};
use zeroize::Zeroizing;

use super::{
    Unlock, VaultTrouble, draw,
    files::{self, HOLDERS},
    opening,
};
use crate::{Desk, Trouble};
use std::path::Path;

/// How such a file begins.
const MAGIC: &[u8; 16] = b"jemput parcel 1\n";

impl Desk {
    /// Encrypts for those who may open this laptop.
    pub(crate) fn close_parcel(&self, plain: &[u8]) -> Result<Vec<u8>, Trouble> {
        let draw = &mut draw()?;
        let (old, new) = (self.vault.must_key()?, VaultKey::draw(draw));
        let holders = files::read_holders(self.home(), HOLDERS)?;
        let holders = holders.rekeyed(&old, &new, draw).map_err(VaultTrouble::from)?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(holders.to_bytes());
        let parcel = close_parcel(&new, &bytes, plain, draw);
        bytes.extend(parcel);
        Ok(bytes)
    }
}

/// What is in such a file; none if it is no such file, was changed, or this secret does not open it.
pub(crate) fn opened(bytes: &[u8], unlock: &Unlock) -> Option<Zeroizing<Vec<u8>>> {
    let (beside, parcel) = bytes.split_at_checked(MAGIC.len() + FILE_BYTES)?;
    let holders = Holders::read(beside.strip_prefix(MAGIC)?).ok()?;
    let secret = unlock.secret.key(&holders.salt(), holders.cost()).ok()?;
    let name = unlock.operator.as_deref().map(Name::of);
    let mine = holders
        .open(&secret)
        .into_iter()
        .find(|opened| name.is_none_or(|name| name == opened.name))?;
    open_parcel(&mine.key, beside, parcel)
}

/// The key of a folder's journal, whatever became of the journal itself. A wrong secret counts.
pub(crate) fn key_of(home: &Path, unlock: &Unlock) -> Result<VaultKey, Trouble> {
    opening::key_counting(home, HOLDERS, unlock)
}
