//! Answers to the survey, sent as pilot PMs send them, beside a form that does what has to be done and nothing else.

use anyhow::{Result, ensure};

use crate::Bench;
use crate::load::Asked;
use crate::report::{Report, Row};
use crate::told;

/// What a pilot PM of the new model is in the list of people.
pub const PILOT_PM: usize = 2;

/// The form of an answer.
pub fn form(score: u8) -> String {
    format!("pilot=ferry-booking&week=3&score={score}&note=Sent+while+measured")
}

/// Where it is sent.
pub const PATH: &str = "/do/survey/answer";

/// Measures both.
pub async fn measure(report: &mut Report, bench: &Bench) -> Result<()> {
    told("answers to the survey");
    let floor = bench
        .load
        .ask(&Asked {
            address: bench.floors.address,
            path: "/answer",
            headers: Vec::new(),
            forms: vec!["score=4".to_owned()],
        })
        .await?;
    report.row(Row::new("floor: lock, insert, insert, commit", floor));
    let kept = "select count(*) from answer";
    let before = bench.database.number(kept).await?;
    let sent = Asked {
        address: bench.program.address,
        path: PATH,
        headers: vec![
            ("cookie", bench.browsers[PILOT_PM].cookie()),
            ("sec-fetch-site", "same-origin".to_owned()),
            ("accept", "text/html".to_owned()),
        ],
        forms: (1..=5).map(form).collect(),
    };
    let measured = bench.load.ask(&sent).await?;
    let added = bench.database.number(kept).await? - before;
    ensure!(added > 0, "no answer was kept");
    report.row(Row::new("survey answer", measured).beside(floor.rate, Some(60)));
    report.note(&format!(
        "{added} answers were kept while they were sent as fast as they were taken"
    ));
    Ok(())
}
