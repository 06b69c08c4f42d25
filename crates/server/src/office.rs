//! The office that this server speaks for: opened once, with its vans. Its scope holds who belongs to it.

use jemput_domain::{
    event::{Draft, OfficeOpened, SecretCost, Subject},
    id::{OperatorId, ScopeId, ScopeSecret},
    text,
    time::Moment,
};
use jemput_exchange::{Signer, enrol_code::is_address};
use jemput_journal::{Author, Journal, JournalError, Trust, View, Writing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::random;

/// Settings of the server's journal.
const NAME: &str = "office_name";
const ADDRESS: &str = "office_address";
const VANS: &str = "vans";

/// The most vans of an office.
pub const VANS_MAX: usize = 500;

/// What the logs of an office call the server.
const SERVER_NAME: &str = "Server";

/// A secret of a person costs this much to guess once: 64 MiB, three passes.
const COST: SecretCost = SecretCost {
    memory_kib: 64 << 10,
    passes: 3,
    lanes: 4,
};

/// A van, and the scope of its stock book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Van {
    /// Its scope.
    pub scope: ScopeId,
    /// What people call it.
    pub name: String,
}

/// Why an office's register stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The journal.
    #[error("the server's journal: {0}")]
    Journal(#[from] JournalError),
    /// The system.
    #[error("no random bytes from the system: {0}")]
    Random(#[from] getrandom::Error),
    /// There is one.
    #[error("an office is open at this server already; it serves one")]
    Open,
    /// There is none.
    #[error(
        "no office is open at this server: jemput-server office open --name NAME --address https://SERVER --data DIR"
    )]
    None,
    /// A name without a letter.
    #[error("a name is missing")]
    NoName,
    /// Laptops could not reach it, or only in the clear.
    #[error("the address must be https://... as laptops reach this server")]
    BadAddress,
    /// No such van.
    #[error("no van is called {0}; see: jemput-server van list")]
    NoVan(String),
    /// There is one.
    #[error("a van is called {0} already")]
    VanKnown(String),
    /// Too many.
    #[error("an office has at most {VANS_MAX} vans")]
    TooManyVans,
}

/// Opens the office with a first van.
///
/// # Errors
/// There is one, or a name or the address is none.
pub fn open(
    journal: &mut Journal,
    signer: &Signer,
    (name, van, address): (&str, &str, &str),
    at: Moment,
) -> Result<ScopeId, OfficeError> {
    let name = named(name)?;
    if !is_address(address) {
        return Err(OfficeError::BadAddress);
    }
    let mut writing = journal.write()?;
    if writing.view().trust()?.is_some() {
        return Err(OfficeError::Open);
    }
    let scope = ScopeId(random::id(at)?);
    let opened = OfficeOpened {
        name: name.clone(),
        salt: random::bytes()?,
        cost: COST,
    };
    let draft = Draft::about(Subject::Office, opened.into());
    let secret = ScopeSecret(random::bytes()?);
    writing.append_opening(scope, secret, &author(signer, at), vec![draft])?;
    writing.set_trust(&Trust {
        office: scope,
        server: signer.device,
        keys: signer.public_keys(),
    })?;
    writing.set_setting(NAME, &name)?;
    writing.set_setting(ADDRESS, address.trim_end_matches('/'))?;
    add_van_within(&mut writing, signer, van, at)?;
    writing.commit()?;
    Ok(scope)
}

/// Adds a van: a scope of its own.
///
/// # Errors
/// No office is open, or a van of this name is there.
pub fn add_van(journal: &mut Journal, signer: &Signer, name: &str, at: Moment) -> Result<ScopeId, OfficeError> {
    let mut writing = journal.write()?;
    writing.view().trust()?.ok_or(OfficeError::None)?;
    let scope = add_van_within(&mut writing, signer, name, at)?;
    writing.commit()?;
    Ok(scope)
}

fn add_van_within(writing: &mut Writing<'_>, signer: &Signer, name: &str, at: Moment) -> Result<ScopeId, OfficeError> {
    let name = named(name)?;
    let mut vans = vans(writing.view())?;
    if vans.iter().any(|van| van.name == name) {
        return Err(OfficeError::VanKnown(name));
    }
    if vans.len() >= VANS_MAX {
        return Err(OfficeError::TooManyVans);
    }
    let scope = ScopeId(random::id(at)?);
    writing.append_opening(scope, ScopeSecret(random::bytes()?), &author(signer, at), Vec::new())?;
    vans.push(Van { scope, name });
    let kept = serde_json::to_string(&vans).expect("vans are plain data");
    writing.set_setting(VANS, &kept)?;
    Ok(scope)
}

/// The office's vans, in the order in which they were added.
///
/// # Errors
/// The journal.
pub fn vans(view: View<'_>) -> Result<Vec<Van>, JournalError> {
    let kept = view.setting(VANS)?;
    let vans = kept.map_or(Ok(Vec::new()), |kept| serde_json::from_str(&kept));
    vans.map_err(|_| JournalError::Damaged("vans that do not read"))
}

/// A van by its name.
///
/// # Errors
/// There is none.
pub fn van(view: View<'_>, name: &str) -> Result<Van, OfficeError> {
    let name = text::clean(name);
    let found = vans(view)?.into_iter().find(|van| van.name == name);
    found.ok_or(OfficeError::NoVan(name))
}

/// What people call the office.
///
/// # Errors
/// The journal.
pub fn name(view: View<'_>) -> Result<String, JournalError> {
    Ok(view.setting(NAME)?.unwrap_or_default())
}

/// How laptops reach the server, as it was said when the office was opened.
///
/// # Errors
/// The journal.
pub fn address(view: View<'_>) -> Result<Option<String>, JournalError> {
    view.setting(ADDRESS)
}

/// The server as a writer of the office's scope.
pub fn author(signer: &Signer, at: Moment) -> Author<'_> {
    Author {
        device: signer.device,
        key: &signer.key,
        device_name: SERVER_NAME,
        operator: OperatorId(Uuid::nil()),
        wall: at,
        offset_ms: 0,
    }
}

fn named(name: &str) -> Result<String, OfficeError> {
    let name = text::clean(name);
    if name.is_empty() {
        Err(OfficeError::NoName)
    } else {
        Ok(name)
    }
}
