//! A body that is read whole: bounded in bytes and in time.

use axum::body::Body;
use futures_util::StreamExt;
use tokio::time::{Instant, timeout, timeout_at};

use crate::{config::Config, refusal::Refusal};

/// All of it.
///
/// # Errors
/// It is over `bytes_max`, nothing came for too long, or it broke off.
pub async fn whole(body: Body, bytes_max: usize, config: &Config) -> Result<Vec<u8>, Refusal> {
    let deadline = Instant::now() + config.exchange;
    let reading = async {
        let (mut stream, mut whole) = (body.into_data_stream(), Vec::new());
        while let Some(bytes) = timeout(config.progress, stream.next())
            .await
            .map_err(|_| Refusal::TOO_SLOW)?
        {
            let bytes = bytes.map_err(|_| Refusal::UNREADABLE)?;
            if whole.len() + bytes.len() > bytes_max {
                return Err(Refusal::TOO_LARGE);
            }
            whole.extend_from_slice(&bytes);
        }
        Ok(whole)
    };
    timeout_at(deadline, reading).await.map_err(|_| Refusal::TOO_SLOW)?
}
