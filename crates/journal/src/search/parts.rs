//! The commonest parts of names as single bytes. Names are ASCII but for a few, so that the bytes above stand free: a part
//! takes one, and such a byte of a name itself stands behind [`ITSELF`].

/// The parts, by first letter, longer ones before shorter: learnt from a list of Indonesian names. A change of it is a
/// change of [`super::VERSION`].
const PARTS: [&str; 127] = [
    "ansyah ", "asari ", "anti ", "anto ", "arto ", "awan ", "adi ", "ana ", "ang ", "angg", "ani ", "ari ", "ati ",
    "ayu ", "ah ", "al ", "am ", "an ", "and", "ang", "ant", "ar ", "ari", "art", "as ", "a ", "ab", "ad", "ag", "ah",
    "al", "am", "an", "ar", "as", "at", "dar", "di ", "de", "eni ", "est", "el", "fitri ", "fa ", "feb", "fer", "fir",
    "f ", "ga ", "hiday", "han ", "hend", "her", "ha", "ika ", "ila ", "ina ", "ing ", "ini ", "isa ", "ita ", "ia ",
    "il ", "im ", "in ", "ind", "int", "i ", "ik", "il", "im", "ir", "is", "it", "ka ", "kar", "ki ", "man ", "muly",
    "ma ", "mad", "mar", "mat", "ma", "no ", "nov", "nur", "ono ", "on ", "o ", "praset", "putra ", "per", "pri",
    "pur", "rawan ", "riani ", "ra ", "rah", "ri ", "ris", "riz", "ra", "ri", "sit", "se", "su", "sy", "tina ", "ti",
    "udi ", "ul ", "uli", "us ", "usu", "u ", "ul", "un", "us", "ut", "wahy", "wan ", "wi ", "wid", "yanto ", "ya ",
    "yun",
];

/// The byte of the first part.
const FIRST: u8 = 0x80;

/// Before a byte that is no part but stands for itself.
const ITSELF: u8 = 0xff;

/// Where the parts of each first byte stand.
const SPANS: [(u8, u8); 128] = {
    let mut spans = [(0, 0); 128];
    let mut part = 0;
    while part < PARTS.len() {
        let letter = PARTS[part].as_bytes()[0] as usize;
        if spans[letter].1 == 0 {
            spans[letter].0 = part as u8;
        }
        spans[letter].1 = part as u8 + 1;
        part += 1;
    }
    spans
};

/// The longest part, in bytes.
const PART_BYTES_MAX: usize = 8;

/// The parts, each in as many bytes: a copy of a fixed length is one instruction.
const PADDED: [[u8; PART_BYTES_MAX]; PARTS.len()] = {
    let mut padded = [[0; PART_BYTES_MAX]; PARTS.len()];
    let mut part = 0;
    while part < PARTS.len() {
        let mut at = 0;
        while at < PARTS[part].len() {
            padded[part][at] = PARTS[part].as_bytes()[at];
            at += 1;
        }
        part += 1;
    }
    padded
};

/// Writes a text shorter.
pub(super) fn shorten(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(first) = rest.first() {
        let (from, end) = SPANS.get(usize::from(*first)).copied().unwrap_or_default();
        let part = (from..end).find(|p| rest.starts_with(PARTS[usize::from(*p)].as_bytes()));
        let taken = match part {
            Some(part) => {
                out.push(FIRST + part);
                PARTS[usize::from(part)].len()
            }
            None if *first >= FIRST => {
                out.extend_from_slice(&[ITSELF, *first]);
                1
            }
            None => {
                out.push(*first);
                1
            }
        };
        rest = &rest[taken..];
    }
}

/// Writes a shortened text in full.
pub(super) fn lengthen(short: &[u8], out: &mut Vec<u8>) {
    let mut rest = short.iter();
    while let Some(byte) = rest.next() {
        match *byte {
            ITSELF => out.extend(rest.next()),
            part @ FIRST.. => {
                let part = usize::from(part - FIRST);
                let end = out.len() + PARTS[part].len();
                out.extend_from_slice(&PADDED[part]);
                out.truncate(end);
            }
            byte => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sorted_as_the_search_for_a_part_needs() {
        let order = |part: &&str| (part.as_bytes()[0], std::cmp::Reverse(part.len()));
        assert!(PARTS.iter().is_sorted_by_key(order));
        assert!(PARTS.iter().all(|p| p.len() > 1 && p.is_ascii()));
    }

    #[test]
    fn shortens_names() {
        let mut short = Vec::new();
        shorten(b"putri ayu lestari", &mut short);
        assert!(short.len() < 12, "{}", short.len());
    }

    proptest! {
        #[test]
        fn what_is_shortened_is_lengthened(text in proptest::collection::vec(any::<u8>(), 0..60), name in "[a-z ]{0,30}") {
            for text in [text, name.into_bytes()] {
                let (mut short, mut long) = (Vec::new(), Vec::new());
                shorten(&text, &mut short);
                lengthen(&short, &mut long);
                prop_assert_eq!(long, text);
            }
        }

        #[test]
        fn any_bytes_are_read(short in proptest::collection::vec(any::<u8>(), 0..60)) {
            lengthen(&short, &mut Vec::new());
        }
    }
}
