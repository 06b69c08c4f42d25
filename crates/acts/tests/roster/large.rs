//! Rosters of more than one act, and breaking off.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use jemput_acts::{Trouble, act, view::UndoImportInput};

use crate::kit::{Kit, people, sums_up};

/// Invented people, all with NIKs of their own.
fn many(rows: u32) -> Vec<u8> {
    let mut csv = String::from("No,Nama,NIK,JK,Tanggal Lahir,Kelas,Kecamatan\n");
    for n in 0..rows {
        let nik = format!("317408{:02}{:02}04{:04}", n / 12 % 28 + 1, n % 12 + 1, 9000 + n / 336);
        let birth = format!("2004-{:02}-{:02}", n % 12 + 1, n / 12 % 28 + 1);
        csv.push_str(&format!(
            "{n},Orang Contoh {n},{nik},L,{birth},Unit {},Pancoran\n",
            n / 40
        ));
    }
    csv.into_bytes()
}

#[test]
fn several_acts_are_one_import() {
    let kit = Kit::with(|setup| {
        setup.stations = 60;
        setup.waiting_limit = 400;
    });
    let rows = 4_300;
    let steps: Arc<Mutex<Vec<(u32, u32)>>> = Arc::default();
    let told = Arc::clone(&steps);
    kit.desk.set_progress(Some(Box::new(move |done, total| {
        told.lock().unwrap().push((done, total))
    })));
    let report = kit.import(&kit.file("besar.csv", &many(rows)));
    sums_up(&report);
    assert_eq!((report.accepted, report.held), (rows, 0));
    let written: Vec<u32> = steps
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, total)| *total == rows)
        .map(|(done, _)| *done)
        .collect();
    assert_eq!(written.len(), 2, "{written:?}");
    assert!(written.is_sorted() && written.last() == Some(&rows));
    assert!(
        steps.lock().unwrap().iter().any(|(_, total)| *total == 0),
        "reading is told too"
    );
    assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, rows);

    act::undo_import(
        &kit.desk,
        UndoImportInput {
            visit: kit.visit,
            import: report.import.unwrap(),
        },
    )
    .unwrap();
    assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, 0);
}

#[test]
fn stopped_while_reading_or_writing_leaves_nothing() {
    for while_writing in [false, true] {
        let kit = Kit::at_minutes(8);
        let file = kit.file("besar.csv", &many(1_100));
        let kit = Arc::new(kit);
        let stop = Arc::downgrade(&kit);
        kit.desk.set_progress(Some(Box::new(move |_, total| {
            if (total > 0) == while_writing
                && let Some(kit) = stop.upgrade()
            {
                act::roster_cancel(&kit.desk, jemput_acts::view::Nothing {}).unwrap();
            }
        })));
        assert!(matches!(kit.try_import(kit.input(&file)), Err(Trouble::Stopped)));
        kit.desk.set_progress(None);
        assert_eq!(kit.events(), 2);
        assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, 0);
        assert_eq!(kit.import(&file).accepted, 1_100, "the next one is not stopped");
    }
}

#[test]
fn a_hundred_and_twenty_thousand_rows_end_where_they_should() {
    let kit = Kit::at_minutes(8);
    let file = kit.file("besar.csv", &many(120_000));
    let started = Instant::now();
    let report = kit.import(&file);
    let imported = started.elapsed();
    sums_up(&report);
    assert_eq!((report.accepted, report.unplaced), (120_000, 120_000 - 525));
    eprintln!("taken in {imported:?}");
    // Unoptimised, on a machine that does other things as well; optimised it is seconds.
    assert!(imported < Duration::from_secs(240), "{imported:?}");
}
