//! Who may open a journal: secrets, operators' key pairs, and the holders of a journal's key. Pure: bytes and randomness
//! come in as arguments, nothing here reads a file or a clock.
//!
//! A journal is encrypted with a random [`VaultKey`]. [`Holders`] is the file beside it that gives this key to whoever
//! knows an operator's [`Secret`] or the office's [`RecoveryKey`], and tells nothing else to anybody.

mod aead;
mod base32;
mod cost;
mod draw;
mod holders;
mod key;
mod misses;
mod name;
mod operator;
mod parcel;
mod pin;
mod recovery;
mod seal;
mod secret;

pub use cost::{Cost, CostError};
pub use draw::Draw;
pub use holders::{ENTRIES, FILE_BYTES, Grant, Holders, HoldersError, Member, MemberKind, Opened, OperatorTag};
pub use key::{Salt, SecretKey, VaultKey};
pub use misses::Misses;
pub use name::Name;
pub use operator::{OperatorPair, PublicKey, WRAPPED_BYTES, Wrapped};
pub use parcel::{close_parcel, open_parcel};
pub use pin::{Pin, PinError, PinHash};
pub use recovery::{RecoveryKey, RecoveryKeyError};
pub use secret::{HUMAN_CHARS_MIN, SECRET_CHARS_MAX, Secret, SecretError};
