//! `jemput-desktop`: the window over the acts. No rule lives here: the screen names an act, the shell runs it away from
//! the screen's thread, and tells the screen when the journal changed.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod act;
mod check;
mod exchanger;
mod home;
mod house;
mod notice;
mod options;
mod sleep;
mod watch;
mod window;

use std::io::IsTerminal as _;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Parser as _;
use tauri::RunEvent;
use tauri::utils::config::AppDirectoriesOverride;
use tracing_subscriber::EnvFilter;

use crate::house::House;
use crate::options::Options;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_env("JEMPUT_TRACE").unwrap_or_else(|_| EnvFilter::new("warn,jemput=info")))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();

    if let Err(error) = jemput_acts::forbid_core_dumps() {
        tracing::warn!(target: "jemput", %error, "a crash could leave a core dump");
    }
    let home = options
        .home()
        .context("no folder for Jemput's data is known: name one with --home")?;
    std::fs::create_dir_all(&home).with_context(|| format!("the folder {} cannot be made", home.display()))?;
    let home = home
        .canonicalize()
        .with_context(|| format!("the folder {} cannot be read", home.display()))?;

    let mut context = tauri::generate_context!();
    let config = context.config_mut();
    // A window of its own for each home folder: another identity, and its own place for sizes and web data.
    config.identifier = home::identity(&config.identifier, &home);
    config.app.app_directories_override = Some(AppDirectoriesOverride::Root(home.join("window")));
    let identity = config.identifier.clone();

    let house = Arc::new(House::open(&home, options.now));
    let ending = Arc::clone(&house);
    tauri::Builder::default()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .dbus_id(identity)
                .callback(|app, _arguments, _folder| window::raise(app))
                .build(),
        )
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(window::remembered())
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .manage(Arc::clone(&house))
        .invoke_handler(tauri::generate_handler![act::act])
        .setup(move |app| {
            let handle = app.handle().clone();
            house.door().on_open(Box::new(move |desk| {
                desk.set_progress(Some(Box::new(notice::tell_progress(handle.clone()))));
                check::start(Arc::clone(desk));
            }));
            window::open(app)?;
            watch::start(app.handle().clone(), Arc::clone(&house))?;
            exchanger::start(house)?;
            Ok(())
        })
        .build(context)
        .context("the window could not be opened")?
        .run(move |_, event| {
            if matches!(event, RunEvent::Exit) {
                check::end(&ending);
            }
        });
    Ok(())
}
