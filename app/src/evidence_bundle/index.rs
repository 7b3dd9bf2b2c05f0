//! The page of a bundle that tells the case: one file with its style in it and no script, to be read on any machine and printed.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::activity::Link;
use domain::criterion::Choice;
use domain::evidence_bundle::{ACTIVITY, Case, Decision, InForce, MANIFEST, NUMBERS, file_name};
use domain::incident::Incident;
use domain::programme::{CAPTION, Programme, Scorecard, scorecard};
use domain::readout::{Stage, rule};
use leptos::prelude::*;

use crate::metrics::Metric;
use crate::metrics::numbers::{Cut, tables};
use crate::shell::unmarked;
use crate::time::{day, moment};
use crate::ui::visible;

/// The style of the page, which is in it: nothing is fetched.
const STYLE: &str = include_str!("style.css");
/// Rows of a long table that are shown; all of them are in the table beside the page.
const ROWS: usize = 40;
/// Nothing is loaded and nothing runs, whatever somebody typed.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The page, from the case and the facts that its numbers rest on. `listed` are the other files with what each is.
pub fn index(case: &Case, programme: Option<&Programme>, head: &Link, listed: &[(&str, &str)]) -> String {
    let card = case
        .numbers
        .as_ref()
        .zip(programme)
        .map(|(numbers, programme)| (programme, scorecard(programme, numbers.as_of)));
    let numbers = card.as_ref().map(|(programme, card)| {
        view! {
            {criteria(case, programme, card)}
            {since_the_start(programme, case.zone)}
        }
    });
    let inputs = card.as_ref().map(|(programme, card)| metrics(programme, card));
    let none = card.is_none().then(|| {
        let why = case.left_out.iter().find(|left| left.what == NUMBERS);
        let why = why.map_or_else(String::new, |left| left.why.clone());
        view! { <section><h2>"Numbers"</h2><p>{format!("There are none yet. {why}")}</p></section> }
    });
    let content = view! {
        {opening(case)}
        {case.decision.as_ref().map(|decision| decided(decision, case.zone))}
        {numbers}
        {none}
        {signed(case)}
        {conditions(case)}
        {hashes(case, head)}
        {inputs}
        {contents(case, head, listed)}
    };
    let title = visible(&format!("{}: evidence bundle", case.name));
    let document = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content=POLICY/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <style inner_html=STYLE></style>
            </head>
            <body>
                <main>{content}</main>
            </body>
        </html>
    };
    // What the framework sets between texts is of no use in a file.
    format!("<!DOCTYPE html>\n{}\n", unmarked(&document.to_html()))
}

fn opening(case: &Case) -> impl IntoView + use<> {
    let roles = match case.reader.roles.as_slice() {
        [] => String::new(),
        roles => format!(" ({})", roles.join("; ")),
    };
    let made = format!(
        "Made on {} for {}{roles}, with what they may read.",
        moment(case.made_at, case.zone),
        case.reader.name
    );
    let example = case
        .example
        .then(|| view! { <p class="note">"Example data: the people and numbers are made up."</p> });
    view! {
        <header>
            <p class="kind">"Evidence bundle"</p>
            <h1>{visible(&case.name)}</h1>
            <p class="status">{case.status.clone()}</p>
            <p class="quiet">{visible(&made)}</p>
            {example}
        </header>
    }
}

/// What somebody did that binds, and when.
struct Act {
    at: DateTime<Utc>,
    what: String,
    by: String,
}

/// Everything that binds, oldest first.
fn acts(case: &Case) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut act = |at: DateTime<Utc>, what: String, by: &str| {
        acts.push(Act {
            at,
            what,
            by: by.to_owned(),
        });
    };
    for request in &case.requests {
        let (revision, zone) = (request.revision, request.zone_version);
        act(
            request.sent_at,
            format!("Sent revision {revision} with zone version {zone} for approval"),
            &request.sent_by,
        );
        for decided in &request.decided {
            act(
                decided.at,
                format!("{}: revision {revision}", decided.verdict.done()),
                &decided.by,
            );
        }
        if let Some((reason, at)) = &request.withdrawn {
            act(
                *at,
                format!("Took the request for revision {revision} back: {reason}"),
                &request.sent_by,
            );
        }
    }
    if let Some(boundary) = &case.boundary {
        for signed in &boundary.signatures {
            act(
                signed.at,
                format!(
                    "Signed zone version {} as {}",
                    boundary.version,
                    in_words(signed.signatory.label())
                ),
                &signed.by,
            );
        }
    }
    if let Some(start) = &case.start {
        act(
            start.at,
            format!(
                "Started the pilot by revision {} and zone version {}",
                start.revision, start.zone_version
            ),
            &start.by,
        );
    }
    if let Some((numbers, frozen)) = case.numbers.as_ref().and_then(|one| Some((one, one.frozen.as_ref()?))) {
        act(
            numbers.as_of,
            "Froze the numbers for the readout".to_owned(),
            &frozen.by,
        );
    }
    if let Some(decision) = &case.decision {
        act(
            decision.at,
            format!("Recorded the decision: {}", decision.choice.label().to_lowercase()),
            &decision.by,
        );
        if let Some((by, at)) = &decision.confirmed {
            act(*at, "Confirmed the decision".to_owned(), by);
        }
    }
    acts.sort_by_key(|act| act.at);
    acts
}

