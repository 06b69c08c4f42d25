//! How this laptop reaches its server: once it is enrolled the office's alone, by its key, as itself; before that any, as ever.

use jemput_domain::server_key::{NextKey, follow};
use jemput_exchange::{
    conversation::ServerKey,
    http::{Connection, Expected, Patience},
};
use jemput_journal::Journal;

use super::kept::{self, Enrolment};
use crate::{Desk, Trouble, sync::pins};

/// Prepares to talk to a server; nothing is sent yet. Whoever is enrolled talks to the office's server only, at whatever
/// address: offices move, keys are what is known of them.
pub(crate) fn connect(desk: &Desk, address: &str) -> Result<Connection, Trouble> {
    Ok(match desk.read(pins::of_office)? {
        Some(server) => {
            let expected = Expected::Key(server.public_key);
            Connection::pinned(address, Patience::default(), expected, &desk.identity().key)?
        }
        None => Connection::new(address, Patience::default())?,
    })
}

/// Another key answers where the office's server is expected: if the pinned key announced it, it is pinned instead. Says
/// whether it was. To whoever answers nothing is told; only what the pinned key signed is believed of it.
pub(crate) fn follow_keys(desk: &Desk, journal: &mut Journal, address: &str) -> Result<bool, Trouble> {
    let view = journal.view();
    let (Some(enrolment), Some(pinned)) = (kept::enrolment(view)?, pins::of_office(view)?) else {
        return Ok(false);
    };
    let known = match view.trust()? {
        Some(trust) => view.announced_keys(&trust)?,
        None => Vec::new(),
    };
    if take(desk, journal, &enrolment, pinned, &known)? {
        return Ok(true);
    }
    let asking = Connection::pinned(address, Patience::default(), Expected::Anyone, &desk.identity().key)?;
    let (_, announced) = asking.server_keys()?;
    take(desk, journal, &enrolment, pinned, &announced)
}

/// Pins what the announcements lead to.
fn take(
    desk: &Desk,
    journal: &mut Journal,
    enrolment: &Enrolment,
    pinned: ServerKey,
    announced: &[NextKey],
) -> Result<bool, Trouble> {
    let public_key = follow(pinned.device, pinned.public_key, announced);
    if public_key == pinned.public_key {
        return Ok(false);
    }
    let writing = journal.write()?;
    let server = ServerKey { public_key, ..pinned };
    pins::put(&writing, &enrolment.address, server)?;
    kept::believe(&writing, enrolment.office, server)?;
    writing.commit()?;
    desk.forget_connection();
    Ok(true)
}
