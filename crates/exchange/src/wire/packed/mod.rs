//! The packed form of a batch. Each event is said by how it differs from what was to be expected; what remains is coded in
//! as many bits as it is surprising. Names and other texts are set aside for zstd.

mod booking;
mod coder;
mod desk;
mod header;
mod model;
mod shape;
mod subjects;

use jemput_domain::{
    event::{BookingMade, EVENT_BYTES_MAX, Event, Header, Personal, Subject},
    id::{BookingId, DeviceId, ScopeSecret},
    log::{Run, opening_secret},
    time::{Moment, Zone},
};
use uuid::Uuid;

use self::{
    booking::{Bookmaker, derived},
    coder::{Coder, Decoder, Encoder},
    desk::DeskWork,
    header::{Before, Headers},
    model::{Number, raw16, tree},
    shape::{BOOKED, PARTS, SHAPE_BITS, SHAPES, Shaped, WHOLE},
    subjects::Bookings,
};
use super::limit;

/// More events are sent in the plain form: what is looked up in queues stays quick.
pub const EVENTS_MAX: usize = 1 << 15;

/// Packs runs: the coded bytes, and the texts. `None`: this form does not give the same bytes back.
pub fn pack(secret: Option<&ScopeSecret>, runs: &[Run]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut packer = Packer::new(secret);
    let mut encoder = Encoder::new();
    let read = packer.runs(&mut encoder, runs)?;
    (read == runs).then(|| encoder.finish())
}

/// Unpacks runs.
pub fn unpack(secret: Option<&ScopeSecret>, coded: &[u8], texts: &[u8]) -> Option<Vec<Run>> {
    let mut decoder = Decoder::new(coded, texts);
    let runs = Packer::new(secret).runs(&mut decoder, &[])?;
    decoder.is_done().then_some(runs)
}

/// All models of a batch.
#[derive(Debug)]
struct Packer {
    secret: Option<ScopeSecret>,
    number: Number,
    shapes: [[coder::Bit; SHAPES]; SHAPES],
    headers: Headers,
    bookings: Bookings,
    bookmaker: Bookmaker,
    desk: DeskWork,
    length: Number,
    personal: [coder::Bit; 4],
    events_left: usize,
    bytes_left: usize,
}

impl Packer {
    fn new(secret: Option<&ScopeSecret>) -> Self {
        Self {
            secret: secret.copied(),
            number: Number::default(),
            shapes: Default::default(),
            headers: Headers::default(),
            bookings: Bookings::default(),
            bookmaker: Bookmaker::default(),
            desk: DeskWork::default(),
            length: Number::default(),
            personal: Default::default(),
            events_left: EVENTS_MAX,
            bytes_left: limit::BATCH_BYTES_MAX,
        }
    }

    fn runs<C: Coder>(&mut self, coder: &mut C, runs: &[Run]) -> Option<Vec<Run>> {
        let count = self.number.code(coder, runs.len() as u64);
        let mut read = Vec::new();
        for i in 0..usize::try_from(count).ok().filter(|n| *n <= limit::DEVICES_MAX)? {
            read.push(self.run(coder, runs.get(i))?);
        }
        Some(read)
    }

    fn run<C: Coder>(&mut self, coder: &mut C, run: Option<&Run>) -> Option<Run> {
        let device = raw16(coder, run.map_or(&[0; 16], |r| r.device.0.as_bytes()));
        let first_seq = u32::try_from(self.number.code(coder, run.map_or(0, |r| u64::from(r.first_seq)))).ok()?;
        let count = usize::try_from(self.number.code(coder, run.map_or(0, |r| r.events.len() as u64)))
            .ok()
            .filter(|count| *count > 0)?;
        self.events_left = self.events_left.checked_sub(count)?;
        let mut signature = [0; 64];
        for (i, part) in signature.chunks_exact_mut(16).enumerate() {
            let given = run.map_or([0; 16], |r| r.signature[i * 16..][..16].try_into().unwrap_or_default());
            part.copy_from_slice(&raw16(coder, &given));
        }
        let mut events = Vec::new();
        let (mut before, mut shape) = (Before::first(), WHOLE);
        for i in 0..count {
            let bytes = self.event(coder, &mut before, &mut shape, run.map(|r| r.events[i].as_slice()))?;
            self.bytes_left = self.bytes_left.checked_sub(bytes.len())?;
            if self.secret.is_none() && first_seq == 1 && i == 0 {
                self.secret = opening_secret(&bytes);
            }
            events.push(bytes);
        }
        Some(Run {
            device: DeviceId(Uuid::from_bytes(device)),
            first_seq,
            events,
            signature,
        })
    }

