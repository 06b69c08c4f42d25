//! Whose data are, or were, on a laptop: so that people can be told within 3 x 24 hours of its theft (UU 27/2022, article 46).

use jemput_domain::{
    event::{Draft, ExportKind, Exported, Subject},
    id::DeviceId,
    roster::table::Table,
    time::{Moment, Zone},
};
use jemput_exchange::Signer;
use jemput_journal::{HeldOn, Journal, View};

use crate::{
    admin::{AdminError, author, trust},
    revoke,
};

/// An inventory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inventory {
    /// Visits in it.
    pub visits: u32,
    /// People in it, each once a visit.
    pub people: u32,
    /// The whole of it.
    pub table: Table,
}

const COLUMNS: [(&str, u16); 10] = [
    ("Kegiatan", 24),
    ("Hari", 22),
    ("Di laptop", 24),
    ("Nama", 28),
    ("NIK", 18),
    ("Tanggal lahir", 12),
    ("Kelas", 14),
    ("Telepon", 16),
    ("Keadaan", 16),
    ("ID", 36),
];

/// Everybody whose data are, or were, on a laptop, as far as the server knows: all of each visit that it asked for or wrote in.
/// NIKs are masked unless asked for. That it was asked for is an event of the office.
///
/// # Errors
/// The office has no such device.
pub fn inventory(
    journal: &mut Journal,
    signer: &Signer,
    device: DeviceId,
    full_niks: bool,
) -> Result<Inventory, AdminError> {
    let mut writing = journal.write()?;
    let view = writing.view();
    let line = revoke::device(view, device)?;
    let office = trust(view)?.office;
    let mut inventory = Inventory {
        visits: 0,
        people: 0,
        table: Table::new(&line.name, &COLUMNS),
    };
    for held in view.held_on(device)? {
        inventory.visits += 1;
        add(view, &mut inventory, &held, full_niks)?;
    }
    let exported = Exported {
        what: ExportKind::Inventory,
        rows: inventory.people,
        full_niks,
    };
    let draft = Draft::about(Subject::Device(device), exported.into());
    writing.append(office, &author(signer), vec![draft])?;
    writing.commit()?;
    Ok(inventory)
}

fn add(view: View<'_>, inventory: &mut Inventory, held: &HeldOn, full_niks: bool) -> Result<(), AdminError> {
    let visit = view.visit(held.scope)?.unwrap_or_default();
    let site = visit.site.as_ref().map(|site| site.name.clone()).unwrap_or_default();
    let zone = visit.site.as_ref().map_or(Zone::Wib, |site| site.zone);
    let mut days: Vec<_> = visit
        .plan
        .iter()
        .flat_map(|plan| plan.setup.days.iter().map(|d| d.day))
        .collect();
    days.sort();
    days.dedup();
    let days = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} - {last}"),
        _ => String::new(),
    };
    let day = |at: Moment| zone.local(at).0;
    let there = match (held.shed, held.heard.or(held.since)) {
        (Some(shed), _) => format!("sampai {} (sudah dihapus)", day(shed)),
        (None, Some(heard)) => format!("terakhir terdengar {}", day(heard)),
        (None, None) => "ya".to_owned(),
    };
    for row in view.everybody(held.scope)? {
        let person = &row.booking.person;
        let nik = person.nik.map(|nik| {
            if full_niks {
                nik.as_str().to_owned()
            } else {
                format!("············{}", nik.last_four())
            }
        });
        inventory.people += 1;
        inventory.table.rows.push(vec![
            site.clone(),
            days.clone(),
            there.clone(),
            person.name.clone(),
            nik.unwrap_or_default(),
            person.birth_date.map(|d| d.to_string()).unwrap_or_default(),
            person.class.clone(),
            person.phone.clone(),
            row.booking.state.code().to_owned(),
            row.id.to_string(),
        ]);
    }
    Ok(())
}

impl Inventory {
    /// As CSV, for a spreadsheet program.
    ///
    /// # Errors
    /// Memory fails.
    pub fn csv(&self) -> Result<Vec<u8>, AdminError> {
        jemput_sheet::write_csv(&self.table).map_err(|error| AdminError::Table(error.to_string()))
    }
}
