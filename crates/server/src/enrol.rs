//! Enrolling: one-time codes, and what they are exchanged for. A code's secret is not kept, only a digest of it.

use jemput_domain::{
    credential::{Credential, Enrolled},
    event::{DeviceEnrolled, Draft, Subject},
    id::{DeviceId, ScopeId},
    time::Moment,
};
use jemput_exchange::{
    Signer,
    enrol::{Asking, EnrolAnswer},
    enrol_code::{Code, fingerprint, is_address, secret_digest},
    hex,
};
use jemput_journal::{Journal, JournalError, Trust, View, Writing};
use serde::{Deserialize, Serialize};

use crate::{
    office::{self, OfficeError, Van, author},
    random,
};

const CODES: &str = "enrol_codes";

/// Codes that are kept at most; the oldest leave first.
const CODES_MAX: usize = 1_000;

/// A code that has expired is still known by its name for so long.
const REMEMBERED_MS: i64 = 30 * 24 * 3_600_000;

/// The most hours that a code may hold.
pub const HOURS_MAX: u32 = 24 * 14;

/// A code as the server keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    id: String,
    digest: String,
    van: ScopeId,
    expires: i64,
    uses_left: u32,
    used_by: Vec<(DeviceId, String)>,
}

/// What a code is to be good for.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    /// Into which van, by name.
    pub van: &'a str,
    /// How long, in hours; at most [`HOURS_MAX`].
    pub hours: u32,
    /// For how many laptops.
    pub uses: u32,
    /// How laptops reach the server, where it is not as the office has it.
    pub address: Option<&'a str>,
}

/// Why a laptop is not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum NotEnrolled {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// No office is open here.
    #[error("no office is open here")]
    NoOffice,
    /// The laptop does not hold the key that it names.
    #[error("the laptop did not prove its key")]
    NotProved,
    /// No such code, or another secret.
    #[error("no such code")]
    CodeWrong,
    /// Used up.
    #[error("the code is used")]
    CodeUsed,
    /// Too late.
    #[error("the code has expired")]
    CodeExpired,
    /// The id is another key's, or the key another id's, and who asks did not prove to be the same.
    #[error("the device is known by another key")]
    OtherDevice,
    /// The office revoked the device.
    #[error("the device is revoked")]
    Revoked,
}

/// Makes a code and keeps its digest.
///
/// # Errors
/// No office, no such van, or no address.
pub fn make_code(journal: &mut Journal, signer: &Signer, grant: &Grant<'_>, at: Moment) -> Result<Code, OfficeError> {
    let writing = journal.write()?;
    let view = writing.view();
    view.trust()?.ok_or(OfficeError::None)?;
    let address = match grant.address {
        Some(address) => Some(address.to_owned()),
        None => office::address(view)?,
    };
    let address = address
        .filter(|address| is_address(address))
        .ok_or(OfficeError::BadAddress)?;
    let van = office::van(view, grant.van)?.scope;
    let code = Code {
        id: random::bytes()?,
        secret: random::bytes()?,
        fingerprint: fingerprint(&signer.key.public()),
        address,
    };
    let mut codes = codes(view)?;
    codes.retain(|kept| kept.expires.saturating_add(REMEMBERED_MS) > at.0);
    if codes.len() >= CODES_MAX {
        codes.remove(0);
    }
    codes.push(Kept {
        id: hex::write(&code.id),
        digest: hex::write(&secret_digest(&code.id, &code.secret)),
        van,
        expires: at
            .0
            .saturating_add(i64::from(grant.hours.clamp(1, HOURS_MAX)) * 3_600_000),
        uses_left: grant.uses.max(1),
        used_by: Vec::new(),
    });
    keep(&writing, &codes)?;
    writing.commit()?;
    Ok(code)
}

