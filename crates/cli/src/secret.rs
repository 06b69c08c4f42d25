//! Secrets on the command line: from a file, or from a hand at a terminal; never from an argument.

use std::{
    io::{self, IsTerminal as _},
    path::Path,
};

use jemput_acts::{
    Trouble,
    vault::{RecoveryKey, Secret, Unlock, VaultTrouble},
};
use jemput_domain::words::Lang;

use crate::{failed::Failed, words::pick};

/// Asks for name and secret; none where nobody sits at a terminal.
///
/// # Errors
///
/// The terminal was closed, or what was typed can be no secret.
pub fn ask(operator: Option<&str>, lang: Lang) -> Result<Option<Unlock>, Failed> {
    if !at_terminal() {
        return Ok(None);
    }
    let question = match operator {
        Some(name) => format!("{} {name}: ", pick(lang, "Kata sandi", "Secret of")),
        None => pick(lang, "Kata sandi: ", "Secret: ").to_owned(),
    };
    let secret = Secret::given(&typed(&question)?).map_err(VaultTrouble::from)?;
    Ok(Some(Unlock {
        operator: operator.map(ToOwned::to_owned),
        secret,
    }))
}

/// A secret that somebody chooses, from a file or typed twice.
///
/// # Errors
///
/// It is too short, the two differ, or nobody sits at a terminal.
pub fn chosen(file: Option<&Path>, lang: Lang) -> Result<Secret, Failed> {
    let text = match file {
        Some(path) => Unlock::from_file(None, path)?.secret,
        None if at_terminal() => twice(lang)?,
        None => {
            return Err(Failed::usage(
                "Sebutkan berkas yang berisi kata sandi baru: --new-secret-file FILE.",
                "Name the file that holds the new secret: --new-secret-file FILE.",
            ));
        }
    };
    Ok(Secret::chosen(text.expose()).map_err(VaultTrouble::from)?)
}

/// The same for whoever sets a laptop up.
///
/// # Errors
///
/// As [`chosen`].
pub fn chosen_first(file: Option<&Path>, lang: Lang) -> Result<Secret, Failed> {
    if file.is_none() && !at_terminal() {
        return Err(Failed::usage(
            "Sebutkan berkas yang berisi kata sandi petugas itu: --secret-file FILE.",
            "Name the file that holds this operator's secret: --secret-file FILE.",
        ));
    }
    chosen(file, lang)
}

/// The office's recovery key, from a file or typed.
///
/// # Errors
///
/// It is none, or nobody sits at a terminal.
pub fn recovery_key(file: Option<&Path>, lang: Lang) -> Result<RecoveryKey, Failed> {
    let text = match file {
        Some(path) => Unlock::from_file(None, path)?.secret,
        None if at_terminal() => {
            let question = pick(lang, "Kunci pemulihan: ", "Recovery key: ");
            Secret::given(&typed(question)?).map_err(VaultTrouble::from)?
        }
        None => {
            return Err(Failed::usage(
                "Sebutkan berkas yang berisi kunci pemulihan: --recovery-file FILE.",
                "Name the file that holds the recovery key: --recovery-file FILE.",
            ));
        }
    };
    Ok(RecoveryKey::read(text.expose()).map_err(VaultTrouble::from)?)
}

fn twice(lang: Lang) -> Result<Secret, Failed> {
    let first = Secret::given(&typed(pick(lang, "Kata sandi baru: ", "New secret: "))?).map_err(VaultTrouble::from)?;
    let again = Secret::given(&typed(pick(lang, "Sekali lagi: ", "Once more: "))?).map_err(VaultTrouble::from)?;
    if first != again {
        return Err(Failed::usage(
            "Kedua kata sandi tidak sama. Ulangi.",
            "The two secrets differ. Try again.",
        ));
    }
    Ok(first)
}

fn at_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn typed(question: &str) -> Result<zeroize::Zeroizing<String>, Failed> {
    rpassword::prompt_password(question)
        .map(zeroize::Zeroizing::new)
        .map_err(|source| {
            Trouble::File {
                path: "terminal".into(),
                source,
            }
            .into()
        })
}
