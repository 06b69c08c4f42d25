//! Bytes as letters and digits that a person can copy from paper: Crockford's 32, without I, L, O and U.

use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Writes bytes, five bits a character; a rest is filled with zeros.
pub(crate) fn write(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity((bytes.len() * 8).div_ceil(5)));
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(held >> bits));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(letter(held << (5 - bits)));
    }
    text
}

/// Reads exactly `N` bytes as [`write`] writes them, whatever case, with O for 0 and I or L for 1; none else.
pub(crate) fn read<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    if text.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut bytes = Zeroizing::new([0; N]);
    let (mut held, mut bits, mut at) = (0_u32, 0, 0);
    for c in text.bytes() {
        held = (held << 5) | value(c)?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *bytes.get_mut(at)? = u8::try_from(held >> bits).ok()?;
            held &= (1 << bits) - 1;
            at += 1;
        }
    }
    (held == 0 && at == N).then_some(bytes)
}

fn letter(five: u32) -> char {
    char::from(ALPHABET[(five & 31) as usize])
}

fn value(c: u8) -> Option<u32> {
    let c = match c.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|a| *a == c)
        .and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_come_back(bytes: [u8; 32], short: [u8; 20]) {
            prop_assert_eq!(*read::<32>(&write(&bytes)).unwrap(), bytes);
            prop_assert_eq!(*read::<20>(&write(&short).to_lowercase()).unwrap(), short);
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = read::<20>(&text);
        }
    }

    #[test]
    fn one_text_for_one_value() {
        let text = write(&[0xff; 32]);
        let mut over = text.to_string();
        over.pop();
        over.push('Z');
        assert!(read::<32>(&over).is_none(), "the bits beyond the last byte are zero");
        assert!(read::<32>("").is_none());
    }
}
