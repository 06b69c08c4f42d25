//! Incarnations: one laptop under two ids. What an adopted event stands for, and how what only a copy holds is issued again.

use std::collections::BTreeMap;

use crate::{
    event::{ActRef, Adopted, Decoded, Draft, Event, Link, Malformed, Place, decode, parts},
    fold::At,
    id::DeviceId,
};

/// An event as folds and people read it: an adopted one is the one that it repeats, at its time and in its place of the
/// order; its act is the one that stands here.
pub fn read(place: Place, decoded: Decoded) -> (At, Decoded) {
    let here = At::new(&decoded.header, place);
    let Event::Adopted(adopted) = &decoded.event else {
        return (here, decoded);
    };
    match adopted.original() {
        Ok(original) => {
            let there = At::new(&original.header, adopted.place());
            (At { act: here.act, ..there }, original)
        }
        // Content is never refused: what carries no event says nothing.
        Err(_) => (
            here,
            Decoded {
                event: Event::Unknown,
                header: decoded.header,
            },
        ),
    }
}

/// An event that only a copy of a log holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stray {
    /// Where it stands in that log.
    pub seq: u32,
    /// The link after it.
    pub link: Link,
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
}

/// Issues a log's strays again under another id, act by act; `first_seq` is the seq that the first of them gets there.
/// What a device says of itself stays behind, but for its marks: they were printed.
///
/// # Errors
/// An event that does not read.
pub fn adopt(old: DeviceId, strays: &[Stray], new: DeviceId, first_seq: u32) -> Result<Vec<Vec<Draft>>, Malformed> {
    let mut acts = Vec::new();
    let mut act: Vec<Draft> = Vec::new();
    let mut moved: BTreeMap<ActRef, ActRef> = BTreeMap::new();
    let mut next_seq = first_seq;
    for stray in strays {
        let decoded = decode(&stray.bytes)?;
        let was = At::new(
            &decoded.header,
            Place {
                device: old,
                seq: stray.seq,
            },
        )
        .act;
        if !of_the_device_itself(&decoded.event) {
            moved.insert(
                was,
                ActRef {
                    device: new,
                    first_seq: next_seq,
                },
            );
            act.push(repeat(old, stray, &decoded, &moved)?);
        }
        if decoded.header.act_ends && !act.is_empty() {
            next_seq = next_seq.saturating_add(u32::try_from(act.len()).unwrap_or(u32::MAX));
            acts.push(std::mem::take(&mut act));
        }
    }
    Ok(acts)
}

fn of_the_device_itself(event: &Event) -> bool {
    matches!(
        event,
        Event::DeviceJoined(_) | Event::DeviceNamed(_) | Event::DeviceContinued(_)
    )
}

fn repeat(
    old: DeviceId,
    stray: &Stray,
    decoded: &Decoded,
    moved: &BTreeMap<ActRef, ActRef>,
) -> Result<Draft, Malformed> {
    let to = |act: ActRef| moved.get(&act).copied();
    let adopted = match &decoded.event {
        // Adopted before: the first event is named again.
        Event::Adopted(before) => Adopted {
            undoes: before.undoes.map(|act| to(act).unwrap_or(act)),
            ..before.clone()
        },
        event => {
            let (header, personal, rest) = parts(&stray.bytes)?;
            Adopted {
                device: old,
                seq: stray.seq,
                link: stray.link,
                undoes: match event {
                    Event::ActUndone(body) => to(body.act),
                    _ => None,
                },
                header,
                personal,
                rest,
            }
        }
    };
    Ok(Draft {
        subjects: decoded.header.subjects.clone(),
        event: adopted.into(),
    })
}

#[cfg(test)]
mod tests;
