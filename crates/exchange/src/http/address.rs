//! Where a server is. Personal data goes over https, or stays within this machine.

use std::net::IpAddr;

use reqwest::Url;

use super::Failure;

/// A server's address that may be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address(Url);

impl Address {
    /// Reads `https://server` or, for this machine only, `http://127.0.0.1:8787`.
    ///
    /// # Errors
    /// Not an address, or plain HTTP to another machine.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let mut url = Url::parse(text.trim()).map_err(|_| Failure::BadAddress)?;
        url.set_query(None);
        url.set_fragment(None);
        let address = Self(url);
        match address.0.scheme() {
            "https" if address.0.has_host() => Ok(address),
            "http" if address.is_loopback() => Ok(address),
            "http" => Err(Failure::NotSecure),
            _ => Err(Failure::BadAddress),
        }
    }

    /// Whether it stays within this machine.
    pub fn is_loopback(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
    }

    /// Whether what is said goes through TLS.
    pub fn is_tls(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The address of one of its endpoints.
    pub(super) fn of(&self, endpoint: &str) -> String {
        format!("{}/{endpoint}", self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_within_this_machine() {
        for good in [
            "http://127.0.0.1:8787",
            "http://localhost:8787/",
            "http://[::1]:8787",
            "https://jemput.example/pusat",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://192.168.1.4:8787",
            "http://jemput.example",
            "http://localhost.example",
        ] {
            assert_eq!(Address::parse(bad).unwrap_err().code(), "https_required", "{bad}");
        }
        for bad in ["", "jemput", "ftp://127.0.0.1", "127.0.0.1:8787"] {
            assert_eq!(Address::parse(bad).unwrap_err().code(), "bad_address", "{bad}");
        }
    }

    #[test]
    fn endpoints_stand_under_the_address() {
        assert_eq!(
            Address::parse("http://127.0.0.1:1/").unwrap().of("key"),
            "http://127.0.0.1:1/key"
        );
        assert_eq!(
            Address::parse("https://a.example/pusat?x=1#y").unwrap().of("key"),
            "https://a.example/pusat/key"
        );
    }
}
