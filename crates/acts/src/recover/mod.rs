//! The way out when a laptop's data are damaged or the laptop is gone: what is left is set aside, and the laptop goes on as
//! a new incarnation with what the server, a bundle and the damaged file still hold.

mod bundle;
mod damaged;

use std::path::{Path, PathBuf};

use jemput_domain::{id::ScopeId, time::Moment};
use jemput_journal::{Journal, Salvaged};

pub use self::bundle::{bundle, bundle_take};
use self::damaged::Found;
use crate::{
    Desk, Trouble,
    clock::TimeSource,
    desk::setting,
    enrol, incarnation, sync,
    vault::{RecoveryKey, Unlock},
    view::{EnrolInput, JoinInput, OffersInput, Recovered, SyncInput, TypedSecret},
};

/// Where to recover from.
#[derive(Clone, Debug, Default)]
pub struct From {
    /// What people call the laptop; none: as it was called.
    pub name: Option<String>,
    /// Ask the server.
    pub server: bool,
    /// Its address, where it is not the one that was set.
    pub address: Option<String>,
    /// A code of the office, which enrols the laptop anew.
    pub code: Option<String>,
    /// A bundle.
    pub bundle: Option<PathBuf>,
}

/// What came of it.
pub struct Done {
    /// The laptop, ready to work.
    pub desk: Desk,
    /// Said of it.
    pub recovered: Recovered,
    /// The office's recovery key, where the folder was set up anew for an operator: to be printed once.
    pub recovery_key: Option<RecoveryKey>,
}

/// Recovers a folder. Nothing in it is deleted: what was there lies in `damaged-TIME` within it.
///
/// # Errors
/// Nothing to recover from was named, a bundle does not open, the secret does not fit the folder's key holders, or the folder
/// cannot be written. What breaks later on the way
/// leaves a laptop that works and goes on at its next exchange.
pub fn recover(home: &Path, clock: TimeSource, from: &From, unlock: Option<&Unlock>) -> Result<Done, Trouble> {
    if !from.server && from.bundle.is_none() {
        return Err(Trouble::NoServer);
    }
    // What is to be read is read before anything is moved.
    let own = Unlock::beside(home, None)?;
    let opens = unlock.or(own.as_ref());
    let contents = match (&from.bundle, opens) {
        (Some(path), Some(unlock)) => Some(bundle::read(path, unlock)?),
        (Some(path), None) => return Err(Trouble::NoBundle(path.clone())),
        (None, _) => None,
    };
    let found = damaged::look(home, opens)?;
    let set_aside = damaged::set_aside(home, clock.now())?;
    let name = from.name.clone().or_else(|| found.setting(setting::DEVICE_NAME));
    let name = name.unwrap_or_else(|| "Laptop".to_owned());
    let suggested = contents.as_ref().and_then(|contents| contents.server.clone());
    let address = from
        .address
        .clone()
        .or_else(|| found.setting(setting::SERVER))
        .or(suggested);
    let (desk, recovery_key) = match unlock.filter(|unlock| unlock.operator.is_some()) {
        Some(unlock) => {
            let (desk, key) = Desk::init_as(home, clock, &name, address.as_deref(), unlock)?;
            (desk, Some(key))
        }
        None => (Desk::init(home, clock, &name, address.as_deref())?, None),
    };
    continue_from(&desk, &found)?;
    if let (Some(code), Some(unlock)) = (&from.code, unlock) {
        let input = EnrolInput {
            code: code.clone(),
            server: from.address.clone(),
            secret: TypedSecret(unlock.secret.expose().to_owned()),
        };
        enrol::enrol(&desk, input)?;
    }
    let mut recovered = Recovered {
        visits: Vec::new(),
        from_server: 0,
        from_bundle: 0,
        from_damaged: 0,
        refused: 0,
        pending: 0,
        set_aside: set_aside.map(|path| path.display().to_string()),
        sentence: String::new(),
    };
    if from.server {
        recovered.from_server = from_server(&desk, &found)?;
    }
    let mut journal = desk.journal_beside()?;
    if let Some(contents) = &contents {
        let (events, refused) = bundle::take(&desk, &mut journal, contents)?;
        recovered.from_bundle = events;
        recovered.refused += refused;
    }
    for salvaged in &found.salvage.scopes {
        let (events, refused) = take(&desk, &mut journal, salvaged)?;
        recovered.from_damaged += events;
        recovered.refused += refused;
    }
    // What only the stick or the damaged file held is told at once; if not, with the next exchange.
    if from.server {
        match sync::sync(&desk, SyncInput::default()) {
            Ok(done) => recovered.pending = done.pending,
            Err(trouble) => tracing::warn!(
                code = trouble.code(),
                "recovered, and the exchange did not come to its end"
            ),
        }
    }
    recovered.visits = desk.read(|view| Ok(view.scopes()?))?;
    recovered.sentence = sentence(&desk, &recovered);
    Ok(Done {
        desk,
        recovered,
        recovery_key,
    })
}

