//! What the window asks of the vault: how it stands, lock, unlock, close, a PIN.

use jemput_vault::{Pin, PinHash, Secret};

use super::{
    Unlock, Vault, VaultTrouble, draw,
    lock::{PIN_TRIES, Phase, Tried},
    wrong,
};
use crate::{
    Desk, Trouble,
    view::{Nothing, PinInput, Theme, VaultOpenInput, VaultPhase, VaultState, VaultUnlockInput},
};

/// Asked while the screen is locked too: they tell nobody's data.
const WHILE_LOCKED: [&str; 7] = [
    "vault_state",
    "vault_open",
    "vault_unlock",
    "vault_lock",
    "vault_touch",
    "vault_close",
    "link",
];
/// Asked of a closed vault.
const WHILE_CLOSED: [&str; 2] = ["vault_state", "vault_close"];

/// The key of the setting that keeps an operator's PIN as a hash: 96 digits, only ever in a sealed journal.
const PIN: &str = "pin";

/// Refuses what a screen asks of a locked or closed vault.
pub(crate) fn check(desk: &Desk, act: &str) -> Result<(), Trouble> {
    match desk.phase() {
        Phase::Open => Ok(()),
        Phase::Locked { .. } if WHILE_LOCKED.contains(&act) => Ok(()),
        Phase::Locked { .. } => Err(VaultTrouble::Locked.into()),
        Phase::Closed if WHILE_CLOSED.contains(&act) => Ok(()),
        Phase::Closed => Err(VaultTrouble::Closed.into()),
    }
}

/// How the vault stands.
pub fn vault_state(desk: &Desk, _: Nothing) -> Result<VaultState, Trouble> {
    let phase = desk.phase();
    let (shown, tries) = match phase {
        Phase::Open => (VaultPhase::Open, PIN_TRIES),
        Phase::Locked { misses } => (VaultPhase::Locked, PIN_TRIES.saturating_sub(misses)),
        Phase::Closed => return Ok(desk_closed(desk.home())),
    };
    let (operator_name, theme) = desk.read(|view| {
        let theme = crate::session::theme(view)?;
        Ok((desk.operator_name(view)?, theme))
    })?;
    Ok(VaultState {
        phase: shown,
        operator_name,
        unprotected: desk.is_unprotected(),
        has_pin: desk.vault.guard().pin().is_some(),
        pin_tries: tries,
        wait_seconds: wrong::wait_seconds(desk.home()),
        wrong_secrets: desk.wrong_secrets(),
        lang: desk.lang(),
        theme,
    })
}

/// What can be said of a vault without its keys.
pub(super) fn desk_closed(home: &std::path::Path) -> VaultState {
    VaultState {
        phase: VaultPhase::Closed,
        operator_name: String::new(),
        unprotected: super::is_unprotected(home),
        has_pin: false,
        pin_tries: 0,
        wait_seconds: wrong::wait_seconds(home),
        wrong_secrets: None,
        lang: jemput_domain::words::Lang::default(),
        theme: Theme::System,
    }
}

/// Opens a closed vault. Asked of one that is open, it only looks whether who asks could; a locked screen opens for who
/// works.
pub fn vault_open(desk: &Desk, input: VaultOpenInput) -> Result<VaultState, Trouble> {
    unlock_by(desk, Some(input.operator.clone()), &input.secret.0)?;
    vault_state(desk, Nothing {})
}

/// Locks the screen.
pub fn vault_lock(desk: &Desk, _: Nothing) -> Result<VaultState, Trouble> {
    if !desk.can_unlock() {
        return Err(VaultTrouble::NoPin.into());
    }
    desk.vault.guard().lock();
    vault_state(desk, Nothing {})
}

