//! TLS certificates out of keys that are there already: the server's signing key, a laptop's device key. Of a certificate
//! only its key counts; names and dates are not judged, for laptops' clocks are wrong.

use std::{fmt, sync::Arc};

use jemput_domain::log::DeviceKey;
use rcgen::{CertificateParams, PKCS_ED25519, PublicKeyData, SerialNumber};
use rustls::{
    DigitallySignedStruct, Error, SignatureAlgorithm, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{CryptoProvider, verify_tls13_signature},
    pki_types::CertificateDer,
    server::ParsedCertificate,
    sign::{CertifiedKey, Signer, SigningKey},
};

/// What stands before the 32 bytes of an Ed25519 key in a certificate.
const KEY_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The one provider of cryptography for TLS in this house.
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// Makes it the process's own. Once, first in `main`; a second call changes nothing.
pub fn install_provider() {
    // Somebody was first: then it is the same one, for there is no other in the build.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// A key with a certificate of its own for it.
///
/// # Errors
/// The certificate cannot be written, which no Ed25519 key is a reason for.
pub fn certified(key: &DeviceKey) -> Result<Arc<CertifiedKey>, rcgen::Error> {
    let hand = Hand {
        public: key.public(),
        key: key.clone(),
    };
    let mut params = CertificateParams::new(vec!["jemput".to_owned()])?;
    params.serial_number = Some(SerialNumber::from(vec![1]));
    let certificate = params.self_signed(&hand)?;
    Ok(Arc::new(CertifiedKey::new(
        vec![certificate.der().clone()],
        Arc::new(hand),
    )))
}

/// The Ed25519 key of a certificate; none if it has another kind of key, or is none.
pub fn public_key(certificate: &CertificateDer<'_>) -> Option<[u8; 32]> {
    let parsed = ParsedCertificate::try_from(certificate).ok()?;
    let info = parsed.subject_public_key_info();
    info.as_ref().strip_prefix(&KEY_PREFIX)?.try_into().ok()
}

/// Whether the other side holds the key of its certificate: its signature over this very handshake.
///
/// # Errors
/// It does not.
pub fn handshake_signed(
    message: &[u8],
    certificate: &CertificateDer<'_>,
    signed: &DigitallySignedStruct,
) -> Result<HandshakeSignatureValid, Error> {
    verify_tls13_signature(
        message,
        certificate,
        signed,
        &rustls::crypto::aws_lc_rs::default_provider().signature_verification_algorithms,
    )
}

/// A device's key as TLS and certificates use it.
#[derive(Clone)]
struct Hand {
    key: DeviceKey,
    public: [u8; 32],
}

impl fmt::Debug for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hand(..)")
    }
}

impl PublicKeyData for Hand {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &PKCS_ED25519
    }
}

impl rcgen::SigningKey for Hand {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Ok(self.key.sign(message).to_vec())
    }
}

impl SigningKey for Hand {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        offered
            .contains(&SignatureScheme::ED25519)
            .then(|| Box::new(self.clone()) as Box<dyn Signer>)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::ED25519
    }
}

impl Signer for Hand {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.key.sign(message).to_vec())
    }

    fn scheme(&self) -> SignatureScheme {
        SignatureScheme::ED25519
    }
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::alg_id;

    use super::*;

    #[test]
    fn a_certificate_carries_the_key_and_nothing_else_is_read_of_it() {
        let key = DeviceKey::from_bytes(&[7; 32]);
        let certified = certified(&key).unwrap();
        assert_eq!(public_key(&certified.cert[0]), Some(key.public()));
        assert_eq!(alg_id::ED25519.as_ref(), &KEY_PREFIX[4..9]);
        for bad in [&b""[..], b"\x30\x00", &certified.cert[0][..40]] {
            assert_eq!(public_key(&CertificateDer::from(bad.to_vec())), None);
        }
    }
}
