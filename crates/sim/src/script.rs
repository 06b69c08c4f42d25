//! What happens in a run, as a list of steps drawn from a seed: steps can be left out and the rest stays as it was.

use crate::{
    Chance,
    disk::{Fault, Wrong},
};

/// One machine of a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Node {
    /// The central server.
    Server,
    /// A laptop, from 0.
    Laptop(usize),
}

/// What the network does to an exchange.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Net {
    /// It carries everything.
    Carries,
    /// It carries nothing.
    Down,
    /// The request ends in the midst: which one, and after how many of a thousand parts of it.
    RequestCut(u8, u16),
    /// The answer does.
    AnswerCut(u8, u16),
    /// The server hears each request twice, as a line does that sends again.
    Twice,
    /// The server hears the request, and once more a long time after: see [`What::Late`].
    KeptBack,
}

/// One thing that happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// An operator does something at a laptop.
    Act(usize),
    /// A laptop exchanges with the server.
    Exchange {
        /// Which.
        laptop: usize,
        /// How well it goes.
        net: Net,
        /// Whether an act is done at the laptop, and another laptop exchanges, in the midst of it.
        meanwhile: bool,
    },
    /// The oldest request that was kept back reaches the server.
    Late,
    /// The power goes, at once.
    PowerCut(Node),
    /// Its programs are killed.
    Kill(Node),
    /// Its programs are closed in order.
    Close(Node),
    /// Its disk is going to do something wrong.
    Disk(Node, Fault),
    /// A laptop's clock is from now on so many milliseconds ahead.
    Clock(usize, i64),
    /// A laptop's disk is cloned.
    Image(usize),
    /// The clone is put in its place.
    Restore(usize),
}

/// A step: what happens, and with which chance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// Seeds what is decided within it.
    pub seed: u64,
    /// How long after the step before, in milliseconds.
    pub after_ms: i64,
    /// What.
    pub what: What,
}

/// A whole run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Script {
    /// From which it was drawn.
    pub seed: u64,
    /// How many laptops there are.
    pub laptops: usize,
    /// What happens.
    pub steps: Vec<Step>,
}

/// Which kinds of trouble a run has, and how often: a run with few kinds goes deeper into each.
#[derive(Clone, Copy, Debug)]
struct Weather {
    nets: bool,
    crashes: bool,
    disks: bool,
    clocks: bool,
    images: bool,
}

impl Weather {
    fn draw(chance: &mut Chance) -> Self {
        Self {
            nets: chance.percent(60),
            crashes: chance.percent(60),
            disks: chance.percent(40),
            clocks: chance.percent(40),
            images: chance.percent(15),
        }
    }
}

impl Script {
    /// The script of a seed.
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let laptops = 2 + chance.place(3);
        let weather = Weather::draw(&mut chance);
        let length = 20 + chance.place(60);
        let mut steps: Vec<Step> = (0..length).map(|_| step(&mut chance, laptops, weather)).collect();
        if weather.images {
            clone_one(&mut steps, &mut chance, laptops);
        }
        Self { seed, laptops, steps }
    }
}

fn step(chance: &mut Chance, laptops: usize, weather: Weather) -> Step {
    // Many things happen in one instant, as clocks count.
    let after_ms = [0, 0, 1, 1_000, 60_000, 180_000][chance.place(6)];
    Step {
        seed: chance.draw(),
        after_ms,
        what: what(chance, laptops, weather),
    }
}

fn what(chance: &mut Chance, laptops: usize, weather: Weather) -> What {
    let laptop = chance.place(laptops);
    match chance.below(100) {
        0..6 if weather.crashes => {
            let node = node(chance, laptops);
            match chance.below(5) {
                0 => What::Kill(node),
                1 => What::Close(node),
                2 => What::PowerCut(node),
                // Most crashes come in the midst of a change.
                _ => What::Disk(
                    node,
                    Fault {
                        after_changes: chance.below(60) as u32,
                        wrong: Wrong::PowerCut,
                    },
                ),
            }
        }
        6..11 if weather.disks => {
            let changes = 1 + chance.below(6) as u32;
            let fault = Fault {
                after_changes: chance.below(40) as u32,
                wrong: if chance.percent(50) {
                    Wrong::Fails { changes }
                } else {
                    Wrong::Full { changes }
                },
            };
            What::Disk(node(chance, laptops), fault)
        }
        11..15 if weather.clocks => {
            const HOUR: i64 = 3_600_000;
            let ahead = [0, 0, 61_000, -HOUR, HOUR, -365 * 24 * HOUR, 400 * 24 * HOUR];
            What::Clock(laptop, ahead[chance.place(ahead.len())])
        }
        15..18 if weather.nets => What::Late,
        18..42 => What::Exchange {
            laptop,
            net: if weather.nets { net(chance) } else { Net::Carries },
            meanwhile: chance.percent(20),
        },
        _ => What::Act(laptop),
    }
}

fn node(chance: &mut Chance, laptops: usize) -> Node {
    match chance.place(laptops + 1) {
        0 => Node::Server,
        n => Node::Laptop(n - 1),
    }
}

fn net(chance: &mut Chance) -> Net {
    let (which, part) = (1 + chance.below(2) as u8, chance.below(1_000) as u16);
    match chance.below(10) {
        0 => Net::Down,
        1 => Net::RequestCut(which, part),
        2 | 3 => Net::AnswerCut(which, part),
        4 => Net::Twice,
        5 => Net::KeptBack,
        _ => Net::Carries,
    }
}

/// One laptop's disk is cloned early and put back late, at most once in a run.
fn clone_one(steps: &mut Vec<Step>, chance: &mut Chance, laptops: usize) {
    let laptop = chance.place(laptops);
    let taken = chance.place(steps.len());
    let put_back = taken + 1 + chance.place(steps.len() - taken);
    for (at, what) in [(taken, What::Image(laptop)), (put_back, What::Restore(laptop))] {
        let step = Step {
            seed: chance.draw(),
            after_ms: 0,
            what,
        };
        steps.insert(at.min(steps.len()), step);
    }
}
