//! Tokens: what opens the server to an administrator over the network. 256 random bits, printed once, kept as their SHA-256.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use jemput_domain::{id::ScopeId, text, time::Moment};
use jemput_exchange::hex;
use jemput_journal::{Journal, JournalError, View};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    admin::{AdminError, trust},
    office, random,
};

/// What tokens begin with, so that one is known where it should not stand.
const PREFIX: &str = "jemput_";

/// The setting that holds them.
const TOKENS: &str = "tokens";

/// The most tokens of a server.
const TOKENS_MAX: usize = 200;

/// A token, without what opens anything.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Token {
    /// Its number, for people.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// The office's scope.
    pub office: ScopeId,
    /// The van whose devices it is for; none: the whole office.
    pub van: Option<ScopeId>,
    /// When it was made.
    pub made: Moment,
    /// When it was revoked.
    pub revoked: Option<Moment>,
    /// SHA-256 of its bytes.
    hash: String,
}

/// Makes a token; its text is told this once.
///
/// # Errors
/// No office is open, its name is another, or there is no such van.
pub fn add(
    journal: &mut Journal,
    name: &str,
    (office, van): (Option<&str>, Option<&str>),
    at: Moment,
) -> Result<(Token, String), AdminError> {
    let secret: [u8; 32] = random::bytes()?;
    let number: [u8; 4] = random::bytes()?;
    let writing = journal.write()?;
    let view = writing.view();
    let trust = trust(view)?;
    let name = text::clean(name);
    if name.is_empty() {
        return Err(AdminError::Unknown { what: "name" });
    }
    if office.is_some_and(|asked| office::name(view).is_ok_and(|known| known != text::clean(asked))) {
        return Err(AdminError::Unknown { what: "office" });
    }
    let van = van.map(|van| office::van(view, van).map_err(|_| AdminError::Unknown { what: "van" }));
    let token = Token {
        id: hex::write(&number),
        name,
        office: trust.office,
        van: van.transpose()?.map(|van| van.scope),
        made: at,
        revoked: None,
        hash: hex::write(&Sha256::digest(secret)),
    };
    let mut tokens = all(view)?;
    if tokens.len() >= TOKENS_MAX {
        tokens.retain(|token| token.revoked.is_none());
    }
    tokens.push(token.clone());
    writing.set_setting(TOKENS, &written(&tokens))?;
    writing.commit()?;
    Ok((token, format!("{PREFIX}{}", hex::write(&secret))))
}

/// All tokens, the earliest first.
///
/// # Errors
/// The journal.
pub fn all(view: View<'_>) -> Result<Vec<Token>, JournalError> {
    let kept = view.setting(TOKENS)?;
    let tokens = kept.map_or(Ok(Vec::new()), |kept| serde_json::from_str(&kept));
    tokens.map_err(|_| JournalError::Damaged("tokens that do not read"))
}

/// A token opens nothing any more.
///
/// # Errors
/// There is none of this number.
pub fn revoke(journal: &mut Journal, id: &str, at: Moment) -> Result<Token, AdminError> {
    let writing = journal.write()?;
    let mut tokens = all(writing.view())?;
    let token = tokens.iter_mut().find(|token| token.id == id);
    let token = token.ok_or(AdminError::Unknown { what: "token" })?;
    token.revoked.get_or_insert(at);
    let token = token.clone();
    writing.set_setting(TOKENS, &written(&tokens))?;
    writing.commit()?;
    Ok(token)
}

/// The token that this text is, if it opens anything here.
///
/// # Errors
/// The journal.
pub fn check(view: View<'_>, given: &str) -> Result<Option<Token>, JournalError> {
    let Some(secret) = given.strip_prefix(PREFIX).and_then(hex::read_array::<32>) else {
        return Ok(None);
    };
    let hash: [u8; 32] = Sha256::digest(secret).into();
    let office = view.trust()?.map(|trust| trust.office);
    let mut found = None;
    // All are looked at, and each whole: how long it takes says nothing.
    for token in all(view)? {
        let kept: [u8; 32] = hex::read_array(&token.hash).unwrap_or_default();
        let is_this = bool::from(kept.ct_eq(&hash));
        if is_this && token.revoked.is_none() && Some(token.office) == office {
            found = Some(token);
        }
    }
    Ok(found)
}

fn written(tokens: &[Token]) -> String {
    serde_json::to_string(tokens).expect("tokens are plain data")
}

/// How often the network may be wrong as an administrator. A token that opens something is never kept waiting: who guesses
/// locks nobody out.
#[derive(Debug, Default)]
pub struct Gate {
    misses: Mutex<VecDeque<Instant>>,
}

/// Wrong tokens within [`SPAN`] before the next one is told to come later.
const MISSES_MAX: usize = 20;

const SPAN: Duration = Duration::from_secs(60);

impl Gate {
    /// A token was wrong. Whether there were too many before it within the span.
    pub fn missed(&self, now: Instant) -> bool {
        let mut misses = self.misses.lock().unwrap_or_else(PoisonError::into_inner);
        while misses.front().is_some_and(|first| now.duration_since(*first) >= SPAN) {
            misses.pop_front();
        }
        let too_many = misses.len() >= MISSES_MAX;
        if !too_many {
            misses.push_back(now);
        }
        too_many
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_guesses_is_slowed_for_all_and_let_in_again() {
        let (gate, now) = (Gate::default(), Instant::now());
        for _ in 0..MISSES_MAX {
            assert!(!gate.missed(now));
        }
        assert!(gate.missed(now));
        assert!(gate.missed(now + SPAN / 2));
        assert!(!gate.missed(now + SPAN));
    }
}
