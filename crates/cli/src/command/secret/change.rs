//! `jemput secret change`

use clap::Args;
use jemput_acts::{
    act,
    vault::Secret,
    view::{OperatorSecretInput, TypedSecret},
};
use serde_json::json;

use super::NewSecret;
use crate::{answer::Answer, failed::Failed, place::Place, secret};

const EXAMPLES: &str = "\
Examples:
  jemput --operator Sri secret change
  jemput --operator Sri --secret-file OLD secret change --new-secret-file NEW";

/// Change your own secret
///
/// Whoever opened the laptop changes the secret that they opened it with; the old one opens it no more.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Change {
    #[command(flatten)]
    new: NewSecret,
}

impl Change {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let old = place.secret()?;
        let new = secret::chosen(self.new.new_secret_file.as_deref(), place.lang())?;
        let typed = |secret: &Secret| TypedSecret(secret.expose().to_owned());
        let input = OperatorSecretInput {
            old: typed(&old),
            new: typed(&new),
        };
        act::operator_secret(desk, input)?;
        let sentence = place.lang().pick(
            "Kata sandi Anda sudah diganti; yang lama tidak berlaku lagi.".to_owned(),
            "Your secret is changed; the old one is good no more.".to_owned(),
        );
        Answer::new(&json!({ "sentence": sentence }), sentence.clone())
    }
}
