//! What an act did, in a sentence that names its object.

use jemput_domain::{
    event::{
        ActRef, Arrived, Event, ExportKind, Exported, MoveCause, Outcome, PlanCause, Source, StationStatus, Subject,
        WithdrawCause,
    },
    id::BookingId,
    plan::SlotNumber,
    words::Lang,
};
use jemput_journal::{EventOf, View};

use crate::{Trouble, saying, visit_now::VisitNow};

/// The most bookings of an act that are named.
const NAMED_MAX: usize = 3;

/// The act of these events, in the laptop's language.
pub(crate) fn sentence(view: View<'_>, visit: &VisitNow, events: &[EventOf]) -> Result<String, Trouble> {
    let Some(main) = events.iter().max_by_key(|event| weight(&event.decoded.event)) else {
        return Ok(String::new());
    };
    let telling = Telling {
        view,
        visit,
        events,
        lang: visit.lang,
    };
    telling.of(&main.decoded.event)
}

/// Which event of an act tells it best: the greater.
fn weight(event: &Event) -> (u8, std::cmp::Reverse<u16>) {
    let rank = match event {
        Event::RosterImported(_) | Event::VisitPlanned(_) => 9,
        Event::PlanChanged(_) | Event::ActUndone(_) | Event::BookingsJoined(_) => 8,
        // A walk-in is booked and has come.
        Event::BookingMade(_) => 7,
        Event::Arrived(_) | Event::RecordingMoved(_) => 6,
        Event::OperatorNamed(_) | Event::DeviceNamed(_) | Event::Confirmed(_) => 1,
        Event::MarkTaken(_) => 2,
        Event::DeviceJoined(_) | Event::DeviceContinued(_) => 3,
        Event::Unknown => 0,
        _ => 5,
    };
    (rank, std::cmp::Reverse(event.kind()))
}

struct Telling<'a> {
    view: View<'a>,
    visit: &'a VisitNow,
    events: &'a [EventOf],
    lang: Lang,
}