/// A label in the middle of a sentence.
fn in_words(label: &str) -> String {
    match label.strip_prefix("Engineering DRI") {
        Some(rest) => format!("engineering DRI{rest}"),
        None => label.to_lowercase(),
    }
}

fn signed(case: &Case) -> impl IntoView + use<> {
    let rows = acts(case)
        .into_iter()
        .map(|act| {
            view! {
                <tr>
                    <th scope="row">{visible(&act.what)}</th>
                    <td>{act.by}</td>
                    <td>{moment(act.at, case.zone)}</td>
                </tr>
            }
        })
        .collect_view();
    let people = case
        .people
        .iter()
        .map(|one| view! { <li>{format!("{}: {}", one.name, one.roles.join("; "))}</li> })
        .collect_view();
    let any = !acts(case).is_empty();
    view! {
        <section>
            <h2>"Who signed what, and when"</h2>
            {(!any).then(|| view! { <p>"Nobody has signed or sent anything yet."</p> })}
            {any.then(|| view! {
                <div class="scroll-x" tabindex="0" role="region" aria-label="Who signed what, and when">
                    <table>
                        <thead><tr><th scope="col">"What"</th><th scope="col">"Who"</th><th scope="col">"When"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            })}
            <h3>"People"</h3>
            <ul class="people">{people}</ul>
        </section>
    }
}

fn hashes(case: &Case, head: &Link) -> impl IntoView + use<> {
    let row = |what: String, hash: &str| view! { <div><dt>{what}</dt><dd><code>{hash.to_owned()}</code></dd></div> };
    let binds = match case.text.in_force {
        InForce::Started => "the pilot started by it",
        InForce::Approved => "approved",
        InForce::NotApproved => "not approved by anybody",
    };
    let zone = case.boundary.as_ref().map(|boundary| {
        let signed = if boundary.signed {
            "signed by everybody it takes"
        } else {
            "not signed by everybody yet"
        };
        row(format!("Zone version {}, {signed}", boundary.version), &boundary.digest)
    });
    let start = case
        .start
        .as_ref()
        .map(|start| row("Everything that froze with the start".to_owned(), &start.digest));
    let frozen = case.numbers.as_ref().and_then(|numbers| numbers.frozen.as_ref());
    let frozen = frozen.map(|frozen| row("The frozen numbers".to_owned(), &frozen.digest));
    view! {
        <section>
            <h2>"Hashes"</h2>
            <p>"Each stands for its text to the letter, and the activity log names each. The newest entry of the log stands for all before it."</p>
            <dl class="hashes">
                {row(format!("Revision {} with its terms, {binds}", case.text.revision), &case.text.digest)}
                {zone}
                {start}
                {frozen}
                {row(format!("The log up to entry {}", head.seq), &head.hash)}
            </dl>
        </section>
    }
}

