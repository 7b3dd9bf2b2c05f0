//! The pages, each beside its floor.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::Bench;
use crate::browser::Browser;
use crate::database::Database;
use crate::floors::Floor;
use crate::load::{Asked, Measured};
use crate::report::{Report, Row};
use crate::told;

/// A page and its budget.
struct Page {
    name: &'static str,
    path: &'static str,
    /// Who asks, as a place in `server::example::PEOPLE`; nobody is signed out.
    who: Option<usize>,
    floor: Floor,
    /// How much of its floor it has to reach, in percent.
    share: Option<u32>,
}

const fn page(name: &'static str, path: &'static str, who: usize, share: Option<u32>) -> Page {
    Page {
        name,
        path,
        who: Some(who),
        floor: Floor::Query,
        share,
    }
}

/// What the sponsor and a pilot PM are in the list of people.
const SPONSOR: usize = 0;
const PILOT_PM: usize = 2;

/// Requests whose statements are counted.
const COUNTED: i64 = 40;

const PAGES: [Page; 12] = [
    page("metrics", METRICS, SPONSOR, Some(60)),
    page("proposal", "/p/ferry-booking/proposal", SPONSOR, Some(60)),
    page("overview", "/p/ferry-booking", SPONSOR, Some(40)),
    page("inbox", "/", SPONSOR, Some(40)),
    page("people", "/p/ferry-booking/people", SPONSOR, Some(40)),
    page("zone", "/p/ferry-booking/zone", SPONSOR, Some(40)),
    page("approval", "/p/ferry-booking/approval", SPONSOR, Some(40)),
    page("survey", "/p/ferry-booking/survey", PILOT_PM, Some(80)),
    page("activity", "/p/ferry-booking/activity", SPONSOR, None),
    page("slide", "/p/ferry-booking/readout/1", SPONSOR, None),
    signed_out("sign-in, signed out", "/sign-in"),
    signed_out("/, signed out", "/"),
];

/// The page of the metrics.
pub const METRICS: &str = "/p/ferry-booking/metrics";

const fn signed_out(name: &'static str, path: &'static str) -> Page {
    Page {
        name,
        path,
        who: None,
        floor: Floor::Static,
        share: Some(15),
    }
}

/// Measures floors, pages, and the floors again: a page's floor is the mean of both. Keeps the pages in a directory.
pub async fn measure(report: &mut Report, bench: &Bench, keep: Option<&Path>) -> Result<()> {
    let before = both(bench).await?;
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for page in &PAGES {
        told(page.name);
        let mut browser = page.who.map_or_else(
            || Browser::new(bench.program.address),
            |who| bench.browsers[who].clone(),
        );
        let answer = browser.get(page.path).await?;
        // Signed out, `/` leads to another page.
        let fits = answer.status == 200 || page.who.is_none() && answer.status == 303;
        ensure!(fits, "{} answers {}", page.path, answer.status);
        let headers = if page.who.is_some() {
            vec![("cookie", browser.cookie())]
        } else {
            Vec::new()
        };
        let asked = Asked {
            address: bench.program.address,
            path: page.path,
            headers,
            forms: Vec::new(),
        };
        let measured = bench.load.ask(&asked).await?;
        let statements = statements(&bench.database, &mut browser, page.path).await?;
        rows.push((page, measured, statements, answer.body.len()));
        if let Some(keep) = keep {
            let name = page.name.replace(['/', ' ', ','], "_");
            std::fs::write(keep.join(name).with_extension("html"), &answer.body)?;
        }
        if page.path == METRICS {
            let mut asked = asked;
            asked.headers.push(("accept-encoding", "gzip, deflate, br".to_owned()));
            others.push(Row::new("metrics, compressed", bench.load.ask(&asked).await?));
            let by_hand = ask(bench, &format!("/page?bytes={}", answer.body.len())).await?;
            others.push(Row::new("floor: as much HTML as metrics, by hand", by_hand));
        }
    }
    let after = both(bench).await?;
    let mean = |place: usize| f64::midpoint(before[place].rate, after[place].rate);
    for (name, place) in [("floor: static text", 0), ("floor: 200 rows of one query", 1)] {
        let mut row = Row::new(name, after[place]);
        row.measured.rate = mean(place);
        report.row(row);
    }
    others.into_iter().for_each(|row| report.row(row));
    for (page, measured, statements, bytes) in rows {
        let floor = mean(usize::from(page.floor == Floor::Query));
        let mut row = Row::new(page.name, measured).beside(floor, page.share);
        row.bytes = Some(bytes);
        row.statements = statements.map(|count| (count, page.who.map(|_| 4)));
        report.row(row);
    }
    Ok(())
}

async fn both(bench: &Bench) -> Result<[Measured; 2]> {
    told("floors");
    Ok([ask(bench, "/static").await?, ask(bench, "/query").await?])
}

/// Asks for a floor.
async fn ask(bench: &Bench, path: &str) -> Result<Measured> {
    bench
        .load
        .ask(&Asked {
            address: bench.floors.address,
            path,
            headers: Vec::new(),
            forms: Vec::new(),
        })
        .await
}

/// Statements for one request, transactions' own counted, too.
async fn statements(database: &Database, browser: &mut Browser, path: &str) -> Result<Option<f64>> {
    let Some(before) = database.statements().await else {
        return Ok(None);
    };
    for _ in 0..COUNTED {
        browser.get(path).await?;
    }
    let after = database.statements().await.unwrap_or(before);
    Ok(Some((after - before) as f64 / COUNTED as f64))
}
