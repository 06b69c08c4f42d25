//! Bookings, field by field: what follows from the NIK is not said again.

use chrono::{Datelike, NaiveDate};
use jemput_domain::{
    event::{BookingMade, Source},
    id::{BookingId, BookingKey, ImportId, ScopeSecret},
    nik::{Nik, Sex},
    person::Person,
    plan::SlotNumber,
    time::Day,
};
use uuid::Uuid;

use super::{
    coder::{Bit, Coder},
    model::{Expected, Number, Seen, Text, raw16},
};

/// The longest list of codes that this form packs.
const LIST_MAX: usize = 64;

/// What the bookings of a batch have in common.
#[derive(Debug, Default)]
pub struct Bookmaker {
    text: Text,
    has_nik: Bit,
    districts: Seen<u64>,
    district: Number,
    born: Number<6>,
    born_is_date: Bit,
    born_woman: Bit,
    serial: Number<6>,
    birth_date_as_nik: Bit,
    has_birth_date: Bit,
    birth_date: Number<6>,
    sex_as_nik: Bit,
    has_sex: Bit,
    is_male: Bit,
    classes: Seen<String>,
    home_as_nik: Bit,
    homes: Seen<String>,
    rests: Seen<String>,
    is_walk_in: Bit,
    imports: Seen<[u8; 16]>,
    row: u32,
    rows: Expected,
    slots: Vec<i64>,
    slot: i64,
    slot_near: Expected,
    lists: [Seen<Vec<String>>; 3],
    list_length: Number,
    items: Seen<String>,
}

/// The booking id that follows from a NIK.
pub fn derived(secret: Option<&ScopeSecret>, body: &BookingMade) -> Option<BookingId> {
    let nik = body.person.nik?;
    Some(BookingId::derive(secret?, BookingKey::Nik(nik.as_str())))
}

impl Bookmaker {
    /// A booking; `on` is the day of its event, from which the century of a NIK's birth date follows.
    pub fn code<C: Coder>(&mut self, coder: &mut C, on: Day, body: &BookingMade) -> Option<BookingMade> {
        let (person, class) = self.person(coder, on, &body.person)?;
        let source = self.source(coder, body.source)?;
        let slot = self.slot(coder, class, body.slot)?;
        let services = self.list(coder, 0, &body.services)?;
        let held = self.list(coder, 1, &body.held)?;
        let warned = self.list(coder, 2, &body.warned)?;
        Some(BookingMade {
            person,
            source,
            services,
            slot,
            held,
            warned,
        })
    }

    fn person<C: Coder>(&mut self, coder: &mut C, on: Day, person: &Person) -> Option<(Person, usize)> {
        let name = self.text.code(coder, &person.name)?;
        let nik = if coder.bit(&mut self.has_nik, person.nik.is_some()) {
            Some(self.nik(coder, person.nik)?)
        } else {
            None
        };
        let text = &mut self.text;
        let mut again =
            |coder: &mut C, seen: &mut Seen<String>, value: &String| seen.code(coder, value, |c, t| text.code(c, t));
        let nik_as_written = again(coder, &mut self.rests, &person.nik_as_written)?;
        let phone = again(coder, &mut self.rests, &person.phone)?;
        let district = nik.map(|nik| nik.district());
        let home_district = match district {
            Some(district) if coder.bit(&mut self.home_as_nik, district == person.home_district) => district,
            _ => again(coder, &mut self.homes, &person.home_district)?,
        };
        let class = self.classes.place(coder, &person.class, |c, t| text.code(c, t))?;
        let birth_date = self.birth_date(coder, nik.and_then(|nik| nik.birth_date(on)), person.birth_date)?;
        let sex = self.sex(coder, nik.map(|nik| nik.sex()), person.sex);
        let class_name = self.classes.at(class)?.clone();
        let person = Person {
            name,
            nik,
            nik_as_written,
            birth_date,
            sex,
            class: class_name,
            home_district,
            phone,
        };
        Some((person, class))
    }

    /// A NIK by district, birth date and serial.
    fn nik<C: Coder>(&mut self, coder: &mut C, nik: Option<Nik>) -> Option<Nik> {
        let digits = nik.map_or(0, |nik| nik.to_i64()) as u64;
        let district = &mut self.district;
        let district = self
            .districts
            .code(coder, &(digits / 10_000_000_000), |c, d| Some(district.code(c, *d)))?;
        let born = self.born(coder, digits / 10_000 % 1_000_000)?;
        let serial = self.serial.code(coder, digits % 10_000);
        if district > 999_999 || serial > 9_999 {
            return None;
        }
        Nik::from_i64((district * 10_000_000_000 + born * 10_000 + serial) as i64).ok()
    }

