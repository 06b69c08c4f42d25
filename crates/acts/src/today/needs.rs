//! What needs a person: one list, the most pressing first.

use std::collections::BTreeMap;

use jemput_domain::{
    booking::State,
    decide,
    event::GuardianForm,
    id::{BookingId, DeviceId},
    plan::saying::day_words,
    time::Day,
    words::Lang,
};
use jemput_journal::{BookingRow, PeopleFilter, View};

use super::silent;
use crate::{
    Trouble,
    checkin::warning::{day_due, too_young},
    class_order::natural_key,
    figures::Figures,
    flag, guardian, pace,
    rebook::is_left_behind,
    saying,
    view::Need,
    visit_now::VisitNow,
};

/// The most people whom one need lists; its sentence counts them all.
const PEOPLE_MAX: u32 = 1_000;

/// The list.
pub(super) fn needs(
    view: View<'_>,
    visit: &VisitNow,
    figures: &Figures<'_>,
    this: DeviceId,
) -> Result<Vec<Need>, Trouble> {
    let find = Finding {
        view,
        visit,
        lang: visit.lang,
    };
    let mut needs = find.stations()?;
    needs.extend(find.marks()?);
    for flag in flag::flags(view, visit)? {
        needs.push(Need {
            kind: flag.code,
            sentence: flag.sentence,
            bookings: flag.bookings,
        });
    }
    for state in [
        State::ToRepeat,
        State::BiodataProblem,
        State::Incomplete,
        State::NotServed,
        State::Missed,
        State::Left,
    ] {
        needs.extend(find.in_state(state)?);
    }
    needs.extend(find.left_behind()?);
    needs.extend(find.overdue(figures)?);
    needs.extend(find.too_young()?);
    needs.extend(find.guardian_forms()?);
    needs.extend(silent::silent(view, visit, this)?);
    for (kind, filter) in [
        (
            "unplaced",
            PeopleFilter {
                unplaced: true,
                ..PeopleFilter::default()
            },
        ),
        (
            "to_tell",
            PeopleFilter {
                to_tell: true,
                ..PeopleFilter::default()
            },
        ),
        (
            "held",
            PeopleFilter {
                held: true,
                states: find.still_to_do(),
                ..PeopleFilter::default()
            },
        ),
    ] {
        needs.extend(find.people(kind, &filter)?);
    }
    Ok(needs)
}

struct Finding<'a> {
    view: View<'a>,
    visit: &'a VisitNow,
    lang: Lang,
}

