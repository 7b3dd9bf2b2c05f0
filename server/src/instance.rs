//! One running instance: what it is made of, from its start until it is asked to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use app::clock::Clock;
use app::memory::Memory;
use app::password::Passwords;
use app::state::{AppState, Installation};
use app::token::Token;
use cluster::Cluster;
use domain::outgoing::Allowed;
use ipnet::IpNet;
use tokio_util::sync::CancellationToken;

use crate::counters::{self, Counters, Watched};
use crate::example::Example;
use crate::github::installation::Installations;
use crate::key::KeyFile;
use crate::live::{self, Hub};
use crate::mail::{Mailing, Smtp};
use crate::outgoing::Outgoing;
use crate::parts::{Part, Parts, Pulse};
use crate::proxies::Proxies;
use crate::reach::{self, Reached};
use crate::reconciling::Reconciling;
use crate::session::PgSessions;
use crate::telling::Telling;
use crate::{durability, example, router, serve, site, sweeper, worker};

/// Connections to the counters at a time.
const MOST_WATCHERS: usize = 64;

/// Where it is reached, and what it shares with other instances.
pub struct Listen {
    /// The address to listen on.
    pub at: SocketAddr,
    /// How people reach it, where that is said.
    pub base_url: Option<String>,
    /// Who may say where a request comes from.
    pub proxies: Proxies,
    /// Where counters are given, if anywhere.
    pub counters: Option<SocketAddr>,
    /// What secrets at rest are encrypted with.
    pub key: KeyFile,
    /// Which servers may be called, and which private networks they may be in.
    pub outgoing: (Allowed, Vec<IpNet>),
    /// The mail server, if there is one.
    pub smtp: Option<Smtp>,
}

/// Runs until it is asked to stop.
///
/// # Errors
/// When the database does not do, an address cannot be listened on, or a part ends again and again.
pub async fn run(
    url: &str,
    listen: Listen,
    clock: Clock,
    example: Option<Example>,
    cluster: Option<Arc<Cluster>>,
) -> anyhow::Result<()> {
    store::migrate(url)
        .await
        .context("bringing the database schema up to date")?;
    let pool = store::connect(url, 20).await?;
    durability::check(&pool).await?;
    let key = listen.key.shared(&pool, clock.now()).await?;
    let passwords = Passwords::default();
    if let Some(example) = example {
        example::ensure(&pool, &passwords, example, clock.now()).await?;
    }
    let session_pool = store::connect_for_sessions(url, 5).await?;

    let bound = async |address| {
        let listener = tokio::net::TcpListener::bind(address).await;
        listener.map_err(|error| not_listening(address, error))
    };
    let listener = bound(listen.at).await?;
    let counting = match listen.counters {
        Some(address) => Some(bound(address).await?),
        None => None,
    };
    let listening = listener.local_addr().unwrap_or(listen.at);
    let Reached { base_url, advice } =
        reach::reached(listening, listen.base_url.as_deref()).map_err(anyhow::Error::msg)?;
    let stop = CancellationToken::new();
    let hub = Hub::new(stop.clone());
    let parts = Parts::new(stop.clone());
    let state = AppState::from(Installation {
        pool: pool.clone(),
        key: key.clone(),
        outgoing: listen.outgoing.0.clone(),
        sends_mail: listen.smtp.is_some(),
        clock: clock.clone(),
        passwords,
        site: site::site(&base_url),
        memory: Memory::default(),
        afterwards: parts.afterwards(),
    });

    if let Some(cluster) = cluster {
        let stop = stop.clone();
        parts.keep(Part::Cluster, move |pulse| watch(cluster.clone(), stop.clone(), pulse));
    }
    parts.keep(Part::Listener, {
        let (hub, pool, url) = (hub.clone(), pool.clone(), url.to_owned());
        move |pulse| live::listen(hub.clone(), pool.clone(), url.clone(), pulse)
    });
    parts.keep(Part::Worker, {
        let (pool, url, clock, stop) = (pool.clone(), url.to_owned(), clock.clone(), stop.clone());
        move |pulse| worker::run(pool.clone(), url.clone(), clock.clone(), stop.clone(), pulse)
    });
    let (allowed, networks) = listen.outgoing;
    let telling = Telling {
        pool: pool.clone(),
        clock: clock.clone(),
        key: key.clone(),
        outgoing: Outgoing::new(allowed, networks)?,
        installations: Installations::default(),
        base_url: base_url.as_str().into(),
    };
    let reconciling = Reconciling {
        pool: telling.pool.clone(),
        clock: telling.clock.clone(),
        key: telling.key.clone(),
        outgoing: telling.outgoing.clone(),
        installations: telling.installations.clone(),
    };
    parts.keep(Part::Reconciling, {
        let stop = stop.clone();
        move |pulse| reconciling.clone().run(stop.clone(), pulse)
    });
    parts.keep(Part::Telling, {
        let stop = stop.clone();
        move |pulse| telling.clone().run(stop.clone(), pulse)
    });
    let mailing = Mailing {
        pool: pool.clone(),
        clock: clock.clone(),
        key,
        smtp: listen.smtp.map(Arc::new),
        base_url: base_url.as_str().into(),
    };
    parts.keep(Part::Mail, {
        let stop = stop.clone();
        move |pulse| mailing.clone().run(stop.clone(), pulse)
    });
    parts.keep(Part::Sweeper, {
        let (pool, clock, stop) = (session_pool.clone(), clock.clone(), stop.clone());
        move |pulse| sweeper::run(pool.clone(), clock.clone(), stop.clone(), pulse)
    });

    println!("Countersign runs at {base_url}");
    for sentence in advice {
        println!("{sentence}");
    }
    if let Some(example) = example {
        println!("{}", example::invitation(example, &base_url));
    }
    if !store::account::is_set_up(&pool).await?
        && let Some(link) = setup_link(&pool, &base_url, &clock).await?
    {
        println!("Set it up once, with this link: {link}");
    }

    let router = router::router(state, PgSessions(session_pool.clone()), hub.clone(), parts.health());
    let counters = Arc::new(Counters::default());
    let router = counters.around(router);
    if let Some(counting) = counting {
        let watched = Watched {
            counters,
            pools: [pool.clone(), session_pool.clone()],
            hub,
            parts: parts.health(),
        };
        let address = counting.local_addr()?;
        println!("Counters are at http://{address}/metrics for whoever reaches that address.");
        let router = counters::router(watched);
        tokio::spawn(serve::serve(
            MOST_WATCHERS,
            counting,
            router,
            Proxies::default(),
            stop.clone(),
        ));
    }
    println!("Ready. Ctrl-C stops it.");
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            stop.cancel();
        }
    });
    serve::serve(serve::room(), listener, router, listen.proxies, stop).await;
    let ended = parts.ended().await;
    pool.close().await;
    session_pool.close().await;
    Ok(ended?)
}

