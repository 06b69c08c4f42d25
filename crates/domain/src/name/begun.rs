//! The folds that a typed beginning may grow into: it folds otherwise once more letters stand there (so, soe; d, dj).

use super::fold::{End, fold};

/// The folds that the beginning of a word may have: two where a last y may become i or j.
pub(super) fn open(word: &str) -> Vec<String> {
    let mut open = vec![fold(word, End::Open)];
    let other = fold(word, End::OpenJ);
    if other != open[0] {
        open.push(other);
    }
    open
}

/// The folds of words that begin as written but fold otherwise once more letters stand there (so, soe; d, dj).
pub(super) fn reopened(word: &str) -> Vec<String> {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    // What may follow, and how many folded letters of it to leave open again.
    let tails: &[(&str, usize)] = match (last, before) {
        (Some('j'), _) => &[("a", 1)],
        (Some('y'), _) => &[("a", 1), ("b", 1)],
        (Some('c'), _) => &[
            ("h", 0),
            ("t", 1),
            ("hr", 0),
            ("hai", 0),
            ("hoe", 0),
            ("hoi", 0),
            ("hot", 1),
            ("hus", 0),
            ("hm", 0),
        ],
        (Some('h'), Some('c')) => &[
            ("r", 0),
            ("ai", 0),
            ("oe", 0),
            ("oi", 0),
            ("ot", 1),
            ("us", 0),
            ("m", 0),
        ],
        (Some('a'), Some('h')) => &[("i", 0)],
        (Some('o'), _) => &[("e", 0), ("i", 0), ("hm", 0), ("h", 0), ("t", 1)],
        (Some('u'), Some('h')) => &[("s", 0)],
        (Some('h'), _) => &[("m", 0)],
        (Some('d'), _) => &[("j", 0), ("ja", 1), ("za", 1)],
        (Some('t'), _) => &[("j", 0)],
        (Some('k'), _) => &[("h", 0), ("hm", 0)],
        (Some('e'), _) => &[("i", 0)],
        (Some('p'), _) => &[("h", 0)],
        _ => &[],
    };
    let mut folds: Vec<_> = tails
        .iter()
        .map(|(tail, reopen)| {
            let mut fold = fold(&format!("{word}{tail}"), End::Open);
            for _ in 0..*reopen {
                fold.pop();
            }
            fold
        })
        .collect();
    match last {
        Some('o' | 'c' | 'k') => folds.push(fold(&format!("{word}h"), End::Whole)),
        Some('l') if word.starts_with("abd") => folds.push("abdu".to_owned()),
        _ => {}
    }
    folds.retain(|f| !f.is_empty());
    folds
}
