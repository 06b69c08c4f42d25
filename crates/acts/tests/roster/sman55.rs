//! The school's own export, from a file to 452 bookings.

use jemput_acts::{
    Trouble, act,
    view::{ArriveInput, FindInput, OfVisit, PeopleInput, UndoImportInput},
};
use jemput_domain::{
    demo::pupils,
    plan::{DayHours, SlotNumber, Span},
    refusal::Refusal,
    time::{Day, Minute},
};

use crate::kit::{Kit, people, sums_up};

#[test]
fn all_are_booked_and_the_same_file_again_changes_nothing() {
    let kit = Kit::at_minutes(8);
    let file = kit.school();
    let seen = kit.preview(&file);
    assert!(!seen.written && seen.import.is_none());
    assert_eq!(kit.events(), 2, "looking writes nothing");
    let report = kit.import(&file);
    sums_up(&report);
    assert!(report.written);
    assert_eq!(
        (report.rows, report.accepted, report.held, report.unplaced),
        (452, 452, 0, 0)
    );
    assert_eq!(report.slots.iter().map(|(_, people)| people).sum::<u32>(), 452);
    assert_eq!(
        (seen.digest, seen.slots, seen.sentence),
        (report.digest, report.slots, report.sentence)
    );
    let events = kit.events();
    let again = kit.import(&file);
    sums_up(&again);
    assert!(!again.written && again.act.is_none());
    assert_eq!(
        (again.accepted, again.already_booked, again.findings.len()),
        (0, 452, 0)
    );
    assert_eq!(
        again.sentence,
        "Daftar ini sudah dijadwalkan: 452 orang sudah punya jadwal. Tidak ada yang berubah."
    );
    assert_eq!(kit.events(), events);
}

#[test]
fn the_parents_columns_are_named_and_not_read() {
    let kit = Kit::at_minutes(8);
    let report = kit.preview(&kit.school());
    assert_eq!(
        (report.sheet.as_str(), report.header_rows),
        ("Daftar Peserta Didik", (5, 6))
    );
    let nik: Vec<&str> = report
        .columns
        .iter()
        .filter(|c| c.heading == "NIK")
        .map(|c| c.letter.as_str())
        .collect();
    assert_eq!(nik, ["H"]);
    let parents = report.not_read.iter().filter(|c| c.heading.ends_with("/ NIK")).count();
    assert_eq!(parents, 3);
    assert_eq!(report.columns.len() + report.not_read.len(), 66);
}

#[test]
fn who_finds_no_slot_is_listed_never_dropped() {
    for (minutes, capacity) in [(10, 405), (15, 282)] {
        let kit = Kit::at_minutes(minutes);
        let report = kit.import(&kit.school());
        sums_up(&report);
        let unplaced = 452 - capacity;
        assert_eq!(
            (report.accepted, report.warned, report.unplaced),
            (452, unplaced, unplaced),
            "{minutes}"
        );
        assert_eq!(
            report.findings.iter().filter(|f| f.code == "unplaced").count() as u32,
            unplaced
        );
        let without = act::people(
            &kit.desk,
            PeopleInput {
                unplaced: true,
                ..people(kit.visit)
            },
        )
        .unwrap();
        assert_eq!(without.total, unplaced);
        assert!(
            report
                .slots
                .iter()
                .zip(kit.plan().slots)
                .all(|((_, people), slot)| *people <= slot.capacity)
        );
    }
}

#[test]
fn a_class_that_comes_together_is_in_the_forecast() {
    let kit = Kit::at_minutes(8);
    let report = kit.import(&kit.school());
    let peak = |curves: &[(Day, Vec<(u32, u32)>)]| {
        curves
            .iter()
            .flat_map(|(_, points)| points)
            .map(|(_, people)| *people)
            .max()
            .unwrap_or(0)
    };
    let largest_slot = report.slots.iter().map(|(_, people)| *people).max().unwrap();
    assert_eq!(report.curves.len(), 3);
    assert!(
        peak(&report.curves) >= largest_slot,
        "a slot's people are here when it starts"
    );
    assert_eq!(
        peak(&report.curves),
        peak(&kit.plan().curves),
        "the plan's screen says the same"
    );
    let said = format!("paling banyak {} orang di lokasi", peak(&report.curves));
    assert!(report.sentence.contains(&said), "{}", report.sentence);
    // Whoever calls the whole of the largest class in at once is past the limit of 30, and is told so.
    assert!(
        report
            .sentence
            .contains("Bila XII MIPA 4 (45 orang) datang sekaligus, "),
        "{}",
        report.sentence
    );
}

