//! The process that is killed: this test's own program, started again with a laptop's folder in JEMPUT_BUSY.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::Duration,
};

use jemput_acts::{Desk, act, view::*};
use jemput_domain::{
    event::{Capture, Outcome},
    id::{BookingId, ScopeId},
};
use serde_json::json;

use super::{clock, told::Told, van};

/// Acts that one process does if nobody ends it: more than it lives for.
const ACTS: u32 = 100_000;

/// Before each line of it, so that the test harness's own words are told apart.
const SAID: &str = "told ";

/// The load: at a desk that never rests, each act is told when it returns and not before.
#[test]
fn a_busy_desk_tells_each_act() {
    if let Some(home) = std::env::var_os("JEMPUT_BUSY") {
        let visit = std::env::var("JEMPUT_BUSY_VISIT").unwrap().parse().unwrap();
        work(Path::new(&home), visit, ACTS, &mut std::io::stdout().lock());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let (visit, mut said) = (van(home.path()), Vec::new());
    work(home.path(), visit, 12, &mut said);
    let mut told = Told::of(visit);
    for line in String::from_utf8(said).unwrap().lines() {
        told.hear(line.strip_prefix(SAID).unwrap());
    }
    assert_eq!((told.len(), told.walk_ins()), (9, 3));
    told.look_again(&Desk::open(home.path(), clock()).unwrap());
}

fn work(home: &Path, visit: ScopeId, acts: u32, to: &mut impl Write) {
    let desk = Desk::open(home, clock()).unwrap();
    let mut say = |booking: BookingId, act: jemput_domain::id::ActId, ticket: Option<&str>| {
        let line = json!({ "booking": booking, "act": act, "ticket": ticket });
        writeln!(to, "{SAID}{line}").unwrap();
        to.flush().unwrap();
    };
    let me = std::process::id();
    for n in 0..acts / 4 {
        let person = PersonInput {
            name: format!("Warga Contoh {me} {n}"),
            ..PersonInput::default()
        };
        let walk_in = WalkInInput {
            visit,
            person,
            service: "ktp_first".into(),
            slot: WalkInSlot::None,
        };
        let arrived = act::walk_in(&desk, walk_in).unwrap();
        let booking = arrived.booking;
        say(booking, arrived.act.unwrap(), Some(&arrived.ticket));
        let note = NoteInput {
            visit,
            booking,
            note: format!("catatan {n}"),
        };
        let noted = act::note(&desk, note).unwrap().act.unwrap();
        say(booking, noted, None);
        // Nothing takes this back, so that it has no name to tell.
        act::undo(&desk, UndoInput { visit, act: noted }).unwrap();
        let recorded = act::record(&desk, recording(visit, booking, (n % 4) as u8 + 1)).unwrap();
        say(booking, recorded.act.unwrap(), None);
    }
}

fn recording(visit: ScopeId, booking: BookingId, station: u8) -> RecordInput {
    RecordInput {
        visit: Some(visit),
        booking,
        station,
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: String::new(),
    }
}

/// A busy desk in a process of its own.
pub struct Busy {
    child: Child,
    lines: Receiver<String>,
}

impl Busy {
    pub fn start(home: &Path, visit: ScopeId) -> Self {
        let (_, module) = module_path!().split_once("::").unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                &format!("{module}::a_busy_desk_tells_each_act"),
                "--exact",
                "--nocapture",
            ])
            .env("JEMPUT_BUSY", home)
            .env("JEMPUT_BUSY_VISIT", visit.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (say, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || pass_on(out, &say));
        Self { child, lines }
    }

    /// Waits for the next line; the process must not end by itself.
    pub fn hear(&mut self, told: &mut Told) {
        match self.lines.recv_timeout(Duration::from_secs(60)) {
            Ok(line) => told.hear(&line),
            Err(RecvTimeoutError::Timeout) => panic!("a busy desk stands still"),
            Err(RecvTimeoutError::Disconnected) => {
                panic!(
                    "a busy desk did not start, or ended: {}",
                    read(self.child.stderr.take())
                )
            }
        }
    }

    /// Kills it with SIGKILL and hears all that it still said.
    pub fn kill(mut self, told: &mut Told) {
        let ended = self.child.try_wait().unwrap();
        assert!(
            ended.is_none(),
            "it ended by itself: {}",
            read(self.child.stderr.take())
        );
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines.iter().for_each(|line| told.hear(&line));
    }
}

/// Whole lines only: a line that the end cut is no word.
fn pass_on(mut out: impl BufRead, say: &Sender<String>) {
    let mut line = String::new();
    while out.read_line(&mut line).is_ok_and(|length| length > 0) {
        if let Some(said) = line.strip_prefix(SAID).and_then(|l| l.strip_suffix('\n'))
            && say.send(said.to_owned()).is_err()
        {
            return;
        }
        line.clear();
    }
}

fn read(pipe: Option<ChildStderr>) -> String {
    pipe.map(|pipe| std::io::read_to_string(pipe).unwrap_or_default())
        .unwrap_or_default()
}
