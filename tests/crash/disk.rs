//! Disks and files that fail: each with its code, a sentence that names the next step, exit status 1, and nothing lost.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use jemput_acts::Desk;
use serde_json::Value;
use tempfile::TempDir;

use super::{busy::Busy, chance, clock, jemput, told::Told, van};

/// What every laptop's folder has.
const JOURNAL: &str = "journal.sqlite";

/// A refusal as scripts see it. The sentence is one, and speaks of what to do.
fn refusal(ran: &Output) -> (String, String) {
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(
        ran.status.code(),
        Some(1),
        "{said}{}",
        String::from_utf8_lossy(&ran.stdout)
    );
    let error: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("no refusal: {said}"));
    let text = |key: &str| error[key].as_str().unwrap().to_owned();
    assert!(text("message").ends_with('.'), "{error}");
    (text("error"), text("message"))
}

/// Refused with this code, in words that name the way out, in both languages.
fn refused(home: &Path, arguments: &[&str], code: &str, way_out: [&str; 2]) {
    for (lang, way_out) in ["id", "en"].iter().zip(way_out) {
        let (said, sentence) = refusal(&jemput(home, &[&["--lang", lang], arguments].concat()).output().unwrap());
        assert_eq!(said, code, "{arguments:?}: {sentence}");
        assert!(sentence.contains(way_out), "{sentence}");
    }
}

/// The journal proves whole, and answers.
fn whole(home: &Path) -> Value {
    let ran = jemput(home, &["verify"]).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let proved: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(proved["ok"], true, "{proved}");
    proved
}

/// A folder's copy.
fn copy(home: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in fs::read_dir(home).unwrap().map(Result::unwrap) {
        if file.path().is_file() {
            fs::copy(file.path(), to.path().join(file.file_name())).unwrap();
        }
    }
    to
}

/// A laptop whose program was killed at work: its last acts stand in the log file beside the journal.
fn killed() -> (TempDir, Told) {
    let home = tempfile::tempdir().unwrap();
    let visit = van(home.path());
    let mut told = Told::of(visit);
    let mut busy = Busy::start(home.path(), visit);
    (0..24).for_each(|_| busy.hear(&mut told));
    busy.kill(&mut told);
    assert!(
        log(home.path()).metadata().unwrap().len() > 0,
        "it had no time to close"
    );
    (home, told)
}

fn log(home: &Path) -> PathBuf {
    home.join(format!("{JOURNAL}-wal"))
}

#[test]
fn shared_memory_that_is_gone_is_made_again() {
    let (home, told) = killed();
    fs::remove_file(home.path().join(format!("{JOURNAL}-shm"))).unwrap();
    whole(home.path());
    told.look_again(&Desk::open(home.path(), clock()).unwrap());
}

#[test]
fn a_log_file_that_was_cut_or_spoiled_gives_all_up_to_there() {
    let (home, told) = killed();
    let mut chance = chance(3);
    let length = log(home.path()).metadata().unwrap().len();
    let mut before = usize::MAX;
    for part in (0..8).rev() {
        let home = copy(home.path());
        let cut = length * part / 8 + chance.below(length / 8);
        let mut bytes = fs::read(log(home.path())).unwrap();
        if part % 2 == 0 {
            bytes.truncate(cut as usize);
        } else {
            bytes[cut as usize..].fill_with(|| chance.below(256) as u8);
        }
        fs::write(log(home.path()), bytes).unwrap();
        let desk = Desk::open(home.path(), clock()).unwrap();
        let there = told.as_far_as_there(&desk);
        assert!(there <= before, "less of the file, and more of the acts");
        before = there;
        drop(desk);
        whole(home.path());
    }
    assert!(before < told.len(), "nothing was cut at all");
}

