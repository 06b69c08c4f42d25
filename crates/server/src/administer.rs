//! What an administrator does with data, devices and tokens at the command line: the same as over `/admin`, on the data folder.
//! Works beside a server that runs, but for `restore`.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use jemput_domain::{
    event::RevokedFor,
    id::{BookingId, DeviceId, ScopeId},
    nik::Nik,
    time::{Moment, Zone},
    words::Lang,
};
use jemput_server::{
    admin::{AdminError, Data},
    backup, erase, inventory, private, quarantine, revoke, token,
};

/// What there is to do.
#[derive(Subcommand, Debug)]
pub enum Task {
    /// Tokens that open the server to administrators over the network
    #[command(subcommand)]
    Token(TokenTask),
    /// Revoke a laptop; there is no way back
    Revoke {
        /// The laptop, by its id
        #[arg(long, value_name = "ID")]
        device: DeviceId,
        /// Why
        #[arg(long, value_enum)]
        reason: Reason,
        #[command(flatten)]
        folder: Folder,
    },
    /// What revoked laptops handed in and waits for a decision
    #[command(subcommand)]
    Quarantine(QuarantineTask),
    /// Whose data are, or were, on a laptop
    Inventory {
        /// The laptop, by its id
        #[arg(long, value_name = "ID")]
        device: DeviceId,
        /// Where to write it, as CSV
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// With whole NIKs
        #[arg(long)]
        full_nik: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// Erase a person's data, here and in what laptops fetch from now on
    Erase {
        /// The visit; all visits if it is left out
        #[arg(long, value_name = "ID")]
        visit: Option<ScopeId>,
        /// One booking
        #[arg(long, value_name = "ID", conflicts_with = "nik", required_unless_present = "nik")]
        booking: Option<BookingId>,
        /// Everybody with this NIK
        #[arg(long, value_parser = nik)]
        nik: Option<Nik>,
        /// Why, for the record
        #[arg(long)]
        reason: String,
        /// Where backups lie, to be told which of them hold the data still
        #[arg(long, value_name = "DIR")]
        backups: Option<PathBuf>,
        #[command(flatten)]
        folder: Folder,
    },
    /// How long people's data stay after their visit's last day
    Retention {
        /// From now on, so many days; the office decides
        #[arg(long, value_parser = clap::value_parser!(u32).range(i64::from(erase::RETENTION_DAYS_MIN)..))]
        days: Option<u32>,
        #[command(flatten)]
        folder: Folder,
    },
    /// Back up, prove the backup, and sign for what stands in it
    Backup {
        /// A folder on another machine
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        #[command(flatten)]
        folder: Folder,
    },
    /// Put the newest backup in the place of lost data
    Restore {
        /// The folder of backups
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        #[command(flatten)]
        folder: Folder,
    },
}

/// The folder.
#[derive(Args, Debug)]
pub struct Folder {
    /// Folder of the server's identity and journal
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// `token ...`
#[derive(Subcommand, Debug)]
pub enum TokenTask {
    /// Make a token; it is printed this once
    Add {
        /// Whose it is
        #[arg(long)]
        name: String,
        /// The office, by its name; the only one if it is left out
        #[arg(long, value_name = "NAME")]
        office: Option<String>,
        /// For one van's laptops only
        #[arg(long, value_name = "NAME")]
        van: Option<String>,
        #[command(flatten)]
        folder: Folder,
    },
    /// List the tokens
    List(Folder),
    /// Revoke a token
    Revoke {
        /// Its number
        #[arg(long)]
        id: String,
        #[command(flatten)]
        folder: Folder,
    },
}

/// `quarantine ...`
#[derive(Subcommand, Debug)]
pub enum QuarantineTask {
    /// List what waits
    List(Folder),
    /// Take a range in; a second person must say the same
    Admit(Range),
    /// Keep a range aside for good
    Refuse(Range),
}

/// A range of a log.
#[derive(Args, Debug)]
pub struct Range {
    /// The visit
    #[arg(long, value_name = "ID")]
    scope: ScopeId,
    /// The laptop
    #[arg(long, value_name = "ID")]
    device: DeviceId,
    /// Up to which of its events
    #[arg(long, value_name = "SEQ")]
    up_to: u32,
    /// Why
    #[arg(long)]
    reason: String,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    by: String,
    #[command(flatten)]
    folder: Folder,
}

/// Why a laptop is revoked.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Reason {
    /// Out of service: it hands in what it holds, then wipes itself
    Retired,
    /// Out of our hands: it wipes its keys at once
    LostOrStolen,
}

/// Does it.
pub fn run(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Token(task) => tokens(task),
        Task::Revoke { device, reason, folder } => {
            let mut data = folder.open()?;
            let reason = match reason {
                Reason::Retired => RevokedFor::Retired,
                Reason::LostOrStolen => RevokedFor::LostOrStolen,
            };
            let line = said(revoke::revoke(&mut data.journal, &data.signer, device, reason))?;
            println!("{} ({device}) is revoked: {}.", line.name, reason.code());
            if matches!(reason, RevokedFor::LostOrStolen) {
                println!(
                    "Tell the people within 3 x 24 hours: jemput-server inventory --device {device} --to FILE.csv --data {}",
                    folder.data.display()
                );
            }
            Ok(())
        }
        Task::Quarantine(task) => ranges(task),
        Task::Inventory {
            device,
            to,
            full_nik,
            folder,
        } => {
            let mut data = folder.open()?;
            let list = said(inventory::inventory(&mut data.journal, &data.signer, device, full_nik))?;
            private::write(&to, &said(list.csv())?).with_context(|| to.display().to_string())?;
            println!(
                "{} people of {} visits are in {}.",
                list.people,
                list.visits,
                to.display()
            );
            Ok(())
        }
        Task::Erase {
            visit,
            booking,
            nik,
            reason,
            backups,
            folder,
        } => {
            let whom = match (booking, nik) {
                (Some(booking), _) => erase::Whom::Booking(booking),
                (None, Some(nik)) => erase::Whom::Nik(nik),
                (None, None) => return Err(anyhow!("--booking or --nik")),
            };
            let mut data = folder.open()?;
            let done = said(erase::person(&mut data.journal, visit, whom, &reason, now()))?;
            println!(
                "Erased from {} events of {} bookings, the tables and the search index. What comes late is erased when it comes.",
                done.events, done.subjects
            );
            println!(
                "Laptops that hold the visit keep their copy until they shed it; those that fetch it from now on get it erased."
            );
            for old in backups.map_or(Ok(Vec::new()), |folder| backup::all(&folder))? {
                println!("This backup holds the data until it goes: {}", old.display());
            }
            Ok(())
        }
        Task::Retention { days, folder } => {
            let mut data = folder.open()?;
            if let Some(days) = days {
                erase::set_retention_days(&mut data.journal, days)?;
            }
            match erase::retention_days(data.journal.view())? {
                Some(days) => println!("People's data stay {days} days after their visit's last day."),
                None => println!(
                    "No retention is stated: people's data stay until one is, or until they are erased one by one. State it with: jemput-server retention --days N"
                ),
            }
            Ok(())
        }
        Task::Backup { to, folder } => {
            let mut data = folder.open()?;
            let made = said(backup::back_up(&mut data, &folder.data, &to, now()))?;
            println!(
                "{}: {} events of {} scopes, proved.",
                made.path.display(),
                made.events,
                made.scopes
            );
            if made.is_on_same_disk {
                eprintln!(
                    "{} is on the same disk as the data: a backup belongs on another machine.",
                    to.display()
                );
            }
            Ok(())
        }
        Task::Restore { from, folder } => {
            let newest = said(backup::restore(&from, &folder.data))?;
            println!(
                "{} stands in {}. Start the server on it.",
                newest.display(),
                folder.data.display()
            );
            println!("Whoever was erased after this backup was made must be erased again.");
            println!(
                "What laptops sent since comes back with their next exchange; the server's own logs go on under another id."
            );
            Ok(())
        }
    }
}

