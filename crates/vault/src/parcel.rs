//! Bytes that leave the laptop in a file: encrypted under a key of their own, which a file of holders beside them gives.

use crate::{
    Draw, VaultKey,
    aead::{self, NONCE},
};

/// What the key is for: nothing that it ever encrypts elsewhere reads as a parcel.
const PURPOSE: &[u8] = b"parcel";

/// Encrypts; `beside` is what stands in the open in front of it, and is held fast by it.
pub fn close_parcel(key: &VaultKey, beside: &[u8], plain: &[u8], draw: &mut Draw) -> Vec<u8> {
    let nonce: [u8; NONCE] = draw.take();
    let mut parcel = nonce.to_vec();
    parcel.extend(aead::close(&key.derive(PURPOSE), &nonce, beside, plain));
    parcel
}

/// Decrypts; none where the key or any bit is another.
pub fn open_parcel(key: &VaultKey, beside: &[u8], parcel: &[u8]) -> Option<zeroize::Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = parcel.split_first_chunk::<NONCE>()?;
    aead::open(&key.derive(PURPOSE), nonce, beside, sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_by_its_key_and_as_it_was_and_not_otherwise() {
        let draw = &mut Draw::new([3; 32]);
        let (key, other) = (VaultKey::draw(draw), VaultKey::draw(draw));
        let parcel = close_parcel(&key, b"beside", b"a visit", draw);
        assert_eq!(open_parcel(&key, b"beside", &parcel).unwrap().as_slice(), b"a visit");
        assert!(open_parcel(&other, b"beside", &parcel).is_none());
        assert!(open_parcel(&key, b"besides", &parcel).is_none());
        for at in 0..parcel.len() {
            let mut changed = parcel.clone();
            changed[at] ^= 1;
            assert!(open_parcel(&key, b"beside", &changed).is_none(), "byte {at}");
            assert!(open_parcel(&key, b"beside", &parcel[..at]).is_none(), "cut at {at}");
        }
    }
}