#[test]
fn a_class_comes_on_one_day_in_neighbouring_slots() {
    let kit = Kit::at_minutes(8);
    let report = kit.import(&kit.school());
    assert_eq!(report.classes.len(), 14);
    assert_eq!(report.classes[0].class, "XI IPS 1");
    assert!(
        report.classes.iter().all(|class| !class.when.contains(';')),
        "{:?}",
        report.classes
    );
    let largest = report.classes.iter().find(|class| class.rows == 45).unwrap();
    assert_eq!(largest.class, "XII MIPA 4");
    assert!(largest.when.contains(" November 2021, "), "{}", largest.when);
}

#[test]
fn only_the_chosen_classes() {
    let kit = Kit::at_minutes(8);
    let file = kit.school();
    let mut input = kit.input(&file);
    input.classes = vec!["xi ips 1".into(), "XII MIPA 4".into()];
    let report = kit.try_import(input.clone()).unwrap();
    assert_eq!((report.rows, report.accepted), (28 + 45, 28 + 45));
    let all = kit.import(&file);
    sums_up(&all);
    assert_eq!((all.accepted, all.already_booked, all.gone.len()), (452 - 73, 73, 0));
    input.classes = vec!["XIII".into()];
    assert_eq!(kit.try_import(input).unwrap_err().code(), "no_class");
}

#[test]
fn a_changed_file_is_refused() {
    let kit = Kit::at_minutes(8);
    let mut input = kit.input(&kit.school());
    input.digest = Some(kit.preview(&kit.school()).digest);
    kit.file("sman55.xlsx", b"Nama,NIK,Kelas\nAyu Contoh,3174084302059001,X\n");
    assert!(matches!(kit.try_import(input), Err(Trouble::FileChanged)));
    assert_eq!(kit.events(), 2);
}

