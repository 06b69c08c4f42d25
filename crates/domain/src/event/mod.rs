//! The event: one fact, signed by a device, never changed, never deleted.

mod body;
mod device;
mod export;
mod frame;
mod guardian;
mod header;
mod incarnation;
mod modality;
mod office;
mod revocation;
mod shed;
mod subject;

pub use body::*;
pub use device::*;
pub use export::*;
pub use frame::{
    Decoded, EVENT_BYTES_MAX, LINK_START, Link, Linker, Malformed, Personal, decode, encode, frame, parts, signed_bytes,
};
pub use guardian::*;
pub use header::{ACT_EVENTS_MAX, ActRef, Clock, Header, Place};
pub use incarnation::*;
pub use modality::Modality;
pub use office::*;
pub use revocation::*;
use serde::{Serialize, de::DeserializeOwned};
pub use shed::*;
pub use subject::Subject;

use crate::{erased::Erasable, person::Person, site::Site};

/// An event that is about to happen: an act is a list of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// The fact.
    pub event: Event,
}

impl Draft {
    /// About one subject.
    pub fn about(subject: Subject, event: Event) -> Self {
        Self {
            subjects: vec![subject],
            event,
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $number:literal $name:ident $version:literal,)*) => {
        /// A fact by its kind.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Event {
            $($(#[$doc])* $name($name),)*
            /// A kind or version that this program does not know: kept, passed on, not folded.
            Unknown,
        }

        impl Event {
            /// The kind's number on disk.
            pub fn kind(&self) -> u16 {
                match self { $(Self::$name(_) => $number,)* Self::Unknown => 0 }
            }

            /// The version that this program writes.
            pub fn version(&self) -> u8 {
                match self { $(Self::$name(_) => $version,)* Self::Unknown => 0 }
            }

            /// The kind's name, for history and traces.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* Self::Unknown => "Unknown" }
            }

            /// The personal part and the rest, as they stand within a frame.
            pub fn to_parts(&self) -> (Personal, Vec<u8>) {
                match self { $(Self::$name(body) => body.split(),)* Self::Unknown => (Personal::None, Vec::new()) }
            }

            /// `None` if the bytes are no such body; `Unknown` if the kind is not known here.
            pub fn from_parts(kind: u16, version: u8, personal: &Personal, rest: &[u8]) -> Option<Self> {
                let known = match (kind, version) {
                    $(($number, $version) => $name::join(personal, rest).map(Self::$name),)*
                    _ => Some(Self::Unknown),
                };
                match personal {
                    // Erased where this program knows no personal part: kept as it came.
                    Personal::Erased(_) => Some(known.unwrap_or(Self::Unknown)),
                    _ => known,
                }
            }
        }

        $(impl From<$name> for Event { fn from(body: $name) -> Self { Self::$name(body) } })*

        $(plain_or_personal!($name);)*
    };
}

/// How a body divides into its personal part and the rest.
trait Body: Sized {
    fn split(&self) -> (Personal, Vec<u8>);
    fn join(personal: &Personal, rest: &[u8]) -> Option<Self>;
}

fn write<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("event bodies are plain data")
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// The personal fields as they are here: erased, they read as such.
fn personal_part<T: DeserializeOwned + Erasable>(personal: &Personal) -> Option<T> {
    match personal {
        Personal::None => None,
        Personal::Present(bytes) => read(bytes),
        Personal::Erased(_) => Some(T::erased()),
    }
}

