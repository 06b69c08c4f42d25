//! Looks at the data on this laptop: after an unclean end beside the window, and as the program ends. Never before a start.

use std::sync::Arc;
use std::thread;

use jemput_acts::Desk;

use crate::house::House;

/// After an unclean end, reads all of the data of a desk that was opened just now on a thread of its own; the network sign
/// says so meanwhile.
pub fn start(desk: Arc<Desk>) {
    let looking = thread::Builder::new().name("checker".into()).spawn(move || {
        if let Err(trouble) = desk.check_data_if_due() {
            tracing::warn!(target: "jemput", code = trouble.code(), "the data could not be looked at");
        }
    });
    if let Err(error) = looking {
        tracing::warn!(target: "jemput", %error, "the data are looked at another time");
    }
}

/// As the program ends, which closes nothing by itself.
pub fn end(house: &House) {
    if let Some(Err(trouble)) = house.desk().map(|desk| desk.close()) {
        tracing::warn!(target: "jemput", code = trouble.code(), "the data were not put away");
    }
    // As signing out does: where the journal is due another key, it gets it now.
    house.door().close();
}
