//! The server's word that its off-machine backup holds a scope: `POST /kept`, in JSON. Asked after an exchange, where something
//! here is not in a backup yet; it does not lengthen the exchange itself.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Head,
    receipt::{Grade, Receipt},
    time::Moment,
};
use serde::{Deserialize, Serialize};

use crate::hex;

/// The most bytes of either side's body.
pub const KEPT_BYTES_MAX: usize = 4 << 20;

/// The most scopes that one question names.
pub const KEPT_SCOPES_MAX: usize = 256;

/// A laptop asks for kept receipts of its scopes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptAsk {
    /// The laptop.
    pub device: DeviceId,
    /// Its scopes.
    pub scopes: Vec<ScopeId>,
}

/// The receipts of those of them that are in the backup.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// At most one a scope.
    pub receipts: Vec<KeptReceipt>,
}

/// A receipt as JSON has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptReceipt {
    /// Of which scope.
    pub scope: ScopeId,
    /// Device, seq and link of each log.
    pub heads: Vec<(DeviceId, u32, String)>,
    /// The server.
    pub server: DeviceId,
    /// Which of its keys signed.
    pub key_id: u32,
    /// When the backup was made.
    pub at: Moment,
    /// The signature.
    pub signature: String,
}

impl KeptReceipt {
    /// Writes a receipt.
    pub fn of(receipt: &Receipt) -> Self {
        let head = |head: &Head| (head.device, head.seq, hex::write(&head.link));
        Self {
            scope: receipt.scope,
            heads: receipt.heads.iter().map(head).collect(),
            server: receipt.server,
            key_id: receipt.key_id,
            at: receipt.at,
            signature: hex::write(&receipt.signature),
        }
    }

    /// The receipt; none if it does not read. Says nothing of who signed: see [`Receipt::verify`].
    pub fn receipt(&self) -> Option<Receipt> {
        let head = |(device, seq, link): &(DeviceId, u32, String)| {
            Some(Head {
                device: *device,
                seq: *seq,
                link: hex::read_array(link)?,
            })
        };
        Some(Receipt {
            scope: self.scope,
            heads: self.heads.iter().map(head).collect::<Option<_>>()?,
            server: self.server,
            key_id: self.key_id,
            grade: Grade::Kept,
            at: self.at,
            signature: hex::read_array(&self.signature)?,
        })
    }
}
