//! The window's way to a person's secret on a laptop that was set up without one.

use jemput_vault::Secret;

use super::VaultTrouble;
use crate::{
    Desk, Trouble,
    view::{ProtectInput, Protected},
};

/// Gives an unprotected laptop a person's name and secret, and removes the secret beside its data.
pub fn protect(desk: &Desk, input: ProtectInput) -> Result<Protected, Trouble> {
    let secret = Secret::chosen(&input.secret.0).map_err(VaultTrouble::from)?;
    let recovery = desk.protect(Some(&input.name), &secret)?;
    Ok(Protected {
        recovery_key: recovery.map(|key| key.text().to_string()),
        sentence: desk.lang().pick(
            "Laptop ini sekarang hanya terbuka dengan nama dan kata sandi Anda.".to_owned(),
            "This laptop now opens by your name and secret only.".to_owned(),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::TimeSource, vault::Unlock, view::TypedSecret};

    #[test]
    fn the_window_gives_an_unprotected_laptop_a_name_and_a_secret_once() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::init(folder.path(), TimeSource::System, "Loket A", None).unwrap();
        let ask = |secret: &str| {
            let input = ProtectInput {
                name: "Ratna Wulandari".into(),
                secret: TypedSecret(secret.into()),
            };
            protect(&desk, input)
        };
        assert_eq!(ask("pendek").unwrap_err().code(), "secret_short");
        let done = ask("tiga kucing oranye").unwrap();
        assert_eq!(done.recovery_key.map(|key| key.len()), Some(44));
        assert!(ask("tiga kucing oranye").is_err(), "once");
        drop(desk);
        assert_eq!(
            Desk::open(folder.path(), TimeSource::System).err().unwrap().code(),
            "vault_closed"
        );
        let secret = Secret::given("tiga kucing oranye").unwrap();
        Desk::open_as(
            folder.path(),
            TimeSource::System,
            &Unlock::new("ratna wulandari", secret),
        )
        .unwrap();
    }
}
