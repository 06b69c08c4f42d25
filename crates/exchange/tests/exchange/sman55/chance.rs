//! Numbers from a seed, with a count of the bits that they cannot be said in fewer of.

/// splitmix64, counting.
pub struct Chance {
    state: u64,
    /// Entropy of all that was drawn, in bits.
    pub bits: f64,
}

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, bits: 0.0 }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to below `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.bits += ((high - low) as f64).log2();
        low + (self.next() % (high - low) as u64) as i64
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: u64) -> bool {
        let p = 1.0 / n as f64;
        self.bits += -(p * p.log2() + (1.0 - p) * (1.0 - p).log2());
        self.next().is_multiple_of(n)
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.bits += 8.0 * N as f64;
        std::array::from_fn(|_| self.next() as u8)
    }
}
