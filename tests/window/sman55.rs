//! The main job in the real window: the school's spreadsheet, a search, a check-in, a call, a recording, the day's figures;
//! the server goes, the work goes on, the server comes back, the receipt is shown.

use jemput_acts::{Desk, act, clock::TimeSource, view::*};
use jemput_domain::{demo, id::ScopeId, site::SiteKind, time::Moment};

use super::{Place, Server, Window, control};
use crate::sman55::setup;

const MORNING: &str = "2021-11-08T07:25:00+07:00";

/// A laptop that the office has prepared: the visit is planned, the server is known.
fn prepared(place: &Place, server: &Server) -> ScopeId {
    let clock = TimeSource::Held(Moment::parse("2021-11-05T09:00:00+07:00").unwrap());
    let desk = Desk::init(&place.path("loket-a"), clock, "Loket A", Some(&server.address())).unwrap();
    let site = SiteInput {
        name: "SMAN 55".into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Contoh".into(),
        zone: None,
    };
    let site = act::site_add(&desk, site).unwrap().site;
    let planned = act::visit_plan(&desk, VisitPlanInput { site, setup: setup(8) }).unwrap();
    let bytes = jemput_sheet::write_school_export(&demo::school(), &demo::pupils(55)).unwrap();
    std::fs::write(place.path("peserta.xlsx"), bytes).unwrap();
    planned.visit
}

/// People of the first slot, as the laptop's own journal has them.
fn first_slot(place: &Place, visit: ScopeId) -> Vec<(String, String)> {
    let clock = TimeSource::Held(Moment::parse(MORNING).unwrap());
    let desk = Desk::open(&place.path("loket-a"), clock).unwrap();
    let slot = act::today(&desk, TodayInput { visit, day: None }).unwrap().slots[0]
        .slot
        .number;
    let input = PeopleInput {
        visit,
        class: None,
        slot: Some(slot),
        states: vec![],
        held: false,
        to_tell: false,
        unplaced: false,
        offset: 0,
        limit: None,
    };
    let people = act::people(&desk, input).unwrap().people;
    let nik = |booking| act::booking(&desk, OfBooking { visit, booking }).unwrap().nik.unwrap();
    people
        .iter()
        .filter(|p| !p.alike)
        .map(|p| (p.name.clone(), nik(p.booking)))
        .collect()
}

#[test]
fn from_the_spreadsheet_to_the_receipt() {
    let place = Place::new();
    let mut server = Server::start(&place);
    let visit = prepared(&place, &server);
    let window = Window::open(&place, "loket-a", &["--now", MORNING]);
    window.says("visit-menu", "SMAN 55");

    // The roster: looked at, then taken.
    window.chord(&control('4'));
    window.fill("roster-path", place.path("peserta.xlsx").to_str().unwrap());
    window.click("roster-check");
    window.says("count-rows", "452");
    window.says("count-accepted", "452");
    window.picture("peserta");
    window.click("roster-take");
    window.says("answer", "452 orang dijadwalkan");

    // Look someone up by two parts of the name, check in with Enter.
    let people = first_slot(&place, visit);
    window.chord(&control('1'));
    window.until("the search field has the keyboard", |w| {
        w.focused().as_deref() == Some("arrive-field")
    });
    let name = &people[0].0;
    let parts: String = name
        .split_whitespace()
        .rev()
        .map(|w| w.chars().take(4).collect::<String>() + " ")
        .collect();
    window.keys(parts.trim_end());
    window.says("results", name);
    window.press(fantoccini::key::Key::Enter);
    window.says("card-ticket", "A-001");
    window.says("card-name", name);

    // A barcode scanner, wherever the keyboard is.
    window.scan(&people[1].1);
    window.says("card-ticket", "A-002");
    window.picture("kedatangan");

    // Call, start, record.
    window.chord(&control('2'));
    window.click("station-pick-1");
    window.click("call-next");
    window.says("sitting-ticket", "A-001");
    window.says("sitting-name", name);
    window.click("start");
    window.picture("perekaman");
    window.click("outcome-complete");
    window.gone("sitting-ticket");

    // Today has changed.
    window.chord(&control('3'));
    window.says("figure-recorded", "1");
    window.says("figure-waiting", "1");
    window.picture("hari-ini");

    // The server goes; the work goes on; the server comes back.
    server.stop();
    window.chord(&control('6'));
    window.click("exchange-send");
    window.says("network", "Tanpa jaringan");
    window.chord(&control('1'));
    window.scan(&people[2].1);
    window.says("card-ticket", "A-003");
    window.says("network", "belum terkirim");
    server.again();
    window.chord(&control('6'));
    window.click("exchange-send");
    window.says("exchange-status", "bukti terima");
    window.says("network", "Tersambung");
    window.picture("kirim-data");

    let clock = TimeSource::Held(Moment::parse(MORNING).unwrap());
    let desk = Desk::open(&place.path("loket-a"), clock).unwrap();
    let proof = act::verify(&desk, Nothing {}).unwrap();
    assert!(proof.ok && proof.receipt_covers_all, "{proof:?}");
}
