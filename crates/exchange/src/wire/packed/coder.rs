//! An adaptive binary arithmetic coder. Encoder and decoder share every model: a model is one function that is run with the
//! value to write, or with anything to read, and returns the value either way.

/// The chance of one yes-or-no question, learnt from its answers.
#[derive(Clone, Copy, Debug)]
pub struct Bit {
    /// Chance of yes, of 65,536.
    chance: u16,
    /// Answers seen, up to a limit.
    seen: u8,
}

impl Default for Bit {
    fn default() -> Self {
        Self {
            chance: 1 << 15,
            seen: 0,
        }
    }
}

/// Answers after which a chance follows slowly.
const SEEN_MAX: u8 = 60;
/// No chance comes nearer to 0 or 1 than this.
const CHANCE_MIN: u32 = 24;

impl Bit {
    fn learn(&mut self, yes: bool) {
        let chance = u32::from(self.chance);
        // The first answers count most: 1/1.5, 1/2.5 and so on.
        let rate = 2 * u32::from(self.seen) + 3;
        let chance = if yes {
            chance + (65_536 - chance) * 2 / rate
        } else {
            chance - chance * 2 / rate
        };
        self.chance = chance.clamp(CHANCE_MIN, 65_536 - CHANCE_MIN) as u16;
        self.seen = (self.seen + 1).min(SEEN_MAX);
    }
}

/// One direction of the codec.
pub trait Coder {
    /// One answer.
    fn bit(&mut self, model: &mut Bit, yes: bool) -> bool;

    /// The lowest `count` bits of a value, about which nothing is known.
    fn raw(&mut self, value: u64, count: u32) -> u64;

    /// Text without a line break, kept aside for zstd. `None`: there is no more.
    fn line(&mut self, text: &[u8]) -> Option<Vec<u8>>;

    /// So many bytes, kept aside for zstd.
    fn bytes(&mut self, bytes: &[u8], length: usize) -> Option<Vec<u8>>;
}

/// The interval in which the coded number lies.
#[derive(Clone, Copy, Debug)]
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    const ALL: Self = Self { low: 0, high: u32::MAX };

    /// The last number of the part that means yes.
    fn split(self, chance: u16) -> u32 {
        let width = u64::from(self.high - self.low);
        self.low + ((width * u64::from(chance)) >> 16) as u32
    }

    fn narrow(&mut self, split: u32, yes: bool) {
        if yes {
            self.high = split;
        } else {
            self.low = split + 1;
        }
    }

    /// Whether the first byte is settled; if so it is shifted out.
    fn shift(&mut self) -> Option<u8> {
        if (self.low ^ self.high) >> 24 != 0 {
            return None;
        }
        let byte = (self.high >> 24) as u8;
        self.low <<= 8;
        self.high = (self.high << 8) | 0xff;
        Some(byte)
    }
}

/// Writes.
#[derive(Debug)]
pub struct Encoder {
    interval: Interval,
    out: Vec<u8>,
    aside: Vec<u8>,
}

impl Encoder {
    pub fn new() -> Self {
        Self {
            interval: Interval::ALL,
            out: Vec::new(),
            aside: Vec::new(),
        }
    }

    /// The coded bytes, and what was kept aside.
    pub fn finish(mut self) -> (Vec<u8>, Vec<u8>) {
        // The reader sees zeros after the end: the shortest number within the interval that ends so.
        if self.interval.low > 0 {
            let first = self.interval.low >> 24;
            let head = if first << 24 >= self.interval.low {
                first
            } else {
                first + 1
            };
            if head <= 0xff && head << 24 <= self.interval.high {
                self.out.push(head as u8);
            } else {
                self.out.extend_from_slice(&self.interval.high.to_be_bytes());
            }
        }
        (self.out, self.aside)
    }

    fn code(&mut self, split: u32, yes: bool) {
        self.interval.narrow(split, yes);
        while let Some(byte) = self.interval.shift() {
            self.out.push(byte);
        }
    }
}

