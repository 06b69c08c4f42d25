//! A run of keys as bytes. Each key is: one byte of two halves (how many bytes it shares with the key before, how many
//! follow; 15 in a half means that a number of its own follows), the bytes that differ (of names [shortened](parts)), the
//! row. Numbers are LEB128.

use std::cmp::Ordering;

use super::{key, parts};

/// A half byte that says that a number follows.
const ESCAPE: usize = 15;

/// Writes keys in ascending order.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
    last: Vec<u8>,
    short: Vec<u8>,
}

impl Writer {
    pub(super) fn with_room(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, text: &[u8], row: i64) {
        let shared = self.last.iter().zip(text).take_while(|(a, b)| a == b).count();
        let tail = &text[shared..];
        self.short.clear();
        if key::is_name(text) {
            // The first byte says that it is a name, so it stays.
            let kind = tail.len() - text[shared.max(1)..].len();
            self.short.extend_from_slice(&tail[..kind]);
            parts::shorten(&tail[kind..], &mut self.short);
        } else {
            self.short.extend_from_slice(tail);
        }
        self.bytes
            .push((shared.min(ESCAPE) << 4 | self.short.len().min(ESCAPE)) as u8);
        for length in [shared, self.short.len()] {
            if length >= ESCAPE {
                put_number(&mut self.bytes, (length - ESCAPE) as u64);
            }
        }
        self.bytes.extend_from_slice(&self.short);
        put_number(&mut self.bytes, row as u64);
        self.last.truncate(shared);
        self.last.extend_from_slice(tail);
    }

    /// Writes a key as a reader found it, right behind the key that stood before it there.
    pub(super) fn push_again(&mut self, reader: &Reader<'_>) {
        self.bytes.extend_from_slice(reader.last);
        self.last.clear();
        self.last.extend_from_slice(&reader.text);
    }
}

/// Reads a run from its start. Damaged bytes end it.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// The key last read, as it stands there.
    last: &'a [u8],
    text: Vec<u8>,
    row: i64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            last: &[],
            text: Vec::with_capacity(64),
            row: 0,
        }
    }

    /// The next key and its row.
    pub(super) fn next(&mut self) -> Option<(&[u8], i64)> {
        self.read()?;
        Some(self.here())
    }

    /// The key last read and its row.
    pub(super) fn here(&self) -> (&[u8], i64) {
        (&self.text, self.row)
    }

    fn read(&mut self) -> Option<()> {
        let start = self.bytes;
        let (head, rest) = start.split_first()?;
        self.bytes = rest;
        let shared = self.length(usize::from(head >> 4))?;
        let tail = self.length(usize::from(head & 15))?;
        let (tail, rest) = self.bytes.split_at_checked(tail)?;
        self.bytes = rest;
        self.text.truncate(shared);
        if key::is_name(if self.text.is_empty() { tail } else { &self.text }) {
            let kind = usize::from(self.text.is_empty());
            self.text.extend_from_slice(&tail[..kind]);
            parts::lengthen(&tail[kind..], &mut self.text);
        } else {
            self.text.extend_from_slice(tail);
        }
        self.row = self.number()? as i64;
        self.last = &start[..start.len() - self.bytes.len()];
        Some(())
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

    fn a_text() -> impl Strategy<Value = Vec<u8>> {
        let binary = proptest::collection::vec(0u8..4, 0..40);
        let words = "n(an|putr|i|\u{e9}){0,12}".prop_map(String::into_bytes);
        prop_oneof![binary, words]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(mut keys in proptest::collection::vec((a_text(), any::<i64>()), 0..40)) {
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
