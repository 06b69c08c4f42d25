//! The fuzz targets on the stable compiler: each file of the corpus, and mutations of them that are the same in every run.
//!
//! `JEMPUT_FUZZ_SECONDS=600 cargo nextest run -p jemput-tests fuzz` goes on for so long; see fuzz/README.md.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

mod corpus;
mod mutate;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use mutate::Mutations;
use targets::{TARGETS, Target};

/// Mutations of a target's corpus in each run.
const MUTATIONS: usize = 1_500;

/// Of a corpus file, so that the corpus stays small.
const FILE_BYTES_MAX: u64 = 20_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The files of a target, in the order of their names.
fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let at = folder().join("corpus").join(target);
    let files = fs::read_dir(&at).unwrap_or_else(|_| panic!("{} is missing", at.display()));
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", at.display());
    files
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

/// Every target is one of cargo-fuzz too, by the same name.
#[test]
fn each_target_has_its_program_and_its_corpus() {
    let manifest = fs::read_to_string(folder().join("Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        let program = fs::read_to_string(folder().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("jemput_fuzz::{name}(bytes)")));
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name}"
        );
        for (path, _) in corpus(name) {
            assert!(
                path.metadata().unwrap().len() <= FILE_BYTES_MAX,
                "{} is too large",
                path.display()
            );
        }
    }
}

#[test]
fn the_corpus_is_replayed() {
    if std::env::var_os("WRITE_CORPUS").is_some() {
        corpus::write(&folder().join("corpus"));
    }
    for (name, target) in TARGETS {
        for (path, bytes) in corpus(name) {
            let whole = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
            assert!(whole.is_ok(), "{}", path.display());
        }
    }
}

/// The targets read what the corpus holds: it is not all refused at the door.
#[test]
fn the_corpus_reaches_behind_the_first_check() {
    let first = |target: &str, reads: &dyn Fn(&[u8]) -> bool| {
        let all = corpus(target);
        assert!(
            all.iter().any(|(_, bytes)| reads(bytes)),
            "nothing in the corpus of {target} reads"
        );
    };
    first("event", &|bytes| jemput_domain::event::decode(bytes).is_ok());
    first("batch", &|bytes| {
        jemput_exchange::wire::batch::decode(None, bytes).is_ok()
    });
    first("sheet", &|bytes| {
        jemput_sheet::read(bytes, "a.csv").is_ok() && bytes.starts_with(b"PK")
    });
    first("nik", &|bytes| {
        jemput_domain::nik::Nik::parse(&String::from_utf8_lossy(bytes)).is_ok()
    });
    first("holders", &|bytes| jemput_vault::Holders::read(bytes).is_ok());
    first("code", &|bytes| {
        jemput_vault::RecoveryKey::read(&String::from_utf8_lossy(bytes)).is_ok()
    });
}

macro_rules! mutated {
    ($($name:ident,)*) => {
        $(#[test]
        fn $name() {
            mutated(stringify!($name));
        })*

        #[test]
        fn every_target_is_mutated() {
            let mutated = [$(stringify!($name)),*];
            assert_eq!(mutated, TARGETS.map(|(name, _)| name));
        }
    };
}

mutated! { body, batch, event, sheet, nik, csv_in, csv_out, holders, code, }

/// Some thousand mutations of one target's corpus; more for as long as JEMPUT_FUZZ_SECONDS says.
fn mutated(name: &str) {
    let &(_, target): &Target = TARGETS.iter().find(|(other, _)| *other == name).unwrap();
    let number = |name: &str| std::env::var(name).ok().map(|n| n.parse::<u64>().expect("a number"));
    let until = number("JEMPUT_FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let inputs = corpus(name).into_iter().map(|(_, bytes)| bytes).collect();
    let mut mutations = Mutations::new(inputs, number("JEMPUT_SEED").unwrap_or(1));
    let mut done = 0;
    while done < MUTATIONS || until.is_some_and(|until| Instant::now() < until) {
        let bytes = mutations.next();
        if catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
            panic!(
                "{name}: mutation {done} fails; its bytes are in {}",
                keep(name, &bytes).display()
            );
        }
        done += 1;
    }
}

fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let found = folder().join("found");
    fs::create_dir_all(&found).unwrap();
    let sum = bytes.iter().fold(bytes.len() as u64, |sum, byte| {
        sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*byte)
    });
    let path = found.join(format!("{name}-{sum:016x}"));
    fs::write(&path, bytes).unwrap();
    path
}
