//! All machines of a run, and what each step does to them.

use jemput_acts::{
    Desk, Trouble, act, seeded,
    view::{SiteInput, VisitPlanInput},
};
use jemput_domain::{
    id::ScopeId,
    plan::{DayHours, Setup, Span},
    site::SiteKind,
    time::{Day, Minute, Moment, Zone},
};

use jemput_journal::{Journal, View};

use crate::{
    Chance, Failure,
    disk::Disk,
    laptop::{Laptop, Log, Programs, log_after},
    network::{ADDRESS, Broken, Caller, Line, deliver_late},
    operator::{self, Operator, STATIONS},
    script::{Net, Node, Script, Step, What},
    server::{DISK, Server},
    vfs,
};

/// The visit's days.
const DAYS: [&str; 2] = ["2021-11-08", "2021-11-09"];

/// Everything there is.
pub struct World {
    /// The server.
    pub server: Server,
    /// The laptops.
    pub laptops: Vec<Laptop>,
    /// The visit that all of them hold.
    pub visit: ScopeId,
    /// The time that it is.
    pub now: Moment,
    kept_back: Vec<Vec<u8>>,
    trace: Option<Vec<String>>,
}

/// The visit's plan.
fn setup() -> Setup {
    let hours = |day: &str| DayHours {
        day: Day::parse(day).expect("a day as it is written"),
        open: Span {
            start: Minute(450),
            end: Minute(660),
        },
        breaks: Vec::new(),
    };
    Setup {
        days: DAYS.map(hours).to_vec(),
        stations: STATIONS,
        minutes_per_person: 10,
        waiting_limit: 12,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

impl World {
    /// Laptops that all hold one visit with a roster, and a server that they met. Nothing has gone wrong yet.
    ///
    /// # Errors
    /// Something went wrong.
    pub fn begin(script: &Script, traces: bool) -> Result<Self, Failure> {
        vfs::begin(script.seed);
        let mut chance = Chance::new(script.seed ^ 0x5eed);
        seeded::draw_from(Some(Box::new(move |bytes| chance.fill(bytes))));
        let day = Day::parse(DAYS[0]).expect("a day as it is written");
        let mut world = Self {
            server: Server::default(),
            laptops: (0..script.laptops).map(Laptop::new).collect(),
            visit: ScopeId(uuid::Uuid::nil()),
            now: Zone::Wib.moment(day, Minute(450)),
            kept_back: Vec::new(),
            trace: traces.then(Vec::new),
        };
        world.tell_time();
        world.set_up().map_err(|trouble| Failure::of("set_up", trouble))?;
        let mut chance = Chance::new(script.seed);
        for laptop in 0..script.laptops {
            world.exchange(laptop, Net::Carries, false, &mut chance)?;
            // Its mark is heard before the next one takes its own.
            world.exchange(laptop, Net::Carries, false, &mut chance)?;
        }
        Ok(world)
    }

    fn set_up(&mut self) -> Result<(), Trouble> {
        let (first, others) = self.laptops.split_first_mut().expect("a run has laptops");
        let desk = &first.start()?.desk;
        let site = SiteInput {
            name: "SMAN 55".into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: String::new(),
            zone: None,
        };
        let site = act::site_add(desk, site)?.site;
        self.visit = act::visit_plan(desk, VisitPlanInput { site, setup: setup() })?.visit;
        operator::import(desk, self.visit, "first.csv", false, false)?;
        first.acknowledge()?;
        let key = self.server.key();
        let hex: String = key.public_key.iter().map(|byte| format!("{byte:02x}")).collect();
        let pin = format!("{ADDRESS} {} {hex}", key.device);
        for laptop in std::iter::once(first).chain(others) {
            let writing = laptop.start()?.journal.write()?;
            writing.set_setting("server", ADDRESS)?;
            writing.set_setting("server_key", &pin)?;
            writing.set_setting("joining", &self.visit.to_string())?;
            writing.commit()?;
        }
        Ok(())
    }

    /// What was seen, line by line.
    pub fn take_trace(&mut self) -> Vec<String> {
        self.trace.take().unwrap_or_default()
    }

    fn say(&mut self, said: impl FnOnce() -> String) {
        if let Some(trace) = &mut self.trace {
            trace.push(said());
        }
    }

    fn tell_time(&self) {
        for laptop in &self.laptops {
            laptop.tell_time(self.now);
        }
    }

    /// One step.
    ///
    /// # Errors
    /// Something that must not be was seen.
    pub fn step(&mut self, step: &Step) -> Result<(), Failure> {
        self.now = Moment(self.now.0 + step.after_ms);
        self.tell_time();
        self.say(|| format!("{:?}", step.what));
        let mut chance = Chance::new(step.seed);
        match step.what {
            What::Act(laptop) => self.act(laptop, &mut chance)?,
            What::Exchange { laptop, net, meanwhile } => self.exchange(laptop, net, meanwhile, &mut chance)?,
            What::Late => self.late(),
            What::PowerCut(node) => self.disk(node, Disk::cut_power),
            What::Kill(node) => {
                self.disk(node, Disk::cut_power);
                self.end(node);
                self.disk(node, Disk::programs_begin_anew);
            }
            What::Close(node) => self.end(node),
            What::Disk(node, fault) => self.disk(node, |disk| disk.arm(fault)),
            What::Clock(laptop, ahead_ms) => self.laptops[laptop].ahead_ms = ahead_ms,
            What::Image(laptop) => {
                let laptop = &mut self.laptops[laptop];
                laptop.image = Some(vfs::on_disk(&laptop.disk, |disk| disk.image()));
            }
            What::Restore(laptop) => self.restore(laptop)?,
        }
        self.power_comes_back(&mut chance);
        Ok(())
    }

    fn disk<T>(&mut self, node: Node, work: impl FnOnce(&mut Disk) -> T) -> T {
        vfs::on_disk(self.disk_name(node), work)
    }

    fn disk_name(&self, node: Node) -> &str {
        match node {
            Node::Server => DISK,
            Node::Laptop(laptop) => &self.laptops[laptop].disk,
        }
    }

    /// Its programs end.
    fn end(&mut self, node: Node) {
        match node {
            Node::Server => self.server.journal = None,
            Node::Laptop(laptop) => self.laptops[laptop].programs = None,
        }
    }

    fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        std::iter::once(Node::Server).chain((0..self.laptops.len()).map(Node::Laptop))
    }

    /// Whoever has no power gets it back, with its programs off and its disk as the cut left it.
    fn power_comes_back(&mut self, chance: &mut Chance) {
        for node in self.nodes() {
            if self.disk(node, |disk| disk.has_no_power()) {
                self.end(node);
                self.disk(node, |disk| disk.power_is_back(chance));
                self.say(|| format!("  {node:?}: the power is back"));
            }
        }
    }

    /// How often disks failed so far.
    fn faults(&self) -> u64 {
        self.nodes()
            .map(|node| vfs::on_disk(self.disk_name(node), |disk| disk.faults()))
            .sum()
    }

    fn act(&mut self, laptop: usize, chance: &mut Chance) -> Result<(), Failure> {
        let faults = self.faults();
        let (name, done, new) = act_at(&mut self.laptops[laptop], self.visit, chance);
        let has_failed = self.faults() > faults;
        self.say(|| format!("  {name}: {}, {new:?} events", said(&done)));
        judge_act(name, &done, new, has_failed)
    }

    fn exchange(&mut self, laptop: usize, net: Net, busy: bool, chance: &mut Chance) -> Result<(), Failure> {
        let faults = self.faults();
        let done = self.try_exchange(laptop, net, busy, chance);
        let has_failed = self.faults() > faults;
        self.say(|| match &done {
            Ok(done) => format!("  {done:?}"),
            Err(broken) => format!("  broke: {broken:?}"),
        });
        match done {
            Err(broken) if !has_failed && (broken.is_of_a_disk() || net == Net::Carries) => {
                Err(Failure::of("exchange_broke_by_itself", format!("{broken:?}")))
            }
            Ok(exchanged) if !has_failed && net == Net::Carries && !busy => self.judge_exchange(&exchanged),
            _ => Ok(()),
        }
    }

    /// One undisturbed exchange is enough, and refuses nothing; but for a copy that went on by itself.
    fn judge_exchange(&self, exchanged: &Exchanged) -> Result<(), Failure> {
        let is_copy = self.laptops.iter().any(|laptop| laptop.restored_as.is_some());
        if !(is_copy || (exchanged.made_equal && exchanged.refused == 0)) {
            return Err(Failure::of("one_exchange_was_not_enough", format!("{exchanged:?}")));
        }
        Ok(())
    }

    fn try_exchange(&mut self, laptop: usize, net: Net, busy: bool, chance: &mut Chance) -> Result<Exchanged, Broken> {
        let visit = self.visit;
        self.laptops[laptop].start().map_err(Broken::Keeping)?;
        let mut caller = self.laptops[laptop].programs.take().expect("they were just started");
        let (at, mut inner, now) = (self.laptops[laptop].time(), Chance::new(chance.draw()), self.now);
        let mut line = Line {
            server: &mut self.server,
            net,
            now,
            kept_back: &mut self.kept_back,
        };
        let laptops = &mut self.laptops;
        let mut meanwhile = |server: &mut Server, desk: &Desk, journal: &Journal| {
            if busy {
                let _ = act_of(desk, journal.view(), visit, &mut inner);
                let other = (laptop + 1) % laptops.len();
                if other != laptop {
                    exchange_plainly(server, &mut laptops[other], now, &mut inner);
                }
            }
        };
        let Programs { desk, journal, memory } = &mut caller;
        let mut side = Caller {
            desk,
            journal,
            memory,
            at,
        };
        let done = line.exchange(&mut side, chance, &mut meanwhile);
        let done = done.and_then(|outcome| {
            let made_equal = are_equal(journal, &self.server);
            let wrote = jemput_acts::take_mark(desk).map_err(Broken::Keeping)?;
            Ok(Exchanged {
                wrote,
                sent: outcome.sent,
                received: outcome.received,
                refused: outcome.refused.len(),
                made_equal,
            })
        });
        self.laptops[laptop].programs = Some(caller);
        // Without power nothing is shown any more.
        let _ = self.laptops[laptop].acknowledge();
        done
    }

    fn late(&mut self) {
        if !self.kept_back.is_empty() {
            let request = self.kept_back.remove(0);
            // What it brings was committed before, or is told again.
            let heard = deliver_late(&mut self.server, &request, self.now);
            self.say(|| format!("  {heard:?}"));
        }
    }

    /// The clone is put in place: what was acknowledged since and is nowhere else is gone with the disk.
    fn restore(&mut self, laptop: usize) -> Result<(), Failure> {
        let Some(image) = self.laptops[laptop].image.take() else {
            return Ok(());
        };
        for node in self.nodes() {
            self.disk(node, Disk::disarm);
        }
        let device = self.laptops[laptop].start().ok().map(|programs| programs.desk.device());
        self.laptops[laptop].restored_as = device;
        self.end(Node::Laptop(laptop));
        vfs::put_disk(&self.laptops[laptop].disk, Disk::from_image(&image));
        self.forget_what_is_nowhere(laptop)
    }

    fn forget_what_is_nowhere(&mut self, restored: usize) -> Result<(), Failure> {
        let mut acknowledged = std::mem::take(&mut self.laptops[restored].acknowledged);
        for (log, events) in &mut acknowledged {
            let mut kept = 0;
            for node in self.nodes() {
                let here = self.log(node, *log)?;
                let same = here.iter().zip(&*events).take_while(|(a, b)| a == b).count();
                kept = kept.max(same);
            }
            events.truncate(kept);
        }
        self.laptops[restored].acknowledged = acknowledged;
        Ok(())
    }

    /// A log as a machine has it.
    fn log(&mut self, node: Node, log: Log) -> Result<Vec<Vec<u8>>, Failure> {
        let failed = |error: String| Failure::of("does_not_start", error);
        let view = match node {
            Node::Server => self.server.start().map_err(|e| failed(e.to_string()))?.view(),
            Node::Laptop(laptop) => {
                let programs = self.laptops[laptop].start().map_err(|e| failed(e.to_string()))?;
                programs.journal.view()
            }
        };
        log_after(view, log, 0).map_err(|e| failed(e.to_string()))
    }

    /// Everything is well again: disks, lines, clocks.
    pub fn heal(&mut self, chance: &mut Chance) {
        for node in self.nodes() {
            self.disk(node, Disk::disarm);
        }
        self.power_comes_back(chance);
        for laptop in &mut self.laptops {
            laptop.ahead_ms = 0;
        }
        self.tell_time();
    }

    /// One round of exchanges of everybody; how many events moved.
    ///
    /// # Errors
    /// One broke though nothing was wrong.
    pub fn round(&mut self, chance: &mut Chance) -> Result<u64, Failure> {
        let mut moved = 0;
        for laptop in 0..self.laptops.len() {
            let done = self.try_exchange(laptop, Net::Carries, false, chance);
            self.say(|| format!("  {laptop}: {done:?}"));
            let done = done.map_err(|broken| Failure::of("exchange_broke", format!("{broken:?}")))?;
            self.judge_exchange(&done)?;
            // A copy that went on by itself offers its own log again and again: a person is asked.
            let is_fork = done.refused > 0 && self.laptops[laptop].restored_as.is_some();
            moved += if is_fork {
                done.received
            } else {
                done.sent + done.received
            };
            moved += u64::from(done.wrote);
        }
        Ok(moved)
    }
}

/// What an exchange came to.
#[derive(Debug)]
struct Exchanged {
    sent: u64,
    received: u64,
    refused: usize,
    /// A mark was taken after it: there is more to send.
    wrote: bool,
    /// Both held the same of all scopes when it ended.
    made_equal: bool,
}

/// Whether a laptop and the server have the same heads in all that the laptop holds.
fn are_equal(laptop: &Journal, server: &Server) -> bool {
    let Some(server) = &server.journal else { return false };
    let heads = |journal: &Journal, scope| journal.view().heads(scope).unwrap_or_default();
    let scopes = laptop.view().scopes().unwrap_or_default();
    scopes
        .into_iter()
        .all(|scope| heads(laptop, scope) == heads(server, scope))
}

fn said(done: &Result<(), Trouble>) -> String {
    match done {
        Ok(()) => "done".to_owned(),
        Err(trouble) => trouble.code().to_owned(),
    }
}

/// An operator does something at a laptop; how many events that wrote.
fn act_at(laptop: &mut Laptop, visit: ScopeId, chance: &mut Chance) -> (&'static str, Result<(), Trouble>, u32) {
    // What a power cut left whole though nobody was told is not this act's.
    if laptop.start().is_ok() {
        let _ = laptop.acknowledge();
    }
    let (name, done) = match laptop.start() {
        Ok(Programs { desk, journal, .. }) => act_of(desk, journal.view(), visit, chance),
        Err(trouble) => ("start", Err(trouble)),
    };
    // What can be seen is on disk: a reader sees what was committed only.
    (name, done, laptop.acknowledge().unwrap_or(0))
}

fn judge_act(name: &str, done: &Result<(), Trouble>, new: u32, has_failed: bool) -> Result<(), Failure> {
    match done {
        Err(trouble) if !has_failed && new > 0 => Err(Failure::of(
            "refused_but_written",
            format!("{name}: {trouble}, {new} events"),
        )),
        Err(Trouble::Journal(error)) if !has_failed => {
            Err(Failure::of("journal_failed_by_itself", format!("{name}: {error}")))
        }
        _ => Ok(()),
    }
}

/// Exchanges without anything going wrong on the line; what goes wrong on a disk comes out later.
fn exchange_plainly(server: &mut Server, laptop: &mut Laptop, now: Moment, chance: &mut Chance) {
    let at = laptop.time();
    let Ok(Programs { desk, journal, memory }) = laptop.start() else {
        return;
    };
    let mut side = Caller {
        desk,
        journal,
        memory,
        at,
    };
    let mut line = Line {
        server,
        net: Net::Carries,
        now,
        kept_back: &mut Vec::new(),
    };
    let _ = line.exchange(&mut side, chance, &mut |_, _, _| {});
}

fn act_of(desk: &Desk, view: View<'_>, visit: ScopeId, chance: &mut Chance) -> operator::Done {
    let people = match view.bookings(visit) {
        Ok(people) => people,
        Err(error) => return ("people", Err(error.into())),
    };
    let mut operator = Operator {
        desk,
        view,
        visit,
        people,
        chance,
    };
    operator.act()
}