/// Makes a new set-up link; `None` once somebody is set up.
///
/// # Errors
/// When the database fails.
pub async fn setup_link(pool: &store::PgPool, base_url: &str, clock: &Clock) -> anyhow::Result<Option<String>> {
    let token = Token::random();
    let made = store::account::renew_setup_link(pool, &token.hash(), clock.now()).await?;
    Ok(made.then(|| format!("{}/setup/{}", base_url.trim_end_matches('/'), token.as_str())))
}

/// Says why an address cannot be listened on: mostly because this program, started twice, does already.
fn not_listening(listen: SocketAddr, error: std::io::Error) -> anyhow::Error {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        return anyhow::anyhow!(
            "{listen} is taken, perhaps by a Countersign that runs already. Use that one, or give another address, such \
             as --listen {}:{}.",
            listen.ip(),
            listen.port().wrapping_add(2)
        );
    }
    anyhow::Error::new(error).context(format!("listening on {listen}"))
}

/// How long to wait before a private cluster that did not come up is tried again. It does not grow: what kept it away, such
/// as a full disk, may have gone at any moment.
const REVIVE_EVERY: Duration = Duration::from_secs(1);

/// Watches the private cluster, and starts it again when it is gone, for as long as it takes.
async fn watch(cluster: Arc<Cluster>, stop: CancellationToken, pulse: Pulse) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = cluster.lost() => {}
        }
        pulse.unwell("starting again");
        if !brought_back(|| cluster.revive(), &stop).await {
            return;
        }
        tracing::warn!("the private database was gone and is up again");
        pulse.well();
    }
}

/// Tries until it works; false when the program stops before.
async fn brought_back<R>(revive: impl Fn() -> R, stop: &CancellationToken) -> bool
where
    R: Future<Output = anyhow::Result<()>>,
{
    let mut is_said = false;
    while let Err(error) = revive().await {
        if !is_said {
            tracing::error!(error = format!("{error:#}"), "the private database stays away");
            is_said = true;
        }
        tokio::select! {
            () = stop.cancelled() => return false,
            () = tokio::time::sleep(REVIVE_EVERY) => {}
        }
    }
    true
}

async fn asked_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_cluster_is_tried_again_after_the_same_short_pause_for_as_long_as_it_stays_away() {
        let stop = CancellationToken::new();
        let tried = AtomicU32::new(0);
        let begun = tokio::time::Instant::now();
        let revive = async || match tried.fetch_add(1, Ordering::SeqCst) {
            0..3 => anyhow::bail!("no space left on device"),
            _ => Ok(()),
        };
        assert!(brought_back(revive, &stop).await);
        // Three pauses of a second: a growing one would be 0.5 + 1 + 2 and more from there on.
        assert_eq!(tried.load(Ordering::SeqCst), 4);
        assert!(begun.elapsed() >= 3 * REVIVE_EVERY && REVIVE_EVERY <= Duration::from_secs(2));
    }

    #[tokio::test]
    async fn a_program_that_stops_waits_for_no_cluster() {
        let stop = CancellationToken::new();
        stop.cancel();
        let never = async || anyhow::bail!("no space left on device");
        assert!(!brought_back(never, &stop).await);
    }
}