impl Coder for Encoder {
    fn bit(&mut self, model: &mut Bit, yes: bool) -> bool {
        self.code(self.interval.split(model.chance), yes);
        model.learn(yes);
        yes
    }

    fn raw(&mut self, value: u64, count: u32) -> u64 {
        for place in (0..count).rev() {
            self.code(self.interval.split(1 << 15), value >> place & 1 == 1);
        }
        value
    }

    fn line(&mut self, text: &[u8]) -> Option<Vec<u8>> {
        self.aside.extend_from_slice(text);
        self.aside.push(b'\n');
        Some(text.to_vec())
    }

    fn bytes(&mut self, bytes: &[u8], _length: usize) -> Option<Vec<u8>> {
        self.aside.extend_from_slice(bytes);
        Some(bytes.to_vec())
    }
}

/// Reads. Past the end it reads zeros: what comes of them is for the signature to refuse.
#[derive(Debug)]
pub struct Decoder<'a> {
    interval: Interval,
    number: u32,
    rest: &'a [u8],
    aside: &'a [u8],
}

impl<'a> Decoder<'a> {
    pub fn new(coded: &'a [u8], aside: &'a [u8]) -> Self {
        let mut decoder = Self {
            interval: Interval::ALL,
            number: 0,
            rest: coded,
            aside,
        };
        for _ in 0..4 {
            decoder.number = decoder.number << 8 | decoder.next_byte();
        }
        decoder
    }

    /// Whether all that was kept aside was asked for.
    pub fn is_done(&self) -> bool {
        self.aside.is_empty()
    }

    fn next_byte(&mut self) -> u32 {
        let Some((byte, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        u32::from(*byte)
    }

    fn decide(&mut self, split: u32) -> bool {
        let yes = self.number <= split;
        self.interval.narrow(split, yes);
        while self.interval.shift().is_some() {
            self.number = self.number << 8 | self.next_byte();
        }
        yes
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, model: &mut Bit, _yes: bool) -> bool {
        let yes = self.decide(self.interval.split(model.chance));
        model.learn(yes);
        yes
    }

    fn raw(&mut self, _value: u64, count: u32) -> u64 {
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | u64::from(self.decide(self.interval.split(1 << 15)));
        }
        value
    }

    fn line(&mut self, _text: &[u8]) -> Option<Vec<u8>> {
        let length = self.aside.iter().position(|b| *b == b'\n')?;
        let line = self.aside[..length].to_vec();
        self.aside = &self.aside[length + 1..];
        Some(line)
    }

    fn bytes(&mut self, _bytes: &[u8], length: usize) -> Option<Vec<u8>> {
        let (taken, rest) = self.aside.split_at_checked(length)?;
        self.aside = rest;
        Some(taken.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_come_back(bits in prop::collection::vec((any::<bool>(), 0usize..4), 0..2_000), raw in prop::collection::vec((any::<u64>(), 1u32..=64), 0..50)) {
            let mut models = [Bit::default(); 4];
            let mut encoder = Encoder::new();
            for (yes, model) in &bits {
                encoder.bit(&mut models[*model], *yes);
            }
            for (value, count) in &raw {
                encoder.raw(*value, *count);
            }
            let (coded, _) = encoder.finish();
            let mut decoder = Decoder::new(&coded, &[]);
            let mut models = [Bit::default(); 4];
            for (yes, model) in &bits {
                prop_assert_eq!(decoder.bit(&mut models[*model], false), *yes);
            }
            for (value, count) in &raw {
                let kept = if *count == 64 { *value } else { value & ((1 << count) - 1) };
                prop_assert_eq!(decoder.raw(0, *count), kept);
            }
        }
    }

    #[test]
    fn what_is_nearly_always_so_costs_nearly_nothing() {
        let mut model = Bit::default();
        let mut encoder = Encoder::new();
        for i in 0..8_000 {
            encoder.bit(&mut model, i % 400 != 0);
        }
        let (coded, _) = encoder.finish();
        assert!(coded.len() < 60, "{} bytes", coded.len());
    }
}