/// The ids under which the laptop wrote are its own from before; its settings are as they were.
fn continue_from(desk: &Desk, found: &Found) -> Result<(), Trouble> {
    let mut journal = desk.journal();
    let writing = journal.write()?;
    incarnation::continue_from(&writing, found.setting(setting::DEVICE), found.devices_before())?;
    for key in [setting::LANG, setting::THEME, setting::ACTIVE, setting::SERVER_KEY] {
        if let Some(value) = found.setting(key) {
            writing.set_setting(key, &value)?;
        }
    }
    Ok(writing.commit()?)
}

/// Joins the visits that the laptop had; where nothing says which, those of the server that are not over.
fn from_server(desk: &Desk, found: &Found) -> Result<u32, Trouble> {
    let mut wanted: Vec<ScopeId> = found.salvage.scopes.iter().map(|salvaged| salvaged.scope).collect();
    let offers = sync::visit_offers(desk, OffersInput::default())?;
    let today = desk.read(|view| desk.now(view))?;
    if wanted.is_empty() {
        let ahead = |days: &[jemput_domain::time::Day]| days.last().is_some_and(|last| !is_past(*last, today));
        wanted.extend(
            offers
                .visits
                .iter()
                .filter(|offer| ahead(&offer.days))
                .map(|offer| offer.visit),
        );
    } else {
        wanted.retain(|scope| offers.visits.iter().any(|offer| offer.visit == *scope));
    }
    let mut received = 0u32;
    for visit in wanted {
        let joined = sync::visit_join(desk, JoinInput { visit, server: None })?;
        received = received.saturating_add(joined.received);
    }
    Ok(received)
}

/// A day that is over everywhere in the country.
fn is_past(day: jemput_domain::time::Day, now: Moment) -> bool {
    day < jemput_domain::time::Zone::Wib.local(now).0
}

/// Takes in what the damaged file still yields: what goes on from what is here stands as it was signed; what stood there and
/// nowhere else in a log that others hold otherwise is issued again.
fn take(desk: &Desk, journal: &mut Journal, salvaged: &Salvaged) -> Result<(u32, u32), Trouble> {
    let at = desk.now(journal.view())?;
    let taken = journal.take_in(salvaged.scope, salvaged.runs.clone(), at)?;
    let (mut events, mut refused) = (taken.new_events, 0);
    for (device, _) in taken.refused {
        let run = salvaged.runs.iter().find(|run| run.device == device);
        match run
            .map(|run| damaged::strays(journal.view(), salvaged, run))
            .transpose()?
            .flatten()
        {
            Some(strays) => {
                let mut writing = journal.write()?;
                events += u64::from(sync::issue(desk, &mut writing, salvaged.scope, device, &strays)?);
                writing.settle_refused(salvaged.scope, device)?;
                writing.commit()?;
            }
            None => refused += 1,
        }
    }
    Ok((u32::try_from(events).unwrap_or(u32::MAX), refused))
}

fn sentence(desk: &Desk, recovered: &Recovered) -> String {
    let Recovered {
        from_server,
        from_bundle,
        from_damaged,
        ..
    } = recovered;
    let visits = recovered.visits.len();
    desk.lang().pick(
        format!("Laptop siap lagi: {visits} kegiatan, {from_server} catatan dari server Dinas, {from_bundle} dari bundel, {from_damaged} dari berkas yang rusak. Nomor antrean memakai huruf baru."),
        format!("The laptop is ready again: {visits} visits, {from_server} events from the server, {from_bundle} from the bundle, {from_damaged} from the damaged file. Its tickets carry a new letter."),
    )
}
