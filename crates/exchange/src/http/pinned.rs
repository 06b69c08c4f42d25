//! A laptop's side of TLS: the server is the one whose key is known, whatever its certificate says; the laptop proves its own.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::SeqCst},
};

use jemput_domain::log::DeviceKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::SingleCertAndKey,
    version::TLS13,
};

use super::Failure;
use crate::{
    certificate::{certified, handshake_signed, provider, public_key},
    enrol_code::fingerprint,
};

/// Which server a laptop expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// The one with this key.
    Key([u8; 32]),
    /// The one whose key has this fingerprint, as an enrolment code says.
    Fingerprint([u8; 16]),
    /// Whoever answers, for nothing but to be shown the keys that it announced; nothing is sent to it.
    Anyone,
}

impl Expected {
    fn is(&self, key: &[u8; 32]) -> bool {
        match self {
            Self::Key(expected) => expected == key,
            Self::Fingerprint(expected) => *expected == fingerprint(key),
            Self::Anyone => true,
        }
    }
}

/// Looks at a server's key, and remembers that it was another.
#[derive(Debug)]
pub(super) struct Pin {
    expected: Expected,
    other: AtomicBool,
}

impl Pin {
    /// Whether another server answered since this was asked last.
    pub(super) fn met_another(&self) -> bool {
        self.other.swap(false, SeqCst)
    }
}

impl ServerCertVerifier for Pin {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if public_key(certificate).is_some_and(|key| self.expected.is(&key)) {
            return Ok(ServerCertVerified::assertion());
        }
        self.other.store(true, SeqCst);
        Err(Error::InvalidCertificate(
            CertificateError::ApplicationVerificationFailure,
        ))
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.3 only".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        handshake_signed(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

/// TLS towards this server and no other, as this device.
pub(super) fn client(expected: Expected, key: &DeviceKey) -> Result<(ClientConfig, Arc<Pin>), Failure> {
    let pin = Arc::new(Pin {
        expected,
        other: AtomicBool::new(false),
    });
    let verifier = Arc::clone(&pin) as Arc<dyn ServerCertVerifier>;
    let own = certified(key).map_err(|_| Failure::Unreachable)?;
    let config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])
        .map_err(|_| Failure::Unreachable)?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_client_cert_resolver(Arc::new(SingleCertAndKey::from(own)));
    Ok((config, pin))
}
