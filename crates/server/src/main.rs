//! `jemput-server`: the central server.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Parser;
use jemput_server::{Config, ConfigError, serve};
use tracing_subscriber::EnvFilter;

const BEHIND_TLS: &str = "\
Behind TLS:
  The server itself speaks plain HTTP, and laptops speak plain HTTP only within their own machine. For laptops elsewhere
  put a reverse proxy before it that ends TLS, on the same machine, and leave --listen on loopback:
    jemput-server --data /srv/jemput
    caddy reverse-proxy --from jemput.dinas.example --to 127.0.0.1:8787
  Laptops are then given https://jemput.dinas.example. The proxy passes bodies on as they come, up to 1 GiB.";

/// The central server of Jemput: takes in what vans send, hands on what they lack, and signs for what it holds.
#[derive(Parser)]
#[command(name = "jemput-server", version, after_help = BEHIND_TLS)]
struct Arguments {
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// Folder of the server's identity and journal; made if it is not there
    #[arg(long)]
    data: PathBuf,
    /// PostgreSQL instead of the embedded store: postgres://...
    #[arg(long)]
    database: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
        .with_writer(std::io::stderr)
        .init();
    if arguments.database.is_some() {
        eprintln!("{}", ConfigError::NoPostgres);
        return ExitCode::from(2);
    }
    match run(Config::new(arguments.listen, arguments.data)).await {
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
    println!("http://{}", running.address);
    if let Some(warning) = jemput_server::exposed(running.address) {
        tracing::warn!("{warning}");
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
