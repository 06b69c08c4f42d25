//! A run of keys as bytes. Each key is: one byte of two halves (how many bytes it shares with the key before, how many
//! follow; 15 in a half means that a number of its own follows), the bytes that differ, the row. Numbers are LEB128.

use std::cmp::Ordering;

/// A half byte that says that a number follows.
const ESCAPE: usize = 15;

/// Writes keys in ascending order.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
    last: Vec<u8>,
}

impl Writer {
    pub(super) fn push(&mut self, text: &[u8], row: i64) {
        let shared = self.last.iter().zip(text).take_while(|(a, b)| a == b).count();
        let tail = &text[shared..];
        self.bytes
            .push((shared.min(ESCAPE) << 4 | tail.len().min(ESCAPE)) as u8);
        for length in [shared, tail.len()] {
            if length >= ESCAPE {
                put_number(&mut self.bytes, (length - ESCAPE) as u64);
            }
        }
        self.bytes.extend_from_slice(tail);
        put_number(&mut self.bytes, row as u64);
        self.last.truncate(shared);
        self.last.extend_from_slice(tail);
    }
}

/// Reads a run from its start. Damaged bytes end it.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    text: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            text: Vec::with_capacity(64),
        }
    }

    /// The next key and its row.
    pub(super) fn next(&mut self) -> Option<(&[u8], i64)> {
        let (head, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        let shared = self.length(usize::from(head >> 4))?;
        let tail = self.length(usize::from(head & 15))?;
        let (tail, rest) = self.bytes.split_at_checked(tail)?;
        self.bytes = rest;
        self.text.truncate(shared);
        self.text.extend_from_slice(tail);
        let row = self.number()?;
        Some((&self.text, row as i64))
    }

    fn length(&mut self, half: usize) -> Option<usize> {
        if half < ESCAPE {
            Some(half)
        } else {
            usize::try_from(self.number()?).ok()?.checked_add(ESCAPE)
        }
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return Some(number);
            }
        }
        None
    }
}

fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The order of the set: text, then row.
pub(super) fn order(a: (&[u8], i64), b: (&[u8], i64)) -> Ordering {
    a.0.cmp(b.0).then_with(|| (a.1 as u64).cmp(&(b.1 as u64)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(mut keys in proptest::collection::vec((proptest::collection::vec(0u8..4, 0..40), any::<i64>()), 0..40)) {
            keys.sort_by(|a, b| order((&a.0, a.1), (&b.0, b.1)));
            let mut writer = Writer::default();
            for (text, row) in &keys {
                writer.push(text, *row);
            }
            let mut reader = Reader::new(&writer.bytes);
            for (text, row) in &keys {
                prop_assert_eq!(reader.next(), Some((text.as_slice(), *row)));
            }
            prop_assert_eq!(reader.next(), None);
        }

        #[test]
        fn damaged_bytes_end_the_run(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Reader::new(&bytes);
            let mut keys = 0;
            while reader.next().is_some() {
                keys += 1;
            }
            prop_assert!(keys <= bytes.len());
        }
    }
}
