//! A proxy in front of the program, as people put one there: it can be slow, and without the program it answers 502.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::Result;

/// What becomes of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Through { after: Duration },
    Away,
}

/// A proxy.
pub struct Proxy {
    address: String,
    way: Arc<watch::Sender<Way>>,
}

impl Proxy {
    /// Listens on a port of its own; `behind` is the port of the program.
    pub(crate) async fn start(listener: std::net::TcpListener, behind: u16) -> Result<Self> {
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let address = format!("http://{}", listener.local_addr()?);
        let (way, _) = watch::channel(Way::Through { after: Duration::ZERO });
        let way = Arc::new(way);
        let ways = Arc::clone(&way);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let ways = ways.subscribe();
                tokio::spawn(async move { serve(client, behind, ways).await });
            }
        });
        Ok(Self { address, way })
    }

    /// Where it is reached.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The program is away: what is open ends, and requests are answered with 502.
    pub fn goes_down(&self) {
        self.way.send_replace(Way::Away);
    }

    /// The program is there; each connection waits a while before it is handed on.
    pub fn comes_up(&self, after: Duration) {
        self.way.send_replace(Way::Through { after });
    }
}

async fn serve(mut client: TcpStream, behind: u16, mut ways: watch::Receiver<Way>) -> Result {
    let way = *ways.borrow_and_update();
    match way {
        Way::Through { after } => {
            tokio::time::sleep(after).await;
            let mut program = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], behind)))
                .await
                .context("the program is away")?;
            tokio::select! {
                _ = copy_bidirectional(&mut client, &mut program) => {}
                // Whatever becomes of requests from now on, this connection is not asked again.
                _ = ways.changed() => {}
            }
        }
        Way::Away => {
            let mut request = [0; 4096];
            let _ = client.read(&mut request).await?;
            let page = "<html><title>502 Bad Gateway</title><body>502 Bad Gateway</body></html>";
            let head = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nConnection: close\r\n";
            let answer = format!("{head}Content-Length: {}\r\n\r\n{page}", page.len());
            client.write_all(answer.as_bytes()).await?;
        }
    }
    Ok(())
}
