//! Hands Tauri the list of commands, so that a window may call only those its capability names, and makes sure that there
//! are screens to carry.

use std::path::Path;
use std::process::ExitCode;

/// Where the screens' build lies.
const SCREENS: &str = "../ui/dist";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={SCREENS}");
    if !Path::new(SCREENS).join("index.html").exists() {
        println!("cargo::error=the screens are not built: run `make build`, or `npm ci && npm run build` in ui/");
        return ExitCode::FAILURE;
    }
    let commands = tauri_build::AppManifest::new().commands(&["act"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
