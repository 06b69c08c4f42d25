//! What operators do: real acts on people that are there, most of them fitting, some of them not.

use jemput_acts::{
    Desk, Trouble, act,
    view::{
        ArriveClassInput, ArriveInput, BookingsInput, CallInput, CorrectInput, HandOverInput, LeaveInput, MoveInput,
        MoveRecordingInput, NoteInput, PersonInput, PriorityInput, ProposeInput, RecordInput, ReopenInput, ReplanCause,
        RosterInput, SettleInput, StationInput, StationSetInput, TakeProposalInput, UndoInput, WalkInInput, WalkInSlot,
    },
};
use jemput_domain::{
    booking::State,
    event::{Capture, FailureReason, Outcome, StationStatus},
    id::{ActId, BookingId, ScopeId},
    plan::SlotNumber,
};
use jemput_journal::{BookingRow, View};

use crate::Chance;

/// Rosters of invented people.
const ROSTERS: [&str; 3] = ["first.csv", "second.csv", "third.csv"];

/// Stations of the visit.
pub const STATIONS: u8 = 3;

/// An operator at a laptop.
pub struct Operator<'d> {
    /// The laptop's desk.
    pub desk: &'d Desk,
    /// The laptop's journal.
    pub view: View<'d>,
    /// The visit.
    pub visit: ScopeId,
    /// Everybody, as the laptop has them.
    pub people: Vec<BookingRow>,
    /// What the operator decides by.
    pub chance: &'d mut Chance,
}