#[test]
fn thirty_more_on_the_day_and_how_many_fit() {
    let kit = Kit::at_minutes(8);
    kit.import(&kit.school());
    kit.now("2021-11-09T13:10:00+07:00");
    let mut lines = vec!["No,Nama,NIK,JK,Tanggal Lahir,Kelas,Kecamatan".to_owned()];
    for n in 0..30 {
        lines.push(format!(
            "{n},Tambahan Contoh {n},31740802010598{n:02},L,2005-01-02,Susulan {},Pancoran",
            n % 6
        ));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut input = kit.input(&kit.csv("susulan.csv", &lines));
    input.add = true;
    let before: Vec<(u16, u32)> = kit
        .plan()
        .slots
        .iter()
        .map(|slot| (slot.slot.number.0, slot.booked))
        .collect();
    let report = kit.try_import(input.clone()).unwrap();
    sums_up(&report);
    assert_eq!(report.accepted, 30);
    assert_eq!(
        report.fits.iter().map(|(_, people)| people).sum::<u32>() + report.unplaced,
        30
    );
    assert_eq!(report.fits[0].0, Day::parse("2021-11-09").unwrap());
    assert_eq!(report.fits[1].0, Day::parse("2021-11-10").unwrap());
    assert!(
        report.sentence.contains("Selasa, 9 November 2021"),
        "{}",
        report.sentence
    );
    let start = (Day::parse("2021-11-09").unwrap(), Minute(13 * 60 + 10));
    for ((slot, before), (after_slot, after)) in kit.plan().slots.iter().zip(&before).zip(&report.slots) {
        assert_eq!((before.0, slot.booked), (*after_slot, *after));
        assert!(after >= &before.1 && *after <= slot.capacity);
        assert!(
            (slot.slot.day, slot.slot.span.start) >= start || *after == before.1,
            "a slot that has begun was booked"
        );
    }
    assert_eq!(kit.try_import(input).unwrap().already_booked, 30);
}

#[test]
fn an_import_is_undone_until_someone_comes() {
    let kit = Kit::at_minutes(8);
    let file = kit.school();
    let import = kit.import(&file).import.unwrap();
    let undo = UndoImportInput {
        visit: kit.visit,
        import,
    };
    let listed = act::imports(&kit.desk, OfVisit { visit: kit.visit }).unwrap();
    assert_eq!(
        (listed.len(), listed[0].bookings, listed[0].arrived, listed[0].undoable),
        (1, 452, 0, true)
    );
    act::undo_import(&kit.desk, undo.clone()).unwrap();
    assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, 0);
    assert!(
        act::imports(&kit.desk, OfVisit { visit: kit.visit })
            .unwrap()
            .is_empty()
    );
    let find = FindInput {
        visit: kit.visit,
        text: pupils(55)[0].name.clone(),
        limit: None,
    };
    assert!(act::find(&kit.desk, find).unwrap().is_empty());
    assert!(matches!(
        act::undo_import(&kit.desk, undo),
        Err(Trouble::Refused(Refusal::UndoneBefore))
    ));

    let report = kit.import(&file);
    assert_eq!((report.accepted, report.already_booked), (452, 0));
    kit.now("2021-11-08T07:40:00+07:00");
    act::arrive(
        &kit.desk,
        ArriveInput {
            visit: kit.visit,
            code: pupils(55)[3].nik.to_string(),
        },
    )
    .unwrap();
    let undo = UndoImportInput {
        visit: kit.visit,
        import: report.import.unwrap(),
    };
    assert!(matches!(
        act::undo_import(&kit.desk, undo),
        Err(Trouble::Refused(Refusal::ImportArrived { people: 1 }))
    ));
    let listed = act::imports(&kit.desk, OfVisit { visit: kit.visit }).unwrap();
    assert_eq!((listed[0].arrived, listed[0].undoable), (1, false));
}

#[test]
fn new_numbers_move_people_and_list_who_has_no_slot() {
    let kit = Kit::at_minutes(8);
    let third = kit
        .import(&kit.school())
        .slots
        .iter()
        .skip(28)
        .map(|(_, people)| people)
        .sum::<u32>();
    let mut setup = kit.setup();
    setup.days.truncate(2);
    let done = kit.change(setup.clone()).unwrap();
    let plan = kit.plan();
    assert_eq!(
        plan.slots.iter().map(|slot| slot.booked).sum::<u32>(),
        350,
        "{}",
        done.sentence
    );
    assert!(plan.slots.iter().all(|slot| slot.booked <= slot.capacity));
    let without = act::people(
        &kit.desk,
        PeopleInput {
            unplaced: true,
            ..people(kit.visit)
        },
    )
    .unwrap();
    assert_eq!(without.total, 102);
    assert!(
        done.sentence.contains("102 orang belum mendapat sesi"),
        "{}",
        done.sentence
    );

    // A day more: new numbers, never those of the day that fell away; everyone finds a place again and must be told.
    setup.days.push(DayHours {
        day: Day::parse("2021-11-11").unwrap(),
        open: Span {
            start: Minute(450),
            end: Minute(930),
        },
        breaks: Vec::new(),
    });
    kit.change(setup).unwrap();
    let plan = kit.plan();
    assert_eq!(plan.slots.iter().map(|slot| slot.booked).sum::<u32>(), 452);
    let last = Day::parse("2021-11-11").unwrap();
    assert!(
        plan.slots
            .iter()
            .filter(|slot| slot.slot.day == last)
            .all(|slot| slot.slot.number >= SlotNumber(42))
    );
    assert_eq!(
        act::people(
            &kit.desk,
            PeopleInput {
                to_tell: true,
                ..people(kit.visit)
            }
        )
        .unwrap()
        .total,
        third,
        "only who had to go"
    );
}
