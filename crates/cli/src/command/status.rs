//! `jemput status`

use clap::Args;
use jemput_acts::{
    act,
    view::{DeviceView, LinkView, Nothing, OfVisit, RefusedView},
};
use jemput_domain::{id::ScopeId, words::Lang};
use serde_json::json;

use super::sync::receipt_line;
use crate::{
    answer::Answer,
    failed::Failed,
    grid::{Grid, Side},
    place::Place,
    words::{self, pick},
};

const EXAMPLES: &str = "\
Examples:
  jemput status
  jemput --json status --visit ID";

/// What has reached the server, and what waits
///
/// Asks nothing over the network. With --visit also the visit's laptops, and what was refused and why.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Status {
    /// A visit; `jemput visit list` shows their ids
    #[arg(long, env = "JEMPUT_VISIT", hide_env_values = true, value_name = "ID")]
    visit: Option<ScopeId>,
}

impl Status {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let (link, devices, refused) = match self.visit {
            Some(visit) => {
                let exchange = act::exchange(desk, OfVisit { visit })?;
                (exchange.link, exchange.devices, exchange.refused)
            }
            None => (act::link(desk, Nothing {})?, Vec::new(), Vec::new()),
        };
        let mut text = text(&link, &devices, &refused, place.lang());
        let unprotected = desk.is_unprotected();
        if unprotected {
            text = format!("{}\n{text}", words::unprotected(place.lang()));
        }
        let mut value = json!({ "link": link, "devices": devices, "refused": refused });
        value["unprotected"] = unprotected.into();
        Answer::new(&value, text)
    }
}

fn text(link: &LinkView, devices: &[DeviceView], refused: &[RefusedView], lang: Lang) -> String {
    let mut lines = vec![link.sentence.clone()];
    lines.extend(link.data.as_ref().map(|data| data.sentence.clone()));
    lines.push(lang.pick(
        format!("Belum terkirim: {}", link.pending),
        format!("Not yet at the server: {}", link.pending),
    ));
    let told = [&link.fork, &link.clock];
    lines.extend(told.into_iter().flatten().map(|problem| problem.sentence.clone()));
    lines.extend(link.receipt.as_ref().map(|receipt| receipt_line(receipt, lang)));
    if !devices.is_empty() {
        lines.push(String::new());
        lines.push(device_lines(devices, lang));
    }
    lines.extend(
        refused
            .iter()
            .map(|log| format!("{}: {}", log.device_name, log.sentence)),
    );
    lines.join("\n")
}

fn device_lines(devices: &[DeviceView], lang: Lang) -> String {
    let right = |id, en| (pick(lang, id, en), Side::Right);
    let mut grid = Grid::new([
        (pick(lang, "Laptop", "Laptop"), Side::Left),
        (pick(lang, "Huruf", "Mark"), Side::Left),
        (pick(lang, "Terakhir", "Last heard"), Side::Left),
        right("Catatan", "Events"),
        right("Belum terkirim", "Not yet sent"),
    ]);
    for device in devices {
        grid.row([
            device.name.clone(),
            device.mark.clone().unwrap_or_default(),
            device.last_heard.clone().unwrap_or_default(),
            device.events.to_string(),
            device.behind.to_string(),
        ]);
    }
    grid.lines_or("")
}
