//! The line between a laptop and the server: it carries the real conversation, or as much of it as it pleases.

use std::time::Duration;

use jemput_acts::{Desk, Heard, Trouble};
use jemput_domain::time::Moment;
use jemput_exchange::{
    Outcome,
    conversation::{Asking, Fault, Memory, Next, Replying, ServerClock, Wanted},
};
use jemput_journal::{Journal, JournalError};

use crate::{Chance, script::Net, server::Server};

/// What laptops call the server.
pub const ADDRESS: &str = "sim";

/// Why an exchange did not come to its end.
#[derive(Debug)]
pub enum Broken {
    /// The line broke.
    Line,
    /// The laptop's side.
    Laptop(Fault<JournalError>),
    /// The laptop could not keep what it was told.
    Keeping(Trouble),
    /// The server's side.
    Server(Fault<JournalError>),
}

impl Broken {
    /// A disk's fault, on either side.
    pub fn is_of_a_disk(&self) -> bool {
        match self {
            Self::Line => false,
            Self::Laptop(fault) | Self::Server(fault) => matches!(fault, Fault::Store(_)),
            Self::Keeping(_) => true,
        }
    }
}

/// One exchange as the line sees it.
pub struct Line<'s> {
    /// The server.
    pub server: &'s mut Server,
    /// What the line does.
    pub net: Net,
    /// The server's time.
    pub now: Moment,
    /// Requests that reach the server later, once more.
    pub kept_back: &'s mut Vec<Vec<u8>>,
}

/// A request that reaches the server by itself: nobody hears the answer.
pub fn deliver_late(server: &mut Server, request: &[u8], now: Moment) -> Result<(), Fault<JournalError>> {
    let journal = server.start().map_err(Fault::Store)?;
    Replying::default().hear(journal, request, now)
}

/// What happens at the laptop and around it while an answer is awaited.
pub type Meanwhile<'m> = dyn FnMut(&mut Server, &Desk, &Journal) + 'm;

/// The laptop's side of an exchange.
pub struct Caller<'p> {
    /// Who keeps what is heard.
    pub desk: &'p Desk,
    /// What is exchanged.
    pub journal: &'p mut Journal,
    /// What was learned before.
    pub memory: &'p mut Memory,
    /// The laptop's time.
    pub at: Moment,
}

impl Line<'_> {
    /// Exchanges to the end, or to where it breaks; `meanwhile` happens after each request.
    pub fn exchange(
        &mut self,
        caller: &mut Caller<'_>,
        chance: &mut Chance,
        meanwhile: &mut Meanwhile<'_>,
    ) -> Result<Outcome, Broken> {
        if self.net == Net::Down {
            return Err(Broken::Line);
        }
        let done = self.converse(caller, chance, meanwhile);
        if done.is_err() {
            caller.memory.broke();
        }
        let (wanted, outcome) = done?;
        let told = Heard {
            address: ADDRESS,
            key: self.server.key(),
            began: caller.at,
            at: caller.at,
            wanted: &wanted,
            outcome: &outcome,
        };
        jemput_acts::heard(caller.desk, caller.journal, &told).map_err(Broken::Keeping)?;
        Ok(outcome)
    }

    fn converse(
        &mut self,
        caller: &mut Caller<'_>,
        chance: &mut Chance,
        meanwhile: &mut Meanwhile<'_>,
    ) -> Result<(Wanted, Outcome), Broken> {
        let Caller {
            desk,
            journal,
            memory,
            at,
        } = caller;
        let wanted = jemput_acts::wanted(journal.view()).map_err(Broken::Keeping)?;
        let (key, device) = (self.server.key(), desk.device());
        let mut asking = Asking::begin(&**journal, device, key, wanted.clone(), *at, memory).map_err(Broken::Laptop)?;
        for round in 1.. {
            let mut request = Vec::new();
            while let Some(piece) = asking.send(&**journal).map_err(Broken::Laptop)? {
                request.extend(piece);
            }
            let replying = self.ask(&request, round, chance)?;
            meanwhile(self.server, desk, journal);
            let answer = self.answer(replying)?;
            if self.hear(&mut asking, journal, &answer, round, chance)? == Next::Done {
                break;
            }
        }
        let mut outcome = asking.into_outcome();
        outcome.server_clock = outcome.receipts.last().map(|receipt| ServerClock {
            at: receipt.at,
            asked: Duration::ZERO,
            answered: Duration::from_millis(200),
        });
        Ok((wanted, outcome))
    }

    /// The request's way to the server.
    fn ask(&mut self, request: &[u8], round: u8, chance: &mut Chance) -> Result<Replying, Broken> {
        if self.net == Net::KeptBack {
            self.kept_back.push(request.to_vec());
        }
        if self.net == Net::Twice {
            self.hear_request(request, chance)?;
        }
        let carried = match self.net {
            Net::RequestCut(which, part) if which == round => &request[..cut(request, part)],
            _ => request,
        };
        let replying = self.hear_request(carried, chance)?;
        if carried.len() < request.len() {
            return Err(Broken::Line);
        }
        replying.heard_all().map_err(|bad| Broken::Server(bad.into()))?;
        Ok(replying)
    }

    fn hear_request(&mut self, request: &[u8], chance: &mut Chance) -> Result<Replying, Broken> {
        let journal = self.server.start().map_err(|e| Broken::Server(Fault::Store(e)))?;
        let mut replying = Replying::default();
        for piece in pieces(request, chance) {
            replying.hear(journal, piece, self.now).map_err(Broken::Server)?;
        }
        Ok(replying)
    }

    fn answer(&mut self, mut replying: Replying) -> Result<Vec<u8>, Broken> {
        self.server.start().map_err(|e| Broken::Server(Fault::Store(e)))?;
        let Server { signer, journal } = &mut *self.server;
        let journal = journal.as_ref().expect("it was just started");
        let mut answer = Vec::new();
        while let Some(piece) = replying.send(journal, signer, self.now).map_err(Broken::Server)? {
            answer.extend(piece);
        }
        Ok(answer)
    }

    /// The answer's way back.
    fn hear(
        &self,
        asking: &mut Asking<'_>,
        journal: &mut Journal,
        answer: &[u8],
        round: u8,
        chance: &mut Chance,
    ) -> Result<Next, Broken> {
        let carried = match self.net {
            Net::AnswerCut(which, part) if which == round => &answer[..cut(answer, part)],
            _ => answer,
        };
        for piece in pieces(carried, chance) {
            asking.hear(journal, piece).map_err(Broken::Laptop)?;
        }
        if carried.len() < answer.len() {
            return Err(Broken::Line);
        }
        asking.heard_all(journal).map_err(Broken::Laptop)
    }
}

/// Where a body ends that is cut after so many thousandths of it.
fn cut(body: &[u8], part: u16) -> usize {
    body.len() * usize::from(part) / 1_000
}

/// A body as a line delivers it.
fn pieces<'b>(body: &'b [u8], chance: &mut Chance) -> impl Iterator<Item = &'b [u8]> {
    let length = [usize::MAX, 1_400, 97][chance.place(3)];
    body.chunks(length)
}
