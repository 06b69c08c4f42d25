//! One entry: an operator's wrapped private half, and the journal's key sealed to their public one.

use crate::{
    Draw, MemberKind, Name, Opened, OperatorPair, OperatorTag, PublicKey, SecretKey, VaultKey, WRAPPED_BYTES, Wrapped,
    holders::Member,
    seal::{self, SEAL},
};

/// What is sealed: kind, operator, name, key.
const BODY_BYTES: usize = 1 + 16 + 16 + 32;
/// An entry's.
pub(super) const ENTRY_BYTES: usize = WRAPPED_BYTES + BODY_BYTES + SEAL;

const OPERATOR: u8 = 1;
const RECOVERY: u8 = 2;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry([u8; ENTRY_BYTES]);

impl Entry {
    pub(super) fn as_bytes(&self) -> &[u8; ENTRY_BYTES] {
        &self.0
    }

    pub(super) fn from_bytes(bytes: &[u8; ENTRY_BYTES]) -> Self {
        Self(*bytes)
    }

    /// Made like any other, for a key and with a body that nobody knows: a public key is not any 32 bytes, so random ones
    /// would tell.
    pub(super) fn nobodys(draw: &mut Draw) -> Self {
        let member = Member {
            kind: MemberKind::Operator,
            operator: OperatorTag(draw.take()),
            name: Name(draw.take()),
            public: OperatorPair::draw(draw).public(),
            wrapped: Wrapped(draw.take()),
        };
        Self::of(&member, &VaultKey::draw(draw), draw).expect("a drawn pair's public key is one")
    }

    /// Of a holder; none where the public key is none.
    pub(super) fn of(member: &Member, key: &VaultKey, draw: &mut Draw) -> Option<Self> {
        let mut body = zeroize::Zeroizing::new([0; BODY_BYTES]);
        body[0] = code(member.kind);
        body[1..17].copy_from_slice(&member.operator.0);
        body[17..33].copy_from_slice(&member.name.0);
        body[33..].copy_from_slice(key.as_bytes());
        let sealed = seal::close(member.public, body.as_slice(), draw)?;
        let mut entry = [0; ENTRY_BYTES];
        entry[..WRAPPED_BYTES].copy_from_slice(&member.wrapped.0);
        entry[WRAPPED_BYTES..].copy_from_slice(&sealed);
        Some(Self(entry))
    }

    pub(super) fn wrapped(&self) -> Wrapped {
        let mut wrapped = [0; WRAPPED_BYTES];
        wrapped.copy_from_slice(&self.0[..WRAPPED_BYTES]);
        Wrapped(wrapped)
    }

    /// Tries an operator's secret.
    pub(super) fn open(&self, secret: &SecretKey) -> Option<Opened> {
        let pair = OperatorPair::unwrap(&self.wrapped(), secret)?;
        let (kind, opened) = self.open_as(&pair)?;
        (kind == MemberKind::Operator).then_some(opened)
    }

    /// Tries a pair.
    pub(super) fn open_as(&self, pair: &OperatorPair) -> Option<(MemberKind, Opened)> {
        let body = seal::open(pair, &self.0[WRAPPED_BYTES..])?;
        let (kind, rest) = body.split_first()?;
        let kind = kind_of(*kind)?;
        let (operator, rest) = rest.split_first_chunk::<16>()?;
        let (name, rest) = rest.split_first_chunk::<16>()?;
        let opened = Opened {
            operator: OperatorTag(*operator),
            name: Name(*name),
            key: VaultKey::from_bytes(rest.try_into().ok()?),
        };
        Some((kind, opened))
    }
}

/// A kind's byte; zero is nobody's.
pub(super) fn code(kind: MemberKind) -> u8 {
    match kind {
        MemberKind::Operator => OPERATOR,
        MemberKind::Recovery => RECOVERY,
    }
}

fn kind_of(code: u8) -> Option<MemberKind> {
    match code {
        OPERATOR => Some(MemberKind::Operator),
        RECOVERY => Some(MemberKind::Recovery),
        _ => None,
    }
}

/// What the roll keeps of a holder beside their entry.
pub(super) fn roll_line(member: &Member) -> [u8; super::roll::LINE_BYTES] {
    let mut line = [0; super::roll::LINE_BYTES];
    line[0] = code(member.kind);
    line[1..17].copy_from_slice(&member.operator.0);
    line[17..33].copy_from_slice(&member.name.0);
    line[33..].copy_from_slice(&member.public.0);
    line
}

/// The holder that a line of the roll and an entry describe; none for a free entry.
pub(super) fn member(line: &[u8; super::roll::LINE_BYTES], entry: &Entry) -> Option<Member> {
    let kind = kind_of(line[0])?;
    let (operator, rest) = line[1..].split_first_chunk::<16>()?;
    let (name, public) = rest.split_first_chunk::<16>()?;
    Some(Member {
        kind,
        operator: OperatorTag(*operator),
        name: Name(*name),
        public: PublicKey(public.try_into().ok()?),
        wrapped: entry.wrapped(),
    })
}
