//! Every file, for every way in which a word or a number may be written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Bytes shorter than this are found by chance.
const BYTES_MIN: usize = 6;

/// What is looked for.
pub struct Needle {
    /// As a person reads it.
    name: String,
    /// As bytes, and how that is called.
    forms: Vec<(&'static str, Vec<u8>)>,
}

impl Needle {
    /// A word, or digits: UTF-8, and UTF-16 as web views and spreadsheets keep it.
    pub fn text(text: &str) -> Self {
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
        Self {
            name: text.to_owned(),
            forms: vec![
                ("UTF-8", text.as_bytes().to_vec()),
                ("UTF-16LE", wide(u16::to_le_bytes)),
                ("UTF-16BE", wide(u16::to_be_bytes)),
            ],
        }
    }

    /// A NIK as a number: as SQLite's rows hold it, as a machine's memory does, as postcard writes it.
    pub fn number(number: i64) -> Self {
        let (big, little) = (number.to_be_bytes(), number.to_le_bytes());
        Self {
            name: number.to_string(),
            // The greatest byte is 0 of every NIK.
            forms: vec![
                ("big-endian", big[1..].to_vec()),
                ("little-endian", little[..7].to_vec()),
                ("zigzag", varint((number as u64) << 1)),
                ("varint", varint(number as u64)),
            ],
        }
    }
}

fn varint(mut rest: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while rest >= 0x80 {
        bytes.push((rest as u8) | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
    bytes
}

/// All files below a folder.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(files_in(&entry.path())),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files
}

/// A needle in one of its forms.
type Candidate<'a> = (&'a Needle, &'static str, &'a [u8]);

/// What is found where, in which form. A file's own name is searched too.
pub fn search(files: &[PathBuf], needles: &[Needle]) -> Vec<String> {
    // By their first bytes: one pass over each file, however many people.
    let mut starts: HashMap<[u8; BYTES_MIN], Vec<Candidate>> = HashMap::new();
    for needle in needles {
        for (form, bytes) in &needle.forms {
            let start = bytes[..BYTES_MIN].try_into().unwrap();
            starts.entry(start).or_default().push((needle, form, bytes));
        }
    }
    let mut found = Vec::new();
    for file in files {
        let mut bytes = file.to_string_lossy().into_owned().into_bytes();
        bytes.extend(std::fs::read(file).unwrap_or_default());
        for at in 0..bytes.len().saturating_sub(BYTES_MIN - 1) {
            let Some(candidates) = starts.get(&bytes[at..at + BYTES_MIN]) else {
                continue;
            };
            for (needle, form, whole) in candidates {
                if bytes[at..].starts_with(whole) {
                    found.push(format!("{} as {form} in {}", needle.name, file.display()));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_form_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    let nik: i64 = 3_174_080_503_049_001;
    let written: [Vec<u8>; 5] = [
        b"xxQuizabvygyy".to_vec(),
        "Quizabvyg".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        nik.to_be_bytes().to_vec(),
        nik.to_le_bytes().to_vec(),
        varint((nik as u64) << 1),
    ];
    for (n, bytes) in written.into_iter().enumerate() {
        std::fs::write(&file, [&b"before"[..], &bytes, b"after"].concat()).unwrap();
        let needles = [Needle::text("Quizabvyg"), Needle::number(nik)];
        assert_eq!(search(std::slice::from_ref(&file), &needles).len(), 1, "form {n}");
    }
    std::fs::write(&file, b"nobody").unwrap();
    assert!(search(&[file], &[Needle::text("Quizabvyg")]).is_empty());
}
