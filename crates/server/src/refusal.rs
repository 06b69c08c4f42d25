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
