//! A newer roster: who is new, changed and gone, before and after it is taken.

use jemput_acts::{
    act,
    view::{ArriveInput, OfBooking, OfVisit, PeopleInput, UndoImportInput},
};
use jemput_domain::{booking::State, id::BookingId};

use crate::kit::{Kit, people, sums_up};

const HEADER: &str = "No,Nama,NIK,JK,Tanggal Lahir,Kelas,Kecamatan";
const OLD: [&str; 5] = [
    HEADER,
    "1,Ayu Contoh,3174084302059001,P,2005-02-03,XI 1,Pancoran",
    "2,Bagus Contoh,3174080403059002,L,2005-03-04,XI 1,Pancoran",
    "3,Citra Contoh,3174084504059003,P,2005-04-05,XI 1,Pancoran",
    "4,Dimas Contoh,3174080605059004,L,2005-05-06,XI 2,Pancoran",
];
/// Ayu is in another class, Bagus is gone, Citra's name and NIK were corrected, Eka is new.
const NEW: [&str; 5] = [
    HEADER,
    "1,Ayu Contoh,3174084302059001,P,2005-02-03,XI 2,Pancoran",
    "2,Citra Lestari Contoh,3174084504059003,P,2005-04-05,XI 1,Pancoran",
    "3,Dimas Contoh,3174080605059004,L,2005-05-06,XI 2,Pancoran",
    "4,Eka Contoh,3174084606059005,P,2005-06-06,XI 1,Pancoran",
];

fn named(kit: &Kit, name: &str) -> Option<BookingId> {
    let all = act::people(&kit.desk, people(kit.visit)).unwrap();
    all.people.iter().find(|p| p.name == name).map(|p| p.booking)
}

#[test]
fn shows_the_difference_and_takes_it() {
    let kit = Kit::at_minutes(8);
    let first = kit.import(&kit.csv("lama.csv", &OLD));
    assert!(first.new.is_empty(), "of a first list that is everybody");
    let slots: Vec<_> = kit.plan().slots.iter().map(|s| s.booked).collect();
    let newer = kit.csv("baru.csv", &NEW);
    let report = kit.preview(&newer);
    sums_up(&report);
    assert_eq!((report.accepted, report.already_booked, report.written), (1, 3, false));
    let changed: Vec<(&str, &str)> = report
        .changed
        .iter()
        .map(|c| (c.name.as_str(), c.what.as_str()))
        .collect();
    assert_eq!(
        changed,
        [
            ("Ayu Contoh", "kelas menjadi XI 2"),
            ("Citra Contoh", "nama menjadi Citra Lestari Contoh")
        ]
    );
    let new: Vec<(&str, &str)> = report.new.iter().map(|n| (n.name.as_str(), n.class.as_str())).collect();
    assert_eq!(new, [("Eka Contoh", "XI 1")]);
    assert!(
        report.new[0].what.contains(" November 2021, "),
        "{}",
        report.new[0].what
    );
    assert_eq!(
        report.gone.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
        ["Bagus Contoh"]
    );

    let taken = kit.import(&newer);
    assert!(taken.written);
    assert!(named(&kit, "Citra Lestari Contoh").is_some() && named(&kit, "Citra Contoh").is_none());
    assert!(
        named(&kit, "Bagus Contoh").is_some(),
        "who is gone is taken out only when asked"
    );
    let after: Vec<_> = kit.plan().slots.iter().map(|s| s.booked).collect();
    assert!(
        slots.iter().zip(&after).all(|(before, after)| before <= after),
        "nobody moves for a newcomer"
    );
    let again = kit.import(&newer);
    assert_eq!(
        (again.already_booked, again.changed.len(), again.written),
        (4, 0, false),
        "{again:?}"
    );
}

#[test]
fn takes_out_who_is_gone_and_brings_back_who_returns() {
    let kit = Kit::at_minutes(8);
    kit.import(&kit.csv("lama.csv", &OLD));
    let bagus = named(&kit, "Bagus Contoh").unwrap();
    let mut input = kit.input(&kit.csv("baru.csv", &NEW));
    input.withdraw_gone = true;
    let import = kit.try_import(input.clone()).unwrap().import.unwrap();
    let state = |id| {
        act::booking(
            &kit.desk,
            OfBooking {
                visit: kit.visit,
                booking: id,
            },
        )
        .unwrap()
        .found
        .state
    };
    assert_eq!(state(bagus), State::Withdrawn);
    assert!(kit.try_import(input).unwrap().gone.is_empty());

    let back = kit.import(&kit.csv("lama.csv", &OLD));
    sums_up(&back);
    assert_eq!((back.accepted, back.already_booked), (1, 3), "{back:?}");
    assert_eq!(
        (state(bagus), named(&kit, "Bagus Contoh")),
        (State::Booked, Some(bagus))
    );
    let told = act::people(
        &kit.desk,
        PeopleInput {
            to_tell: true,
            ..people(kit.visit)
        },
    )
    .unwrap();
    assert_eq!(told.total, 1);

    // Taken back again, he is out; and with the newer list taken back too, all is as the first list said.
    act::undo_import(
        &kit.desk,
        UndoImportInput {
            visit: kit.visit,
            import: back.import.unwrap(),
        },
    )
    .unwrap();
    assert_eq!(state(bagus), State::Withdrawn);
    act::undo_import(
        &kit.desk,
        UndoImportInput {
            visit: kit.visit,
            import,
        },
    )
    .unwrap();
    assert!(named(&kit, "Citra Contoh").is_some() && named(&kit, "Eka Contoh").is_none());
    assert_eq!(act::imports(&kit.desk, OfVisit { visit: kit.visit }).unwrap().len(), 1);
}

#[test]
fn who_has_come_is_neither_changed_nor_taken_out() {
    let kit = Kit::at_minutes(8);
    kit.import(&kit.csv("lama.csv", &OLD));
    kit.now("2021-11-08T07:35:00+07:00");
    for nik in ["3174084302059001", "3174080403059002"] {
        act::arrive(
            &kit.desk,
            ArriveInput {
                visit: kit.visit,
                code: nik.into(),
            },
        )
        .unwrap();
    }
    let mut input = kit.input(&kit.csv("baru.csv", &NEW));
    input.withdraw_gone = true;
    let report = kit.try_import(input).unwrap();
    assert!(report.gone.is_empty());
    let ayu = report.changed.iter().find(|c| c.name == "Ayu Contoh").unwrap();
    assert_eq!(ayu.what, "kelas menjadi XI 2 (sudah hadir; tidak diubah)");
    let view = act::booking(
        &kit.desk,
        OfBooking {
            visit: kit.visit,
            booking: ayu.booking,
        },
    )
    .unwrap();
    assert_eq!((view.found.class.as_str(), view.found.state), ("XI 1", State::Waiting));
}

#[test]
fn a_list_of_one_class_says_nothing_of_the_others() {
    let kit = Kit::at_minutes(8);
    kit.import(&kit.csv("lama.csv", &OLD));
    let mut input = kit.input(&kit.csv("xi1.csv", &OLD[..3]));
    input.withdraw_gone = true;
    let report = kit.try_import(input).unwrap();
    assert_eq!(
        report.gone.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
        ["Citra Contoh"]
    );
    assert!(named(&kit, "Dimas Contoh").is_some());
}
