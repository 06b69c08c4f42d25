//! A server with an office, and protected laptops.

use std::{net::SocketAddr, path::Path, time::Duration};

use jemput_acts::{Desk, act, clock::TimeSource, vault::Unlock, view::*};
use jemput_domain::{
    id::ScopeId,
    plan::{DayHours, Setup, Span},
    site::SiteKind,
    time::{Day, Minute, Moment, Zone},
};
use jemput_exchange::enrol_code::Code;
use jemput_journal::Journal;
use jemput_server::{
    Config, Running,
    enrol::{self, Grant},
    identity, now, office, serve,
};
use jemput_vault::{Draw, Secret};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// An office's server, and the folder of all.
pub struct Office {
    pub runtime: Runtime,
    pub server: Option<Running>,
    pub address: SocketAddr,
    pub folder: TempDir,
}

impl Office {
    pub fn new() -> Self {
        let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let data = folder.path().join("server");
        std::fs::create_dir_all(&data).unwrap();
        let signer = identity::load_or_make(&data, &data.join("server.sqlite"), 0).unwrap();
        let mut journal = Journal::open(&data.join("server.sqlite")).unwrap();
        let names = ("Sudin Contoh", "Van 1", "https://127.0.0.1:1");
        office::open(&mut journal, &signer, names, Moment(now())).unwrap();
        let mut office = Self {
            runtime,
            server: None,
            address: "127.0.0.1:0".parse().unwrap(),
            folder,
        };
        office.start();
        office
    }

    /// Starts it, at the address where it was.
    pub fn start(&mut self) {
        let mut config = Config::new(self.address, self.data());
        config.enrol_pause = Duration::ZERO;
        let running = self.runtime.block_on(serve(config)).unwrap();
        self.address = running.address;
        self.server = Some(running);
    }

    pub fn stop(&mut self) {
        if let Some(running) = self.server.take() {
            self.runtime.block_on(running.stop());
        }
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("server")
    }

    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    pub fn journal(&self) -> Journal {
        Journal::open(&self.data().join("server.sqlite")).unwrap()
    }

    /// A one-time code for a laptop of the first van.
    pub fn code(&self) -> Code {
        let signer = identity::load_or_make(&self.data(), &self.data().join("server.sqlite"), 0).unwrap();
        let url = self.url();
        let grant = Grant {
            van: "Van 1",
            hours: 1,
            uses: 1,
            address: Some(&url),
        };
        enrol::make_code(&mut self.journal(), &signer, &grant, Moment(now())).unwrap()
    }

    /// A laptop whose operator has a secret of their own.
    pub fn laptop(&self, name: &str) -> Laptop {
        Laptop::new(&self.folder.path().join(name), name)
    }

    /// The same, enrolled.
    pub fn enrolled(&self, name: &str) -> Laptop {
        let laptop = self.laptop(name);
        laptop.enrol(&self.code()).unwrap();
        laptop
    }
}

/// A laptop, and its operator's secret.
pub struct Laptop {
    pub desk: Desk,
    pub secret: String,
}

impl Laptop {
    fn new(home: &Path, name: &str) -> Self {
        let seed = [name.as_bytes()[name.len() - 1]; 32];
        let secret = Secret::machine(&mut Draw::new(seed));
        let text = secret.expose().to_owned();
        let unlock = Unlock::new(&format!("Petugas {name}"), secret);
        let (desk, _) = Desk::init_as(home, TimeSource::System, name, None, &unlock).unwrap();
        Self { desk, secret: text }
    }

    pub fn enrol(&self, code: &Code) -> Result<EnrolledView, jemput_acts::Trouble> {
        let input = EnrolInput {
            code: code.to_text(),
            server: None,
            secret: TypedSecret(self.secret.clone()),
        };
        act::enrol(&self.desk, input)
    }

    pub fn sync(&self) -> Result<SyncDone, jemput_acts::Trouble> {
        act::sync(&self.desk, SyncInput::default())
    }

    pub fn site(&self, name: &str) -> jemput_domain::id::SiteId {
        let site = SiteInput {
            name: name.into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: String::new(),
            zone: Some(Zone::Wib),
        };
        act::site_add(&self.desk, site).unwrap().site
    }

    pub fn visit(&self, site: jemput_domain::id::SiteId) -> ScopeId {
        let setup = Setup {
            days: vec![DayHours {
                day: Day::parse("2021-11-08").unwrap(),
                open: Span {
                    start: Minute(450),
                    end: Minute(930),
                },
                breaks: vec![],
            }],
            stations: 4,
            minutes_per_person: 8,
            waiting_limit: 30,
            slot_minutes: 30,
            reserve_percent: 10,
            minimum_age: 16,
        };
        act::visit_plan(&self.desk, VisitPlanInput { site, setup })
            .unwrap()
            .visit
    }
}