#[test]
fn pages_that_were_spoiled_are_found_and_named() {
    let home = tempfile::tempdir().unwrap();
    van(home.path());
    whole(home.path());
    let mut chance = chance(4);
    let pages = home.path().join(JOURNAL).metadata().unwrap().len() / 4096;
    let way_out = ["jemput recover", "jemput recover"];
    for try_no in 0..12 {
        let home = copy(home.path());
        let path = home.path().join(JOURNAL);
        let mut bytes = fs::read(&path).unwrap();
        let page = match try_no {
            0 => 0,
            _ => chance.below(pages),
        } as usize;
        bytes[page * 4096..(page + 1) * 4096].fill_with(|| chance.below(256) as u8);
        fs::write(&path, &bytes).unwrap();
        refused(home.path(), &["verify"], "journal_damaged", way_out);
        // Whatever a command needs is either there, or it says the same.
        for arguments in [["status"].as_slice(), &["visit", "list"], &["site", "list"]] {
            let ran = jemput(home.path(), arguments).output().unwrap();
            assert!(
                ran.status.success() || refusal(&ran).0 == "journal_damaged",
                "page {page}, {arguments:?}: {ran:?}"
            );
        }
    }
}

#[test]
fn a_journal_that_is_gone_is_not_begun_anew() {
    let home = tempfile::tempdir().unwrap();
    van(home.path());
    let path = home.path().join(JOURNAL);
    fs::write(&path, b"").unwrap();
    refused(home.path(), &["status"], "journal_gone", ["jemput recover"; 2]);
    assert_eq!(path.metadata().unwrap().len(), 0, "left as it was");
    fs::remove_file(&path).unwrap();
    refused(home.path(), &["status"], "journal_gone", ["jemput recover"; 2]);
    assert!(!path.exists(), "left as it was");
}

#[test]
fn a_file_that_is_no_journal_is_refused_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(JOURNAL);
    let letter = "Kepada Yth. Kepala Dinas, bersama ini kami sampaikan. ".repeat(400);
    fs::write(&path, &letter).unwrap();
    for command in [["status"].as_slice(), &["verify"], &["init", "--name", "Loket A"]] {
        let (code, sentence) = refusal(&jemput(home.path(), command).output().unwrap());
        assert!(
            [
                "journal_damaged",
                "not_a_journal",
                "vault_closed",
                "holders_gone",
                "journal_gone",
                "set_up_before",
            ]
            .contains(&code.as_str()),
            "{command:?} {code}: {sentence}"
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), letter);
}

#[test]
fn each_file_that_a_laptop_needs_is_named_when_it_is_gone() {
    let home = tempfile::tempdir().unwrap();
    van(home.path());
    let needed = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().path());
    let needed: Vec<PathBuf> = needed
        .filter(|path| path.is_file() && path.metadata().unwrap().len() > 0)
        .filter(|path| !path.file_name().unwrap().to_str().unwrap().starts_with(JOURNAL))
        .collect();
    assert!(!needed.is_empty(), "a key at least");
    for path in needed {
        let kept = fs::read(&path).unwrap();
        let spoiled = kept.iter().map(|byte| byte ^ 0x55).collect::<Vec<u8>>();
        for (what, bytes) in [("gone", None), ("empty", Some(Vec::new())), ("spoiled", Some(spoiled))] {
            fs::remove_file(&path).unwrap();
            if let Some(bytes) = bytes {
                fs::write(&path, bytes).unwrap();
            }
            let (code, sentence) = refusal(&jemput(home.path(), &["status"]).output().unwrap());
            assert!(
                !["journal", "file", "not_set_up", "bad_input"].contains(&code.as_str()),
                "{} {what}: {code}: {sentence}",
                path.display()
            );
            fs::write(&path, &kept).unwrap();
        }
        whole(home.path());
    }
}

