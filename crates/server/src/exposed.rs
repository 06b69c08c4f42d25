//! Whether others than this machine could read along.

use std::net::SocketAddr;

/// Why a server without an office does not listen for other machines.
pub fn exposed(listens: SocketAddr) -> Option<&'static str> {
    (!listens.ip().is_loopback()).then_some(
        "without an office the server takes every laptop, in plain HTTP, and so listens on this machine only: open one with \
         jemput-server office open, or listen on 127.0.0.1; see --help",
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
