//! `jemput recovery`

mod open;
mod rotate;

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use clap::{Args, Subcommand};
use jemput_acts::{Trouble, vault::RecoveryKey};
use jemput_domain::words::Lang;

use crate::{answer::Answer, failed::Failed, place::Place};

/// The office's recovery key, which opens a laptop whose operators forgot
#[derive(Args, Debug)]
pub struct Recovery {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    Open(open::Open),
    Rotate(rotate::Rotate),
}

impl Recovery {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::Open(open) => open.run(place),
            Command::Rotate(rotate) => rotate.run(place),
        }
    }
}

/// Shows a recovery key this once, or writes it where it was asked for: what JSON says of it, and a line for people.
///
/// # Errors
///
/// The file is there already, or cannot be written.
pub fn hand_out(key: &RecoveryKey, to: Option<&Path>, lang: Lang) -> Result<(Option<String>, String), Failed> {
    let text = key.text();
    let Some(path) = to else {
        let line = lang.pick(
            format!(
                "Kunci pemulihan Dinas, hanya ditampilkan sekali ini. Cetak dan simpan di brankas:\n\n  {}\n",
                text.as_str()
            ),
            format!(
                "The office's recovery key, shown this once. Print it and keep it in a safe:\n\n  {}\n",
                text.as_str()
            ),
        );
        return Ok((Some(text.to_string()), line));
    };
    write_new(path, &text).map_err(|source| Trouble::File {
        path: path.to_owned(),
        source,
    })?;
    let shown = path.display();
    let line = lang.pick(
        format!("Kunci pemulihan Dinas ada di {shown}. Cetak, simpan di brankas, lalu hapus berkas itu."),
        format!("The office's recovery key is in {shown}. Print it, keep it in a safe, then delete the file."),
    );
    Ok((None, line))
}

/// Never over another file, and readable by this user only.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}
