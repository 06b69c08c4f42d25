//! The one-time code that enrols a laptop: where the server is, which key it has, and a secret that is used up. As text for
//! a person to paste, as a square for a camera to read.

use sha2::{Digest, Sha256};

use crate::http::Address;

/// The most characters of a code's text that are looked at.
pub const CODE_CHARS_MAX: usize = 1_000;

/// The most bytes of an address.
const ADDRESS_BYTES_MAX: usize = 200;

const FORM: u8 = 1;
const CHECK_BYTES: usize = 3;
/// Digits and letters but I, L, O and U: none is taken for another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 5;

/// A code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// Its number at the server.
    pub id: [u8; 4],
    /// What must be known to use it.
    pub secret: [u8; 10],
    /// Which key the server has; see [`fingerprint`].
    pub fingerprint: [u8; 16],
    /// Where the server is, `https://...`.
    pub address: String,
}

/// Why a text is no code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadCode {
    /// A letter that codes do not have, or too many or too few of them.
    #[error("this is no enrolment code")]
    NoCode,
    /// It was mistyped, or cut.
    #[error("the code is mistyped or cut: its check does not fit")]
    Mistyped,
    /// A code of a newer version.
    #[error("the code is of a newer version")]
    Newer,
}

/// What a code says of a server's key.
pub fn fingerprint(server_key: &[u8; 32]) -> [u8; 16] {
    first(&[b"jemput server key\0", server_key])
}

/// What a server keeps of a code's secret.
pub fn secret_digest(id: &[u8; 4], secret: &[u8; 10]) -> [u8; 16] {
    first(&[b"jemput enrol code\0", id, secret])
}

fn first<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut short = [0; N];
    short.copy_from_slice(&whole[..N]);
    short
}

impl Code {
    /// As a person pastes it: letters and digits in groups of five.
    pub fn to_text(&self) -> String {
        let mut bytes = vec![FORM];
        bytes.extend_from_slice(&self.id);
        bytes.extend_from_slice(&self.secret);
        bytes.extend_from_slice(&self.fingerprint);
        bytes.extend_from_slice(self.address.as_bytes());
        bytes.extend_from_slice(&first::<CHECK_BYTES>(&[b"jemput code\0", &bytes]));
        let letters = to_letters(&bytes);
        let groups: Vec<&str> = (0..letters.len())
            .step_by(GROUP)
            .filter_map(|at| letters.get(at..letters.len().min(at + GROUP)))
            .collect();
        groups.join("-")
    }

    /// Reads what a person pasted: spaces, hyphens and small letters do not matter.
    ///
    /// # Errors
    /// It is none.
    pub fn read(text: &str) -> Result<Self, BadCode> {
        if text.chars().count() > CODE_CHARS_MAX {
            return Err(BadCode::NoCode);
        }
        let bytes = from_letters(text)?;
        let (said, check) = bytes.split_last_chunk::<CHECK_BYTES>().ok_or(BadCode::NoCode)?;
        if first::<CHECK_BYTES>(&[b"jemput code\0", said]) != *check {
            return Err(BadCode::Mistyped);
        }
        let (&[form], rest) = said.split_first_chunk::<1>().ok_or(BadCode::NoCode)?;
        if form != FORM {
            return Err(BadCode::Newer);
        }
        let (&id, rest) = rest.split_first_chunk::<4>().ok_or(BadCode::NoCode)?;
        let (&secret, rest) = rest.split_first_chunk::<10>().ok_or(BadCode::NoCode)?;
        let (&fingerprint, address) = rest.split_first_chunk::<16>().ok_or(BadCode::NoCode)?;
        let address = std::str::from_utf8(address).map_err(|_| BadCode::NoCode)?;
        if !is_address(address) {
            return Err(BadCode::NoCode);
        }
        Ok(Self {
            id,
            secret,
            fingerprint,
            address: address.to_owned(),
        })
    }
}

/// Whether a code may carry this address: TLS, and nothing that a person could not read.
pub fn is_address(address: &str) -> bool {
    address.len() <= ADDRESS_BYTES_MAX
        && address.bytes().all(|byte| byte.is_ascii_graphic())
        && address.starts_with("https://")
        && Address::parse(address).is_ok()
}

fn to_letters(bytes: &[u8]) -> String {
    let (mut letters, mut held, mut bits) = (String::new(), 0u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            letters.push(letter(held >> bits));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        letters.push(letter(held << (5 - bits)));
    }
    letters
}

fn letter(value: u32) -> char {
    char::from(LETTERS[(value & 31) as usize])
}

fn from_letters(text: &str) -> Result<Vec<u8>, BadCode> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in text.chars() {
        let letter = match letter.to_ascii_uppercase() {
            '-' => continue,
            space if space.is_whitespace() => continue,
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let value = LETTERS.iter().position(|known| char::from(*known) == letter);
        let value = value.ok_or(BadCode::NoCode)?;
        held = held << 5 | value as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    // What is left over fills the last letter, with zeros.
    if bits < 5 && held == 0 {
        Ok(bytes)
    } else {
        Err(BadCode::Mistyped)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code() -> Code {
        Code {
            id: [1, 2, 3, 4],
            secret: [9; 10],
            fingerprint: fingerprint(&[7; 32]),
            address: "https://jemput.dinas.example:8787".to_owned(),
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_pasted_typed_or_broken_over_lines() {
        let text = code().to_text();
        assert_eq!(Code::read(&text), Ok(code()));
        assert_eq!(Code::read(&text.to_lowercase().replace('-', " \n")), Ok(code()));
        assert_eq!(Code::read(&text.replace('0', "o").replace('1', "l")), Ok(code()));
        assert!(text.len() < 130, "{} characters", text.len());
    }

    #[test]
    fn each_single_slip_is_found() {
        let text = code().to_text();
        for (at, was) in text.char_indices().filter(|(_, c)| *c != '-') {
            let other = if was == '7' { '8' } else { '7' };
            let mut slipped = text.clone();
            slipped.replace_range(at..=at, &other.to_string());
            assert!(Code::read(&slipped).is_err(), "{at}");
        }
        assert_eq!(Code::read(&text[..text.len() - 6]), Err(BadCode::Mistyped));
    }

    #[test]
    fn a_code_leads_nowhere_in_the_clear() {
        for address in [
            "http://127.0.0.1:8787",
            "ftp://jemput.example",
            "https://",
            "https://a b.example",
            "jemput.example",
        ] {
            let text = Code {
                address: address.to_owned(),
                ..code()
            }
            .to_text();
            assert_eq!(Code::read(&text), Err(BadCode::NoCode), "{address}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
            if let Ok(read) = Code::read(&text) {
                prop_assert_eq!(Code::read(&read.to_text()), Ok(read));
            }
        }

        #[test]
        fn letters_are_read_as_the_bytes_they_were(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(from_letters(&to_letters(&bytes)), Ok(bytes));
        }
    }
}
