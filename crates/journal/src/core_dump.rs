//! A crash must not write keys or people to disk.

use std::io;

/// Sees to it that this process leaves no core dump, and that no other process of this user reads its memory. For the first
/// lines of a `main`.
///
/// # Errors
///
/// The system refuses: the program may go on, and should say so in its trace.
#[cfg(unix)]
pub fn forbid_core_dumps() -> io::Result<()> {
    use nix::sys::resource::{Resource, setrlimit};
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_dumpable(false)?;
    Ok(())
}

/// Windows writes a dump only where its administrator asked for one.
///
/// # Errors
///
/// None.
#[cfg(not(unix))]
pub fn forbid_core_dumps() -> io::Result<()> {
    Ok(())
}
