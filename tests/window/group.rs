//! A program with all that it starts, stopped together.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a program may take to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running program in a process group of its own. Dropping it ends the group: asked first, forced only when it does
/// not go, because a WebDriver that is killed leaves its browser behind.
pub struct Group {
    name: String,
    child: Child,
}

impl Group {
    /// Starts `command` in a group of its own. It dies with this process, too, where that is known how (Linux).
    pub fn start(name: &str, command: &mut Command) -> Self {
        let child = command
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        Self {
            name: name.to_owned(),
            child,
        }
    }

    /// The child itself, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Its end, if it has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child
            .try_wait()
            .unwrap_or_else(|error| panic!("{} cannot be asked: {error}", self.name))
    }

    /// Asks the group to end and waits until its first process has; forces it after five seconds.
    pub fn stop(&mut self) {
        self.signal("TERM");
        let since = Instant::now();
        while self.child.try_wait().ok().flatten().is_none() {
            if since.elapsed() > PATIENCE {
                eprintln!("{} did not end when asked", self.name);
                self.kill();
                return;
            }
            sleep(Duration::from_millis(20));
        }
    }

    /// Ends the group at once, as a power cut would.
    pub fn kill(&mut self) {
        self.signal("KILL");
        let _ = self.child.wait();
    }

    /// By the shell's own `kill`: the program of that name is not on every machine.
    fn signal(&self, name: &str) {
        let (script, group) = ("kill -s \"$0\" -- \"-$1\"", self.child.id().to_string());
        let _ = Command::new("sh")
            .args(["-c", script, name, &group])
            .stderr(Stdio::null())
            .status();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A command that is sent SIGTERM when the thread that started it ends, so that an aborted test leaves nothing running.
pub fn bound(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM", "--"]).arg(program);
    command
}
