//! Hands Tauri the list of commands, so that a window may call only those its capability names.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&["act"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
