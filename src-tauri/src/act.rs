//! The one command that the screen may call: an act, by name.

use std::sync::Arc;

use serde_json::Value;
use tauri::State;

use crate::house::{Failure, House};

/// Runs the act `name` on `input` away from the window's thread, and answers what it answers.
#[tauri::command]
pub async fn act(house: State<'_, Arc<House>>, name: String, input: Value) -> Result<Value, Failure> {
    let house = Arc::clone(&house);
    let ran = tauri::async_runtime::spawn_blocking(move || house.act(&name, input)).await;
    ran.unwrap_or_else(|broken| {
        tracing::error!(target: "jemput", %broken, "an act broke off");
        Err(Failure::broken())
    })
}
