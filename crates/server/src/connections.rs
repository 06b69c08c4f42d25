//! Connections: how many at once, and how long one may say nothing.

use std::{io, sync::Arc, time::Duration};

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

use crate::tls::{self, Peer};

/// How long to wait when the system has no room for another connection.
const NO_ROOM_WAIT: Duration = Duration::from_secs(1);

/// Takes connections and answers them.
pub struct Connections {
    /// Where they come in.
    pub listener: TcpListener,
    /// What answers them.
    pub router: Router,
    /// A place for each that may be open.
    pub places: Arc<Semaphore>,
    /// How long one may be open without the whole head of a request.
    pub idle: Duration,
    /// TLS, and how long its handshake may take; none: plain HTTP, within this machine.
    pub tls: Option<(TlsAcceptor, Duration)>,
}

impl Connections {
    /// Until told to stop; those under way then end after the answer that they wait for.
    pub async fn serve(self, mut stopped: watch::Receiver<bool>) {
        let graceful = GracefulShutdown::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.idle);
        loop {
            let (stream, place) = tokio::select! {
                next = self.next() => next,
                () = told(&mut stopped) => break,
            };
            let answering = Answering {
                http: http.clone(),
                router: self.router.clone(),
                watcher: graceful.watcher(),
            };
            let (tls, mut stopped) = (self.tls.clone(), stopped.clone());
            tokio::spawn(async move {
                match tls {
                    None => answering.answer(stream, Peer(None)).await,
                    Some((acceptor, patience)) => tokio::select! {
                        shaken = timeout(patience, acceptor.accept(stream)) => match shaken {
                            Ok(Ok(stream)) => {
                                let peer = tls::peer(&stream);
                                answering.answer(stream, peer).await;
                            }
                            Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
                            Err(_) => tracing::debug!("a handshake took too long"),
                        },
                        () = told(&mut stopped) => {}
                    },
                }
                drop(place);
            });
        }
        drop(self.listener);
        graceful.shutdown().await;
    }

    /// The next connection, once there is a place for it.
    async fn next(&self) -> (TcpStream, OwnedSemaphorePermit) {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.expect("the places are never closed");
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    // Small answers go out at once; without it they only go out a little later.
                    let _ = stream.set_nodelay(true);
                    return (stream, place);
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "no room for another connection");
                    sleep(NO_ROOM_WAIT).await;
                }
            }
        }
    }
}

/// What answers one connection.
struct Answering {
    http: http1::Builder,
    router: Router,
    watcher: Watcher,
}

impl Answering {
    async fn answer<I: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: I, peer: Peer) {
        let service = TowerToHyperService::new(self.router.layer(Extension(peer)));
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection broke");
        }
    }
}

/// Whether only the connection failed that was about to come.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn told(stopped: &mut watch::Receiver<bool>) {
    // An error means that nobody can tell any more: the server runs on until its process ends.
    if stopped.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
