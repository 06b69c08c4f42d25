//! A laptop that goes on under another id, and what it issues again under it.

use serde::{Deserialize, Serialize};

use super::{ActRef, Body, Decoded, Event, Link, Malformed, Personal, Place, decode, frame, read, write};
use crate::id::DeviceId;

/// A laptop writes under another id from here on: others hold a later or another event of its log, or its journal was lost.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceContinued {
    /// The id under which it wrote.
    pub old: DeviceId,
    /// The id under which it writes now: the writer of this event.
    pub new: DeviceId,
    /// The last event of the old log in this scope that others are known to hold as the laptop does; 0: none.
    pub seq: u32,
    /// The link after it.
    pub link: Link,
}

/// An event of another log, issued again because only a copy of that log held it. It is read as the event that it repeats:
/// at its time, by its operator; and once only, however often it comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Adopted {
    /// Whose log it stood in.
    pub device: DeviceId,
    /// Where it stood.
    pub seq: u32,
    /// The link after it there.
    pub link: Link,
    /// Where it takes an act back that was adopted too: that act as it stands here.
    pub undoes: Option<ActRef>,
    /// The event's header, as it was.
    pub header: Vec<u8>,
    /// The event's personal part; it is this one's too, and is erased with it.
    pub personal: Personal,
    /// The rest of the event's body, as it was.
    pub rest: Vec<u8>,
}

impl Adopted {
    /// Where the event stood that this one repeats.
    pub fn place(&self) -> Place {
        Place {
            device: self.device,
            seq: self.seq,
        }
    }

    /// The event that it repeats, as it stood in its log.
    ///
    /// # Errors
    /// What is carried is no event.
    pub fn original(&self) -> Result<Decoded, Malformed> {
        let bytes = frame(self.header.clone(), self.personal.clone(), self.rest.clone());
        let mut decoded = decode(&bytes)?;
        match &mut decoded.event {
            // What repeats a repetition names the first event: a chain of them is nobody's.
            Event::Adopted(_) => decoded.event = Event::Unknown,
            Event::ActUndone(body) => body.act = self.undoes.unwrap_or(body.act),
            _ => {}
        }
        Ok(decoded)
    }
}

/// The form in which all but the personal part is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    device: DeviceId,
    seq: u32,
    link: Link,
    undoes: Option<ActRef>,
    header: Vec<u8>,
    rest: Vec<u8>,
}

impl Body for Adopted {
    fn split(&self) -> (Personal, Vec<u8>) {
        let stored = Stored {
            device: self.device,
            seq: self.seq,
            link: self.link,
            undoes: self.undoes,
            header: self.header.clone(),
            rest: self.rest.clone(),
        };
        (self.personal.clone(), write(&stored))
    }

    fn join(personal: &Personal, rest: &[u8]) -> Option<Self> {
        let stored: Stored = read(rest)?;
        Some(Self {
            device: stored.device,
            seq: stored.seq,
            link: stored.link,
            undoes: stored.undoes,
            header: stored.header,
            personal: personal.clone(),
            rest: stored.rest,
        })
    }
}

impl Event {
    /// Whether this says the same as another that stood in the same place of one log: an undo's act may have been issued
    /// again under another name meanwhile.
    pub fn is_same_as(&self, other: &Self) -> bool {
        matches!((self, other), (Self::ActUndone(_), Self::ActUndone(_))) || self == other
    }
}
