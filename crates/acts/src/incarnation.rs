//! Under which id this laptop writes. Once others hold a later or another event of its log - a disk image was put back, or
//! two laptops run from one - it goes on under a new id and key; nothing more is written under the old one.

use std::path::Path;

use jemput_domain::{
    event::{DeviceContinued, Draft, LINK_START, Subject},
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Head},
};
use jemput_journal::{
    Journal, View, Writing,
    adopt::{OWN_DEVICE, WRITTEN_ELSEWHERE},
};

use crate::{
    Desk, Trouble, hex,
    ids::{random, uuid_v7},
    key_file::DeviceKeyFile,
    sync,
};

/// The key of an id that was drawn since the laptop was set up.
const KEY: &str = "device_key";

/// The ids under which it wrote before, the oldest first.
pub(crate) const BEFORE: &str = "devices_before";

/// An id with its key.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub device: DeviceId,
    pub key: DeviceKey,
}

/// The key that signs for the id which the journal names.
pub(crate) fn key(view: View<'_>, home: &Path) -> Result<DeviceKey, Trouble> {
    match view.setting(KEY)?.as_deref().and_then(hex::read) {
        Some(secret) => Ok(DeviceKey::from_bytes(&secret)),
        None => DeviceKeyFile::in_folder(home).read(),
    }
}

/// The ids under which this laptop wrote before, the oldest first.
pub(crate) fn before(view: View<'_>) -> Result<Vec<DeviceId>, Trouble> {
    let kept = view.setting(BEFORE)?.unwrap_or_default();
    Ok(kept.split(' ').filter_map(|device| device.parse().ok()).collect())
}

/// Whether this laptop writes or wrote under an id.
pub(crate) fn is_own(desk: &Desk, view: View<'_>, device: DeviceId) -> Result<bool, Trouble> {
    Ok(device == desk.device() || before(view)?.contains(&device))
}

/// Goes on under a new id where this laptop was told that its log is written elsewhere too, and under the journal's where
/// another program of this laptop did so. Says whether a new one was drawn.
pub(crate) fn settle(desk: &Desk, journal: &mut Journal) -> Result<bool, Trouble> {
    let told = journal.view().setting(WRITTEN_ELSEWHERE)?.is_some();
    if told {
        let writing = journal.write()?;
        if writing.view().setting(WRITTEN_ELSEWHERE)?.is_some() {
            renew(desk, &writing)?;
        }
        writing.commit()?;
    }
    follow(desk, journal.view())?;
    Ok(told)
}

/// Draws a new id and key.
fn renew(desk: &Desk, writing: &Writing<'_>) -> Result<(), Trouble> {
    let mut all = before(writing.view())?;
    let old: Option<DeviceId> = writing.view().setting(OWN_DEVICE)?.and_then(|old| old.parse().ok());
    all.extend(old);
    let all: Vec<String> = all.iter().map(DeviceId::to_string).collect();
    let secret: [u8; 32] = random()?;
    let new = DeviceId(uuid_v7(desk.clock().now())?);
    writing.set_setting(BEFORE, &all.join(" "))?;
    writing.set_setting(KEY, &hex::write(&secret))?;
    writing.set_setting(OWN_DEVICE, &new.to_string())?;
    tracing::warn!(%new, "this laptop's log is written elsewhere too: it goes on under a new id");
    Ok(writing.drop_setting(WRITTEN_ELSEWHERE)?)
}

/// Goes on, in a journal that was set up anew, from the ids of one that is gone: the last, and those before it.
pub(crate) fn continue_from(
    writing: &Writing<'_>,
    last: Option<String>,
    earlier: Option<String>,
) -> Result<(), Trouble> {
    let all: Vec<String> = earlier.into_iter().chain(last).collect();
    if !all.is_empty() {
        writing.set_setting(BEFORE, &all.join(" "))?;
    }
    Ok(())
}

/// Writes under the id that the journal names: another program of this laptop may have drawn a new one.
pub(crate) fn follow(desk: &Desk, view: View<'_>) -> Result<(), Trouble> {
    let named: Option<DeviceId> = view.setting(OWN_DEVICE)?.and_then(|named| named.parse().ok());
    if let Some(device) = named.filter(|device| *device != desk.device()) {
        let key = key(view, desk.home())?;
        desk.go_on_as(Identity { device, key });
    }
    Ok(())
}

/// What a new id says first in a scope in which this laptop wrote before.
pub(crate) fn introduction(desk: &Desk, view: View<'_>, scope: ScopeId) -> Result<Option<Draft>, Trouble> {
    let new = desk.device();
    if view.seat(scope, new)?.joined.is_some() {
        return Ok(None);
    }
    let heads = view.heads(scope)?;
    let wrote = before(view)?;
    let Some(own) = heads.iter().rev().find(|head| wrote.contains(&head.device)) else {
        return Ok(None);
    };
    let head = common(view, scope, own)?;
    let event = DeviceContinued {
        old: own.device,
        new,
        seq: head.seq,
        link: head.link,
    };
    Ok(Some(Draft {
        subjects: vec![Subject::Device(new), Subject::Device(own.device)],
        event: event.into(),
    }))
}

/// The last event of a log of ours that others are known to hold as it stands here.
pub(crate) fn common(view: View<'_>, scope: ScopeId, own: &Head) -> Result<Head, Trouble> {
    let held = sync::confirmed(view, scope, sync::in_force(view)?)?;
    let log = held.logs.into_iter().find(|log| log.head.device == own.device);
    Ok(log.map_or(
        Head {
            device: own.device,
            seq: 0,
            link: LINK_START,
        },
        |log| log.head,
    ))
}
