//! A desk in a folder that goes away, a visit, and rosters as files.

use std::path::{Path, PathBuf};

use jemput_acts::{
    Desk, Trouble, act,
    clock::TimeSource,
    view::{
        Done, OfVisit, PeopleInput, PlanPreview, RosterInput, RosterReport, SiteInput, VisitChangeInput, VisitPlanInput,
    },
};
use jemput_domain::{
    demo::{pupils, school},
    id::ScopeId,
    plan::{Break, DayHours, Setup, Span},
    site::SiteKind,
    time::{Day, Minute, Moment},
};
use jemput_journal::Journal;
use tempfile::TempDir;

/// Days before the visit.
pub const BEFORE: &str = "2021-11-05T10:00:00+07:00";

pub struct Kit {
    pub folder: TempDir,
    pub desk: Desk,
    pub visit: ScopeId,
}

impl Kit {
    /// A desk with the SMAN 55 visit, at so many minutes a person, on the Friday before.
    pub fn at_minutes(minutes: u16) -> Self {
        Self::with(|setup| setup.minutes_per_person = minutes)
    }

    /// The same, with other numbers.
    pub fn with(change: impl FnOnce(&mut Setup)) -> Self {
        let folder = TempDir::new().unwrap();
        let desk = Desk::init(
            &folder.path().join("data"),
            TimeSource::Held(moment(BEFORE)),
            "Loket A",
            None,
        )
        .unwrap();
        let mut setup = sman55();
        change(&mut setup);
        let site = SiteInput {
            name: "SMAN 55".into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: "Ibu Contoh".into(),
            zone: None,
        };
        let site = act::site_add(&desk, site).unwrap().site;
        let visit = act::visit_plan(&desk, VisitPlanInput { site, setup }).unwrap().visit;
        Self { folder, desk, visit }
    }

    /// A file in the folder.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A CSV in the folder.
    pub fn csv(&self, name: &str, lines: &[&str]) -> PathBuf {
        self.file(name, lines.join("\n").as_bytes())
    }

    /// The school's export of 452 pupils.
    pub fn school(&self) -> PathBuf {
        self.file(
            "sman55.xlsx",
            &jemput_sheet::write_school_export(&school(), &pupils(55)).unwrap(),
        )
    }

    pub fn input(&self, path: &Path) -> RosterInput {
        RosterInput {
            visit: self.visit,
            path: path.to_string_lossy().into_owned(),
            classes: Vec::new(),
            add: false,
            withdraw_gone: false,
            digest: None,
        }
    }

    pub fn import(&self, path: &Path) -> RosterReport {
        self.try_import(self.input(path)).unwrap()
    }

    pub fn try_import(&self, input: RosterInput) -> Result<RosterReport, Trouble> {
        act::roster_import(&self.desk, input)
    }

    pub fn preview(&self, path: &Path) -> RosterReport {
        act::roster_preview(&self.desk, self.input(path)).unwrap()
    }

    /// Events of the visit.
    pub fn events(&self) -> u32 {
        self.journal().view().event_count(Some(self.visit)).unwrap()
    }

    /// A second look into the desk's journal.
    pub fn journal(&self) -> Journal {
        jemput_acts::vault::open_journal(&self.folder.path().join("data")).unwrap()
    }

    pub fn plan(&self) -> PlanPreview {
        act::plan(&self.desk, OfVisit { visit: self.visit }).unwrap().preview
    }

    pub fn setup(&self) -> Setup {
        act::plan(&self.desk, OfVisit { visit: self.visit }).unwrap().setup
    }

    pub fn change(&self, setup: Setup) -> Result<Done, Trouble> {
        act::visit_change(
            &self.desk,
            VisitChangeInput {
                visit: self.visit,
                setup,
            },
        )
    }

    pub fn now(&self, at: &str) {
        self.desk.set_clock(Some(moment(at)));
    }
}

pub fn moment(at: &str) -> Moment {
    Moment::parse(at).unwrap()
}

/// SMAN 55: three days, four stations, eight minutes.
pub fn sman55() -> Setup {
    let span = |start, end| Span {
        start: Minute(start),
        end: Minute(end),
    };
    let day = |day: &str| DayHours {
        day: Day::parse(day).unwrap(),
        open: span(450, 930),
        breaks: vec![Break {
            span: span(705, 780),
            stations_open: 0,
        }],
    };
    Setup {
        days: ["2021-11-08", "2021-11-09", "2021-11-10"].map(day).to_vec(),
        stations: 4,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

/// Every row in exactly one end.
pub fn sums_up(report: &RosterReport) {
    assert_eq!(
        report.rows,
        report.accepted + report.held + report.not_due + report.already_booked,
        "{report:?}"
    );
}

/// All people of a visit.
pub fn people(visit: ScopeId) -> PeopleInput {
    PeopleInput {
        visit,
        class: None,
        slot: None,
        states: Vec::new(),
        held: false,
        to_tell: false,
        unplaced: false,
        offset: 0,
        limit: None,
    }
}
