//! Whose data are, or were, on this laptop: so that people can be told within three days if it is stolen (UU 27/2022
//! art. 46). Of a visit that was shed it knows bookings by id only; the server tells whose they are.

use std::path::Path;

use jemput_domain::{
    booking::State,
    event::{ExportKind, inventory_digest},
    id::{BookingId, ScopeId},
    roster::table::Table,
    time::Zone,
};
use jemput_journal::{BookingRow, View};

use crate::{
    Desk, Trouble, hex, leaving,
    saying::people as people_words,
    shed, spreadsheet,
    view::{Inventory, InventoryInput, InventoryVisit},
    visit_now::{VisitNow, masked},
};

/// People of one visit, by booking.
pub(crate) struct People {
    /// Ascending.
    pub bookings: Vec<BookingId>,
    /// How many of them have a NIK.
    pub with_nik: u32,
}

impl People {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.bookings.len()).unwrap_or(u32::MAX)
    }
}

/// Everybody whose data are here, those who were taken out too: their data are here all the same.
pub(crate) fn people(view: View<'_>, scope: ScopeId) -> Result<People, Trouble> {
    let rows = rows(view, scope)?;
    let mut bookings: Vec<BookingId> = rows.iter().map(|row| row.id).collect();
    bookings.sort();
    let with_nik = rows.iter().filter(|row| row.booking.person.nik.is_some()).count();
    Ok(People {
        bookings,
        with_nik: u32::try_from(with_nik).unwrap_or(u32::MAX),
    })
}

fn rows(view: View<'_>, scope: ScopeId) -> Result<Vec<BookingRow>, Trouble> {
    let mut rows = view.bookings(scope)?;
    rows.retain(|row| row.booking.state != State::Joined && !row.booking.person.is_erased());
    Ok(rows)
}

/// The inventory; written to a file where one is named, which is an export like any other.
pub fn inventory(desk: &Desk, input: InventoryInput) -> Result<Inventory, Trouble> {
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let view = writing.view();
    let lang = desk.lang_in(view);
    let mut visits = Vec::new();
    let mut table = empty();
    for scope in view.scopes()? {
        let Ok(visit) = VisitNow::load(desk, view, scope) else {
            continue;
        };
        let here = people(view, scope)?;
        visits.push(of_here(&visit, &here));
        if input.to.is_some() {
            let rows = rows(view, scope)?;
            table
                .rows
                .extend(rows.iter().map(|row| row_of_here(&visit, row, input.with_nik)));
        }
    }
    for (at, body) in shed::shed_acts(desk, view)? {
        let at = at.in_zone(Zone::Wib);
        for booking in &body.bookings {
            table.rows.push(row_of_shed(&body.site, body.visit, *booking, &at));
        }
        visits.push(InventoryVisit {
            visit: body.visit,
            site: body.site,
            days: body.days.map(|(first, last)| vec![first, last]).unwrap_or_default(),
            people: body.people,
            with_nik: body.with_nik,
            here: false,
            shed_at: Some(at),
            digest: hex::write(&body.inventory),
        });
    }
    let recorded_niks = view.recorded_count()?;
    let (here, gone) = (total(&visits, true), total(&visits, false));
    let sentence = lang.pick(
        format!(
            "Di laptop ini ada data {}, dan pernah ada data {}.",
            people_words(here, lang),
            people_words(gone, lang)
        ),
        format!(
            "This laptop holds the data of {}, and once held those of {}.",
            people_words(here, lang),
            people_words(gone, lang)
        ),
    );
    if let Some(to) = &input.to {
        let part = spreadsheet::beside(Path::new(to), &[table])?;
        for visit in visits.iter().filter(|visit| visit.here) {
            let said = leaving::said(
                ExportKind::Inventory,
                visit.people,
                input.with_nik && visit.with_nik > 0,
            );
            desk.append(&mut writing, visit.visit, vec![said], None)?;
        }
        writing.commit()?;
        part.place()?;
    }
    Ok(Inventory {
        visits,
        recorded_niks,
        sentence,
        path: input.to,
    })
}

fn total(visits: &[InventoryVisit], here: bool) -> u32 {
    visits
        .iter()
        .filter(|visit| visit.here == here)
        .map(|visit| visit.people)
        .sum()
}

fn of_here(visit: &VisitNow, here: &People) -> InventoryVisit {
    InventoryVisit {
        visit: visit.scope,
        site: visit.site.name.clone(),
        days: visit.plan.setup.days.iter().map(|day| day.day).collect(),
        people: here.count(),
        with_nik: here.with_nik,
        here: true,
        shed_at: None,
        digest: hex::write(&inventory_digest(&here.bookings)),
    }
}

fn empty() -> Table {
    Table::new(
        "Inventaris",
        &[
            ("Kegiatan", 34),
            ("ID Kegiatan", 38),
            ("ID Pendaftaran", 38),
            ("Keadaan", 24),
            ("Nama", 34),
            ("NIK", 20),
            ("Telepon", 18),
        ],
    )
}

fn row_of_here(visit: &VisitNow, row: &BookingRow, with_nik: bool) -> Vec<String> {
    let person = &row.booking.person;
    let nik = person.nik.map(|nik| {
        if with_nik {
            nik.to_string()
        } else {
            masked(nik.last_four())
        }
    });
    vec![
        visit.site.name.clone(),
        visit.scope.to_string(),
        row.id.to_string(),
        "ada di laptop".to_owned(),
        person.name.clone(),
        nik.unwrap_or_default(),
        person.phone.clone(),
    ]
}

fn row_of_shed(site: &str, visit: ScopeId, booking: BookingId, at: &str) -> Vec<String> {
    vec![
        site.to_owned(),
        visit.to_string(),
        booking.to_string(),
        format!("dihapus {at}"),
        String::new(),
        String::new(),
        String::new(),
    ]
}
