//! What is recorded of a person, and what may lawfully be missing of it.

use super::{Capture, ExceptionReason, Recorded};
use crate::words::Lang;

/// One of the four that the enrolment application saves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Modality {
    /// The photo.
    Photo,
    /// Ten fingerprints.
    Fingerprints,
    /// Two irises.
    Irises,
    /// The signature.
    Signature,
}

impl Modality {
    /// All of them, in the order of work.
    pub const ALL: [Self; 4] = [Self::Photo, Self::Fingerprints, Self::Irises, Self::Signature];

    /// Why it may lawfully be missing. Nothing excuses from a photo, and contact lenses are taken out.
    pub fn exceptions(self) -> &'static [ExceptionReason] {
        match self {
            Self::Photo => &[],
            Self::Fingerprints => &[ExceptionReason::MissingFinger, ExceptionReason::Injured],
            Self::Irises => &[ExceptionReason::EyeCondition],
            Self::Signature => &[ExceptionReason::CannotSign],
        }
    }

    /// The bits of its parts: ten fingers, two eyes; 0 where it has none.
    pub fn parts(self) -> u16 {
        match self {
            Self::Fingerprints => 0x3ff,
            Self::Irises => 0b11,
            Self::Photo | Self::Signature => 0,
        }
    }

    /// Its word, as a sentence begins with it.
    pub fn word(self, lang: Lang) -> String {
        let (id, en) = match self {
            Self::Photo => ("Foto", "The photo"),
            Self::Fingerprints => ("Sidik jari", "The fingerprints"),
            Self::Irises => ("Iris mata", "The irises"),
            Self::Signature => ("Tanda tangan", "The signature"),
        };
        lang.pick(id.into(), en.into())
    }
}

impl Recorded {
    /// What was marked of a modality.
    pub fn of(&self, modality: Modality) -> Capture {
        match modality {
            Modality::Photo => self.photo,
            Modality::Fingerprints => self.fingerprints,
            Modality::Irises => self.irises,
            Modality::Signature => self.signature,
        }
    }

    /// Marks a modality.
    pub fn mark(&mut self, modality: Modality, capture: Capture) {
        match modality {
            Modality::Photo => self.photo = capture,
            Modality::Fingerprints => self.fingerprints = capture,
            Modality::Irises => self.irises = capture,
            Modality::Signature => self.signature = capture,
        }
    }
}
