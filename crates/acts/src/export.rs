//! A visit's bookings as a spreadsheet.

use std::path::Path;

use jemput_domain::{
    booking::{Booking, State},
    event::ExportKind,
    nik::Sex,
    plan::saying::clock_words,
    region,
    roster::{table::Table, to_complete},
    time::Moment,
    words::Lang,
};
use jemput_journal::BookingRow;

use crate::{
    Desk, Trouble,
    class_order::natural_key,
    leaving::{Leaving, leave},
    saying::people,
    view::{WriteInput, Written},
    visit_now::{VisitNow, masked},
};

/// Writes them: CSV or XLSX by the name's end, NIKs masked unless asked for, nothing that a spreadsheet would calculate. The
/// visit keeps who asked for it, how many people it holds and whether NIKs stand in it in full.
pub fn export(desk: &Desk, input: WriteInput) -> Result<Written, Trouble> {
    let scope = input.visit.ok_or(jemput_domain::refusal::Refusal::NoVisit)?;
    let path = Path::new(&input.to);
    let rows = leave(desk, scope, path, |view, visit| {
        let mut rows = view.bookings(scope)?;
        rows.retain(|row| row.booking.state != State::Joined);
        rows.sort_by_cached_key(|row| natural_key(&row.booking.person.class));
        Ok(Leaving {
            what: ExportKind::Bookings,
            table: table(visit, &rows, input.with_nik),
            full_niks: input.with_nik,
        })
    })?;
    let lang = desk.lang();
    let (count, shown) = (people(rows, lang), path.display());
    let masked = match (input.with_nik, lang) {
        (true, _) => "",
        (false, Lang::Id) => " NIK disamarkan.",
        (false, Lang::En) => " NIKs are masked.",
    };
    let sentence = lang.pick(
        format!("Data {count} disimpan di {shown}.{masked}"),
        format!("{count} are in {shown}.{masked}"),
    );
    Ok(Written {
        path: input.to,
        rows,
        sentence,
    })
}

fn table(visit: &VisitNow, rows: &[BookingRow], with_nik: bool) -> Table {
    let mut table = Table::new(
        "Peserta",
        &[
            ("No", 6),
            ("Nama", 34),
            ("NIK", 20),
            ("Jenis Kelamin", 14),
            ("Tanggal Lahir", 14),
            ("Kelas", 18),
            ("Domisili", 30),
            ("Hari", 12),
            ("Sesi", 14),
            ("Keadaan", 22),
            ("Nomor Antrean", 16),
            ("Hadir", 20),
            ("Selesai Direkam", 20),
            ("Yang perlu dilengkapi", 50),
        ],
    );
    table.rows = (1..)
        .zip(rows)
        .map(|(number, row)| cells(visit, number, &row.booking, with_nik))
        .collect();
    table
}

fn cells(visit: &VisitNow, number: usize, booking: &Booking, with_nik: bool) -> Vec<String> {
    let person = &booking.person;
    let nik = person.nik.map(|nik| {
        if with_nik {
            nik.to_string()
        } else {
            masked(nik.last_four())
        }
    });
    let slot = booking.slot.and_then(|slot| visit.plan.slot(slot));
    let local = |at: Moment| {
        let (day, minute) = visit.zone().local(at);
        format!("{day} {minute}")
    };
    let arrival = booking.arrival.as_ref();
    let held: Vec<String> = booking.held.iter().map(|code| to_complete(code, Lang::Id)).collect();
    vec![
        number.to_string(),
        person.name.clone(),
        nik.unwrap_or_default(),
        match person.sex {
            Some(Sex::Female) => "P".to_owned(),
            Some(Sex::Male) => "L".to_owned(),
            None => String::new(),
        },
        person.birth_date.map(|day| day.to_string()).unwrap_or_default(),
        person.class.clone(),
        region::place(&person.home_district),
        slot.map(|slot| slot.day.to_string()).unwrap_or_default(),
        slot.map(|slot| {
            format!(
                "{}-{}",
                clock_words(slot.span.start, Lang::Id),
                clock_words(slot.span.end, Lang::Id)
            )
        })
        .unwrap_or_default(),
        state_words(booking.state).to_owned(),
        arrival.map(|arrival| arrival.ticket.to_string()).unwrap_or_default(),
        arrival.map(|arrival| local(arrival.at)).unwrap_or_default(),
        booking
            .last_recording()
            .map(|recording| local(recording.finished))
            .unwrap_or_default(),
        held.join(" "),
    ]
}

/// Where a booking stands, in the words of the screens.
fn state_words(state: State) -> &'static str {
    match state {
        State::Booked => "belum datang",
        State::Waiting => "menunggu",
        State::Called => "dipanggil",
        State::Recording => "sedang direkam",
        State::Recorded => "selesai",
        State::Incomplete => "belum lengkap",
        State::ToRepeat => "perlu rekam ulang",
        State::AlreadyRecorded => "sudah pernah rekam",
        State::BiodataProblem => "data tidak cocok",
        State::NotServed => "tidak dilayani",
        State::Left => "pulang sebelum dilayani",
        State::Missed => "terlewat",
        State::Withdrawn => "dikeluarkan dari kegiatan",
        State::Joined => "digabung",
    }
}
