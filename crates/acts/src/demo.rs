//! The demonstration: SMAN 55, three days, 452 invented pupils, out of a seed and through the same acts as everybody's.

mod half_day;
mod script;

use std::{fs, path::PathBuf};

use jemput_domain::{
    demo::{pupils, school},
    id::ScopeId,
    plan::{Break, DayHours, Setup, Span},
    site::SiteKind,
    time::{Day, Minute, Zone},
};
use serde::{Deserialize, Serialize};

pub use half_day::demo_half_day;

use crate::{
    Desk, Trouble,
    roster::{Start, take},
    site::site_add,
    spreadsheet,
    view::{RosterInput, SiteInput, VisitPlanInput},
    visit_plan::visit_plan,
};

/// The pupils are the same each time.
const SEED: u64 = 55;
/// Days of the visit.
const DAYS: u64 = 3;

/// What the demonstration made.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Demo {
    /// The visit.
    pub visit: ScopeId,
    /// Bookings in it.
    pub bookings: u32,
}

/// Makes the demonstration: a visit of three days that begins today - by the clock that was set, if one was -, so that the
/// screen of the day has something to show.
///
/// # Errors
///
/// Whatever keeps one of its acts from happening; the acts before it stand.
pub fn demo(desk: &Desk) -> Result<Demo, Trouble> {
    let (today, _) = Zone::Wib.local(desk.clock().now());
    let site = site_add(
        desk,
        SiteInput {
            name: "SMAN 55".into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: "Bagian kesiswaan".into(),
            zone: Some(Zone::Wib),
        },
    )?;
    let planned = visit_plan(
        desk,
        VisitPlanInput {
            site: site.site,
            setup: setup(today),
        },
    )?;
    let file = DemoFile::write(desk)?;
    let input = RosterInput {
        visit: planned.visit,
        path: file.0.to_string_lossy().into_owned(),
        classes: Vec::new(),
        add: false,
        withdraw_gone: false,
        digest: None,
    };
    // A day that has begun is booked all the same: its morning is as full as it would have been.
    let report = take(desk, &input, Start::Ahead)?;
    Ok(Demo {
        visit: planned.visit,
        bookings: report.accepted + report.held,
    })
}

/// SMAN 55 as it was in November 2021: four stations, eight minutes, thirty people on site.
fn setup(first: Day) -> Setup {
    let span = |start, end| Span {
        start: Minute(start),
        end: Minute(end),
    };
    let day = |after| DayHours {
        day: Day(first.0 + chrono::Days::new(after)),
        open: span(7 * 60 + 30, 15 * 60 + 30),
        breaks: vec![Break {
            span: span(11 * 60 + 45, 13 * 60),
            stations_open: 0,
        }],
    };
    Setup {
        days: (0..DAYS).map(day).collect(),
        stations: 4,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

/// The roster as a file in the layout that the school system exports; gone when it was read.
struct DemoFile(PathBuf);

impl DemoFile {
    fn write(desk: &Desk) -> Result<Self, Trouble> {
        let path = desk.home().join("sman55-peserta-didik.xlsx");
        spreadsheet::whole(&path, &jemput_sheet::write_school_export(&school(), &pupils(SEED))?)?;
        Ok(Self(path))
    }
}

impl Drop for DemoFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
