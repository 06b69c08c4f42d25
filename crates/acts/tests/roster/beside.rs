//! A roster is taken in beside the screens: the desk goes on while it is read and decided.

use std::sync::{Arc, Mutex};

use jemput_acts::{
    act,
    view::{ArriveInput, OfVisit},
};

use crate::kit::{Kit, sums_up};

const OLD: [&str; 3] = [
    "No,Nama,NIK,JK,Tanggal Lahir,Kelas,Kecamatan",
    "1,Ayu Contoh,3174084302059001,P,2005-02-03,XI 1,Pancoran",
    "2,Bagus Contoh,3174080403059002,L,2005-03-04,XI 1,Pancoran",
];

#[test]
fn someone_who_comes_while_a_newer_list_is_decided_is_seen_by_it() {
    let kit = Arc::new(Kit::at_minutes(8));
    kit.import(&kit.csv("lama.csv", &OLD));
    kit.now("2021-11-08T07:35:00+07:00");
    let mut newer: Vec<String> = OLD.iter().map(|line| (*line).to_owned()).collect();
    newer[1] = newer[1].replace("XI 1", "XI 2");
    newer.extend((0..1_200).map(|n| {
        let nik = format!("317408{:02}{:02}04{:04}", n % 28 + 1, n / 28 % 12 + 1, 9000 + n / 336);
        format!(
            "{n},Orang Contoh {n},{nik},L,2004-{:02}-{:02},XI 3,Pancoran",
            n / 28 % 12 + 1,
            n % 28 + 1
        )
    }));
    let file = kit.csv("baru.csv", &newer.iter().map(String::as_str).collect::<Vec<_>>());
    // Ayu checks in, from another window, when all has been read and decided and nothing is written yet.
    let came = Arc::new(Mutex::new(None));
    let (desk, told) = (Arc::downgrade(&kit), Arc::clone(&came));
    kit.desk.set_progress(Some(Box::new(move |done, total| {
        let decided = (done, total) == (1_202, 0);
        if let Some(kit) = desk.upgrade().filter(|_| decided && told.lock().unwrap().is_none()) {
            let code = "3174084302059001".into();
            let arrived = act::arrive(&kit.desk, ArriveInput { visit: kit.visit, code });
            *told.lock().unwrap() = Some(arrived.is_ok());
        }
    })));
    let report = kit.import(&file);
    kit.desk.set_progress(None);
    sums_up(&report);
    assert_eq!(*came.lock().unwrap(), Some(true), "a check-in does not wait for a list");
    let ayu = report.changed.iter().find(|one| one.name == "Ayu Contoh").unwrap();
    assert!(ayu.what.contains("sudah hadir; tidak diubah"), "{}", ayu.what);
    let booked = act::plan(&kit.desk, OfVisit { visit: kit.visit })
        .unwrap()
        .preview
        .slots;
    assert!(booked.iter().all(|slot| slot.booked <= slot.capacity));
}
