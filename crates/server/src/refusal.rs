//! A refusal over HTTP: a status, a code, a sentence. Nothing that a laptop holds is ever dropped because of one.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jemput_exchange::{conversation::Fault, wire::BadBody};
use serde_json::json;

/// What the server answers instead of the thing asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
}

impl Refusal {
    /// The request is over its limit.
    pub const TOO_LARGE: Self = Self {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: "too_large",
        message: "Permintaan terlalu besar. / The request is too large.",
    };
    /// The laptop sent nothing for too long.
    pub const TOO_SLOW: Self = Self {
        status: StatusCode::REQUEST_TIMEOUT,
        code: "no_progress",
        message: "Terlalu lama tidak ada data. / No data came for too long.",
    };
    /// Too many large requests at once.
    pub const BUSY: Self = Self {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "busy",
        message: "Server sedang menerima terlalu banyak kiriman besar; coba lagi nanti. / The server is taking in too many large requests; try again later.",
    };
    /// The same laptop has begun anew.
    pub const OVER: Self = Self {
        status: StatusCode::CONFLICT,
        code: "newer_request",
        message: "Laptop ini sudah memulai lagi. / This laptop has begun anew.",
    };
    /// The store does not answer.
    pub const STORE: Self = Self {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "store",
        message: "Penyimpanan server sedang tidak menjawab; coba lagi nanti. / The server's store does not answer; try again later.",
    };

    /// The connection proved no key that the office knows.
    pub const NOT_ENROLLED: Self = Self {
        status: StatusCode::UNAUTHORIZED,
        code: "not_enrolled",
        message: "Laptop ini belum terdaftar di kantor ini; minta kode pendaftaran. / This laptop is not enrolled at this office; ask for an enrolment code.",
    };
    /// The connection's key is another device's than the one that is named.
    pub const OTHER_DEVICE: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: "other_device",
        message: "Kunci ini milik laptop lain. / This key is another laptop's.",
    };
    /// The office revoked the device.
    pub const REVOKED: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: "revoked",
        message: "Laptop ini sudah dicabut dari kantor. / The office revoked this laptop.",
    };
    /// The device is in good standing.
    pub const NOT_REVOKED: Self = Self {
        status: StatusCode::CONFLICT,
        code: "not_revoked",
        message: "Laptop ini tidak dicabut. / This laptop is not revoked.",
    };
    /// No office was opened at this server.
    pub const NO_OFFICE: Self = Self {
        status: StatusCode::CONFLICT,
        code: "no_office",
        message: "Server ini belum dibuka untuk kantor. / No office is open at this server.",
    };
    /// Who asks did not prove to hold the key.
    pub const NOT_PROVED: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: "not_proved",
        message: "Laptop tidak membuktikan kuncinya. / The laptop did not prove its key.",
    };
    /// No such enrolment code.
    pub const CODE_WRONG: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: "code_wrong",
        message: "Kode pendaftaran tidak dikenal. / No such enrolment code.",
    };
    /// The enrolment code is used up.
    pub const CODE_USED: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: "code_used",
        message: "Kode pendaftaran sudah dipakai. / The enrolment code is used.",
    };
    /// The enrolment code has expired.
    pub const CODE_EXPIRED: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: "code_expired",
        message: "Kode pendaftaran sudah lewat waktunya. / The enrolment code has expired.",
    };
    /// Too many enrolments at once.
    pub const TOO_MANY_TRIES: Self = Self {
        status: StatusCode::TOO_MANY_REQUESTS,
        code: "too_many_tries",
        message: "Terlalu banyak pendaftaran sekaligus; coba lagi nanti. / Too many enrolments at once; try again later.",
    };
    /// A body that is none.
    pub const UNREADABLE: Self = Self {
        status: StatusCode::BAD_REQUEST,
        code: "unreadable",
        message: "Permintaan tidak dapat dibaca. / The request cannot be read.",
    };

    /// Bytes that are no request of this protocol.
    pub fn of_body(bad: BadBody) -> Self {
        match bad {
            BadBody::TooLarge => Self::TOO_LARGE,
            BadBody::Newer(_) => Self {
                status: StatusCode::UPGRADE_REQUIRED,
                code: "newer_version",
                message: "Versi Jemput di server lebih lama; perbarui server. / This server's Jemput is older; update the server.",
            },
            other => Self {
                status: StatusCode::BAD_REQUEST,
                code: other.code(),
                message: "Permintaan tidak dapat dibaca. / The request cannot be read.",
            },
        }
    }
}

impl From<jemput_journal::JournalError> for Refusal {
    fn from(error: jemput_journal::JournalError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::STORE
    }
}

impl<E: std::error::Error> From<Fault<E>> for Refusal {
    fn from(fault: Fault<E>) -> Self {
        match fault {
            Fault::Body(bad) => Self::of_body(bad),
            Fault::Store(error) => {
                tracing::error!(%error, "the store failed");
                Self::STORE
            }
            Fault::TooMuch => Self::TOO_LARGE,
            Fault::Misfit | Fault::Forged => Self::of_body(BadBody::Unreadable),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (
            self.status,
            Json(json!({ "error": self.code, "message": self.message })),
        )
            .into_response()
    }
}