/// What an act was, and whether it was done.
pub type Done = (&'static str, Result<(), Trouble>);

impl Operator<'_> {
    /// Does something.
    pub fn act(&mut self) -> Done {
        match self.chance.below(100) {
            0..24 => ("arrive", self.arrive()),
            24..27 => ("arrive_class", self.arrive_class()),
            27..33 => ("walk_in", self.walk_in()),
            33..46 => ("call", self.call()),
            46..54 => ("start", self.at_station(State::Called, act::start)),
            54..57 => ("absent", self.at_station(State::Called, act::absent)),
            57..69 => ("record", self.record()),
            69..72 => ("reopen", self.reopen()),
            72..75 => ("hand_over", self.hand_over()),
            75..77 => ("move_recording", self.move_recording()),
            77..79 => ("leave", self.leave()),
            79..82 => ("move_bookings", self.move_bookings()),
            82..84 => ("correct", self.correct()),
            84..86 => ("priority_or_note", self.remark()),
            86..88 => ("station_set", self.station_set()),
            88..90 => ("rebook_or_told", self.rebook()),
            90..92 => ("replan", self.replan()),
            92..95 => ("undo", self.undo()),
            95..97 => ("settle", self.settle()),
            _ => ("roster_import", self.import()),
        }
    }

    /// Somebody in one of these states; at times anybody.
    fn somebody(&mut self, states: &[State]) -> Option<BookingRow> {
        let fits = |row: &&BookingRow| states.contains(&row.booking.state);
        let fitting: Vec<_> = self.people.iter().filter(fits).collect();
        if fitting.is_empty() || self.chance.percent(10) {
            return self.chance.pick(&self.people).cloned();
        }
        self.chance.pick(&fitting).map(|row| (*row).clone())
    }

    fn someone(&mut self, states: &[State]) -> BookingId {
        self.somebody(states).map_or(BookingId(uuid::Uuid::nil()), |row| row.id)
    }

    fn station(&mut self) -> u8 {
        1 + self.chance.below(u64::from(STATIONS)) as u8
    }

    fn arrive(&mut self) -> Result<(), Trouble> {
        let code = self.someone(&[State::Booked, State::Left, State::Missed]).to_string();
        let visit = self.visit;
        act::arrive(self.desk, ArriveInput { visit, code }).map(drop)
    }

    fn arrive_class(&mut self) -> Result<(), Trouble> {
        let class = self.somebody(&[State::Booked]).map(|row| row.booking.person.class);
        let input = ArriveClassInput {
            visit: self.visit,
            class: class.unwrap_or_default(),
            except: vec![self.someone(&[State::Booked])],
            also: Vec::new(),
        };
        act::arrive_class(self.desk, input).map(drop)
    }

    fn walk_in(&mut self) -> Result<(), Trouble> {
        // Few NIKs: laptops apart book the same person.
        let number = 9_500 + self.chance.below(12);
        let person = PersonInput {
            name: format!("Tamu {} Contoh", ["Satu", "Dua", "Tiga", "Empat"][number as usize % 4]),
            nik: if self.chance.percent(80) {
                format!("317408050304{number}")
            } else {
                String::new()
            },
            birth_date: "2004-03-05".into(),
            ..PersonInput::default()
        };
        let input = WalkInInput {
            visit: self.visit,
            person,
            service: "ktp_first".into(),
            slot: if self.chance.percent(50) {
                WalkInSlot::Suggested
            } else {
                WalkInSlot::None
            },
        };
        act::walk_in(self.desk, input).map(drop)
    }

    fn call(&mut self) -> Result<(), Trouble> {
        let chosen = self.chance.percent(40);
        let code = chosen.then(|| self.someone(&[State::Waiting, State::ToRepeat]).to_string());
        let (visit, station) = (self.visit, self.station());
        act::call(self.desk, CallInput { visit, station, code }).map(drop)
    }

    fn at_station<T>(
        &mut self,
        state: State,
        act: impl FnOnce(&Desk, StationInput) -> Result<T, Trouble>,
    ) -> Result<(), Trouble> {
        let row = self.somebody(&[state]);
        let station = row.and_then(|row| row.booking.at_station).map(|at| at.station);
        let station = station.unwrap_or_else(|| self.station());
        let visit = self.visit;
        act(self.desk, StationInput { visit, station }).map(drop)
    }

    fn record(&mut self) -> Result<(), Trouble> {
        let row = self.somebody(&[State::Recording, State::Called]);
        let at = row.as_ref().and_then(|row| row.booking.at_station).map(|at| at.station);
        let complete = self.chance.percent(80);
        let failed = Capture::Failed {
            reason: FailureReason::Device,
        };
        let input = RecordInput {
            visit: Some(self.visit),
            booking: row.map_or(BookingId(uuid::Uuid::nil()), |row| row.id),
            station: at.unwrap_or_else(|| self.station()),
            photo: if complete { Capture::Captured } else { failed },
            fingerprints: Capture::Captured,
            irises: Capture::Captured,
            signature: Capture::Captured,
            outcome: if complete {
                Outcome::Complete
            } else {
                Outcome::Incomplete
            },
            detail: String::new(),
        };
        act::record(self.desk, input).map(drop)
    }

    fn reopen(&mut self) -> Result<(), Trouble> {
        let input = ReopenInput {
            visit: Some(self.visit),
            booking: self.someone(&[State::Recorded, State::Incomplete]),
            reason: "quality".into(),
        };
        act::reopen(self.desk, input).map(drop)
    }

    fn hand_over(&mut self) -> Result<(), Trouble> {
        let to = self.chance.percent(60).then(|| self.station());
        let visit = self.visit;
        self.at_station(State::Called, |desk, StationInput { station, .. }| {
            act::hand_over(desk, HandOverInput { visit, station, to })
        })
    }

    fn move_recording(&mut self) -> Result<(), Trouble> {
        let input = MoveRecordingInput {
            second: None,
            visit: self.visit,
            from: self.someone(&[State::Recorded]),
            to: self.someone(&[State::Waiting, State::Recorded, State::Booked]),
            swap: self.chance.percent(30),
            reason: "wrong person".into(),
        };
        act::move_recording(self.desk, input).map(drop)
    }

    fn leave(&mut self) -> Result<(), Trouble> {
        let input = LeaveInput {
            visit: self.visit,
            booking: self.someone(&[State::Waiting, State::Called]),
            reason: String::new(),
        };
        act::leave(self.desk, input).map(drop)
    }

    fn move_bookings(&mut self) -> Result<(), Trouble> {
        let whole_class = self.chance.percent(40);
        let row = self.somebody(&[State::Booked]);
        let class = row.as_ref().map(|row| row.booking.person.class.clone());
        let input = MoveInput {
            visit: self.visit,
            bookings: row.filter(|_| !whole_class).map(|row| row.id).into_iter().collect(),
            class: class.filter(|_| whole_class),
            slot: SlotNumber(1 + self.chance.below(12) as u16),
        };
        act::move_bookings(self.desk, input).map(drop)
    }

    fn correct(&mut self) -> Result<(), Trouble> {
        let other = self.somebody(&[]).and_then(|row| row.booking.person.nik);
        let nik = other.filter(|_| self.chance.percent(50)).map(|nik| nik.to_string());
        let person = PersonInput {
            nik: nik.unwrap_or_default(),
            phone: format!("0812{:04}", self.chance.below(10_000)),
            ..PersonInput::default()
        };
        let input = CorrectInput {
            visit: self.visit,
            booking: self.someone(&[State::Booked, State::Waiting]),
            person,
        };
        act::correct(self.desk, input).map(drop)
    }

    fn remark(&mut self) -> Result<(), Trouble> {
        let (visit, booking) = (self.visit, self.someone(&[State::Waiting, State::Booked]));
        if self.chance.percent(50) {
            let reason = self.chance.percent(70).then(|| "elderly".to_owned());
            return act::priority(self.desk, PriorityInput { visit, booking, reason }).map(drop);
        }
        let note = format!("catatan {}", self.chance.below(100));
        act::note(self.desk, NoteInput { visit, booking, note }).map(drop)
    }

    fn station_set(&mut self) -> Result<(), Trouble> {
        let station = self.chance.percent(70).then(|| self.station());
        let status = match self.chance.below(3) {
            0 => StationStatus::Paused("prayer".into()),
            1 => StationStatus::Broken("photo".into()),
            _ => StationStatus::Open,
        };
        let visit = self.visit;
        act::station_set(self.desk, StationSetInput { visit, station, status }).map(drop)
    }

    fn rebook(&mut self) -> Result<(), Trouble> {
        let input = BookingsInput {
            visit: self.visit,
            bookings: vec![self.someone(&[State::Incomplete, State::Missed, State::Left])],
        };
        if self.chance.percent(50) {
            return act::rebook(self.desk, input).map(drop);
        }
        act::told(self.desk, input).map(drop)
    }

    fn replan(&mut self) -> Result<(), Trouble> {
        let cause = match self.chance.below(3) {
            0 => ReplanCause::Delay { minutes: 30 },
            1 => ReplanCause::Stations { stations: 2 },
            _ => ReplanCause::Minutes { minutes: 12 },
        };
        let propose = ProposeInput {
            visit: self.visit,
            day: None,
            cause,
        };
        let token = act::propose(self.desk, propose.clone())?.token;
        act::take_proposal(self.desk, TakeProposalInput { propose, token }).map(drop)
    }

    fn undo(&mut self) -> Result<(), Trouble> {
        let newest = self.view.newest_events_of(self.visit, self.desk.device(), 12)?;
        let act = self.chance.pick(&newest).map(|event| event.at.act.id(self.visit));
        let input = UndoInput {
            visit: self.visit,
            act: act.unwrap_or(ActId(uuid::Uuid::nil())),
        };
        act::undo(self.desk, input).map(drop)
    }

    fn settle(&mut self) -> Result<(), Trouble> {
        let flags = self.view.flags(self.visit)?;
        let Some(flag) = self.chance.pick(&flags).cloned() else {
            return Ok(());
        };
        let stays = self
            .chance
            .percent(50)
            .then(|| self.chance.pick(&flag.bookings).copied());
        let input = SettleInput {
            visit: self.visit,
            flag: flag.code,
            bookings: flag.bookings,
            stays: stays.flatten(),
        };
        act::settle(self.desk, input).map(drop)
    }

    fn import(&mut self) -> Result<(), Trouble> {
        let name = ROSTERS[self.chance.place(ROSTERS.len())];
        import(
            self.desk,
            self.visit,
            name,
            self.chance.percent(50),
            self.chance.percent(30),
        )
    }
}

/// Takes one of the rosters in.
pub fn import(desk: &Desk, visit: ScopeId, name: &str, add: bool, withdraw_gone: bool) -> Result<(), Trouble> {
    let input = RosterInput {
        visit,
        path: format!("{}/rosters/{name}", env!("CARGO_MANIFEST_DIR")),
        classes: Vec::new(),
        add,
        withdraw_gone,
        digest: None,
    };
    act::roster_import(desk, input).map(drop)
}