impl Finding<'_> {
    fn need(&self, kind: &str, indonesian: String, english: String, bookings: Vec<BookingId>) -> Need {
        Need {
            kind: kind.to_owned(),
            sentence: self.lang.pick(indonesian, english),
            bookings,
        }
    }

    fn stations(&self) -> Result<Vec<Need>, Trouble> {
        let broken = pace::stations(self.view, self.visit)?.broken;
        let at_stations = self.view.at_stations(self.visit.scope)?;
        let need = |(number, what): (u8, String)| {
            let here = |row: &&BookingRow| row.booking.at_station.is_some_and(|at| at.station == number);
            let bookings: Vec<BookingId> = at_stations.iter().filter(here).map(|row| row.id).collect();
            let (what_id, what_en) = part(&what);
            let (id, en) = match bookings.len() {
                0 => ("Buka lagi sesudah berfungsi.", "Open it again once it works."),
                _ => (
                    "Pindahkan orangnya ke meja lain.",
                    "Hand its person to another station.",
                ),
            };
            self.need(
                "station",
                format!("Meja {number}: {what_id} rusak. {id}"),
                format!("Station {number}: {what_en} out of order. {en}"),
                bookings,
            )
        };
        Ok(broken.into_iter().map(need).collect())
    }

    /// Laptops that took the same letter apart: printed tickets stand, the later laptop changes.
    fn marks(&self) -> Result<Vec<Need>, Trouble> {
        let mut by_mark: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (_, seat) in self.view.seats(self.visit.scope)? {
            if let Some(mark) = seat.mark {
                by_mark
                    .entry(mark)
                    .or_default()
                    .push(seat.joined.map(|joined| joined.name).unwrap_or_default());
            }
        }
        let twice = by_mark.into_iter().filter(|(_, laptops)| laptops.len() > 1);
        let need = |(mark, laptops): (String, Vec<String>)| {
            let laptops = saying::names(&laptops, self.lang);
            self.need(
                "mark_twice",
                format!("{laptops} memakai huruf {mark} yang sama. Nomor yang sudah dicetak tetap berlaku; cocokkan nama saat memanggil."),
                format!("{laptops} use the same letter {mark}. Printed tickets stand; check the name when calling."),
                Vec::new(),
            )
        };
        Ok(twice.map(need).collect())
    }

    fn in_state(&self, state: State) -> Result<Option<Need>, Trouble> {
        self.people(
            state.code(),
            &PeopleFilter {
                states: vec![state],
                ..PeopleFilter::default()
            },
        )
    }

    /// States in which a missing NIK still matters.
    fn still_to_do(&self) -> Vec<State> {
        let on_site = [
            State::Booked,
            State::Waiting,
            State::Called,
            State::Recording,
            State::ToRepeat,
        ];
        let again = [
            State::Incomplete,
            State::BiodataProblem,
            State::NotServed,
            State::Left,
            State::Missed,
        ];
        on_site.into_iter().chain(again).collect()
    }

    fn people(&self, kind: &str, filter: &PeopleFilter) -> Result<Option<Need>, Trouble> {
        let (total, rows) = self.view.people(self.visit.scope, filter, 0, PEOPLE_MAX)?;
        if total == 0 {
            return Ok(None);
        }
        let Some(first) = rows.first() else { return Ok(None) };
        let who = self.who(total, first);
        let (id, en) = what_to_do(kind);
        Ok(Some(self.need(
            kind,
            format!("{who} {id}"),
            format!("{who}: {en}"),
            rows.iter().map(|row| row.id).collect(),
        )))
    }

    /// Who stands on site since an earlier day: that day ended with them, nobody will call them today.
    fn left_behind(&self) -> Result<Option<Need>, Trouble> {
        let filter = PeopleFilter {
            states: vec![State::Waiting, State::Called, State::Recording],
            ..PeopleFilter::default()
        };
        let (_, mut rows) = self.view.people(self.visit.scope, &filter, 0, PEOPLE_MAX)?;
        rows.retain(|row| is_left_behind(self.visit, &row.booking));
        let Some(first) = rows.first() else { return Ok(None) };
        let who = self.who(rows.len() as u32, first);
        Ok(Some(self.need(
            "left_behind",
            format!("{who} masih tercatat di lokasi sejak hari sebelumnya. Jadwalkan ulang, atau catat hadir bila ada di sini."),
            format!("{who}: still on site since an earlier day. Book again, or check in if they are here."),
            rows.iter().map(|row| row.id).collect(),
        )))
    }

    /// Who is too young on the day for which they are booked: a birth date was corrected, or they were moved.
    fn too_young(&self) -> Result<Option<Need>, Trouble> {
        let setup = &self.visit.plan.setup;
        let Some(first) = setup.days.first() else {
            return Ok(None);
        };
        let born = decide::old_enough_if_born(first.day, setup.minimum_age);
        let mut rows = self.view.born_after(self.visit.scope, born, PEOPLE_MAX)?;
        rows.retain(|row| {
            let day = day_due(self.visit, &row.booking);
            too_young(self.visit, &row.booking, day).is_some()
        });
        let Some(first) = rows.first() else { return Ok(None) };
        let who = self.who(rows.len() as u32, first);
        let age = setup.minimum_age;
        Ok(Some(self.need(
            "too_young",
            format!("{who} belum {age} tahun pada hari jadwalnya. Periksa tanggal lahir di KK, atau pindahkan ke hari lain."),
            format!("{who}: not yet {age} on the booked day. Check the birth date on the family card, or move to another day."),
            rows.iter().map(|row| row.id).collect(),
        )))
    }

    /// Who is due on the day that is shown, or is here, under 18 and without a guardian's form, where one is required.
    fn guardian_forms(&self) -> Result<Option<Need>, Trouble> {
        if self.visit.guardian != GuardianForm::Required {
            return Ok(None);
        }
        let shown = self.visit.shown_day();
        let born = decide::old_enough_if_born(shown, decide::ADULT_AGE_YEARS);
        let mut rows = self.view.born_after(self.visit.scope, born, u32::MAX)?;
        rows.retain(|row| {
            let day = day_due(self.visit, &row.booking);
            day == shown && guardian::missing(self.visit, &row.booking, day).is_some()
        });
        let Some(first) = rows.first() else { return Ok(None) };
        let who = self.who(rows.len() as u32, first);
        rows.truncate(PEOPLE_MAX as usize);
        Ok(Some(self.need(
            "guardian_form",
            format!(
                "{who}: formulir wali belum dilihat. Minta kepada sekolah atau orang tua; pelayanan tetap berjalan."
            ),
            format!("{who}: guardian's form not seen yet. Ask the school or the parents; service goes on."),
            rows.iter().map(|row| row.id).collect(),
        )))
    }

    /// One by name, several by their count.
    fn who(&self, total: u32, first: &BookingRow) -> String {
        if total == 1 {
            first.booking.person.name.clone()
        } else {
            saying::people(total, self.lang)
        }
    }

    /// Who has not come though their slot is over: today by class, whom a teacher can ask; of days before, by day.
    fn overdue(&self, figures: &Figures<'_>) -> Result<Vec<Need>, Trouble> {
        let (day, minute) = (self.visit.day, self.visit.minute);
        let over = self
            .visit
            .plan
            .slots
            .iter()
            .filter(|slot| (slot.day, slot.span.end) <= (day, minute));
        let mut by_class: BTreeMap<String, Vec<BookingId>> = BTreeMap::new();
        let mut by_day: BTreeMap<Day, Vec<BookingId>> = BTreeMap::new();
        for slot in over {
            let counted = figures.slot(slot);
            if counted.not_here + counted.no_show == 0 {
                continue;
            }
            let filter = PeopleFilter {
                slot: Some(slot.number),
                states: vec![State::Booked],
                ..PeopleFilter::default()
            };
            let (_, rows) = self.view.people(self.visit.scope, &filter, 0, PEOPLE_MAX)?;
            for row in rows {
                if slot.day < day {
                    by_day.entry(slot.day).or_default().push(row.id);
                } else {
                    by_class.entry(row.booking.person.class).or_default().push(row.id);
                }
            }
        }
        let mut by_class: Vec<_> = by_class.into_iter().collect();
        by_class.sort_by_cached_key(|(class, _)| natural_key(class));
        let today = by_class.into_iter().map(|(class, ids)| self.late(&class, ids));
        let before = by_day.into_iter().map(|(day, ids)| self.absent_on(day, ids));
        Ok(today.chain(before).collect())
    }

    fn late(&self, class: &str, ids: Vec<BookingId>) -> Need {
        let people = saying::people(ids.len() as u32, self.lang);
        if class.is_empty() {
            let (id, en) = (
                "lewat jadwal, belum datang. Hubungi, atau jadwalkan ulang.",
                "missed their slot and did not come yet. Call them, or book them again.",
            );
            return self.need("overdue", format!("{people} {id}"), format!("{people} {en}"), ids);
        }
        self.need(
            "overdue",
            format!("{people} {class} lewat jadwal, belum datang. Tanyakan kepada gurunya, atau jadwalkan ulang."),
            format!(
                "{people} of {class} missed their slot and did not come yet. Ask their teacher, or book them again."
            ),
            ids,
        )
    }

    fn absent_on(&self, day: Day, ids: Vec<BookingId>) -> Need {
        let people = saying::people(ids.len() as u32, self.lang);
        let day = day_words(day, self.lang);
        self.need(
            "overdue",
            format!("{people} tidak hadir pada {day}. Jadwalkan ulang bila masih ada tempat."),
            format!("{people} did not come on {day}. Book them again while there are places."),
            ids,
        )
    }
}

