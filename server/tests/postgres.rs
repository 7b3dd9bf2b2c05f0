//! The private cluster, with real Postgres programs.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cluster::start;
use server::durability;
use sqlx::PgPool;

/// A data directory of its own that is removed at the end, with the postmaster if a failed test left one.
struct DataDir(PathBuf);

impl DataDir {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("countersign-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a data directory");
        Self(dir)
    }

    fn cluster(&self) -> PathBuf {
        self.0.join("postgres/data")
    }

    fn postmaster(&self) -> Option<u32> {
        let text = fs::read_to_string(self.cluster().join("postmaster.pid")).ok()?;
        text.lines().next()?.parse().ok()
    }

    fn kill_postmaster(&self) {
        if let Some(pid) = self.postmaster() {
            let _ = Command::new("kill").arg("-9").arg(pid.to_string()).status();
            while Command::new("kill")
                .arg("-0")
                .arg(pid.to_string())
                .output()
                .expect("kill")
                .status
                .success()
                && !is_zombie(pid)
            {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        }
    }
}

/// Where nobody reaps orphans (some containers), a dead process stays visible.
fn is_zombie(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

impl Drop for DataDir {
    fn drop(&mut self) {
        self.kill_postmaster();
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn connect(url: &str) -> PgPool {
    PgPool::connect(url).await.expect("a connection")
}

#[tokio::test]
async fn an_application_that_vanishes_leaves_its_cluster_to_the_next_one() {
    let dir = DataDir::new("adopt");
    let first = start(&dir.0).await.expect("first start");
    assert!(!first.adopted);
    let pool = connect(&first.url).await;
    durability::check(&pool).await.expect("durable by default");
    let (url, pid) = (first.url.clone(), dir.postmaster());
    drop(first);

    let second = start(&dir.0).await.expect("second start");
    assert!(second.adopted);
    assert_eq!(second.url, url);
    assert_eq!(dir.postmaster(), pid);
    pool.close().await;

    second.stop().await.expect("stop");
    assert_eq!(dir.postmaster(), None);
}

#[tokio::test]
async fn the_last_application_to_leave_stops_the_cluster() {
    let dir = DataDir::new("shared");
    let first = start(&dir.0).await.expect("first");
    let second = start(&dir.0).await.expect("second");
    first.stop().await.expect("the first leaves");
    connect(&second.url).await.close().await;
    second.stop().await.expect("the second leaves");
    assert_eq!(dir.postmaster(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_first_starts_at_once_make_one_cluster() {
    let dir = DataDir::new("race");
    let begin = |path: PathBuf| tokio::spawn(async move { start(&path).await });
    let (first, second) = tokio::join!(begin(dir.0.clone()), begin(dir.0.clone()));
    let (first, second) = (first.expect("no panic"), second.expect("no panic"));
    let (first, second) = (first.expect("one"), second.expect("other"));
    assert_eq!(first.url, second.url);
    assert!(first.adopted != second.adopted);
    first.stop().await.expect("stop");
    second.stop().await.expect("stop");
}

#[tokio::test]
async fn a_killed_postmaster_recovers_what_was_acknowledged() {
    let dir = DataDir::new("recover");
    let first = start(&dir.0).await.expect("first start");
    let pool = connect(&first.url).await;
    sqlx::raw_sql("create table kept (line text); insert into kept values ('acknowledged')")
        .execute(&pool)
        .await
        .expect("a write");
    dir.kill_postmaster();
    drop((first, pool));

    let second = start(&dir.0).await.expect("start after the kill");
    assert!(!second.adopted);
    let pool = connect(&second.url).await;
    let line: String = sqlx::query_scalar("select line from kept")
        .fetch_one(&pool)
        .await
        .expect("the row");
    assert_eq!(line, "acknowledged");
    pool.close().await;
    second.stop().await.expect("stop");
}

#[tokio::test]
async fn a_postmaster_killed_under_a_running_application_is_up_again_by_itself() {
    let dir = DataDir::new("revive");
    let cluster = start(&dir.0).await.expect("start");
    let pool = connect(&cluster.url).await;
    let made = sqlx::raw_sql("create table kept (line text)").execute(&pool).await;
    made.expect("a table");
    for line in ["before the first kill", "before the second"] {
        let written = sqlx::query("insert into kept values ($1)")
            .bind(line)
            .execute(&pool)
            .await;
        written.expect("a write");
        let lost = cluster.lost();
        tokio::pin!(lost);
        let quiet = tokio::time::timeout(Duration::from_millis(300), &mut lost).await;
        assert!(quiet.is_err(), "it is there");
        dir.kill_postmaster();
        tokio::time::timeout(Duration::from_secs(10), lost)
            .await
            .expect("its end is seen");
        cluster.revive().await.expect("up again");
        // The address is the same, so that the pool finds it by itself.
        let found: Vec<String> = sqlx::query_scalar("select line from kept")
            .fetch_all(&pool)
            .await
            .expect("the rows");
        assert!(found.iter().any(|found| found == line), "{found:?}");
    }
    pool.close().await;
    cluster.stop().await.expect("stop");
    assert_eq!(dir.postmaster(), None);
}

#[tokio::test]
async fn a_database_that_may_forget_is_refused() {
    let dir = DataDir::new("durable");
    let cluster = start(&dir.0).await.expect("start");
    restart_without_fsync(&cluster.bin_dir, &dir.cluster());
    drop(cluster);
    let cluster = start(&dir.0).await.expect("adopts it");
    let pool = connect(&cluster.url).await;
    let refusal = durability::check(&pool).await.expect_err("fsync is off").to_string();
    assert!(refusal.contains("fsync = off"), "{refusal}");
    pool.close().await;
    cluster.stop().await.expect("stop");

    let cluster = start(&dir.0).await.expect("start again");
    let pool = connect(&cluster.url).await;
    durability::check(&pool).await.expect("our own start turns it on again");
    sqlx::raw_sql("alter role countersign set synchronous_commit = off")
        .execute(&pool)
        .await
        .expect("alter role");
    pool.close().await;
    let pool = connect(&cluster.url).await;
    let refusal = durability::check(&pool)
        .await
        .expect_err("synchronous_commit is off")
        .to_string();
    assert!(refusal.contains("synchronous_commit = off"), "{refusal}");
    pool.close().await;
    cluster.stop().await.expect("stop");
}

/// What a hasty administrator might do: `-F` turns fsync off.
fn restart_without_fsync(bin_dir: &Path, cluster: &Path) {
    let port = fs::read_to_string(cluster.join("../port")).expect("the port");
    let options = format!(
        "-F -p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
        port.trim()
    );
    let owner = fs::metadata(cluster).expect("the cluster");
    let mut pg_ctl = Command::new(bin_dir.join("pg_ctl"));
    pg_ctl
        .arg("restart")
        .arg("-D")
        .arg(cluster)
        .args(["-w", "-s", "-o", &options, "-l"])
        .arg(cluster.join("log"));
    pg_ctl.current_dir(cluster.parent().expect("a parent"));
    // Changing the user, even to oneself, is for root only.
    if fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        use std::os::unix::process::CommandExt;
        pg_ctl.uid(owner.uid()).gid(owner.gid());
    }
    assert!(pg_ctl.status().expect("pg_ctl").success());
}

#[tokio::test]
async fn only_its_own_user_reads_the_cluster_and_the_password() {
    let dir = DataDir::new("private");
    let cluster = start(&dir.0).await.expect("start");
    let mode = |path: &str| fs::metadata(dir.0.join(path)).expect(path).permissions().mode() & 0o777;
    assert_eq!(
        (mode("postgres"), mode("postgres/password"), mode("postgres/data")),
        (0o700, 0o600, 0o700)
    );
    let wrong = cluster.url.replace("countersign:", "countersign:x");
    assert!(PgPool::connect(&wrong).await.is_err());
    cluster.stop().await.expect("stop");
}

#[tokio::test]
async fn a_taken_port_is_left_and_another_chosen() {
    let dir = DataDir::new("port");
    let first = start(&dir.0).await.expect("start");
    let url = first.url.clone();
    first.stop().await.expect("stop");
    let port: u16 = fs::read_to_string(dir.0.join("postgres/port"))
        .expect("port")
        .trim()
        .parse()
        .expect("a number");
    let _taken = std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free now");
    let second = start(&dir.0).await.expect("start on another port");
    assert_ne!(second.url, url);
    second.stop().await.expect("stop");
}
