//! Sites, and a visit's few numbers.

use jemput_acts::{
    Trouble, act,
    view::{DistrictInput, Nothing, PlanPreviewInput, SiteInput, UndoInput, VisitPlanInput},
};
use jemput_domain::{
    id::SiteId,
    refusal::Refusal,
    site::SiteKind,
    time::{Minute, Zone},
};
use uuid::Uuid;

use crate::kit::{Kit, sman55};

fn site(name: &str, district: &str) -> SiteInput {
    SiteInput {
        name: name.into(),
        kind: SiteKind::School,
        district: district.into(),
        contact: String::new(),
        zone: None,
    }
}

#[test]
fn a_site_needs_a_name_and_a_districts_code() {
    let kit = Kit::at_minutes(8);
    for bad in ["Pancoran", "31.74", "31.74.08.1001", ""] {
        assert_eq!(
            act::site_add(&kit.desk, site("SD 1", bad)).unwrap_err().code(),
            "bad_district"
        );
    }
    assert!(matches!(
        act::site_add(&kit.desk, site("  ", "31.74.08")),
        Err(Trouble::Refused(Refusal::NameMissing))
    ));
    // Denpasar; and a code that is in no table.
    act::site_add(&kit.desk, site("SD 2", "517101")).unwrap();
    act::site_add(&kit.desk, site("SD 3", "99.99.99")).unwrap();
    let sites = act::sites(&kit.desk, Nothing {}).unwrap();
    let told: Vec<(&str, &str, Zone)> = sites
        .iter()
        .map(|s| (s.name.as_str(), s.district.as_str(), s.zone))
        .collect();
    assert_eq!(
        told,
        [
            ("SD 2", "51.71.01", Zone::Wita),
            ("SD 3", "99.99.99", Zone::Wib),
            ("SMAN 55", "31.74.08", Zone::Wib)
        ]
    );
}

#[test]
fn districts_by_name_and_code() {
    let kit = Kit::at_minutes(8);
    let find = |text: &str| act::districts(&kit.desk, DistrictInput { text: text.into() }).unwrap();
    let named = find("panco");
    assert_eq!(named[0].name, "Pancoran, Kota Administrasi Jakarta Selatan");
    assert!(named.iter().any(|d| d.name.starts_with("Pancoran Mas")));
    assert_eq!(find("317408").len(), 1);
    assert_eq!(find("31.74").len(), 10);
    assert!(find("").is_empty() && find("zzzz").is_empty());
}

#[test]
fn numbers_are_tried_out_before_anything_is_written() {
    let kit = Kit::at_minutes(8);
    let before = kit.events();
    let preview = |change: &dyn Fn(&mut jemput_domain::plan::Setup)| {
        let mut setup = sman55();
        change(&mut setup);
        let visit = None;
        act::plan_preview(&kit.desk, PlanPreviewInput { setup, visit }).unwrap()
    };
    let good = preview(&|_| {});
    assert_eq!(
        (good.problems.len(), good.capacity, good.slots.len(), good.curves.len()),
        (0, 525, 42, 3)
    );
    assert!(
        good.sentences[0].starts_with("Senin, 8 November 2021: Dengan 4 meja dan 8 menit per orang, 175 orang"),
        "{}",
        good.sentences[0]
    );
    assert!(good.curves[0].1.iter().any(|(_, people)| *people > 0));
    let bad = preview(&|setup| setup.stations = 0);
    assert_eq!((bad.problems.len(), bad.slots.len()), (1, 0), "{:?}", bad.problems);
    let endless = preview(&|setup| {
        setup.slot_minutes = 5;
        let first = setup.days[0].day;
        setup.days[0].open.end = Minute(1440);
        setup.days = (0..60)
            .map(|n| jemput_domain::plan::DayHours {
                day: jemput_domain::time::Day(first.0 + chrono::Days::new(n)),
                ..setup.days[0].clone()
            })
            .collect();
    });
    assert!(endless.problems[0].contains("sesi"), "{:?}", endless.problems);
    assert_eq!(kit.events(), before);
}

#[test]
fn the_first_visit_is_shown_and_an_unknown_site_is_refused() {
    let kit = Kit::at_minutes(8);
    let active = || act::session(&kit.desk, Nothing {}).unwrap().active;
    assert_eq!(active(), Some(kit.visit));
    let site = act::sites(&kit.desk, Nothing {}).unwrap()[0].id;
    let second = act::visit_plan(&kit.desk, VisitPlanInput { site, setup: sman55() }).unwrap();
    assert_eq!((second.slots, second.capacity), (42, 525));
    assert_eq!(active(), Some(kit.visit));
    let nowhere = VisitPlanInput {
        site: SiteId(Uuid::from_u128(1)),
        setup: sman55(),
    };
    assert!(matches!(act::visit_plan(&kit.desk, nowhere), Err(Trouble::NoSite)));
}

#[test]
fn a_change_is_shown_as_it_would_be_and_can_be_undone() {
    let kit = Kit::at_minutes(8);
    kit.import(&kit.school());
    let before = kit.plan();
    assert_eq!(
        kit.change(kit.setup()).unwrap().act,
        None,
        "the same numbers change nothing"
    );

    let mut setup = kit.setup();
    setup.stations = 3;
    let input = PlanPreviewInput {
        setup: setup.clone(),
        visit: Some(kit.visit),
    };
    let seen = act::plan_preview(&kit.desk, input).unwrap();
    let lost = 452 - seen.slots.iter().map(|slot| slot.booked).sum::<u32>();
    assert!(lost > 0 && seen.without.len() == lost as usize, "{lost}");
    assert!(
        seen.without
            .iter()
            .all(|person| !person.name.is_empty() && person.class.starts_with('X') && person.sentence.ends_with('.'))
    );
    let done = kit.change(setup).unwrap();
    let after = kit.plan();
    let booked = |preview: &jemput_acts::view::PlanPreview| preview.slots.iter().map(|s| s.booked).collect::<Vec<_>>();
    assert_eq!(booked(&seen), booked(&after));
    assert!(after.slots.iter().all(|slot| slot.booked <= slot.capacity));
    assert_ne!(booked(&before), booked(&after));

    let undo = UndoInput {
        visit: kit.visit,
        act: done.act.unwrap(),
    };
    act::undo(&kit.desk, undo).unwrap();
    assert_eq!(booked(&kit.plan()), booked(&before));
    assert_eq!(kit.setup().stations, 4);
}
