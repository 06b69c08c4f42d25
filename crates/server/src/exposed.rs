//! Whether others than this machine could read along.

use std::net::SocketAddr;

/// The warning where the server listens for other machines: it speaks plain HTTP.
pub fn exposed(listens: SocketAddr) -> Option<&'static str> {
    (!listens.ip().is_loopback()).then_some(
        "listening for other machines in plain HTTP: names and NIKs can be read along the way, and laptops refuse such an \
         address. Listen on 127.0.0.1 behind a proxy that ends TLS; see --help",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_silent() {
        for silent in ["127.0.0.1:8787", "[::1]:8787", "127.9.9.9:1"] {
            assert_eq!(exposed(silent.parse().unwrap()), None, "{silent}");
        }
        for told in ["0.0.0.0:8787", "[::]:8787", "10.0.0.5:8787"] {
            assert!(exposed(told.parse().unwrap()).is_some(), "{told}");
        }
    }
}
