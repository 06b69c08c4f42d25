//! `jemput-server`: the central server.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use jemput_server::{Config, ConfigError, backup::BackupPlan, serve};
use tracing_subscriber::EnvFilter;

mod administer;
mod register;

const EXAMPLES: &str = "\
An office, its laptops and TLS:
  jemput-server office open --name \"Sudin Dukcapil Jakarta Selatan\" --address https://10.0.0.5:8787 --data /srv/jemput
  jemput-server code --van \"Van 1\" --qr code.svg --data /srv/jemput
  jemput-server --listen 0.0.0.0:8787 --data /srv/jemput
  The server then speaks TLS under its own key, which each enrolment code names, and takes enrolled laptops only. Laptops
  reach it directly: nothing between them may end TLS.

Without an office:
  jemput-server --data /tmp/trial
  takes every laptop, in plain HTTP, on this machine only: for trials and demonstrations.";

/// The central server of Jemput: takes in what vans send, hands on what they lack, and signs for what it holds.
#[derive(Parser)]
#[command(
    name = "jemput-server",
    version,
    after_help = EXAMPLES,
    subcommand_negates_reqs = true,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Option<register::Task>,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// Folder of the server's identity and journal; made if it is not there
    #[arg(long, required = true)]
    data: Option<PathBuf>,
    /// Back up into this folder, on another machine, for as long as the server runs; what stands there is signed for as kept,
    /// and laptops let go of it: a folder on the data's own disk is logged as an error each time
    #[arg(long, value_name = "DIR")]
    backup_dir: Option<PathBuf>,
    /// How many hours between two backups
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=168))]
    backup_hours: u32,
    /// PostgreSQL instead of the embedded store: postgres://...
    #[arg(long)]
    database: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    jemput_exchange::certificate::install_provider();
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
        .with_writer(std::io::stderr)
        .init();
    if let Err(error) = jemput_journal::forbid_core_dumps() {
        tracing::warn!(%error, "a crash could leave a core dump");
    }
    if arguments.database.is_some() {
        eprintln!("{}", ConfigError::NoPostgres);
        return ExitCode::from(2);
    }
    let done = match (arguments.task, arguments.data) {
        (Some(task), _) => register::run(task),
        (None, Some(data)) => {
            let mut config = Config::new(arguments.listen, data);
            let every = Duration::from_secs(u64::from(arguments.backup_hours) * 3_600);
            config.backup = arguments.backup_dir.map(|folder| BackupPlan { folder, every });
            run(config).await
        }
        (None, None) => Err(anyhow::anyhow!("--data is missing")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config) -> anyhow::Result<()> {
    // Listened for before anybody is told that the server runs: no word to stop is missed.
    let told_to_stop = told_to_stop()?;
    let running = serve(config).await?;
    println!("{}", running.url());
    if !running.has_office {
        tracing::warn!("no office is open: every laptop on this machine is taken, and no other machine is answered");
    }
    told_to_stop.await;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// Ctrl-C, or the system's word to stop.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-C, or its window closed.
#[cfg(windows)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_c, ctrl_close};
    let (mut interrupt, mut close) = (ctrl_c()?, ctrl_close()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = close.recv() => {}
        }
    })
}
