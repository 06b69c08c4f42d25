//! A folder, a clock, and the program run on them.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use jemput_server::{Config, Running, serve};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The program, with nothing of this machine's settings.
pub fn jemput() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jemput"));
    for name in [
        "JEMPUT_HOME",
        "JEMPUT_VISIT",
        "JEMPUT_OPERATOR",
        "JEMPUT_SECRET_FILE",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command.env("XDG_DATA_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-folder"));
    command.stdin(Stdio::null());
    command
}

/// Runs it.
pub fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Ran {
    Ran(jemput().args(arguments).output().unwrap())
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran(pub Output);

impl Ran {
    pub fn status(&self) -> i32 {
        self.0.status.code().expect("it ended by itself")
    }

    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// The answer as JSON; it went well and nothing else was said.
    pub fn json(&self) -> Value {
        assert_eq!((self.status(), self.err().as_str()), (0, ""), "{}", self.out());
        let out = self.out();
        assert_eq!(out.trim_end().lines().count(), 1, "one value on one line: {out}");
        serde_json::from_str(&out).unwrap()
    }

    /// The code of the refusal, told as JSON.
    pub fn refusal(&self) -> String {
        assert_eq!(self.status(), 1, "{self:?}");
        self.error()
    }

    /// The code of the error, told as JSON: two keys and a sentence.
    pub fn error(&self) -> String {
        assert_eq!(self.out(), "", "an error says nothing on the standard output");
        let error: Value = serde_json::from_str(&self.err()).unwrap();
        let keys: Vec<&String> = error.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["error", "message"]);
        assert!(error["message"].as_str().unwrap().len() > 10, "{error}");
        error["error"].as_str().unwrap().to_owned()
    }
}

/// A laptop's folder and its clock.
pub struct Van {
    home: TempDir,
    now: String,
}

impl Van {
    /// A folder that is not set up.
    pub fn bare() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            now: String::new(),
        }
        .at("2021-11-08T07:00")
    }

    /// One that is.
    pub fn new() -> Self {
        let van = Self::bare();
        van.json(&["init", "--name", "Loket A"]);
        van
    }

    /// Its clock at this minute, in Jakarta.
    pub fn at(mut self, minute: &str) -> Self {
        self.set(minute);
        self
    }

    pub fn set(&mut self, minute: &str) {
        self.now = format!("{minute}:00+07:00");
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A file beside the journal.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> String {
        let path: PathBuf = self.home().join(name);
        path.to_str().unwrap().to_owned()
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        let home = self.home().to_str().unwrap();
        run(["--home", home, "--now", &self.now]
            .into_iter()
            .chain(arguments.iter().copied()))
    }

    pub fn raw(&self, arguments: &[&str]) -> Ran {
        let mut with_json = vec!["--json"];
        with_json.extend(arguments);
        self.run(&with_json)
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.raw(arguments);
        assert_eq!(ran.status(), 0, "{arguments:?}: {}", ran.err());
        ran.json()
    }

    pub fn refusal(&self, arguments: &[&str]) -> String {
        self.raw(arguments).refusal()
    }

    /// The demonstration's visit.
    pub fn demo(&self) -> String {
        text(&self.json(&["demo"])["visit"])
    }
}

/// A JSON string's text.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

/// The keys of an object.
pub fn has_keys(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("{value} is no object"));
    for key in keys {
        assert!(object.contains_key(*key), "{key} is missing in {value}");
    }
}

/// A server in this process, with data of its own.
pub struct Server {
    runtime: Runtime,
    running: Option<Running>,
    _data: TempDir,
}

impl Server {
    pub fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let config = Config::new("127.0.0.1:0".parse().unwrap(), data.path());
        let running = Some(runtime.block_on(serve(config)).unwrap());
        Self {
            runtime,
            running,
            _data: data,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.running.as_ref().unwrap().address)
    }

    pub fn stop(&mut self) {
        self.runtime.block_on(self.running.take().unwrap().stop());
    }
}