    /// One event's canonical bytes. A writer gives them, and gets `None` where this form would not bring them back.
    fn event<C: Coder>(
        &mut self,
        coder: &mut C,
        before: &mut Before,
        last_shape: &mut usize,
        bytes: Option<&[u8]>,
    ) -> Option<Vec<u8>> {
        let given = bytes.map(Shaped::of);
        let shape = given.as_ref().map_or(0, |g| g.number() as u64);
        let shape = tree(coder, &mut self.shapes[*last_shape], SHAPE_BITS, shape) as usize;
        *last_shape = shape;
        let given = given.or_else(|| Shaped::blank(shape))?;
        let read = match &given {
            Shaped::Whole(bytes) => Shaped::Whole(self.blob(coder, bytes)?),
            Shaped::Parts(header, personal, rest) => self.parts(coder, before, header, personal, rest)?,
            Shaped::Known(header, Event::BookingMade(body)) => self.booked(coder, before, header, body)?,
            Shaped::Known(header, event) => self.desk(coder, before, shape, header, event)?,
        };
        match bytes {
            // Known and in parts, the same values are the same canonical bytes: it need not be encoded again.
            Some(bytes) => (read == given).then(|| bytes.to_vec()),
            None => Some(read.into_bytes()),
        }
    }

    fn blob<C: Coder>(&mut self, coder: &mut C, bytes: &[u8]) -> Option<Vec<u8>> {
        let length = usize::try_from(self.length.code(coder, bytes.len() as u64)).ok()?;
        (length <= EVENT_BYTES_MAX).then(|| coder.bytes(bytes, length))?
    }

    fn parts<C: Coder>(
        &mut self,
        coder: &mut C,
        before: &mut Before,
        header: &Header,
        personal: &Personal,
        rest: &[u8],
    ) -> Option<Shaped> {
        let header = self
            .headers
            .code(coder, &mut self.bookings, before, PARTS, (0, 0), header)?;
        let (variant, fields): (u64, &[u8]) = match personal {
            Personal::None => (0, &[]),
            Personal::Present(fields) => (1, fields),
            Personal::Erased(mac) => (2, mac),
        };
        let personal = match tree(coder, &mut self.personal, 2, variant) {
            0 => Personal::None,
            1 => Personal::Present(self.blob(coder, fields)?),
            2 => Personal::Erased(coder.bytes(fields, 32)?.try_into().ok()?),
            _ => return None,
        };
        let rest = self.blob(coder, rest)?;
        Some(Shaped::Parts(header, personal, rest))
    }

    fn booked<C: Coder>(
        &mut self,
        coder: &mut C,
        before: &mut Before,
        header: &Header,
        body: &BookingMade,
    ) -> Option<Shaped> {
        let kind = (header.kind, header.version);
        let mut read = self
            .headers
            .code(coder, &mut self.bookings, before, BOOKED, kind, header)?;
        // The clock is bounded, the wall is not: no date that a peer makes up can break the calendar.
        let on = Zone::Wib.local(Moment(read.clock.millis())).0;
        let body = self.bookmaker.code(coder, on, body)?;
        let id = derived(self.secret.as_ref(), &body);
        read.subjects = self.headers.booked(coder, &mut self.bookings, id, &header.subjects)?;
        if let [Subject::Booking(id)] = read.subjects[..] {
            self.bookings.moved(id, BOOKED, body.slot.map(|s| s.0));
        }
        Some(Shaped::Known(read, body.into()))
    }

    fn desk<C: Coder>(
        &mut self,
        coder: &mut C,
        before: &mut Before,
        shape: usize,
        header: &Header,
        event: &Event,
    ) -> Option<Shaped> {
        let kind = (event.kind(), event.version());
        let header = self
            .headers
            .code(coder, &mut self.bookings, before, shape, kind, header)?;
        let id = match header.subjects[..] {
            [Subject::Booking(id)] => {
                self.bookings.moved(id, shape, None);
                id
            }
            _ => BookingId(Uuid::nil()),
        };
        let event: Event = match event {
            Event::Arrived(body) => self.desk.arrived(coder, body)?.into(),
            Event::Called(body) => self.desk.called(coder, id, body)?.into(),
            Event::Started(body) => self.desk.started(coder, id, body)?.into(),
            Event::Recorded(body) => self.desk.recorded(coder, id, body)?.into(),
            _ => return None,
        };
        Some(Shaped::Known(header, event))
    }
}