/// Runs a script as root of a mount namespace of its own: what it mounts nobody else sees, and goes with it.
fn in_own_mounts(script: &str, arguments: &[&Path]) {
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let flags = if is_root { "-m" } else { "-Urm" };
    let ran = Command::new("unshare")
        .args([flags, "sh", "-euc", script, "sh"])
        .args(arguments)
        .output()
        .expect("unshare, of util-linux, is on every Linux");
    assert!(
        ran.status.success(),
        "this machine lets nobody mount a small disk, so a full one cannot be tried: {}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
}

/// What a program in such a script printed and how it ended: NAME.out, NAME.err, NAME.status.
fn of(folder: &Path, name: &str) -> (i32, String, String) {
    let read = |kind: &str| fs::read_to_string(folder.join(format!("{name}.{kind}"))).unwrap();
    (read("status").trim().parse().unwrap(), read("out"), read("err"))
}

const TRY: &str = r#"
home=$1 program=$2 out=$3 busy=$4 disk=$out/disk
mkdir "$disk"; mount -t tmpfs -o size=3m tmpfs "$disk"; cp -a "$home/." "$disk/"
try() {
  name=$1; shift
  if "$@" >"$out/$name.out" 2>"$out/$name.err"; then echo 0; else echo $?; fi >"$out/$name.status"
}
jemput() { "$program" --json --now "$NOW" --home "$disk" "$@"; }
"#;

#[test]
fn a_full_disk_refuses_the_act_and_keeps_all_before() {
    let (home, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let visit = van(home.path());
    let script = format!(
        r#"{TRY}
export JEMPUT_BUSY=$disk
# At work while the disk fills: it tells act by act, and the one that does not fit is refused.
try busy "$busy" crash::busy::a_busy_desk_tells_each_act --exact --nocapture
# And from a start with no room at all.
cat /dev/zero >"$disk/fill" 2>/dev/null || true
try start jemput walk-in --visit "$JEMPUT_BUSY_VISIT" --name "Warga Contoh"
try english jemput --lang en walk-in --visit "$JEMPUT_BUSY_VISIT" --name "Warga Contoh"
rm "$disk/fill"
mount -o remount,size=16m "$disk"
try room jemput walk-in --visit "$JEMPUT_BUSY_VISIT" --name "Warga Contoh"
try verify jemput verify
mkdir "$out/after"; cp -a "$disk/." "$out/after/""#
    );
    let script = format!("export NOW={} JEMPUT_BUSY_VISIT={visit}\n{script}", super::NOW);
    let busy = std::env::current_exe().unwrap();
    in_own_mounts(
        &script,
        &[home.path(), &crate::window::ours("jemput"), out.path(), &busy],
    );
    let (_, said, why) = of(out.path(), "busy");
    assert!(why.contains("DiskFull") || why.contains("disk_full"), "{why}");
    let mut told = Told::of(visit);
    said.lines()
        .filter_map(|line| line.strip_prefix("told "))
        .for_each(|line| told.hear(line));
    assert!(told.len() > 5, "it worked before the disk was full: {said}");
    for (name, way_out) in [("start", "Kosongkan tempat"), ("english", "Make room")] {
        let (status, _, error) = of(out.path(), name);
        assert!(error.contains("\"disk_full\"") && error.contains(way_out), "{error}");
        assert_eq!(status, 1);
    }
    for name in ["room", "verify"] {
        let (status, _, error) = of(out.path(), name);
        assert_eq!((status, error.as_str()), (0, ""), "{name}: with room again all goes on");
    }
    told.look_again(&Desk::open(&out.path().join("after"), clock()).unwrap());
}

#[test]
fn a_read_only_disk_refuses_the_act_in_words() {
    let (home, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let visit = van(home.path());
    let script = format!(
        r#"{TRY}
mount -o remount,ro "$disk"
try act jemput walk-in --visit "$VISIT" --name "Warga Contoh"
try english jemput --lang en walk-in --visit "$VISIT" --name "Warga Contoh"
try status jemput status
mount -o remount,rw "$disk"
try again jemput walk-in --visit "$VISIT" --name "Warga Contoh"
try verify jemput verify"#
    );
    let script = format!("export NOW={} VISIT={visit}\n{script}", super::NOW);
    let none = PathBuf::from("/");
    in_own_mounts(
        &script,
        &[home.path(), &crate::window::ours("jemput"), out.path(), &none],
    );
    for (name, way_out) in [("act", "Periksa"), ("english", "Check")] {
        let (status, _, error) = of(out.path(), name);
        let named = ["\"disk_read_only\"", "\"journal_shut\""]
            .iter()
            .any(|code| error.contains(code));
        assert!(named && error.contains(way_out), "{error}");
        assert_eq!(status, 1);
    }
    let (status, answer, error) = of(out.path(), "status");
    assert!(
        status == 0 || error.contains("disk_read_only") || error.contains("journal_shut"),
        "{answer}{error}"
    );
    for name in ["again", "verify"] {
        let (status, _, error) = of(out.path(), name);
        assert_eq!(
            (status, error.as_str()),
            (0, ""),
            "{name}: once it can be written all goes on"
        );
    }
}
