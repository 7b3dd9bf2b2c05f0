//! Pulling the plug: what was acknowledged is there after the restart, whatever was killed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use end2end::github::Repository;
use end2end::{Person, Program, Result, World, proposal};

const PASSWORD: &str = "a long sentence to sign in with";
const DATA: &str = "/p/crash-pilot/data";

/// A pilot whose sponsor has connected a repository.
async fn connected(world: &World, program: &Program) -> Result<(Person, Repository)> {
    let dana = world.person("Dana", program).await?;
    dana.open(program.setup_link()?).await?;
    let first = [
        ("name", "Dana Levin"),
        ("email", "dana@example.com"),
        ("password", PASSWORD),
    ];
    dana.submit("account/set_up", &first).await?;
    dana.open("/pilots/new").await?;
    let text = proposal();
    dana.submit(
        "pilot/add",
        &[("name", "Crash pilot"), ("zone", "UTC"), ("document", &text)],
    )
    .await?;
    dana.open(DATA).await?;
    dana.submit("data/connect", &[("repository", "acme/shop")]).await?;
    let address = dana.shown_link().await?;
    let secret = dana.shown_secret().await?;
    dana.turn_away().await?;
    Ok((dana, Repository::new(&address, &secret, "acme/shop")))
}

/// Writers that push one commit after the other until told to stop; gives how many were acknowledged
/// and how many were sent. `round` keeps their commits apart.
async fn push_until_stopped(
    repository: &Repository,
    round: u32,
    kill: impl Future<Output = Result>,
) -> Result<(u32, u32)> {
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4_u32)
        .map(|writer| {
            let stop = stop.clone();
            let repository = Repository::new(&repository.address, &repository.secret, &repository.name);
            tokio::spawn(async move {
                let (mut acknowledged, mut sent) = (0_u32, 0_u32);
                while !stop.load(Ordering::Relaxed) {
                    let sha = format!(
                        "{:040x}",
                        u128::from(round) << 64 | u128::from(writer) << 32 | u128::from(sent)
                    );
                    let body = repository
                        .push_of("topic", &sha, "ana", "2026-09-07T07:00:00Z")
                        .to_string();
                    sent += 1;
                    match repository.post("push", &sha, body.as_bytes(), &repository.secret).await {
                        Ok(202) => acknowledged += 1,
                        // Refused or cut off: not acknowledged, so nothing is promised.
                        Ok(status) => assert!(status >= 500, "a push was answered with {status}"),
                        Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                    }
                }
                (acknowledged, sent)
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(700)).await;
    kill.await?;
    stop.store(true, Ordering::Relaxed);
    let mut sum = (0, 0);
    for writer in writers {
        let (acknowledged, sent) = tokio::time::timeout(Duration::from_secs(60), writer).await??;
        sum = (sum.0 + acknowledged, sum.1 + sent);
    }
    Ok(sum)
}

/// How many received commits the data page counts once the worker has caught up.
async fn commits(dana: &Person) -> Result<u32> {
    let since = Instant::now();
    loop {
        dana.open(DATA).await?;
        let text = dana.text().await?;
        if !text.contains(" waiting") || since.elapsed() > Duration::from_secs(60) {
            let count = text
                .lines()
                .find_map(|line| line.split_once(" received commit"))
                .map(|(count, _)| count.trim().to_owned());
            return Ok(count.unwrap_or_default().parse()?);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

#[tokio::test]
async fn killing_the_program_loses_nothing_acknowledged() -> Result {
    let world = World::new("kill-program", true, "2026-09-07T07:00:00Z").await?;
    let mut program = world.program().await?;
    let (mut dana, mut repository) = connected(&world, &program).await?;
    let (mut acknowledged, mut sent) = (0_u32, 0_u32);
    for round in 0..3 {
        let (a, s) = push_until_stopped(&repository, round, program.kill()).await?;
        (acknowledged, sent) = (acknowledged + a, sent + s);
        let since = Instant::now();
        program = world.program().await?;
        println!(
            "round {round}: {a} of {s} acknowledged; up again after {:?}",
            since.elapsed()
        );
        dana.move_to(program.address());
        repository.move_to(program.address());
    }
    let there = commits(&dana).await?;
    assert!(
        acknowledged > 0 && acknowledged <= there && there <= sent,
        "{acknowledged} acknowledged, {there} there, {sent} sent"
    );
    program.stop().await?;
    assert!(Program::verify(&world.data()).await?.contains("whole"));
    world.end().await
}

#[tokio::test]
async fn killing_postgres_during_writes_loses_nothing_acknowledged() -> Result {
    let world = World::new("kill-postgres", true, "2026-09-07T07:00:00Z").await?;
    let program = world.program().await?;
    let (mut dana, repository) = connected(&world, &program).await?;
    let pid_file = world.data().join("postgres/data/postmaster.pid");
    let pid = std::fs::read_to_string(&pid_file)?
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    let kill = async {
        let killed = tokio::process::Command::new("kill").args(["-9", &pid]).status().await?;
        anyhow::ensure!(killed.success(), "could not kill Postgres");
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(())
    };
    let (acknowledged, sent) = push_until_stopped(&repository, 0, kill).await?;
    let status = dana.status(DATA).await?;
    assert!(
        status == 200 || status == 503,
        "without its database the program answers {status}"
    );
    dana.turn_away().await?;
    program.kill().await?;
    let program = world.program().await?;
    dana.move_to(program.address());
    let there = commits(&dana).await?;
    println!("{acknowledged} of {sent} acknowledged, {there} there");
    assert!(
        acknowledged > 0 && acknowledged <= there && there <= sent,
        "{acknowledged} acknowledged, {there} there, {sent} sent"
    );
    program.stop().await?;
    assert!(Program::verify(&world.data()).await?.contains("whole"));
    world.end().await
}
