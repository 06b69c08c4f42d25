//! A laptop joins an office: a one-time code for a credential, and from then on TLS towards the office's server alone.

mod connect;
mod joining;
mod kept;

pub(crate) use connect::{connect, follow_keys};
pub(crate) use kept::enrolment as kept;

use jemput_domain::{
    credential::Credential,
    id::{DeviceId, ScopeId},
    words::Lang,
};
use jemput_exchange::{
    conversation::ServerKey,
    enrol::EnrolAsk,
    enrol_code::Code,
    http::{Connection, Expected, Failure, Patience},
};
use jemput_vault::Secret;

use crate::{
    Desk, Trouble,
    desk::setting,
    sync::pins,
    vault::{self, Unlock, VaultTrouble},
    view::{EnrolInput, EnrolledView, EnrolmentView, Nothing},
};

use self::kept::Enrolment;

/// Whether a text is an enrolment code at all.
///
/// # Errors
/// It is none.
pub fn check_code(code: &str) -> Result<(), Trouble> {
    Ok(Code::read(code).map(drop)?)
}

/// Enrols this laptop at the office whose code this is. What breaks is gone on with by the same code, which the server
/// answers alike.
///
/// # Errors
/// The laptop opens for everybody, the code is none or refused, or another server answers than the code's. Nothing that
/// was written before is ever lost by it.
pub fn enrol(desk: &Desk, input: EnrolInput) -> Result<EnrolledView, Trouble> {
    if vault::is_unprotected(desk.home()) {
        return Err(VaultTrouble::Unprotected(desk.home().join("secret")).into());
    }
    let code = Code::read(&input.code)?;
    let me = desk.read(|view| desk.operator(view))?;
    if desk.vault.key()?.is_some() {
        let secret = Secret::given(&input.secret.0).map_err(VaultTrouble::from)?;
        if desk.whose(&Unlock { operator: None, secret })? != me {
            return Err(VaultTrouble::SecretWrong.into());
        }
    }
    let address = input.server.unwrap_or_else(|| code.address.clone());
    let answered = ask(desk, &code, &address)?;
    keep(desk, &answered)?;
    let Answered { server, enrolment, .. } = answered;
    joining::fetch_register(desk, &enrolment)?;
    joining::move_in(desk, &enrolment, &input.secret)?;
    // What was written before, and that this laptop is here now, is told at once; if not, with the next exchange.
    if let Err(trouble) = crate::sync::sync(desk, crate::view::SyncInput::default()) {
        tracing::warn!(
            code = trouble.code(),
            "enrolled, and the first exchange did not come to its end"
        );
    }
    let lang = desk.lang();
    Ok(EnrolledView {
        sentence: sentence(&enrolment, lang),
        enrolment: shown(&enrolment, &server),
    })
}

/// To which office this laptop belongs; none before it is enrolled.
pub fn enrolment(desk: &Desk, _: Nothing) -> Result<Option<EnrolmentView>, Trouble> {
    desk.read(|view| {
        let Some(enrolment) = kept::enrolment(view)? else {
            return Ok(None);
        };
        let server = pins::pinned_at(view, &enrolment.address)?.ok_or(Trouble::NoServer)?;
        Ok(Some(shown(&enrolment, &server)))
    })
}

/// What the code's server said.
struct Answered {
    credential: Credential,
    server: ServerKey,
    /// All keys that it has had: it said so itself, over a connection that its key proved.
    keys: Vec<[u8; 32]>,
    enrolment: Enrolment,
}

/// Asks the code's server, which proves its key before anything is said to it.
fn ask(desk: &Desk, code: &Code, address: &str) -> Result<Answered, Trouble> {
    let identity = desk.identity();
    let expected = Expected::Fingerprint(code.fingerprint);
    let connection = Connection::pinned(address, Patience::default(), expected, &identity.key)?;
    let server = connection.server_key()?;
    let name = desk.read(|view| Ok(view.setting(setting::DEVICE_NAME)?.unwrap_or_default()))?;
    let ask = EnrolAsk::of(code, &server.public_key, identity.device, &identity.key, &name);
    let answer = connection.enrol(&ask)?;
    let credential = answer.credential().ok_or(Failure::BadAnswer { code: "unreadable" })?;
    let said = credential.enrolled;
    let is_ours = said.device == identity.device && said.public_key == identity.key.public();
    if !is_ours || said.server != server.device || !credential.verify(&server.public_key) {
        return Err(Failure::OtherServer.into());
    }
    let enrolment = Enrolment {
        address: address.to_owned(),
        office: said.office,
        van: said.van,
        serial: said.serial,
        provisional: said.provisional,
        office_name: jemput_domain::text::clean(&answer.office_name),
        van_name: jemput_domain::text::clean(&answer.van_name),
    };
    Ok(Answered {
        credential,
        server,
        keys: answer.keys(),
        enrolment,
    })
}

/// Keeps all that follows from it, at once.
fn keep(desk: &Desk, answered: &Answered) -> Result<(), Trouble> {
    let Answered {
        credential,
        server,
        keys,
        enrolment,
    } = answered;
    let mut journal = desk.journal();
    let writing = journal.write()?;
    pins::put(&writing, &enrolment.address, *server)?;
    for key in keys.iter().chain([&server.public_key]) {
        let known = ServerKey {
            public_key: *key,
            ..*server
        };
        kept::believe(&writing, enrolment.office, known)?;
    }
    writing.set_credential(credential)?;
    writing.set_setting(setting::SERVER, &enrolment.address)?;
    kept::keep(&writing, enrolment)?;
    writing.commit()?;
    drop(journal);
    desk.forget_connection();
    Ok(())
}

fn shown(enrolment: &Enrolment, server: &ServerKey) -> EnrolmentView {
    EnrolmentView {
        office_name: enrolment.office_name.clone(),
        van_name: enrolment.van_name.clone(),
        server: enrolment.address.clone(),
        serial: enrolment.serial,
        provisional: enrolment.provisional,
        fingerprint: crate::hex::write(&server.public_key)[..16].to_uppercase(),
    }
}

fn sentence(enrolment: &Enrolment, lang: Lang) -> String {
    let Enrolment {
        office_name, van_name, ..
    } = enrolment;
    lang.pick(
        format!("Laptop ini terdaftar di {office_name}, {van_name}."),
        format!("This laptop is enrolled at {office_name}, {van_name}."),
    )
}

/// Scopes that an exchange is about though they hold no visit: the office's register and the van's stock book. No others
/// leave this laptop.
pub(crate) fn is_exchanged(
    enrolment: Option<&Enrolment>,
    view: jemput_journal::View<'_>,
    scope: ScopeId,
) -> Result<bool, Trouble> {
    let Some(enrolment) = enrolment else { return Ok(true) };
    Ok(scope == enrolment.office
        || scope == enrolment.van
        || view.visit(scope)?.is_some_and(|visit| visit.plan.is_some()))
}

/// The server as it is known, by its device id.
pub(crate) fn keys_of(view: jemput_journal::View<'_>, server: DeviceId) -> Result<Vec<[u8; 32]>, Trouble> {
    let trusted = view.trust()?.filter(|trust| trust.server == server);
    Ok(trusted.map(|trust| trust.keys).unwrap_or_default())
}