/// Opens a locked screen.
pub fn vault_unlock(desk: &Desk, input: VaultUnlockInput) -> Result<VaultState, Trouble> {
    if let Some(secret) = &input.secret {
        unlock_by(desk, None, &secret.0)?;
        return vault_state(desk, Nothing {});
    }
    let typed = input.pin.as_ref().map_or("", |pin| pin.0.as_str());
    let hash = desk.vault.guard().pin().cloned().ok_or(VaultTrouble::NoPin)?;
    // What can be no PIN is a wrong one: its form is no free try.
    let fits = match Pin::given(typed) {
        Ok(pin) => hash.fits(&pin).map_err(|_| Trouble::NoRandomness)?,
        Err(_) => false,
    };
    let tried = desk.vault.guard().tried(fits, desk.vault.now_ms());
    match tried {
        Tried::Opened => vault_state(desk, Nothing {}),
        Tried::Wrong { left } => Err(VaultTrouble::PinWrong { left }.into()),
        Tried::Closed => {
            desk.close_vault();
            Err(VaultTrouble::Closed.into())
        }
    }
}

/// A hand is on the window: the lock's five minutes begin anew.
pub fn vault_touch(desk: &Desk, _: Nothing) -> Result<Nothing, Trouble> {
    let now = desk.vault.now_ms();
    desk.phase();
    desk.vault.guard().touch(now);
    Ok(Nothing {})
}

/// Signs out: the keys are gone, nothing runs.
pub fn vault_close(desk: &Desk, _: Nothing) -> Result<VaultState, Trouble> {
    if desk.is_unprotected() {
        // It would open for anybody at once.
        return Err(VaultTrouble::Unprotected(desk.home().join("secret")).into());
    }
    desk.close_vault();
    Ok(desk_closed(desk.home()))
}

/// Sets the PIN of who works, or takes it away.
pub fn pin_set(desk: &Desk, input: PinInput) -> Result<VaultState, Trouble> {
    let hash = match &input.pin {
        Some(typed) => {
            let pin = Pin::chosen(&typed.0).map_err(VaultTrouble::from)?;
            Some(PinHash::of(&pin, &mut draw()?).map_err(|_| Trouble::NoRandomness)?)
        }
        None => None,
    };
    {
        let mut journal = desk.journal();
        let writing = journal.write()?;
        let key = pin_key(desk, writing.view())?;
        match &hash {
            Some(hash) => writing.set_setting(&key, &digits(hash))?,
            None => writing.drop_setting(&key)?,
        }
        writing.commit()?;
    }
    desk.vault.guard().set_pin(hash);
    vault_state(desk, Nothing {})
}

fn unlock_by(desk: &Desk, operator: Option<String>, typed: &str) -> Result<(), Trouble> {
    let secret = Secret::given(typed).map_err(|_| VaultTrouble::SecretWrong)?;
    let whose = desk.whose(&Unlock { operator, secret })?;
    if Some(whose) != desk.vault.operator {
        // Another operator of this laptop: the one who works signs out first, so that acts are theirs.
        return Err(VaultTrouble::SecretWrong.into());
    }
    desk.vault.guard().tried(true, desk.vault.now_ms());
    Ok(())
}

fn pin_key(desk: &Desk, view: jemput_journal::View<'_>) -> Result<String, Trouble> {
    Ok(format!("{PIN}:{}", desk.operator(view)?))
}

fn digits(hash: &PinHash) -> String {
    hash.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_digits(text: &str) -> Option<PinHash> {
    let mut bytes = [0; 48];
    if text.len() != 96 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(PinHash::from_bytes(&bytes))
}

impl Vault {
    /// Milliseconds since it was opened; they only go forward.
    pub(super) fn now_ms(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Desk {
    /// How its vault stands now.
    pub(crate) fn phase(&self) -> Phase {
        let locks = self.can_unlock();
        self.vault.guard().at(self.vault.now_ms(), locks)
    }

    /// Closes the vault where its time is over; whether it is closed.
    pub fn close_in_time(&self) -> bool {
        let closed = self.phase() == Phase::Closed;
        if closed {
            self.close_vault();
        }
        closed
    }

    /// Whether something opens a locked screen.
    fn can_unlock(&self) -> bool {
        self.vault.guard().pin().is_some() || (self.vault.operator.is_some() && !self.is_unprotected())
    }

    /// Takes the PIN of who works from the journal.
    pub(crate) fn read_pin(&self) -> Result<(), Trouble> {
        let kept = self.read(|view| Ok(view.setting(&pin_key(self, view)?)?))?;
        self.vault.guard().set_pin(kept.as_deref().and_then(read_digits));
        Ok(())
    }
}
