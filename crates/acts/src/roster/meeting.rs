//! A roster's rows meet the visit's bookings: who is new, who is booked, whose row says something else, who is gone.

use std::collections::{HashMap, HashSet};

use jemput_domain::{
    booking::{Booking, State},
    event::{ActRef, Source, WithdrawCause},
    id::BookingId,
    nik::Nik,
    person::Person,
    roster::{Changed, Detail, End, Kind, Known, Roster, Row, booking_ids, difference, still_held},
};
use jemput_journal::{BookingRow, JournalError, View};

use super::last_word::{last_word, withdrawn_by};
use crate::{Trouble, visit_now::VisitNow};

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fate {
    /// Gets a booking; held or not, by the row's end.
    New,
    /// Needs none.
    NotDue,
    /// Has one.
    Booked(BookingId),
    /// Has one that still is to be completed.
    Held(BookingId),
}

/// A row that says something else than its booking.
pub(crate) struct Correction {
    /// The booking.
    pub(crate) booking: BookingId,
    /// The person from now on.
    pub(crate) person: Person,
    /// What is still to be completed.
    pub(crate) held: Vec<String>,
    /// What differs.
    pub(crate) what: Vec<Detail>,
    /// Whether it is taken: what the desk has seen stands against a list.
    pub(crate) taken: bool,
}

/// How rows and bookings met.
pub(crate) struct Meeting {
    /// The rows' bookings.
    pub(crate) ids: Vec<BookingId>,
    /// What becomes of them.
    pub(crate) fates: Vec<Fate>,
    /// Rows that say something else.
    pub(crate) corrections: Vec<Correction>,
    /// Booked from an earlier roster, not in this one, and have not come.
    pub(crate) gone: Vec<BookingId>,
    /// Rows whose booking an earlier roster took out: they come back by undoing that act.
    pub(crate) back: HashMap<usize, ActRef>,
    /// Rows with the NIK of another booking: which.
    pub(crate) nik_of_other: HashMap<usize, BookingId>,
}

/// The visit's bookings, as rows meet them.
pub(crate) struct Bookings {
    all: HashMap<BookingId, BookingRow>,
    /// Those that take a place, in roster order.
    order: Vec<BookingId>,
    niks: HashMap<Nik, Vec<BookingId>>,
}

impl Bookings {
    /// Reads them.
    pub(crate) fn read(view: View<'_>, visit: &VisitNow) -> Result<Self, JournalError> {
        let rows = view.bookings(visit.scope)?;
        let taking = rows.iter().filter(|row| row.booking.state.takes_place());
        let order = taking.clone().map(|row| row.id).collect();
        let mut niks: HashMap<Nik, Vec<BookingId>> = HashMap::new();
        for row in taking {
            if let Some(nik) = row.booking.person.nik {
                niks.entry(nik).or_default().push(row.id);
            }
        }
        let all = rows.into_iter().map(|row| (row.id, row)).collect();
        Ok(Self { all, order, niks })
    }

    /// One of them.
    pub(crate) fn get(&self, id: BookingId) -> Option<&Booking> {
        self.all.get(&id).map(|row| &row.booking)
    }

    /// Those that take a place.
    pub(crate) fn taking(&self) -> impl Iterator<Item = (BookingId, &Booking)> {
        self.order.iter().filter_map(|id| Some((*id, self.get(*id)?)))
    }

    /// Another booking than this one that has the NIK.
    fn owner(&self, nik: Nik, other_than: Option<BookingId>) -> Option<BookingId> {
        self.niks.get(&nik)?.iter().copied().find(|id| Some(*id) != other_than)
    }
}