/// Enrols a laptop by a code. Asked again by the same laptop, it says the same again: an answer may be lost on the way.
///
/// # Errors
/// The code or the laptop does not hold; nothing is written then.
pub fn enrol(journal: &mut Journal, signer: &Signer, asking: &Asking, at: Moment) -> Result<EnrolAnswer, NotEnrolled> {
    let mut writing = journal.write()?;
    let view = writing.view();
    let trust = view.trust()?.ok_or(NotEnrolled::NoOffice)?;
    if !asking.is_proved(&signer.key.public()) {
        return Err(NotEnrolled::NotProved);
    }
    let mut codes = codes(view)?;
    let digest = hex::write(&secret_digest(&asking.code, &asking.secret));
    let code = codes
        .iter_mut()
        .find(|kept| kept.id == hex::write(&asking.code) && kept.digest == digest);
    let code = code.ok_or(NotEnrolled::CodeWrong)?;
    let van = office::vans(view)?.into_iter().find(|van| van.scope == code.van);
    let van = van.ok_or(NotEnrolled::CodeWrong)?;
    let office_name = office::name(view)?;
    let answer = |body: &DeviceEnrolled| EnrolAnswer {
        credential: hex::write(&body.credential),
        office_name: office_name.clone(),
        van_name: body.van_name.clone(),
        keys: signer.public_keys().iter().map(|key| hex::write(key)).collect(),
    };
    if view.revocation(asking.device)?.is_some() {
        return Err(NotEnrolled::Revoked);
    }
    let user = (asking.device, hex::write(&asking.public_key));
    if code.used_by.contains(&user)
        && let Some(before) = view.enrolments(&trust, asking.device)?.last()
        && before.public_key == asking.public_key
    {
        return Ok(answer(before));
    }
    if code.expires <= at.0 {
        return Err(NotEnrolled::CodeExpired);
    }
    if code.uses_left == 0 {
        return Err(NotEnrolled::CodeUsed);
    }
    let serial = next_serial(view, &trust, signer, asking)?;
    code.uses_left -= 1;
    code.used_by.push(user);
    let body = enrolled(signer, &trust, asking, &van, serial);
    let draft = Draft::about(Subject::Device(asking.device), body.clone().into());
    append(&mut writing, signer, trust.office, draft, at)?;
    keep(&writing, &codes)?;
    writing.commit()?;
    Ok(answer(&body))
}

/// The next serial, if this device may have this key.
fn next_serial(view: View<'_>, trust: &Trust, signer: &Signer, asking: &Asking) -> Result<u32, NotEnrolled> {
    let mut serial = 0;
    for (device, enrolments) in view.all_enrolments(trust)? {
        serial = enrolments.iter().map(|one| one.serial).max().unwrap_or(0).max(serial);
        let holds_key = enrolments.iter().any(|one| one.public_key == asking.public_key);
        if device != asking.device {
            if holds_key {
                return Err(NotEnrolled::OtherDevice);
            }
            continue;
        }
        let latest = enrolments.last().map(|one| one.public_key);
        if let Some(before) = latest.filter(|before| *before != asking.public_key)
            && !asking.is_same_device(&signer.key.public(), &before)
        {
            return Err(NotEnrolled::OtherDevice);
        }
    }
    Ok(serial.saturating_add(1))
}

fn enrolled(signer: &Signer, trust: &Trust, asking: &Asking, van: &Van, serial: u32) -> DeviceEnrolled {
    let said = Enrolled {
        server: signer.device,
        key_id: signer.key_id,
        device: asking.device,
        public_key: asking.public_key,
        office: trust.office,
        van: van.scope,
        serial,
        provisional: false,
    };
    DeviceEnrolled {
        name: asking.name.clone(),
        public_key: asking.public_key,
        van: van.scope,
        van_name: van.name.clone(),
        serial,
        provisional: false,
        credential: Credential::sign(&signer.key, said).to_bytes(),
    }
}

/// Writes into the office's scope as the server, under the key that its log there began with.
pub fn append(
    writing: &mut Writing<'_>,
    signer: &Signer,
    office: ScopeId,
    draft: Draft,
    at: Moment,
) -> Result<(), JournalError> {
    let known = writing.view().key_of_log(office, signer.device)?;
    let mut author = author(signer, at);
    author.key = known.and_then(|known| signer.key_of(&known)).unwrap_or(&signer.key);
    writing.append(office, &author, vec![draft])?;
    Ok(())
}

fn codes(view: View<'_>) -> Result<Vec<Kept>, JournalError> {
    let kept = view.setting(CODES)?;
    let codes = kept.map_or(Ok(Vec::new()), |kept| serde_json::from_str(&kept));
    codes.map_err(|_| JournalError::Damaged("enrolment codes that do not read"))
}

fn keep(writing: &Writing<'_>, codes: &[Kept]) -> Result<(), JournalError> {
    writing.set_setting(CODES, &serde_json::to_string(codes).expect("codes are plain data"))
}