/// Bodies with personal fields set those aside; all others are written whole.
macro_rules! plain_or_personal {
    (BookingMade) => { personal!(BookingMade, person: Person); };
    (PersonCorrected) => { personal!(PersonCorrected, person: Person); };
    (VisitPlanned) => {
        impl Body for VisitPlanned {
            fn split(&self) -> (Personal, Vec<u8>) {
                let mut open = self.clone();
                let contact = std::mem::take(&mut open.site.contact);
                (Personal::Present(write(&contact)), write(&open))
            }
            fn join(personal: &Personal, rest: &[u8]) -> Option<Self> {
                let mut body: Self = read(rest)?;
                body.site.contact = personal_part(personal)?;
                Some(body)
            }
        }
    };
    (SiteAdded) => {
        impl Body for SiteAdded {
            fn split(&self) -> (Personal, Vec<u8>) {
                let mut open = self.0.clone();
                let contact = std::mem::take(&mut open.contact);
                (Personal::Present(write(&contact)), write(&open))
            }
            fn join(personal: &Personal, rest: &[u8]) -> Option<Self> {
                let mut site: Site = read(rest)?;
                site.contact = personal_part(personal)?;
                Some(Self(site))
            }
        }
    };
    (RosterImported) => { personal!(RosterImported, file_name: String); };
    (OperatorNamed) => { personal!(OperatorNamed, name: String); };
    (Noted) => { personal!(Noted, note: String); };
    // Its personal part is that of the event it repeats: see `incarnation.rs`.
    (Adopted) => {};
    ($name:ident) => {
        impl Body for $name {
            fn split(&self) -> (Personal, Vec<u8>) {
                (Personal::None, write(self))
            }
            fn join(personal: &Personal, rest: &[u8]) -> Option<Self> {
                matches!(personal, Personal::None).then(|| read(rest)).flatten()
            }
        }
    };
}

macro_rules! personal {
    ($name:ident, $field:ident: $type:ty) => {
        impl Body for $name {
            fn split(&self) -> (Personal, Vec<u8>) {
                let mut open = self.clone();
                let personal: $type = std::mem::take(&mut open.$field);
                (Personal::Present(write(&personal)), write(&open))
            }
            fn join(personal: &Personal, rest: &[u8]) -> Option<Self> {
                let mut body: Self = read(rest)?;
                body.$field = personal_part(personal)?;
                Some(body)
            }
        }
    };
}

/// A site is known to the office.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct SiteAdded(pub Site);

kinds! {
    /// First event of each log.
    1 DeviceJoined 1,
    /// A ticket letter.
    2 MarkTaken 1,
    /// An operator's name.
    3 OperatorNamed 1,
    /// Another name for a device.
    4 DeviceNamed 1,
    /// An operator's key pair.
    5 OperatorKeyed 1,
    /// What an operator may do.
    6 OperatorRoles 1,
    /// An operator works here no more.
    7 OperatorRemoved 1,
    /// The office's recovery key.
    8 RecoveryKeySet 1,
    /// An office begins.
    9 OfficeOpened 1,
    /// A site: in the office's scope, or corrected in a visit's.
    10 SiteAdded 1,
    /// A device belongs to the office.
    12 DeviceEnrolled 1,
    /// A device belongs to the office no more.
    13 DeviceRevoked 1,
    /// A quarantined range is admitted or refused.
    14 RangeSettled 1,
    /// The server's next key.
    15 ServerKeyAnnounced 1,
    /// A laptop goes on under another id.
    16 DeviceContinued 1,
    /// A visit begins.
    20 VisitPlanned 1,
    /// Its plan changes.
    21 PlanChanged 1,
    /// Whether a guardian's form is asked for.
    22 GuardianRule 1,
    /// A roster was taken in.
    30 RosterImported 1,
    /// A booking.
    31 BookingMade 1,
    /// Its person completed or corrected.
    32 PersonCorrected 1,
    /// Another slot.
    33 BookingMoved 1,
    /// Taken out.
    34 BookingWithdrawn 1,
    /// Two are one.
    35 BookingsJoined 1,
    /// A flag is no fault.
    36 FlagSettled 1,
    /// Told of the new time.
    37 Told 1,
    /// Known as recorded before.
    38 RecordedElsewhere 1,
    /// Check-in.
    40 Arrived 1,
    /// Priority.
    41 PriorityGiven 1,
    /// A note.
    42 Noted 1,
    /// Left unserved.
    43 Left 1,
    /// A guardian's form was seen.
    44 GuardianFormSeen 1,
    /// Called to a station.
    50 Called 1,
    /// Called and not there.
    51 Absent 1,
    /// Sits at a station.
    52 Started 1,
    /// Marked by the operator.
    53 Recorded 1,
    /// To be done again.
    54 Reopened 1,
    /// Made under the wrong person.
    55 RecordingMoved 1,
    /// To another station.
    56 HandedOver 1,
    /// A station's status.
    57 StationSet 1,
    /// An act is undone.
    60 ActUndone 1,
    /// An event of another log, issued again.
    61 Adopted 1,
    /// People's data left Jemput in a file.
    70 Exported 1,
    /// A visit left a laptop; in the van's scope.
    80 VisitShed 1,
    /// A second person confirmed the act.
    62 Confirmed 1,
}
