//! The vector of `docs/protocol.md` for enrolment: a server's keys, a code, what a laptop signs, a credential. Written once
//! with `WRITE_GOLDEN=1 cargo test -p jemput-exchange enrolment`; an existing file is never rewritten.

use std::{fs, path::PathBuf};

use jemput_domain::{
    credential::{Credential, Enrolled},
    id::{DeviceId, ScopeId},
    log::DeviceKey,
    server_key::NextKey,
};
use jemput_exchange::{
    enrol::{AnnouncedKey, EnrolAsk},
    enrol_code::{Code, fingerprint, secret_digest},
    hex,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn vector() -> Value {
    let (first, second) = (DeviceKey::from_bytes(&[5; 32]), DeviceKey::from_bytes(&[9; 32]));
    let laptop = DeviceKey::from_bytes(&[6; 32]);
    let (server, device) = (DeviceId(id(5)), DeviceId(id(2)));
    let code = Code {
        id: [1, 2, 3, 4],
        secret: [7; 10],
        fingerprint: fingerprint(&first.public()),
        address: "https://jemput.dinas.example:8787".to_owned(),
    };
    let said = Enrolled {
        server,
        key_id: 1,
        device,
        public_key: laptop.public(),
        office: ScopeId(id(3)),
        van: ScopeId(id(4)),
        serial: 300,
        provisional: false,
    };
    let credential = Credential::sign(&first, said);
    json!({
        "server": server,
        "keys": [hex::write(&first.public()), hex::write(&second.public())],
        "announced": [AnnouncedKey::of(&NextKey::sign(&first, server, 2, second.public()))],
        "code": {
            "text": code.to_text(),
            "number": hex::write(&code.id),
            "secret": hex::write(&code.secret),
            "fingerprint": hex::write(&code.fingerprint),
            "address": code.address,
            "kept": hex::write(&secret_digest(&code.id, &code.secret)),
        },
        "ask": EnrolAsk::of(&code, &first.public(), device, &laptop, "Loket A"),
        "credential": {
            "bytes": hex::write(&credential.to_bytes()),
            "says": {
                "key_id": said.key_id,
                "device": said.device,
                "public_key": hex::write(&said.public_key),
                "office": said.office,
                "van": said.van,
                "serial": said.serial,
                "provisional": said.provisional,
            },
        },
    })
}

#[test]
fn the_vector_of_enrolment_is_what_this_program_writes() {
    let path = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/vectors/enrolment.json"
    ));
    let now = serde_json::to_string_pretty(&vector()).unwrap() + "\n";
    if std::env::var_os("WRITE_GOLDEN").is_some() && !path.exists() {
        fs::write(&path, &now).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, now, "frozen: a change is a new version");
}

proptest! {
    #[test]
    fn any_body_of_an_enrolment_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(ask) = serde_json::from_slice::<EnrolAsk>(&bytes) {
            let _ = ask.read();
        }
    }

    #[test]
    fn any_words_in_its_fields_are_read_or_refused(
        code in "\\PC{0,12}", secret in "[0-9a-fA-Fg]{0,22}", key in "[0-9a-f]{60,66}", name in "\\PC{0,300}", signature in "[0-9a-f]{120,130}",
    ) {
        let ask = EnrolAsk {
            code, secret, device: DeviceId(id(1)), public_key: key, name, signature: signature.clone(), before: Some(signature),
        };
        if let Some(asking) = ask.read() {
            prop_assert!(!asking.is_proved(&[0; 32]));
            prop_assert!(!asking.is_same_device(&[0; 32], &[1; 32]));
        }
    }
}
