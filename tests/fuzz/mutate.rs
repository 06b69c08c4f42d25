//! Bytes that are nearly those of a corpus: flipped, cut, doubled, spliced, and with numbers at their edges.

pub struct Mutations {
    corpus: Vec<Vec<u8>>,
    state: u64,
}

/// Bytes at which decoders change their mind.
const EDGES: [&[u8]; 10] = [
    &[0],
    &[0xff],
    &[0x7f],
    &[0x80],
    &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    &[0x80, 0x00],
    &[0xff, 0xff, 0xff, 0x7f],
    b"\"",
    b"=1+1",
    "\u{feff}\u{202e}\u{ff1d}".as_bytes(),
];

impl Mutations {
    pub fn new(corpus: Vec<Vec<u8>>, seed: u64) -> Self {
        Self {
            corpus,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        usize::try_from(number).unwrap_or(0) % end.max(1)
    }

    fn any(&mut self) -> Vec<u8> {
        let at = self.below(self.corpus.len());
        self.corpus[at].clone()
    }

    /// The next: one to four changes to a file of the corpus.
    pub fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.any();
        for _ in 0..=self.below(4) {
            let (at, to) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let (from, to) = (at.min(to), at.max(to));
            match self.below(7) {
                0 if !bytes.is_empty() => {
                    let at = at % bytes.len();
                    bytes[at] ^= 1 << self.below(8);
                }
                1 => bytes.truncate(at),
                2 => drop(bytes.drain(from..to.min(from + 64))),
                3 => {
                    let piece = bytes[from..to.min(from + 64)].to_vec();
                    bytes.splice(at..at, piece);
                }
                4 => {
                    let edge = EDGES[self.below(EDGES.len())];
                    let end = (at + edge.len()).min(bytes.len());
                    bytes.splice(at..end, edge.iter().copied());
                }
                5 => {
                    let other = self.any();
                    let cut = self.below(other.len() + 1);
                    bytes.truncate(at);
                    bytes.extend_from_slice(&other[cut..]);
                }
                _ => {
                    let byte = self.below(256) as u8;
                    bytes.insert(at, byte);
                }
            }
            bytes.truncate(64 << 10);
        }
        bytes
    }
}
