//! A second person who confirms, on the command line.

use std::path::PathBuf;

use clap::Args;
use jemput_acts::{
    vault::Unlock,
    view::{SecondInput, TypedSecret},
};
use jemput_domain::words::Lang;

use crate::{failed::Failed, secret};

/// Who confirms, with their own secret.
#[derive(Args, Debug)]
pub struct Second {
    /// The second person, who confirms
    #[arg(long, value_name = "NAME")]
    second: Option<String>,

    /// The file that holds their secret [default: asked for at the terminal]
    #[arg(long, value_name = "FILE", requires = "second")]
    second_secret_file: Option<PathBuf>,
}

impl Second {
    /// What was given, with the secret from the file or typed.
    ///
    /// # Errors
    ///
    /// Somebody is named and no secret of theirs is to be had.
    pub fn given(self, lang: Lang) -> Result<Option<SecondInput>, Failed> {
        let Some(operator) = self.second else { return Ok(None) };
        let unlock = match self.second_secret_file {
            Some(file) => Unlock::from_file(None, &file)?,
            None => secret::ask(Some(&operator), lang)?.ok_or_else(|| {
                Failed::usage(
                    "Sebutkan berkas yang berisi kata sandi orang kedua: --second-secret-file FILE.",
                    "Name the file that holds the second person's secret: --second-secret-file FILE.",
                )
            })?,
        };
        Ok(Some(SecondInput {
            operator,
            secret: TypedSecret(unlock.secret.expose().to_owned()),
        }))
    }
}
