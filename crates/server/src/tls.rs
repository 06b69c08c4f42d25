//! The server's side of TLS: its certificate is its signing key's; a laptop's certificate proves the laptop's key. Who may do
//! what with a key is judged request by request, not here.

use std::sync::Arc;

use jemput_domain::log::DeviceKey;
use jemput_exchange::certificate::{certified, handshake_signed, provider, public_key};
use rustls::{
    DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    pki_types::{CertificateDer, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
    sign::SingleCertAndKey,
    version::TLS13,
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// Who is on the other side of a connection: the key that it proved, if it showed one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub Option<[u8; 32]>);

/// Why TLS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate.
    #[error("the certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The settings.
    #[error("TLS: {0}")]
    Tls(#[from] Error),
}

/// Takes TLS connections under the server's key. TLS 1.3 only, and nothing is answered before the handshake is whole.
pub fn acceptor(key: &DeviceKey) -> Result<TlsAcceptor, TlsError> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])?
        .with_client_cert_verifier(Arc::new(AnyDevice))
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified(key)?)));
    config.max_early_data_size = 0;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Who a finished handshake proved to be there.
pub fn peer(stream: &TlsStream<TcpStream>) -> Peer {
    let certificates = stream.get_ref().1.peer_certificates();
    Peer(certificates.and_then(|all| all.first()).and_then(public_key))
}

/// Takes every Ed25519 certificate whose key signs the handshake, and connections without one.
#[derive(Debug)]
struct AnyDevice;

impl ClientCertVerifier for AnyDevice {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        match public_key(certificate) {
            Some(_) => Ok(ClientCertVerified::assertion()),
            None => Err(Error::General("not an Ed25519 key".to_owned())),
        }
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
