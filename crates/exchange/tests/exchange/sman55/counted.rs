//! Rows 7, 8 and 9 of the design's numbers: counted bytes, counted round trips, virtual time. The tests hold them to their
//! goals; the benchmark `counted` prints the same figures.

use jemput_exchange::{
    Store,
    conversation::{Memory, Wanted},
};

use super::{
    days::{Days, sman55},
    floor_bytes, holding,
    slow_link::{HANDSHAKE_MS, bytes_ms, one_way_ms},
};
use crate::kit::{
    memory::MemoryStore,
    talk::{Cut, exchange, talk, trips},
    writer::{NOW, Writer, scope},
};

/// Bytes on the wire, both ways, at most so many times the floor.
pub const WIRE_GOAL: f64 = 1.35;
/// Bytes of an exchange with nothing to do, both ways, in a visit of six devices.
pub const IDLE_BYTES_GOAL: u64 = 200;
/// Time over a slow link, at most so many times the floor.
pub const SLOW_LINK_GOAL: f64 = 1.2;

/// Row 7: the three days' bodies, both ways.
pub struct Wire {
    /// Made, arrived, called, started, recorded.
    pub events: usize,
    /// On the wire, requests and answers.
    pub bytes: u64,
    /// What no encoder can leave out.
    pub floor_bytes: f64,
}

/// The days go to a server that has nothing of them.
pub fn wire() -> Wire {
    let days: Days = sman55(55);
    let (mut laptop, mut server) = (holding(&days), MemoryStore::default());
    let outcome = talk(
        &mut laptop,
        &mut server,
        Wanted::All,
        &mut Memory::default(),
        Cut::NEVER,
    )
    .unwrap();
    assert_eq!(server.all_events(), laptop.all_events());
    Wire {
        events: days.day_events,
        bytes: outcome.sent_bytes + outcome.received_bytes,
        floor_bytes: floor_bytes(&days),
    }
}

/// Row 8: round trips and bodies on an open connection.
pub struct Talks {
    /// Where one side has three days that the other lacks.
    pub all_round_trips: u8,
    /// Where both have the same.
    pub idle_round_trips: u8,
    /// Bodies of that one, both ways.
    pub idle_bytes: u64,
}

/// All to do, and nothing to do in a visit of six devices.
pub fn talks() -> Talks {
    let all = exchange(&mut holding(&sman55(55)), &mut MemoryStore::default());
    let mut laptop = MemoryStore::default();
    for number in 0..6 {
        let (mut writer, joining) = Writer::join(scope(1), number, number == 0);
        let acts = [
            joining,
            writer.book(u32::from(number) * 1000, 6),
            writer.desk(u32::from(number)),
        ];
        for run in acts {
            assert_eq!(laptop.take_in(scope(1), vec![run], NOW).unwrap().refused, vec![]);
        }
    }
    let idle = exchange(&mut laptop.clone(), &mut laptop);
    assert!(idle.receipts[0].covers(&laptop.heads(scope(1)).unwrap()));
    Talks {
        all_round_trips: all.round_trips,
        idle_round_trips: idle.round_trips,
        idle_bytes: idle.sent_bytes + idle.received_bytes,
    }
}

/// Row 9: the days over 300 ms and 512 kbit/s, in virtual milliseconds.
pub struct SlowLink {
    /// Handshake, two round trips and the bytes, slow start and HTTP's own bytes included.
    pub taken_ms: f64,
    /// Handshake, two round trips, and the bodies at the link's full speed.
    pub floor_ms: f64,
}

/// The days go to a server that has nothing of them.
pub fn slow_link() -> SlowLink {
    let trips = trips(
        &mut holding(&sman55(55)),
        &mut MemoryStore::default(),
        &mut Memory::default(),
    );
    assert_eq!(trips.len(), 2);
    let each = trips.iter().map(|(up, down)| one_way_ms(*up) + one_way_ms(*down));
    let bodies: usize = trips.iter().map(|(up, down)| up + down).sum();
    SlowLink {
        taken_ms: HANDSHAKE_MS + each.sum::<f64>(),
        floor_ms: 2.0 * HANDSHAKE_MS + bytes_ms(bodies as f64),
    }
}
