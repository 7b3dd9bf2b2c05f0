//! The floors: what the same machine, framework and database give when next to nothing is done.

use std::fmt::Write as _;

use anyhow::Result;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::process::Command;

use crate::process::Program;

/// A floor to measure against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floor {
    /// A static text.
    Static,
    /// A page of 200 rows from one query.
    Query,
}

/// Starts them, in a process of their own, as the program is.
pub async fn start(database: &str) -> Result<Program> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("floors").env("DATABASE_URL", database);
    Program::listening(command).await
}

/// Serves them until the process ends.
pub async fn serve(database: &str) -> Result<()> {
    // As many connections as the program has.
    let pool = PgPoolOptions::new().max_connections(20).connect(database).await?;
    sqlx::raw_sql(
        "create schema floor;
         create table floor.pilot (pilot_id bigint primary key);
         insert into floor.pilot values (1);
         create table floor.answer (
             answer_id bigint generated always as identity primary key,
             pilot_id bigint not null references floor.pilot, score int not null, answered_at timestamptz not null
         );
         create table floor.activity (
             seq bigint generated always as identity primary key,
             pilot_id bigint not null, at timestamptz not null, detail text not null
         )",
    )
    .execute(&pool)
    .await?;
    let router = Router::new()
        .route("/static", get(async || "Countersign"))
        .route("/query", get(query))
        .route("/page", get(page))
        .route("/answer", post(answer))
        .with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("The floors are at http://{}", listener.local_addr()?);
    println!("Ready.");
    Ok(axum::serve(listener, router).await?)
}

type Answer<T> = Result<T, (StatusCode, String)>;

fn failed(error: sqlx::Error) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

/// 200 pull requests as a plain table.
async fn query(State(pool): State<PgPool>) -> Answer<Html<String>> {
    let rows: Vec<(i32, String, String, String, String)> = sqlx::query_as(
        "select number, title, author_login, head_branch, url from pull_request
         where pilot_id = $1 order by number limit 200",
    )
    .bind(1_i64)
    .fetch_all(&pool)
    .await
    .map_err(failed)?;
    let mut html = "<!DOCTYPE html><title>Pull requests</title><table>".to_owned();
    for (number, title, author, branch, url) in rows {
        let _ = write!(
            html,
            "<tr><td><a href=\"{url}\">{number}</a></td><td>{title}</td><td>{author}</td><td>{branch}</td></tr>"
        );
    }
    html.push_str("</table>");
    Ok(Html(html))
}

#[derive(serde::Deserialize)]
struct Size {
    bytes: usize,
}

/// A page of so many bytes, written by hand, from nothing: the limit of building a page for each reader.
async fn page(Query(size): Query<Size>) -> Html<String> {
    let mut html = "<!DOCTYPE html><title>A page</title><table>".to_owned();
    let mut number = 0;
    while html.len() < size.bytes {
        number += 1;
        let days = f64::from(number) / 7.0;
        let _ = write!(
            html,
            "<tr class=\"row\"><td class=\"number\">{number}</td><td>Luggage hints: step {number}</td><td>{days:.1} d</td></tr>"
        );
    }
    html.push_str("</table>");
    Html(html)
}

async fn answer(State(pool): State<PgPool>) -> Answer<Redirect> {
    keep(&pool).await.map_err(failed)?;
    Ok(Redirect::to("/static"))
}

async fn keep(pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query("select pilot_id from floor.pilot where pilot_id = 1 for update")
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into floor.answer (pilot_id, score, answered_at) values (1, 4, now())")
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into floor.activity (pilot_id, at, detail) values (1, now(), $1)")
        .bind("{\"week\": 3, \"score\": 4}")
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