/// What a need is, after who.
fn what_to_do(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "to_repeat" => ("perlu rekam ulang. Panggil lebih dulu.", "to repeat. Call first."),
        "biodata_problem" => (
            "datanya tidak cocok. Periksa KK, atau arahkan ke kelurahan.",
            "data differ. Check the family card, or send to the ward office.",
        ),
        "incomplete" => ("belum lengkap. Jadwalkan ulang.", "incomplete. Book again."),
        "not_served" => (
            "tidak dilayani. Jadwalkan ulang bila bersedia.",
            "not served. Book again if they wish.",
        ),
        "missed" => (
            "terlewat: tidak di tempat saat dipanggil. Panggil bila kembali, atau jadwalkan ulang.",
            "missed their call. Call when they are back, or book again.",
        ),
        "left" => (
            "pulang sebelum dilayani. Jadwalkan ulang.",
            "left unserved. Book again.",
        ),
        "unplaced" => (
            "belum mendapat sesi. Tambah hari atau meja di Jadwal, atau pindahkan ke sesi yang masih kosong.",
            "without a slot. Add days or stations to the plan, or move to a slot with places.",
        ),
        "to_tell" => (
            "belum diberi tahu waktu barunya. Beri tahu, lalu tandai.",
            "not told of the new time. Tell them, then mark it.",
        ),
        _ => ("perlu dilengkapi dari KK.", "to be completed from the family card."),
    }
}

/// What is out of order.
fn part(code: &str) -> (String, String) {
    let (id, en) = match code {
        "photo" => ("kamera", "camera"),
        "fingerprints" => ("alat sidik jari", "fingerprint reader"),
        "irises" => ("alat iris mata", "iris camera"),
        "signature" => ("alat tanda tangan", "signature pad"),
        "" | "all" => ("alat", "set"),
        other => return (other.to_owned(), other.to_owned()),
    };
    (id.to_owned(), en.to_owned())
}
