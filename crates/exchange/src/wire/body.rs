//! A body: preamble, header, frames, end. Written piece by piece, read from pieces of any size.

use serde::{Serialize, de::DeserializeOwned};

use super::{VERSION, limit, number};

const PREAMBLE: [u8; 3] = *b"JMP";
const TAG_END: u8 = 0;
const TAG_FRAME: u8 = 1;

/// Why bytes are no body. What was whole before stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadBody {
    /// Does not begin as one.
    #[error("not an exchange of Jemput")]
    NotOurs,
    /// Of a newer protocol; holds its version.
    #[error("protocol version {0} is newer than {VERSION}")]
    Newer(u8),
    /// A part is over its limit.
    #[error("a part is over its limit")]
    TooLarge,
    /// A part cannot be read.
    #[error("a part cannot be read")]
    Unreadable,
    /// Something stands after the end.
    #[error("bytes after the end")]
    AfterEnd,
    /// It ended too early.
    #[error("cut before its end")]
    Cut,
}

impl BadBody {
    /// The reason's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotOurs => "not_an_exchange",
            Self::Newer(_) => "newer_version",
            Self::TooLarge => "too_large",
            Self::Unreadable => "unreadable",
            Self::AfterEnd => "after_end",
            Self::Cut => "cut",
        }
    }
}

/// Writes the pieces of a body.
pub struct Writer;

impl Writer {
    /// Preamble and header.
    pub fn header<T: Serialize>(header: &T) -> Vec<u8> {
        let mut out = PREAMBLE.to_vec();
        out.push(VERSION);
        put_piece(&mut out, &to_bytes(header));
        out
    }

    /// A frame of one scope, by its place in the request.
    pub fn frame(scope: u32, batch: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(batch.len() + 12);
        out.push(TAG_FRAME);
        number::put(&mut out, u64::from(scope));
        put_piece(&mut out, batch);
        out
    }

    /// The end.
    pub fn end<T: Serialize>(end: &T) -> Vec<u8> {
        let mut out = vec![TAG_END];
        put_piece(&mut out, &to_bytes(end));
        out
    }
}

fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("messages are plain data")
}

fn put_piece(out: &mut Vec<u8>, piece: &[u8]) {
    number::put(out, piece.len() as u64);
    out.extend_from_slice(piece);
}

/// A whole part of a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item<H, E> {
    /// The header.
    Header(H),
    /// A frame: the scope's place and its batch.
    Frame(u32, Vec<u8>),
    /// The end.
    End(E),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum At {
    Preamble,
    Items,
    Ended,
}

/// Reads a body from pieces of any size.
#[derive(Debug)]
pub struct Reader {
    held: Vec<u8>,
    start: usize,
    at: At,
    frames: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            held: Vec::new(),
            start: 0,
            at: At::Preamble,
            frames: 0,
        }
    }
}

/// A length-prefixed piece at the front of bytes: its place, or that more bytes are needed.
enum Piece {
    Whole { from: usize, to: usize },
    More,
}

