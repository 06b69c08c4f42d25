//! What an administrator does with the office at the command line: opens it, adds vans, makes codes, changes the server's key.
//! Works beside a server that runs.

use std::{fs, path::PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use fast_qr::{QRBuilder, convert::svg::SvgBuilder};
use jemput_domain::{
    event::{Draft, ServerKeyAnnounced, Subject},
    time::Moment,
};
use jemput_exchange::Signer;
use jemput_journal::Journal;

use crate::administer;
use jemput_server::{
    enrol::{self, Grant},
    identity, office,
};

/// What there is to do.
#[derive(Subcommand, Debug)]
pub enum Task {
    /// The office that this server speaks for
    #[command(subcommand)]
    Office(OfficeTask),
    /// The office's vans
    #[command(subcommand)]
    Van(VanTask),
    /// Make a one-time code that enrols a laptop
    Code(CodeTask),
    /// The laptops that are enrolled
    Devices(Data),
    /// The server's own key
    #[command(subcommand)]
    Key(KeyTask),
    /// Data, devices and tokens
    #[command(flatten)]
    Administer(administer::Task),
}

/// The folder.
#[derive(Args, Debug)]
pub struct Data {
    /// Folder of the server's identity and journal
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// `office ...`
#[derive(Subcommand, Debug)]
pub enum OfficeTask {
    /// Open the office with a first van; from its next start on, the server speaks TLS and takes enrolled laptops only
    Open {
        /// What people call the office
        #[arg(long)]
        name: String,
        /// How laptops reach this server
        #[arg(long, value_name = "URL")]
        address: String,
        /// What people call its first van
        #[arg(long, value_name = "NAME", default_value = "Van 1")]
        van: String,
        #[command(flatten)]
        data: Data,
    },
}

/// `van ...`
#[derive(Subcommand, Debug)]
pub enum VanTask {
    /// Add a van
    Add {
        /// What people call it
        #[arg(long)]
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// List the vans
    List(Data),
}

/// `code ...`
#[derive(Args, Debug)]
pub struct CodeTask {
    /// The van that the laptop belongs to
    #[arg(long, value_name = "NAME")]
    van: String,
    /// How many hours it holds
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=i64::from(enrol::HOURS_MAX)))]
    hours: u32,
    /// How many laptops it enrols
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    uses: u32,
    /// How laptops reach this server, where it is not as the office has it
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Draw it as a square into an SVG file
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    qr: Option<PathBuf>,
    /// Draw it as a square on the terminal
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    data: Data,
}

/// `key ...`
#[derive(Subcommand, Debug)]
pub enum KeyTask {
    /// Announce the next key, signed by the present one; laptops hear it with their next exchange
    Announce(Data),
    /// Use the announced key from the next start on
    Switch(Data),
}

/// Does it.
pub fn run(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Office(OfficeTask::Open {
            name,
            address,
            van,
            data,
        }) => {
            let (mut journal, signer) = data.open()?;
            office::open(&mut journal, &signer, (&name, &van, &address), now())?;
            println!(
                "The office \"{name}\" is open, with its van \"{van}\". Start the server again: it speaks TLS now."
            );
            println!(
                "Enrol a laptop with: jemput-server code --van \"{van}\" --data {}",
                data.data.display()
            );
        }
        Task::Van(VanTask::Add { name, data }) => {
            let (mut journal, signer) = data.open()?;
            office::add_van(&mut journal, &signer, &name, now())?;
            println!("The van \"{name}\" is there.");
        }
        Task::Van(VanTask::List(data)) => {
            let (journal, _) = data.open()?;
            for van in office::vans(journal.view())? {
                println!("{}  {}", van.scope, van.name);
            }
        }
        Task::Code(task) => code(&task)?,
        Task::Devices(data) => devices(&data)?,
        Task::Administer(task) => administer::run(task)?,
        Task::Key(KeyTask::Announce(data)) => announce(&data)?,
        Task::Key(KeyTask::Switch(data)) => {
            let signer = identity::switch(&data.data)?;
            println!("Key {} is used from the next start on.", signer.key_id);
        }
    }
    Ok(())
}

impl Data {
    fn open(&self) -> anyhow::Result<(Journal, Signer)> {
        fs::create_dir_all(&self.data).with_context(|| self.data.display().to_string())?;
        let path = self.data.join("server.sqlite");
        let signer = identity::load_or_make(&self.data, &path, now().0.unsigned_abs())?;
        Ok((Journal::open(&path)?, signer))
    }
}

fn code(task: &CodeTask) -> anyhow::Result<()> {
    let (mut journal, signer) = task.data.open()?;
    let grant = Grant {
        van: &task.van,
        hours: task.hours,
        uses: task.uses,
        address: task.address.as_deref(),
    };
    let text = enrol::make_code(&mut journal, &signer, &grant, now())?.to_text();
    if task.qr.is_some() || task.text {
        let square = QRBuilder::new(text.as_str()).build();
        let square = square.map_err(|_| anyhow::anyhow!("the code is too long for a square"))?;
        if let Some(path) = &task.qr {
            let drawing = SvgBuilder::default().to_str(&square);
            fs::write(path, drawing).with_context(|| path.display().to_string())?;
        } else {
            println!("{}", square.to_str());
        }
    }
    println!("{text}");
    Ok(())
}

fn devices(data: &Data) -> anyhow::Result<()> {
    let (journal, _) = data.open()?;
    let view = journal.view();
    let trust = view.trust()?.ok_or(office::OfficeError::None)?;
    for (device, enrolments) in view.all_enrolments(&trust)? {
        if let Some(latest) = enrolments.last() {
            println!("{:>5}  {device}  {}  {}", latest.serial, latest.van_name, latest.name);
        }
    }
    Ok(())
}

fn announce(data: &Data) -> anyhow::Result<()> {
    let (mut journal, signer) = data.open()?;
    let next = identity::announce(&data.data)?;
    let mut writing = journal.write()?;
    let mut trust = writing.view().trust()?.ok_or(office::OfficeError::None)?;
    if !trust.keys.contains(&next.public_key) {
        trust.keys.push(next.public_key);
        writing.set_trust(&trust)?;
        let draft = Draft::about(Subject::Device(signer.device), ServerKeyAnnounced(next).into());
        enrol::append(&mut writing, &signer, trust.office, draft, now())?;
        writing.commit()?;
    }
    println!(
        "Key {} is announced. When laptops have exchanged: jemput-server key switch, and start again.",
        next.key_id
    );
    Ok(())
}

/// By this machine's clock.
fn now() -> Moment {
    Moment(jemput_server::now())
}