fn tokens(task: TokenTask) -> anyhow::Result<()> {
    match task {
        TokenTask::Add {
            name,
            office,
            van,
            folder,
        } => {
            let mut data = folder.open()?;
            let added = token::add(&mut data.journal, &name, (office.as_deref(), van.as_deref()), now());
            let (token, text) = said(added)?;
            println!("{text}");
            eprintln!("Token {} of {}. It is not shown again.", token.id, token.name);
        }
        TokenTask::List(folder) => {
            for token in token::all(folder.open()?.journal.view())? {
                let state = token
                    .revoked
                    .map_or_else(String::new, |at| format!("revoked {}", shown(at)));
                let van = token.van.map_or_else(|| "office".to_owned(), |van| van.to_string());
                println!("{}  {}  {}  {van}  {state}", token.id, shown(token.made), token.name);
            }
        }
        TokenTask::Revoke { id, folder } => {
            let token = said(token::revoke(&mut folder.open()?.journal, &id, now()))?;
            println!("Token {} of {} opens nothing any more.", token.id, token.name);
        }
    }
    Ok(())
}

fn ranges(task: QuarantineTask) -> anyhow::Result<()> {
    let (range, admit) = match task {
        QuarantineTask::List(folder) => {
            for line in said(quarantine::list(folder.open()?.journal.view()))? {
                let state = match (&line.refused, &line.proposed_by) {
                    (Some(why), _) => format!("refused: {why}"),
                    (None, Some(by)) => format!("{by} admits it, a second person must"),
                    (None, None) => String::new(),
                };
                println!(
                    "{}  {}  {}  {}  {}..{}  since {}  {state}",
                    line.scope,
                    line.site,
                    line.device,
                    line.name,
                    line.first_seq,
                    line.last_seq,
                    shown(line.since)
                );
            }
            return Ok(());
        }
        QuarantineTask::Admit(range) => (range, true),
        QuarantineTask::Refuse(range) => (range, false),
    };
    let mut data = range.folder.open()?;
    let settling = quarantine::Settling {
        scope: range.scope,
        device: range.device,
        last_seq: range.up_to,
        admit,
        reason: range.reason,
    };
    match said(quarantine::settle(
        &mut data.journal,
        &data.signer,
        settling,
        &range.by,
        now(),
    ))? {
        quarantine::Settled::Admitted => println!("Taken in."),
        quarantine::Settled::Refused => println!("Stays kept aside."),
        quarantine::Settled::Proposed => println!("A second person must say the same, with another --by."),
    }
    Ok(())
}

impl Folder {
    fn open(&self) -> anyhow::Result<Data> {
        let mut data = Data::open(&self.data)?;
        backup::wake(&mut data.journal, now())?;
        Ok(data)
    }
}

/// The sentence, where it was not done.
fn said<T>(done: Result<T, AdminError>) -> anyhow::Result<T> {
    done.map_err(|error| anyhow!("{}\n{}", error.say(Lang::Id), error.say(Lang::En)))
}

fn shown(at: Moment) -> String {
    let (day, minute) = Zone::Wib.local(at);
    format!("{day} {minute}")
}

fn nik(text: &str) -> Result<Nik, String> {
    Nik::parse(text).map_err(|_| "a NIK is 16 digits".to_owned())
}

fn now() -> Moment {
    Moment(jemput_server::now())
}