impl Reader {
    /// Takes more bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 && self.start >= self.held.len() / 2 {
            self.held.drain(..self.start);
            self.start = 0;
        }
        self.held.extend_from_slice(bytes);
    }

    /// Bytes that wait for the rest of their part.
    pub fn held_bytes(&self) -> usize {
        self.held.len() - self.start
    }

    /// The next whole part; `None`: more bytes are needed, or the body has ended.
    pub fn next_item<H: DeserializeOwned, E: DeserializeOwned>(&mut self) -> Result<Option<Item<H, E>>, BadBody> {
        match self.at {
            At::Preamble => self.header().map(|h| h.map(Item::Header)),
            At::Items => self.item(),
            At::Ended if self.rest().is_empty() => Ok(None),
            At::Ended => Err(BadBody::AfterEnd),
        }
    }

    /// No more bytes come: whether the body is whole.
    pub fn finish(&self) -> Result<(), BadBody> {
        match self.at {
            At::Ended if self.rest().is_empty() => Ok(()),
            At::Ended => Err(BadBody::AfterEnd),
            _ => Err(BadBody::Cut),
        }
    }

    fn rest(&self) -> &[u8] {
        &self.held[self.start..]
    }

    fn header<H: DeserializeOwned>(&mut self) -> Result<Option<H>, BadBody> {
        let rest = self.rest();
        let seen = rest.len().min(3);
        if rest[..seen] != PREAMBLE[..seen] {
            return Err(BadBody::NotOurs);
        }
        match rest.get(3) {
            None => return Ok(None),
            Some(&VERSION) => {}
            Some(&newer) if newer > VERSION => return Err(BadBody::Newer(newer)),
            Some(_) => return Err(BadBody::NotOurs),
        }
        let Piece::Whole { from, to } = self.piece(4, limit::HEADER_BYTES_MAX)? else {
            return Ok(None);
        };
        let header = self.parse(from, to)?;
        self.at = At::Items;
        Ok(Some(header))
    }

    fn item<H, E: DeserializeOwned>(&mut self) -> Result<Option<Item<H, E>>, BadBody> {
        match self.rest().first() {
            None => Ok(None),
            Some(&TAG_END) => {
                let Piece::Whole { from, to } = self.piece(1, limit::HEADER_BYTES_MAX)? else {
                    return Ok(None);
                };
                let end = self.parse(from, to)?;
                self.at = At::Ended;
                Ok(Some(Item::End(end)))
            }
            Some(&TAG_FRAME) => self.frame(),
            Some(_) => Err(BadBody::Unreadable),
        }
    }

    fn frame<H, E>(&mut self) -> Result<Option<Item<H, E>>, BadBody> {
        let Some((scope, length)) = self.number(1)? else {
            return Ok(None);
        };
        let scope = u32::try_from(scope).map_err(|_| BadBody::TooLarge)?;
        let Piece::Whole { from, to } = self.piece(1 + length, limit::FRAME_BYTES_MAX)? else {
            return Ok(None);
        };
        self.frames += 1;
        if self.frames > limit::FRAMES_MAX {
            return Err(BadBody::TooLarge);
        }
        let batch = self.rest()[from..to].to_vec();
        self.start += to;
        Ok(Some(Item::Frame(scope, batch)))
    }

    /// A number at `offset` and how many bytes it takes; `None`: more bytes are needed.
    fn number(&self, offset: usize) -> Result<Option<(u64, usize)>, BadBody> {
        let rest = &self.rest()[offset..];
        let mut cursor = number::Cursor(rest);
        match cursor.get() {
            Some(n) => Ok(Some((n, rest.len() - cursor.0.len()))),
            None if rest.len() < 10 => Ok(None),
            None => Err(BadBody::Unreadable),
        }
    }

    fn piece(&self, offset: usize, bytes_max: usize) -> Result<Piece, BadBody> {
        let Some((length, taken)) = self.number(offset)? else {
            return Ok(Piece::More);
        };
        let length = usize::try_from(length)
            .ok()
            .filter(|l| *l <= bytes_max)
            .ok_or(BadBody::TooLarge)?;
        let from = offset + taken;
        let to = from + length;
        Ok(if to <= self.rest().len() {
            Piece::Whole { from, to }
        } else {
            Piece::More
        })
    }

    fn parse<T: DeserializeOwned>(&mut self, from: usize, to: usize) -> Result<T, BadBody> {
        let (value, left) = postcard::take_from_bytes(&self.rest()[from..to]).map_err(|_| BadBody::Unreadable)?;
        if !left.is_empty() {
            return Err(BadBody::Unreadable);
        }
        self.start += to;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body() -> Vec<u8> {
        [
            Writer::header(&7u32),
            Writer::frame(0, b"first"),
            Writer::frame(300, &[9; 500]),
            Writer::end(&"done".to_owned()),
        ]
        .concat()
    }

    fn read(reader: &mut Reader) -> Result<Vec<Item<u32, String>>, BadBody> {
        let mut items = Vec::new();
        while let Some(item) = reader.next_item()? {
            items.push(item);
        }
        Ok(items)
    }

    #[test]
    fn a_cut_body_keeps_its_whole_frames() {
        let body = body();
        for cut in 0..body.len() {
            let mut reader = Reader::default();
            reader.push(&body[..cut]);
            let items = read(&mut reader).unwrap();
            assert!(items.len() < 4);
            assert_eq!(reader.finish(), Err(BadBody::Cut));
            reader.push(&body[cut..]);
            let rest = read(&mut reader).unwrap();
            assert_eq!(items.len() + rest.len(), 4);
            assert_eq!(reader.finish(), Ok(()));
        }
    }

    #[test]
    fn a_newer_version_is_named() {
        let mut body = body();
        body[3] = 9;
        let mut reader = Reader::default();
        reader.push(&body);
        assert_eq!(read(&mut reader), Err(BadBody::Newer(9)));
    }

    #[test]
    fn what_is_over_a_limit_is_refused_before_it_is_read() {
        let mut bytes = Writer::header(&7u32);
        bytes.push(TAG_FRAME);
        number::put(&mut bytes, 0);
        number::put(&mut bytes, limit::FRAME_BYTES_MAX as u64 + 1);
        let mut reader = Reader::default();
        reader.push(&bytes);
        assert_eq!(read(&mut reader), Err(BadBody::TooLarge));
    }

    #[test]
    fn bytes_after_the_end_are_refused() {
        let mut reader = Reader::default();
        reader.push(&body());
        reader.push(b"x");
        assert_eq!(read(&mut reader), Err(BadBody::AfterEnd));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(ours: bool, bytes: Vec<u8>) {
            let mut reader = Reader::default();
            if ours { reader.push(&Writer::header(&7u32)); }
            reader.push(&bytes);
            let _ = read(&mut reader);
        }

        #[test]
        fn pieces_of_any_size_read_the_same(cuts in proptest::collection::vec(1usize..40, 0..60)) {
            let body = body();
            let mut reader = Reader::default();
            let mut items = Vec::new();
            let mut from = 0;
            for cut in cuts {
                let to = (from + cut).min(body.len());
                reader.push(&body[from..to]);
                items.extend(read(&mut reader).unwrap());
                from = to;
            }
            reader.push(&body[from..]);
            items.extend(read(&mut reader).unwrap());
            prop_assert_eq!(items.len(), 4);
            prop_assert_eq!(reader.finish(), Ok(()));
        }
    }
}
