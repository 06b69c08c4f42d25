//! The one command that the screen may call: an act, by name.

use std::sync::Arc;

use jemput_acts::Failure;
use serde_json::Value;
use tauri::State;

use crate::house::{House, broken};

/// Does the act `name` with `input` away from the window's thread, and answers what it answers.
#[tauri::command]
pub async fn act(house: State<'_, Arc<House>>, name: String, input: Value) -> Result<Value, Failure> {
    let doing = Arc::clone(&house);
    let done = tauri::async_runtime::spawn_blocking(move || doing.act(&name, input)).await;
    done.unwrap_or_else(|fault| {
        tracing::error!(target: "jemput", %fault, "an act broke off");
        Err(broken(house.desk().map(|desk| desk.lang()).unwrap_or_default()))
    })
}
