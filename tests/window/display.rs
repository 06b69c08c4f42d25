//! A screen of its own for the tests.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use super::group::{Group, bound};

/// An Xvfb with nothing on it.
pub struct Display {
    /// As the DISPLAY variable wants it.
    pub name: String,
    _server: Group,
}

impl Display {
    /// Starts a screen of `width` by `height` pixels; the X server itself picks a free number.
    pub fn start(width: u32, height: u32) -> Self {
        let mut command = bound("Xvfb");
        command
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                &format!("{width}x{height}x24"),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = Group::start("Xvfb", &mut command);
        let pipe = server.child().stdout.take().expect("its output is piped");
        let mut number = String::new();
        BufReader::new(pipe).read_line(&mut number).expect("a pipe can be read");
        let number = number.trim();
        assert!(!number.is_empty(), "Xvfb ended before it had a screen");
        Self {
            name: format!(":{number}"),
            _server: server,
        }
    }
}
