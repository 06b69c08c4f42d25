//! Something sealed to a public key: whoever has it can seal, only the private half opens.

use zeroize::Zeroizing;

use crate::{
    Draw, OperatorPair, PublicKey,
    aead::{self, NONCE, TAG},
    key::expand,
};

/// How much longer a sealed thing is: a public key of its own, and a tag.
pub(crate) const SEAL: usize = 32 + TAG;

/// Seals; the answer is [`SEAL`] bytes longer. None with a public key that is none.
pub(crate) fn close(to: PublicKey, plain: &[u8], draw: &mut Draw) -> Option<Vec<u8>> {
    let own = OperatorPair::draw(draw);
    let key = shared_key(&own, to, own.public(), to)?;
    let mut sealed = own.public().0.to_vec();
    // One key for one message: the nonce may stand still.
    sealed.extend(aead::close(&key, &[0; NONCE], b"", plain));
    Some(sealed)
}

/// Opens what was sealed to this pair.
pub(crate) fn open(pair: &OperatorPair, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (from, sealed) = sealed.split_first_chunk::<32>()?;
    let from = PublicKey(*from);
    let key = shared_key(pair, from, from, pair.public())?;
    aead::open(&key, &[0; NONCE], b"", sealed)
}

fn shared_key(ours: &OperatorPair, theirs: PublicKey, from: PublicKey, to: PublicKey) -> Option<Zeroizing<[u8; 32]>> {
    let mut both = [0; 64];
    both[..32].copy_from_slice(&from.0);
    both[32..].copy_from_slice(&to.0);
    Some(expand(ours.agree(theirs)?.as_slice(), &both, b"jemput seal 1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_private_half_opens_and_no_bit_may_change() {
        let draw = &mut Draw::new([1; 32]);
        let (pair, other) = (OperatorPair::draw(draw), OperatorPair::draw(draw));
        let sealed = close(pair.public(), b"what it is", draw).unwrap();
        assert_eq!(sealed.len(), 10 + SEAL);
        assert_eq!(open(&pair, &sealed).unwrap().as_slice(), b"what it is");
        assert!(open(&other, &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&pair, &changed).is_none(), "byte {at}");
        }
    }

    #[test]
    fn a_public_key_that_makes_every_secret_the_same_is_none() {
        assert!(close(PublicKey([0; 32]), b"x", &mut Draw::new([1; 32])).is_none());
    }
}