/// Meets them. With `add` only newcomers count: nothing is corrected and nobody is gone.
pub(crate) fn meet(
    view: View<'_>,
    visit: &VisitNow,
    bookings: &Bookings,
    roster: &Roster,
    add: bool,
) -> Result<Meeting, Trouble> {
    let secret = view
        .secret(visit.scope)?
        .ok_or(jemput_domain::refusal::Refusal::NoVisit)?;
    let rows = &roster.rows;
    let ids = booking_ids(&secret, rows, &|id| bookings.get(id).is_some());
    let mut known: Vec<Known<'_>> = bookings
        .taking()
        .map(|(booking, b)| Known {
            booking,
            person: &b.person,
            imported: None,
        })
        .collect();
    let mut found = difference(&known, rows, &ids);
    // Only where a row differs does it matter what the last roster said: reading that for all would read all events.
    let mut words = HashMap::new();
    for changed in &found.changed {
        if let Some(person) = last_word(view, visit.scope, changed.booking)? {
            words.insert(changed.booking, person);
        }
    }
    if !words.is_empty() {
        for known in &mut known {
            known.imported = words.get(&known.booking);
        }
        found = difference(&known, rows, &ids);
    }
    let mut meeting = Meeting {
        fates: vec![Fate::New; rows.len()],
        corrections: Vec::new(),
        gone: Vec::new(),
        back: HashMap::new(),
        nik_of_other: HashMap::new(),
        ids,
    };
    for place in &found.new {
        meeting.fates[*place] = meeting.newcomer(view, visit, bookings, rows, *place)?;
    }
    for (place, booking) in &found.same {
        let held = bookings.get(*booking).is_some_and(|b| !b.held.is_empty());
        meeting.fates[*place] = if held {
            Fate::Held(*booking)
        } else {
            Fate::Booked(*booking)
        };
    }
    for changed in found.changed {
        meeting.change(bookings, rows, changed, add);
    }
    if !add && !rows.iter().any(|row| row.key.is_some()) {
        meeting.gone = gone(bookings, roster, &meeting.ids, found.gone);
    }
    Ok(meeting)
}

impl Meeting {
    fn newcomer(
        &mut self,
        view: View<'_>,
        visit: &VisitNow,
        bookings: &Bookings,
        rows: &[Row],
        place: usize,
    ) -> Result<Fate, Trouble> {
        let (row, id) = (&rows[place], self.ids[place]);
        if row.end() == End::NotDue {
            return Ok(Fate::NotDue);
        }
        match bookings.get(id).map(|booking| (booking.state, booking.withdrawn)) {
            Some((State::Withdrawn, Some(WithdrawCause::GoneFromRoster))) => {
                if let Some(act) = withdrawn_by(view, visit.scope, id)? {
                    self.back.insert(place, act);
                }
                return Ok(Fate::New);
            }
            // Joined to another booking, or taken out because the person asked.
            Some(_) => return Ok(Fate::Booked(id)),
            None => {}
        }
        let owner = row
            .person
            .nik
            .filter(|_| !is_twin(row))
            .and_then(|nik| bookings.owner(nik, None));
        Ok(owner.map_or(Fate::New, Fate::Booked))
    }

    fn change(&mut self, bookings: &Bookings, rows: &[Row], changed: Changed, add: bool) {
        let Changed {
            row: place,
            booking: id,
            mut what,
            mut person,
        } = changed;
        let Some(booking) = bookings.get(id) else { return };
        if what.contains(&Detail::Nik) {
            let owner = person.nik.and_then(|nik| bookings.owner(nik, Some(id)));
            if let Some(owner) = owner {
                self.nik_of_other.insert(place, owner);
            }
            if owner.is_some() || is_twin(&rows[place]) {
                person.nik = booking.person.nik;
                person.nik_as_written.clone_from(&booking.person.nik_as_written);
                what.retain(|detail| *detail != Detail::Nik);
            }
        }
        let mut held = still_held(&person, &booking.held);
        if what.contains(&Detail::Nik) {
            // Another NIK than the twin's, and nobody else's.
            held.retain(|code| code != "nik_twice_in_file");
        }
        let came = booking.arrival.is_some() && booking.held.is_empty();
        let taken = !add && !came && !booking.state.is_settled();
        let still = if taken { &held } else { &booking.held };
        self.fates[place] = if still.is_empty() {
            Fate::Booked(id)
        } else {
            Fate::Held(id)
        };
        if !what.is_empty() && !add {
            self.corrections.push(Correction {
                booking: id,
                person,
                held,
                what,
                taken,
            });
        }
    }
}

/// An earlier row has the same NIK.
fn is_twin(row: &Row) -> bool {
    row.findings
        .iter()
        .any(|finding| matches!(finding.kind, Kind::NikTwiceInFile { .. }))
}

/// Whom an earlier roster booked and this one lacks. A list of some classes says nothing of the others.
fn gone(bookings: &Bookings, roster: &Roster, ids: &[BookingId], without_row: Vec<BookingId>) -> Vec<BookingId> {
    let classes: HashSet<&str> = roster.rows.iter().map(|row| row.person.class.as_str()).collect();
    // A row of a booking that was joined stands for the one that stays.
    let stays: HashSet<BookingId> = ids.iter().filter_map(|id| bookings.get(*id)?.joined_into).collect();
    let is_gone = |id: &BookingId| {
        bookings.get(*id).is_some_and(|booking| {
            matches!(booking.source, Some(Source::Roster { .. }))
                && booking.arrival.is_none()
                && classes.contains(booking.person.class.as_str())
                && !stays.contains(id)
        })
    };
    without_row.into_iter().filter(is_gone).collect()
}
