//! Randomness as an argument: one seed from the system, and from it as many independent values as an act needs.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// A stream of values that nobody can tell from random ones without its seed. One seed is for one act only.
pub struct Draw {
    seed: Zeroizing<[u8; 32]>,
    next: u64,
}

impl Draw {
    /// Draws from 32 bytes that the system's generator gave for this act alone.
    pub fn new(seed: [u8; 32]) -> Self {
        Self {
            seed: Zeroizing::new(seed),
            next: 0,
        }
    }

    /// The next `N` bytes; never the same twice. `N` is at most 8,160.
    pub fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        let info = self.next.to_be_bytes();
        self.next += 1;
        Hkdf::<Sha256>::new(Some(b"jemput draw 1"), self.seed.as_slice())
            .expand(&info, &mut bytes)
            .expect("N is below the longest output");
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_values_that_differ_and_the_same_again() {
        let (mut one, mut two) = (Draw::new([7; 32]), Draw::new([7; 32]));
        let first: [u8; 32] = one.take();
        assert_eq!(first, two.take::<32>());
        assert_ne!(first, one.take::<32>());
        assert_ne!(first, Draw::new([8; 32]).take::<32>());
    }
}
