//! A server's address.

use crate::words::Both;

/// Takes what looks like an address; whether it is one is the exchange's to say.
pub fn address(text: &str) -> Result<String, Both> {
    let text = text.trim();
    let has_host = |scheme| text.strip_prefix(scheme).is_some_and(|host: &str| !host.is_empty());
    if has_host("http://") || has_host("https://") {
        return Ok(text.to_owned());
    }
    Err(Both::new(
        "alamat dimulai dengan https:// atau http://",
        "an address begins with https:// or http://",
    ))
}