    /// The six digits of the birth date: as days since 1900 where they are a date of 1900 to 2099 taken as the nearer century.
    fn born<C: Coder>(&mut self, coder: &mut C, digits: u64) -> Option<u64> {
        let date = date_of(digits);
        if !coder.bit(&mut self.born_is_date, date.is_some()) {
            return Some(coder.raw(digits, 20)).filter(|d| *d < 1_000_000);
        }
        let (days, woman) = date.unwrap_or((0, false));
        let woman = coder.bit(&mut self.born_woman, woman);
        digits_of(self.born.code(coder, days), woman)
    }

    fn birth_date<C: Coder>(&mut self, coder: &mut C, by_nik: Option<Day>, day: Option<Day>) -> Option<Option<Day>> {
        if by_nik.is_some() && coder.bit(&mut self.birth_date_as_nik, day == by_nik) {
            return Some(by_nik);
        }
        if !coder.bit(&mut self.has_birth_date, day.is_some()) {
            return Some(None);
        }
        let number = day.map_or(0, |d| i64::from(d.0.num_days_from_ce()));
        let number = crate::wire::number::unzigzag(self.birth_date.code(coder, crate::wire::number::zigzag(number)));
        NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?).map(|d| Some(Day(d)))
    }

    fn sex<C: Coder>(&mut self, coder: &mut C, by_nik: Option<Sex>, sex: Option<Sex>) -> Option<Sex> {
        if by_nik.is_some() && coder.bit(&mut self.sex_as_nik, sex == by_nik) {
            return by_nik;
        }
        if !coder.bit(&mut self.has_sex, sex.is_some()) {
            return None;
        }
        Some(if coder.bit(&mut self.is_male, sex == Some(Sex::Male)) {
            Sex::Male
        } else {
            Sex::Female
        })
    }

    fn source<C: Coder>(&mut self, coder: &mut C, source: Source) -> Option<Source> {
        if coder.bit(&mut self.is_walk_in, source == Source::WalkIn) {
            return Some(Source::WalkIn);
        }
        let (import, row) = match source {
            Source::Roster { import, row } => (*import.0.as_bytes(), row),
            Source::WalkIn => ([0; 16], 0),
        };
        let import = self.imports.code(coder, &import, |c, id| Some(raw16(c, id)))?;
        let row = self.rows.code(coder, i64::from(self.row) + 1, i64::from(row));
        self.row = u32::try_from(row).ok()?;
        Some(Source::Roster {
            import: ImportId(Uuid::from_bytes(import)),
            row: self.row,
        })
    }

    /// The slot, which is mostly that of the class or the one before; 0 is none.
    fn slot<C: Coder>(&mut self, coder: &mut C, class: usize, slot: Option<SlotNumber>) -> Option<Option<SlotNumber>> {
        if self.slots.len() <= class {
            self.slots.resize(class + 1, -1);
        }
        let expected = if self.slots[class] < 0 {
            self.slot
        } else {
            self.slots[class]
        };
        let number = self
            .slot_near
            .code(coder, expected, slot.map_or(0, |s| i64::from(s.0) + 1));
        (0..=65_536).contains(&number).then_some(())?;
        (self.slots[class], self.slot) = (number, number);
        Some(u16::try_from(number - 1).ok().map(SlotNumber))
    }

    fn list<C: Coder>(&mut self, coder: &mut C, which: usize, list: &Vec<String>) -> Option<Vec<String>> {
        let (length, items, text) = (&mut self.list_length, &mut self.items, &mut self.text);
        self.lists[which].code(coder, list, |c, list| {
            let count = length.code(c, list.len() as u64);
            let mut read = Vec::new();
            for i in 0..usize::try_from(count).ok().filter(|n| *n <= LIST_MAX)? {
                let blank = String::new();
                read.push(items.code(c, list.get(i).unwrap_or(&blank), |c, t| text.code(c, t))?);
            }
            Some(read)
        })
    }
}

const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1930, 1, 1).expect("a day of the calendar");

/// Days since 1930 of DDMMYY, and whether it is a woman's; years are those of 1930 to 2029.
fn date_of(digits: u64) -> Option<(u64, bool)> {
    let (day, month, year) = (digits / 10_000, digits / 100 % 100, digits % 100);
    let woman = day > 40;
    let year = if year < 30 { 2_000 + year } else { 1_900 + year };
    let date = NaiveDate::from_ymd_opt(year as i32, month as u32, if woman { day - 40 } else { day } as u32)?;
    Some(((date - FIRST_DAY).num_days() as u64, woman))
}

/// The other way.
fn digits_of(days: u64, woman: bool) -> Option<u64> {
    let date = FIRST_DAY.checked_add_days(chrono::Days::new(days))?;
    if !(1930..2030).contains(&date.year()) {
        return None;
    }
    let day = date.day() + if woman { 40 } else { 0 };
    Some(u64::from(day * 10_000 + date.month() * 100) + date.year().rem_euclid(100) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_six_digits_that_are_a_date_come_back() {
        for digits in 0..1_000_000 {
            if let Some((days, woman)) = date_of(digits) {
                assert_eq!(digits_of(days, woman), Some(digits));
            }
        }
    }
}
