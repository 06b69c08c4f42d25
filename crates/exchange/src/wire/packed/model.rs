//! Models of numbers, choices and texts, made of yes-or-no questions.

use std::collections::HashMap;

use jemput_domain::event::EVENT_BYTES_MAX;

use super::coder::{Bit, Coder};
use crate::wire::number::{unzigzag, zigzag};

/// A number: is it 0, how many bits has it, what are the first `DEPTH` of them after the leading one; the rest is raw.
#[derive(Clone, Debug)]
pub struct Number<const DEPTH: u32 = 3> {
    zero: Bit,
    length: [Bit; 64],
    first: HashMap<(u32, u64), Bit>,
}

impl<const DEPTH: u32> Default for Number<DEPTH> {
    fn default() -> Self {
        Self {
            zero: Bit::default(),
            length: [Bit::default(); 64],
            first: HashMap::new(),
        }
    }
}

impl<const DEPTH: u32> Number<DEPTH> {
    /// An unsigned number.
    pub fn code<C: Coder>(&mut self, coder: &mut C, value: u64) -> u64 {
        if coder.bit(&mut self.zero, value == 0) {
            return 0;
        }
        let length = tree(coder, &mut self.length, 6, u64::from(value.max(1).ilog2())) as u32;
        let mut prefix = 1u64;
        for place in (0..length).rev().take(DEPTH as usize) {
            let model = self.first.entry((length, prefix)).or_default();
            prefix = prefix << 1 | u64::from(coder.bit(model, value >> place & 1 == 1));
        }
        let raw = length.saturating_sub(DEPTH);
        let low = if raw == 0 {
            0
        } else {
            coder.raw(value & ((1 << raw) - 1), raw)
        };
        prefix << raw | low
    }

    /// A signed number.
    pub fn signed<C: Coder>(&mut self, coder: &mut C, value: i64) -> i64 {
        unzigzag(self.code(coder, zigzag(value)))
    }
}

/// A choice of 2 to the power of `depth`, `models` being as many.
pub fn tree<C: Coder>(coder: &mut C, models: &mut [Bit], depth: u32, choice: u64) -> u64 {
    let mut node = 1usize;
    for place in (0..depth).rev() {
        let yes = coder.bit(&mut models[node], choice >> place & 1 == 1);
        node = node << 1 | usize::from(yes);
    }
    (node - (1 << depth)) as u64
}

/// A value that is mostly the one expected.
#[derive(Clone, Debug, Default)]
pub struct Expected<const DEPTH: u32 = 3> {
    is: Bit,
    distance: Number<DEPTH>,
}

impl<const DEPTH: u32> Expected<DEPTH> {
    /// A number near another.
    pub fn code<C: Coder>(&mut self, coder: &mut C, expected: i64, value: i64) -> i64 {
        if coder.bit(&mut self.is, value == expected) {
            return expected;
        }
        expected.wrapping_add(self.distance.signed(coder, value.wrapping_sub(expected)))
    }
}

