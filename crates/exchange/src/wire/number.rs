//! Whole numbers in as few bytes as they need: LEB128, and zigzag for signed ones.

/// Appends an unsigned number.
pub fn put(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n as u8) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Small numbers of either sign become small numbers.
pub fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

/// The other way.
pub fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

/// Reads from the front of bytes; `None` once they do not suffice or a number is over-long.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// An unsigned number.
    pub fn get(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                return None;
            }
            n |= part << shift;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    /// The next `length` bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// A length-prefixed piece.
    pub fn piece(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.get()?).ok()?;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(n: u64, s: i64) {
            let mut out = Vec::new();
            put(&mut out, n);
            put(&mut out, zigzag(s));
            let mut cursor = Cursor(&out);
            prop_assert_eq!(cursor.get(), Some(n));
            prop_assert_eq!(cursor.get().map(unzigzag), Some(s));
            prop_assert!(cursor.0.is_empty());
            prop_assert_eq!(cursor.get(), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let mut cursor = Cursor(&bytes);
            while cursor.get().is_some() {}
            let mut cursor = Cursor(&bytes);
            while cursor.piece().is_some_and(|p| !p.is_empty()) {}
        }
    }
}
