//! Authenticated encryption of small things.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use zeroize::Zeroizing;

/// Bytes of a nonce: long enough to be drawn.
pub(crate) const NONCE: usize = 24;
/// Bytes of a tag.
pub(crate) const TAG: usize = 16;

/// Encrypts; the answer is [`TAG`] bytes longer.
pub(crate) fn close(key: &[u8; 32], nonce: &[u8; NONCE], beside: &[u8], plain: &[u8]) -> Vec<u8> {
    XChaCha20Poly1305::new(key.into())
        .encrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: plain,
                aad: beside,
            },
        )
        .expect("what is encrypted here is far below the cipher's limit")
}

/// Decrypts; none where the key, the nonce, what stands beside it or any bit is another.
pub(crate) fn open(key: &[u8; 32], nonce: &[u8; NONCE], beside: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    XChaCha20Poly1305::new(key.into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: sealed,
                aad: beside,
            },
        )
        .ok()
        .map(Zeroizing::new)
}