/// Values that come again: by place in the list of those seen, or new.
#[derive(Clone, Debug)]
pub struct Seen<T> {
    again: Number<6>,
    same: Bit,
    last: usize,
    values: Vec<T>,
    places: HashMap<T, usize>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self {
            again: Number::default(),
            same: Bit::default(),
            last: 0,
            values: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Seen<T> {
    /// A value; `new` codes one that was not seen yet.
    pub fn code<C: Coder>(&mut self, coder: &mut C, value: &T, new: impl FnOnce(&mut C, &T) -> Option<T>) -> Option<T> {
        self.place(coder, value, new).map(|place| self.values[place].clone())
    }

    /// The value at a place.
    pub fn at(&self, place: usize) -> Option<&T> {
        self.values.get(place)
    }

    /// The same, but gives the value's place among those seen.
    pub fn place<C: Coder>(
        &mut self,
        coder: &mut C,
        value: &T,
        new: impl FnOnce(&mut C, &T) -> Option<T>,
    ) -> Option<usize> {
        let known = self.places.get(value).copied();
        let last = self.last;
        if !self.values.is_empty() && coder.bit(&mut self.same, known == Some(last)) {
            return Some(last);
        }
        let again = self.again.code(coder, known.map_or(0, |place| place as u64 + 1));
        let place = match usize::try_from(again).ok()?.checked_sub(1) {
            Some(place) => (place < self.values.len()).then_some(place)?,
            None => {
                let value = new(coder, value)?;
                self.places.insert(value.clone(), self.values.len());
                self.values.push(value);
                self.values.len() - 1
            }
        };
        self.last = place;
        Some(place)
    }
}

/// Text that is seldom seen twice.
#[derive(Clone, Debug, Default)]
pub struct Text {
    broken: Bit,
    length: Number,
}

impl Text {
    /// A text; `None` if the bytes that come are none.
    pub fn code<C: Coder>(&mut self, coder: &mut C, text: &str) -> Option<String> {
        let bytes = if coder.bit(&mut self.broken, text.contains('\n')) {
            let length = usize::try_from(self.length.code(coder, text.len() as u64)).ok()?;
            coder.bytes(text.as_bytes(), length)?
        } else {
            coder.line(text.as_bytes())?
        };
        String::from_utf8(bytes)
            .ok()
            .filter(|text| text.len() <= EVENT_BYTES_MAX)
    }
}

/// 16 bytes about which nothing is known.
pub fn raw16<C: Coder>(coder: &mut C, bytes: &[u8; 16]) -> [u8; 16] {
    let value = u128::from_be_bytes(*bytes);
    let high = coder.raw((value >> 64) as u64, 64);
    let low = coder.raw(value as u64, 64);
    (u128::from(high) << 64 | u128::from(low)).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::coder::{Decoder, Encoder};
    use super::*;
    use proptest::prelude::*;

    /// Numbers, numbers near others, texts and ids.
    #[derive(Clone, PartialEq, Debug)]
    struct Values {
        numbers: Vec<u64>,
        near: Vec<(i64, i64)>,
        texts: Vec<String>,
        ids: Vec<[u8; 16]>,
    }

    fn code<C: Coder>(coder: &mut C, values: &Values) -> Option<Values> {
        let (mut number, mut expected) = (Number::<3>::default(), Expected::<3>::default());
        let (mut seen, mut text) = (Seen::default(), Text::default());
        let numbers = values.numbers.iter().map(|n| number.code(coder, *n)).collect();
        let near = values
            .near
            .iter()
            .map(|(e, n)| (*e, expected.code(coder, *e, *n)))
            .collect();
        let texts = values
            .texts
            .iter()
            .map(|t| seen.code(coder, t, |c, t: &String| text.code(c, t)));
        let texts = texts.collect::<Option<_>>()?;
        let ids = values.ids.iter().map(|id| raw16(coder, id)).collect();
        Some(Values {
            numbers,
            near,
            texts,
            ids,
        })
    }

    proptest! {
        #[test]
        fn values_come_back(numbers: Vec<u64>, near: Vec<(i64, i64)>, texts: Vec<String>, ids: Vec<[u8; 16]>) {
            let values = Values { numbers, near, texts, ids };
            let mut encoder = Encoder::new();
            let written = code(&mut encoder, &values);
            prop_assert_eq!(written.as_ref(), Some(&values));
            let (coded, aside) = encoder.finish();
            let blank = Values {
                numbers: vec![0; values.numbers.len()],
                near: values.near.iter().map(|n| (n.0, 0)).collect(),
                texts: vec![String::new(); values.texts.len()],
                ids: vec![[0; 16]; values.ids.len()],
            };
            let mut decoder = Decoder::new(&coded, &aside);
            prop_assert_eq!(code(&mut decoder, &blank), Some(values));
            prop_assert!(decoder.is_done());
        }
    }
}
