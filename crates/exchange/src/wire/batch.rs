//! A batch: runs of one scope's logs, packed. Unpacked it gives the same canonical bytes back, always.

use jemput_domain::{
    event::EVENT_BYTES_MAX,
    id::{DeviceId, ScopeSecret},
    log::Run,
};
use uuid::Uuid;

use super::{
    limit,
    number::{self, Cursor},
    packed,
};

/// Up to here zstd may take its time.
const SMALL_BYTES: usize = 16 << 10;

const PLAIN: u8 = 0;
const PACKED: u8 = 1;

/// Why bytes are no batch. The events in it are fetched again another time; others flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadBatch {
    /// A form that this version does not know.
    #[error("an unknown form of batch")]
    UnknownForm,
    /// Over a limit.
    #[error("a batch over its limit")]
    TooLarge,
    /// Cannot be read.
    #[error("a batch that cannot be read")]
    Unreadable,
}

impl BadBatch {
    /// The reason's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownForm => "batch_unknown_form",
            Self::TooLarge => "batch_too_large",
            Self::Unreadable => "batch_unreadable",
        }
    }
}

/// Packs runs. `secret` is the scope's, if it is known here.
pub fn encode(secret: Option<&ScopeSecret>, runs: &[Run]) -> Vec<u8> {
    if let Some((coded, texts)) = packed::pack(secret, runs) {
        let mut out = vec![PACKED];
        number::put(&mut out, texts.len() as u64);
        number::put(&mut out, coded.len() as u64);
        out.extend_from_slice(&coded);
        out.extend_from_slice(&squeeze(&texts));
        return out;
    }
    let plain = plain(runs);
    let mut out = vec![PLAIN];
    number::put(&mut out, plain.len() as u64);
    out.extend_from_slice(&squeeze(&plain));
    out
}

/// Unpacks runs.
pub fn decode(secret: Option<&ScopeSecret>, bytes: &[u8]) -> Result<Vec<Run>, BadBatch> {
    let mut cursor = Cursor(bytes);
    let form = cursor.array::<1>().ok_or(BadBatch::Unreadable)?[0];
    let length = cursor.get().ok_or(BadBatch::Unreadable)?;
    let length = usize::try_from(length)
        .ok()
        .filter(|l| *l <= limit::BATCH_BYTES_MAX)
        .ok_or(BadBatch::TooLarge)?;
    match form {
        PLAIN => {
            let plain = zstd::bulk::decompress(cursor.0, length).map_err(|_| BadBatch::Unreadable)?;
            unplain(&plain).ok_or(BadBatch::Unreadable)
        }
        PACKED => {
            let coded = cursor.piece().ok_or(BadBatch::Unreadable)?;
            let texts = zstd::bulk::decompress(cursor.0, length).map_err(|_| BadBatch::Unreadable)?;
            packed::unpack(secret, coded, &texts).ok_or(BadBatch::Unreadable)
        }
        _ => Err(BadBatch::UnknownForm),
    }
}

/// zstd: all it can for small pieces, quick for large ones.
fn squeeze(bytes: &[u8]) -> Vec<u8> {
    let level = if bytes.len() <= SMALL_BYTES { 19 } else { 6 };
    zstd::bulk::compress(bytes, level).expect("zstd packs any bytes into memory")
}

fn plain(runs: &[Run]) -> Vec<u8> {
    let mut out = Vec::new();
    number::put(&mut out, runs.len() as u64);
    for run in runs {
        out.extend_from_slice(run.device.0.as_bytes());
        number::put(&mut out, u64::from(run.first_seq));
        out.extend_from_slice(&run.signature);
        number::put(&mut out, run.events.len() as u64);
        for event in &run.events {
            number::put(&mut out, event.len() as u64);
            out.extend_from_slice(event);
        }
    }
    out
}

fn unplain(bytes: &[u8]) -> Option<Vec<Run>> {
    let mut cursor = Cursor(bytes);
    let count = usize::try_from(cursor.get()?).ok()?;
    if count > limit::DEVICES_MAX {
        return None;
    }
    let mut runs = Vec::new();
    let mut events_left = limit::BATCH_EVENTS_MAX;
    for _ in 0..count {
        let device = DeviceId(Uuid::from_bytes(cursor.array()?));
        let first_seq = u32::try_from(cursor.get()?).ok()?;
        let signature = cursor.array()?;
        let length = usize::try_from(cursor.get()?).ok().filter(|length| *length > 0)?;
        events_left = events_left.checked_sub(length)?;
        let mut events = Vec::new();
        for _ in 0..length {
            let event = cursor.piece()?;
            if event.len() > EVENT_BYTES_MAX {
                return None;
            }
            events.push(event.to_vec());
        }
        runs.push(Run {
            device,
            first_seq,
            events,
            signature,
        });
    }
    cursor.0.is_empty().then_some(runs)
}
