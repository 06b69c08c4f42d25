//! Data that leave Jemput in a file leave an event behind.

use std::fs;

use jemput_acts::{
    act,
    view::{HistoryInput, InventoryInput, WriteInput},
};
use jemput_domain::event::{Event, ExportKind, Exported};

use crate::kit::{FIRST_DAY, Van, nik};

fn exported(van: &Van) -> Vec<Exported> {
    let journal = van.journal();
    let events = journal.view().newest_events(van.visit, 1_000).unwrap();
    let said = events.into_iter().filter_map(|event| match event.decoded.event {
        Event::Exported(body) => Some(body),
        _ => None,
    });
    said.collect()
}

fn write(van: &Van, name: &str, with_nik: bool) -> WriteInput {
    WriteInput {
        visit: Some(van.visit),
        to: van.folder.path().join(name).to_string_lossy().into_owned(),
        with_nik,
    }
}

#[test]
fn each_file_that_a_person_asks_for_is_in_the_history() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    van.now(FIRST_DAY, "07:30");
    let masked = act::export(&van.desk, write(&van, "peserta.csv", false)).unwrap();
    let text = fs::read_to_string(&masked.path).unwrap();
    assert!(
        !text.contains(&nik(9001)) && text.contains(&nik(9001)[12..]),
        "the last four digits only"
    );
    act::export(&van.desk, write(&van, "peserta.xlsx", true)).unwrap();
    act::roster_held(&van.desk, write(&van, "lengkapi.xlsx", true)).unwrap();
    let said = |what, rows, full_niks| Exported { what, rows, full_niks };
    let newest_first = [
        said(ExportKind::HeldRows, 0, false),
        said(ExportKind::Bookings, 4, true),
        said(ExportKind::Bookings, 4, false),
    ];
    assert_eq!(exported(&van), newest_first);
    let history = HistoryInput {
        visit: van.visit,
        booking: None,
        limit: Some(3),
    };
    let lines = act::history(&van.desk, history).unwrap();
    assert_eq!(
        lines[1].sentence,
        "Data peserta dikeluarkan dari Jemput: 4 orang, NIK lengkap."
    );
    assert!(!lines[1].undoable, "what has left cannot be called back");
}

#[test]
fn no_file_without_an_event_and_no_event_without_a_file() {
    let van = Van::with(&[("XII MIPA 1", 2)]);
    let nowhere = act::export(&van.desk, write(&van, "no-such-folder/peserta.csv", false));
    assert_eq!(nowhere.unwrap_err().code(), "file");
    assert_eq!(exported(&van), []);
    fs::create_dir(van.folder.path().join("keluar")).unwrap();
    act::export(&van.desk, write(&van, "keluar/peserta.csv", false)).unwrap();
    let files: Vec<_> = fs::read_dir(van.folder.path().join("keluar"))
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(files, ["peserta.csv"]);
}

#[test]
fn the_inventory_says_whose_data_are_here() {
    let van = Van::with(&[("XII MIPA 1", 3)]);
    let input = InventoryInput {
        to: Some(van.folder.path().join("inventaris.csv").to_string_lossy().into_owned()),
        with_nik: false,
    };
    let inventory = act::inventory(&van.desk, input).unwrap();
    assert_eq!((inventory.visits[0].people, inventory.visits[0].with_nik), (3, 3));
    assert!(inventory.visits[0].here);
    let text = fs::read_to_string(inventory.path.unwrap()).unwrap();
    assert_eq!(text.lines().count(), 4);
    assert!(!text.contains(&nik(9001)));
    let said = Exported {
        what: ExportKind::Inventory,
        rows: 3,
        full_niks: false,
    };
    assert_eq!(exported(&van), [said]);
}