fn conditions(case: &Case) -> Option<impl IntoView + use<>> {
    let rows = case
        .conditions
        .iter()
        .map(|one| {
            let stands = match one.closed_at {
                Some(at) => format!("Closed {}", moment(at, case.zone)),
                None => format!("Open, due {}", day(one.due_on)),
            };
            view! { <tr><th scope="row">{visible(&one.text)}</th><td>{one.owner.clone()}</td><td>{stands}</td></tr> }
        })
        .collect_view();
    (!case.conditions.is_empty()).then(|| {
        view! {
            <section>
                <h2>"Conditions of the approval"</h2>
                <div class="scroll-x" tabindex="0" role="region" aria-label="Conditions of the approval">
                    <table>
                        <thead><tr><th scope="col">"What has to happen"</th><th scope="col">"Owner"</th><th scope="col">"Where it stands"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

fn decided(decision: &Decision, zone: Tz) -> impl IntoView + use<> {
    let confirmed = match &decision.confirmed {
        Some((by, at)) => format!("Recorded by {}, confirmed by {by}, {}.", decision.by, moment(*at, zone)),
        None => format!("Recorded by {}. The other side has not confirmed it yet.", decision.by),
    };
    let reason = match decision.reason.as_str() {
        "" => "None was needed: it is where the rule pointed.".to_owned(),
        reason => visible(reason),
    };
    let pointed_to = decision.pointed_to.map_or("More than one choice", Choice::label);
    view! {
        <section>
            <h2>{format!("Decision: {}", decision.choice.label().to_lowercase())}</h2>
            <p>{confirmed}</p>
            <dl>
                <div><dt>"The agreed rule pointed to"</dt><dd>{pointed_to}</dd></div>
                <div><dt>"Reason"</dt><dd>{reason}</dd></div>
                <div><dt>"What happens next"</dt><dd>{visible(&decision.next_step)}</dd></div>
                <div><dt>"Owner"</dt><dd>{visible(&decision.owner)}</dd></div>
                <div><dt>"Due"</dt><dd>{day(decision.due_on)}</dd></div>
                <div><dt>"Who was there"</dt><dd>{visible(&decision.attendees)}</dd></div>
            </dl>
        </section>
    }
}

fn criteria(case: &Case, programme: &Programme, card: &Scorecard) -> impl IntoView + use<> {
    let frozen = case.numbers.as_ref().is_some_and(|numbers| numbers.frozen.is_some());
    let as_of = moment(card.as_of, case.zone);
    let of = if frozen {
        format!("Frozen {as_of}.")
    } else {
        format!("Not frozen: as of {as_of}.")
    };
    let warning = Stage::of(programme, card.as_of)
        .warning()
        .map(|warning| view! { <p class="note">{format!("{warning}.")}</p> });
    let rows = card
        .criteria
        .iter()
        .map(|one| {
            let corrections = one
                .corrections
                .iter()
                .map(|text| view! { <p class="changed">{visible(text)}</p> })
                .collect_view();
            let difference =
                (!one.difference.is_empty()).then(|| view! { <p class="quiet">{one.difference.clone()}</p> });
            view! {
                <tr>
                    <th scope="row">{format!("{}. {}", one.number, one.title)}</th>
                    <td data-head="Value">{visible(&one.value)} {difference}</td>
                    <td data-head="Bar">{visible(&one.bar)}</td>
                    <td data-head="State">
                        <strong class="state" data-state=one.state.as_str()>{one.state.label()}</strong>
                        <p class="quiet">{visible(&one.why)}</p>
                        {corrections}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let flips = card
        .flips
        .iter()
        .map(|flip| view! { <li>{visible(&flip.sentence)}</li> })
        .collect_view();
    let flips = (!card.flips.is_empty()).then(|| {
        view! { <h3>"What would by itself put a criterion on the other side"</h3><ul>{flips}</ul> }
    });
    view! {
        <section>
            <h2>"The four criteria"</h2>
            {warning}
            <p>{format!("{}. {}", rule(card), card.outlook.sentence)} " " {of}</p>
            <div class="scroll-x" tabindex="0" role="region" aria-label="The four criteria">
                <table class="criteria">
                    <thead>
                        <tr>
                            <th scope="col">"Criterion"</th>
                            <th scope="col">"Value"</th>
                            <th scope="col">"Bar"</th>
                            <th scope="col">"State"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="quiet">{CAPTION}</p>
            {flips}
        </section>
    }
}

/// What is otherwise than it was agreed before the start, and what went wrong. Corrections stand with their criteria.
fn since_the_start(programme: &Programme, zone: Tz) -> Option<impl IntoView + use<>> {
    let amended = programme.amendments.iter().map(|one| {
        format!(
            "The boundary was amended: version {} took the place of version {}, {}. {}: {}",
            one.version,
            one.before,
            moment(one.at, zone),
            one.by,
            one.reason
        )
    });
    let replaced = programme
        .replaced
        .iter()
        .map(|one| format!("{}, {}. {}", one.sentence(), moment(one.at, zone), one.reason));
    let waived = programme.waivers.iter().map(|one| {
        format!(
            "Waived for {}: {}. {}, {}: {}",
            one.pull_request,
            one.gate.label(),
            one.by,
            moment(one.at, zone),
            one.reason
        )
    });
    let incident = |one: &Incident| {
        let pull = one
            .pull_request
            .as_ref()
            .map_or_else(String::new, |pull| format!(" In {pull}."));
        format!(
            "Incident, {}: {}. {} Done: {}{pull}",
            moment(one.at, zone),
            one.touched.words(),
            one.what,
            one.done
        )
    };
    let lines: Vec<String> = amended
        .chain(replaced)
        .chain(waived)
        .chain(programme.incidents.iter().map(incident))
        .collect();
    programme.started_at.map(|_| {
        let list = lines
            .iter()
            .map(|line| view! { <li class="changed">{visible(line)}</li> })
            .collect_view();
        let none = lines.is_empty().then(|| {
            view! { <p>"Nothing was amended or waived, and no incident is recorded. Corrections stand with the criteria."</p> }
        });
        view! { <section><h2>"Since the start"</h2>{none}<ul>{list}</ul></section> }
    })
}

fn metrics(programme: &Programme, card: &Scorecard) -> impl IntoView + use<> {
    let words = [
        (&card.first_commit.summary, &card.first_commit.notes),
        (&card.review_cycles.summary, &card.review_cycles.notes),
        (&card.cycle_time.summary, &card.cycle_time.notes),
        (&card.energy.summary, &card.energy.notes),
        (&card.outcome.summary, &card.outcome.notes),
    ];
    let all = Metric::ALL
        .into_iter()
        .zip(words)
        .map(|(metric, (summary, notes))| {
            let cut = Cut {
                first: ROWS,
                all: file_of(metric).to_owned(),
            };
            let shown = tables(metric, programme, card);
            let shown = shown.into_iter().map(|table| table.view(Some(&cut))).collect_view();
            let notes = notes
                .iter()
                .map(|note| view! { <p class="quiet">{visible(note)}</p> })
                .collect_view();
            view! {
                <section class="metric">
                    <h3>{format!("{}. {}", metric.id().to_uppercase(), metric.title())}</h3>
                    <p>{visible(summary)}</p>
                    {notes}
                    {shown}
                </section>
            }
        })
        .collect_view();
    view! { <section><h2>"The metrics, with what each rests on"</h2>{all}</section> }
}

/// The table with every row.
fn file_of(metric: Metric) -> &'static str {
    match metric {
        Metric::IdeaToCommit => "features.csv",
        Metric::ReviewCycles | Metric::CycleTime => "pull-requests.csv",
        Metric::Energy => "survey-weeks.csv",
        Metric::Outcome => "primary-metric.csv",
    }
}

fn contents(case: &Case, head: &Link, listed: &[(&str, &str)]) -> impl IntoView + use<> {
    let rows = listed
        .iter()
        .chain(&[(
            MANIFEST,
            "Every file with its length and SHA-256, and the end of the log",
        )])
        .map(|(name, what)| {
            let (name, what) = ((*name).to_owned(), (*what).to_owned());
            view! { <tr><th scope="row"><a href=name.clone()>{name.clone()}</a></th><td>{what}</td></tr> }
        })
        .collect_view();
    let left_out = case
        .left_out
        .iter()
        .map(|one| view! { <li>{format!("{}. {}", one.what, one.why)}</li> })
        .collect_view();
    let name = file_name(&case.pilot, domain::calendar::local_date(case.made_at, case.zone));
    view! {
        <section>
            <h2>"What is in the archive"</h2>
            <div class="scroll-x" tabindex="0" role="region" aria-label="What is in the archive"><table><tbody>{rows}</tbody></table></div>
            <h3>"What is not"</h3>
            <ul>{left_out}</ul>
        </section>
        <section>
            <h2>"How to verify it"</h2>
            <p>"With the program alone, without a database or a network:"</p>
            <p><code class="command">{format!("countersign verify {name} --head {}:{}", head.seq, head.hash)}</code></p>
            <p>
                {format!(
                    "It compares each file with {MANIFEST}, follows the chain of {ACTIVITY}, compares what the log sealed with the files, and makes this page and the tables again. A log that was written anew as a whole shows only against a head that somebody kept elsewhere: compare the one above with minutes or a message of the time.",
                )}
            </p>
        </section>
    }
}
