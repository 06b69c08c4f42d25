//! Names of things. Each is a UUID in every interface; most are version 7 (drawn by the caller), bookings are derived.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(/** What is exchanged, granted, kept and dropped as one: a visit, or an office's register. */ ScopeId);
id!(/** A place that vans visit. */ SiteId);
id!(/** One resident's place in a visit. */ BookingId);
id!(/** One laptop, or the server: the writer of a log. */ DeviceId);
id!(/** A person who works with Jemput. */ OperatorId);
id!(/** One taking-in of one roster. */ ImportId);
id!(/** One act, as interfaces name it; inside, an act is [`ActRef`](crate::event::ActRef). */ ActId);

/// 32 random bytes of a scope: the key of booking ids and of the digest that stands for erased personal fields.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeSecret(pub [u8; 32]);

impl fmt::Debug for ScopeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScopeSecret(..)")
    }
}

/// HMAC-SHA-256 under a scope's secret.
pub(crate) fn scope_mac(secret: &ScopeSecret, domain: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret.0).expect("HMAC takes keys of any length");
    mac.update(domain);
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The first 16 bytes of a digest as a version 8 UUID (RFC 9562, section 5.8).
pub(crate) fn uuid_v8(digest: &[u8; 32]) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Who a booking is for, as its id is derived: so that imports made apart meet in one booking.
#[derive(Clone, Copy, Debug)]
pub enum BookingKey<'a> {
    /// A resident with a NIK of 16 digits.
    Nik(&'a str),
    /// Without a NIK: what else tells people apart; `nth` counts equal ones within one roster from 0.
    Person {
        /// Name as [`crate::name::search_key`] folds it.
        name: &'a str,
        /// Birth date as ISO, or empty.
        birth_date: &'a str,
        /// Class as written, or empty.
        class: &'a str,
        /// Which of several alike, from 0.
        nth: u32,
    },
}

impl BookingId {
    /// Derives the booking's id from the scope's secret and the person.
    pub fn derive(secret: &ScopeSecret, key: BookingKey<'_>) -> Self {
        let digest = match key {
            BookingKey::Nik(nik) => scope_mac(secret, b"jemput booking nik", &[nik.as_bytes()]),
            BookingKey::Person {
                name,
                birth_date,
                class,
                nth,
            } => scope_mac(
                secret,
                b"jemput booking person",
                &[
                    name.as_bytes(),
                    birth_date.as_bytes(),
                    class.as_bytes(),
                    &nth.to_le_bytes(),
                ],
            ),
        };
        Self(uuid_v8(&digest))
    }
}