impl Telling<'_> {
    fn of(&self, main: &Event) -> Result<String, Trouble> {
        Ok(match main {
            Event::RosterImported(body) => self.pick(
                format!("Daftar {} diambil: {} baris.", body.file_name, body.rows),
                format!("Roster {} taken in: {} rows.", body.file_name, body.rows),
            ),
            Event::VisitPlanned(body) => self.pick(
                format!("Kegiatan di {} dijadwalkan.", body.site.name),
                format!("Visit at {} planned.", body.site.name),
            ),
            Event::SiteAdded(body) => self.pick(
                format!("Data lokasi {} diperbaiki.", body.0.name),
                format!("The site {} was corrected.", body.0.name),
            ),
            Event::PlanChanged(body) => self.plan_changed(body.cause),
            Event::ActUndone(body) => self.undone(body.act)?,
            Event::DeviceJoined(body) => self.pick(
                format!("{} mulai mencatat di kegiatan ini.", body.name),
                format!("{} began to write in this visit.", body.name),
            ),
            Event::MarkTaken(body) => self.pick(
                format!("Laptop ini memakai huruf {} untuk nomor antrean.", body.mark),
                format!("This laptop's tickets carry the letter {}.", body.mark),
            ),
            Event::OperatorNamed(body) => {
                self.pick(format!("Petugas: {}.", body.name), format!("Operator: {}.", body.name))
            }
            Event::DeviceNamed(body) => self.pick(
                format!("Laptop ini sekarang bernama {}.", body.name),
                format!("This laptop is called {} now.", body.name),
            ),
            Event::DeviceContinued(_) => self.pick(
                "Laptop ini melanjutkan atas nama baru, karena datanya pernah disalin.".into(),
                "This laptop goes on under a new id: its data had been copied.".into(),
            ),
            Event::OperatorKeyed(_)
            | Event::OperatorRoles(_)
            | Event::OperatorRemoved(_)
            | Event::RecoveryKeySet(_)
            | Event::OfficeOpened(_)
            | Event::DeviceEnrolled(_)
            | Event::DeviceRevoked(_)
            | Event::RangeSettled(_)
            | Event::ServerKeyAnnounced(_)
            | Event::VisitShed(_) => self.pick("Data kantor diubah.".into(), "The office's register changed.".into()),
            Event::StationSet(body) => self.station_set(&body.status),
            Event::GuardianRule(body) => crate::guardian::rule_words(body.rule, self.lang),
            Event::Exported(body) => self.exported(body),
            Event::Confirmed(body) => {
                let second = self.view.operator_name(self.visit.scope, body.second)?;
                self.pick(format!("Disetujui {second}."), format!("Confirmed by {second}."))
            }
            Event::Unknown => self.pick(
                "Catatan dari Jemput yang lebih baru, atau yang data pribadinya sudah dihapus.".into(),
                "An act of a newer Jemput, or one whose personal data were erased.".into(),
            ),
            _ => self.about_people(main)?,
        })
    }

    fn pick(&self, indonesian: String, english: String) -> String {
        self.lang.pick(indonesian, english)
    }

    /// Bookings of the act that the events of one kind speak of, in order, each once.
    fn bookings(&self, of: impl Fn(&Event) -> bool) -> Vec<BookingId> {
        let mut ids = Vec::new();
        for event in self.events.iter().filter(|event| of(&event.decoded.event)) {
            for subject in &event.decoded.header.subjects {
                if let Subject::Booking(id) = subject
                    && !ids.contains(id)
                {
                    ids.push(*id);
                }
            }
        }
        ids
    }

    fn name(&self, id: BookingId) -> Result<String, Trouble> {
        Ok(self
            .view
            .booking(self.visit.scope, id)?
            .map(|booking| booking.person.name)
            .unwrap_or_default())
    }

    /// `Putri Ayu`, `Putri Ayu dan Dimas`, `28 orang XII MIPA 2`, `30 orang`.
    fn who(&self, ids: &[BookingId]) -> Result<String, Trouble> {
        if ids.len() <= NAMED_MAX {
            let names: Vec<String> = ids.iter().map(|id| self.name(*id)).collect::<Result<_, _>>()?;
            return Ok(saying::names(&names, self.lang));
        }
        let people = saying::people(ids.len() as u32, self.lang);
        let mut classes = std::collections::BTreeSet::new();
        for id in ids {
            classes.extend(
                self.view
                    .booking(self.visit.scope, *id)?
                    .map(|booking| booking.person.class),
            );
            if classes.len() > 1 {
                return Ok(people);
            }
        }
        Ok(match classes.first() {
            Some(class) if !class.is_empty() => self.pick(format!("{people} {class}"), format!("{people} of {class}")),
            _ => people,
        })
    }

    fn slot(&self, number: Option<SlotNumber>) -> String {
        match number.and_then(|number| self.visit.plan.slot(number)) {
            Some(slot) => saying::slot(self.visit, slot, self.lang),
            None => self.pick("tanpa sesi".into(), "no slot".into()),
        }
    }

    fn plan_changed(&self, cause: PlanCause) -> String {
        let why = match cause {
            PlanCause::Planner => self.pick("oleh perencana".into(), "by the planner".into()),
            PlanCause::Delay => self.pick("diundur".into(), "later".into()),
            PlanCause::Stations => self.pick("menurut meja yang bekerja".into(), "for the stations that work".into()),
            PlanCause::Minutes => self.pick("menurut lama perekaman".into(), "for the time that people take".into()),
        };
        let moved = self.bookings(|event| matches!(event, Event::BookingMoved(_))).len() as u32;
        let moved = if moved == 0 {
            String::new()
        } else {
            let people = saying::people(moved, self.lang);
            self.pick(
                format!("; {people} mendapat waktu baru"),
                format!("; {people} with a new time"),
            )
        };
        self.pick(
            format!("Jadwal diubah {why}{moved}."),
            format!("Plan changed {why}{moved}."),
        )
    }

    fn undone(&self, act: ActRef) -> Result<String, Trouble> {
        let events = self.view.events_of_act(self.visit.scope, act)?;
        // An undo is never undone, so this goes one step down.
        let said = if events.iter().any(|e| matches!(e.decoded.event, Event::ActUndone(_))) {
            String::new()
        } else {
            sentence(self.view, self.visit, &events)?
        };
        Ok(self.pick(format!("Dibatalkan: {said}"), format!("Undone: {said}")))
    }

    fn station_set(&self, status: &StationStatus) -> String {
        let numbers: Vec<String> = self
            .events
            .iter()
            .filter(|event| matches!(event.decoded.event, Event::StationSet(_)))
            .flat_map(|event| &event.decoded.header.subjects)
            .filter_map(|subject| {
                if let Subject::Station(number) = subject {
                    Some(number.to_string())
                } else {
                    None
                }
            })
            .collect();
        let numbers = numbers.join(", ");
        let (id, en) = match status {
            StationStatus::Open => ("dibuka", "open"),
            StationStatus::Paused(_) => ("istirahat", "paused"),
            StationStatus::Broken(_) => ("alat rusak", "out of order"),
        };
        self.pick(format!("Meja {numbers} {id}."), format!("Station {numbers}: {en}."))
    }

    /// What left in a file, how many people, and whether their NIKs stood in it.
    fn exported(&self, body: &Exported) -> String {
        let (what_id, what_en) = match body.what {
            ExportKind::Bookings => ("Data peserta", "The visit's people"),
            ExportKind::HeldRows => ("Baris yang perlu dilengkapi", "Rows to complete"),
            ExportKind::Inventory => ("Inventaris laptop", "The laptop's inventory"),
            ExportKind::ClassText => ("Pesan untuk guru", "A text for a teacher"),
            ExportKind::History => ("Riwayat", "The history"),
        };
        let people = saying::people(body.rows, self.lang);
        let (niks_id, niks_en) = match (body.full_niks, body.what) {
            (true, _) => (", NIK lengkap", ", NIKs in full"),
            (false, ExportKind::ClassText) => (", tanpa NIK", ", without NIKs"),
            (false, _) => (", NIK disamarkan", ", NIKs masked"),
        };
        self.pick(
            format!("{what_id} dikeluarkan dari Jemput: {people}{niks_id}."),
            format!("{what_en} left Jemput: {people}{niks_en}."),
        )
    }

    fn about_people(&self, main: &Event) -> Result<String, Trouble> {
        let ids = self.bookings(|event| std::mem::discriminant(event) == std::mem::discriminant(main));
        let who = self.who(&ids)?;
        let (id, en) = self.did(main, &ids)?;
        Ok(self.pick(format!("{who} {id}."), format!("{who} {en}.")))
    }

    /// What was done to them, without who.
    fn did(&self, main: &Event, ids: &[BookingId]) -> Result<(String, String), Trouble> {
        let both = |id: &str, en: &str| (id.to_owned(), en.to_owned());
        Ok(match main {
            Event::BookingMade(body) => self.made(&body.source),
            Event::PersonCorrected(body) if body.held.is_empty() => both("datanya diperbaiki", "was corrected"),
            Event::PersonCorrected(_) => both(
                "datanya diubah, masih perlu dilengkapi",
                "was changed, still to be completed",
            ),
            Event::BookingMoved(body) => self.moved(body.cause, body.slot, ids),
            Event::BookingWithdrawn(body) => match body.cause {
                WithdrawCause::GoneFromRoster => both(
                    "dikeluarkan karena tidak ada di daftar baru",
                    "was taken out: not on the newer roster",
                ),
                WithdrawCause::Asked => both("dikeluarkan dari kegiatan", "was taken out of the visit"),
            },
            Event::BookingsJoined(_) => both("digabung menjadi satu", "were joined into one"),
            Event::FlagSettled(_) => both("sudah diperiksa", "looked at"),
            Event::Told(_) => both("sudah diberi tahu waktu barunya", "told of the new time"),
            Event::RecordedElsewhere(body) => (
                format!("sudah pernah rekam ({})", body.place),
                format!("was recorded before ({})", body.place),
            ),
            Event::Arrived(_) => self.arrived(),
            Event::PriorityGiven(body) if body.reason.is_some() => both("didahulukan", "goes first"),
            Event::PriorityGiven(_) => both("tidak lagi didahulukan", "no longer goes first"),
            Event::Noted(_) => both("diberi catatan", "has a note"),
            Event::GuardianFormSeen(_) => both("formulir walinya sudah dilihat", "showed a guardian's form"),
            Event::Left(_) => both("pulang sebelum dilayani", "left unserved"),
            Event::Reopened(_) => both("perlu rekam ulang", "is to repeat"),
            Event::RecordingMoved(body) if body.swap => both("bertukar perekaman", "swapped recordings"),
            Event::RecordingMoved(_) => both(
                "perekamannya dipindah ke orang yang benar",
                "recording moved to the right person",
            ),
            _ => self.at_station(main),
        })
    }

    fn made(&self, source: &Source) -> (String, String) {
        match source {
            Source::Roster { .. } => ("dijadwalkan dari daftar".into(), "booked from a roster".into()),
            Source::WalkIn => {
                let ticket = self.tickets().map(|ticket| format!(", {ticket}")).unwrap_or_default();
                (
                    format!("datang langsung{ticket}"),
                    format!("came without a booking{ticket}"),
                )
            }
        }
    }

    fn arrived(&self) -> (String, String) {
        let ticket = self.tickets().unwrap_or_default();
        (format!("dicatat hadir, {ticket}"), format!("checked in, {ticket}"))
    }

    /// `A-017`, `A-017 sampai A-044`.
    fn tickets(&self) -> Option<String> {
        let arrivals: Vec<&Arrived> = self
            .events
            .iter()
            .filter_map(|e| {
                if let Event::Arrived(body) = &e.decoded.event {
                    Some(body)
                } else {
                    None
                }
            })
            .collect();
        let ticket = |arrived: &Arrived| format!("{}-{:03}", arrived.mark, arrived.number);
        match arrivals.as_slice() {
            [] => None,
            [one] => Some(ticket(one)),
            [first, .., last] => Some(self.pick(
                format!("{} sampai {}", ticket(first), ticket(last)),
                format!("{} to {}", ticket(first), ticket(last)),
            )),
        }
    }

    fn moved(&self, cause: MoveCause, slot: Option<SlotNumber>, ids: &[BookingId]) -> (String, String) {
        let (id, en) = match cause {
            MoveCause::Again => ("dijadwalkan ulang", "booked again"),
            _ => ("dipindah", "moved"),
        };
        if slot.is_none() {
            return (format!("{id}, belum ada sesi"), format!("{en}, without a slot yet"));
        }
        let slot = self.slot(slot);
        if ids.len() > 1 {
            (format!("{id} mulai {slot}"), format!("{en} from {slot} on"))
        } else {
            (format!("{id} ke {slot}"), format!("{en} to {slot}"))
        }
    }

    fn at_station(&self, main: &Event) -> (String, String) {
        match main {
            Event::Called(body) => {
                let (id, en) = if body.again {
                    ("dipanggil ulang", "called again")
                } else {
                    ("dipanggil", "called")
                };
                (
                    format!("{id} ke Meja {}", body.station),
                    format!("{en} to station {}", body.station),
                )
            }
            Event::Absent(body) => (
                format!("tidak di tempat saat dipanggil Meja {}", body.station),
                format!("was not there for station {}", body.station),
            ),
            Event::Started(body) => (
                format!("mulai direkam di Meja {}", body.station),
                format!("sat down at station {}", body.station),
            ),
            Event::Recorded(body) => {
                let (id, en) = outcome(body.outcome);
                (
                    format!("{id} (Meja {})", body.station),
                    format!("{en} (station {})", body.station),
                )
            }
            Event::HandedOver(body) => match body.to {
                Some(to) => (
                    format!("dipindah dari Meja {} ke Meja {to}", body.from),
                    format!("went from station {} to station {to}", body.from),
                ),
                None => (
                    format!("kembali ke depan antrean dari Meja {}", body.from),
                    format!("went back to the queue from station {}", body.from),
                ),
            },
            other => (other.name().to_owned(), other.name().to_owned()),
        }
    }
}

fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Complete => ("selesai direkam", "recorded"),
        Outcome::Incomplete => ("belum lengkap", "incomplete"),
        Outcome::AlreadyRecorded => ("sudah pernah rekam", "recorded before"),
        Outcome::BiodataProblem => ("datanya tidak cocok", "data differ"),
        Outcome::NotServed => ("tidak dilayani", "not served"),
    }
}
