//! What the example agrees on before its start: people, text, approval, zone, features, baseline.

use anyhow::Context as _;
use app::token::Token;
use chrono::{DateTime, TimeDelta, Utc};
use domain::approval::{Answer as Agreed, Answers, Step, Verdict, Wanted, decision_due};
use domain::calendar::{Window, local_date};
use domain::comment::Anchor;
use domain::document::{Body, fill_placeholders, sections};
use domain::ids::PilotId;
use domain::person::Arm;
use domain::proposal::RevisionNumber;
use reading::read;
use store::PgPool;
use store::account::{self, Invitee};
use store::approval::{self, Decision, Sending};
use store::comment::{self, NewThread};
use store::pilot::NewPilot;
use store::proposal::{self, Completion};
use store::{pilot, start, survey, zone};

use super::cast::{Cast, PEOPLE};
use super::days::{Days, ZONE};
use super::enrolment::enrol;
use super::zone::{draw_the_line, object, sign};

/// Everything up to and with the start on day 0, about a proposal that begins as `body`.
///
/// # Errors
/// When the store refuses a step or the database fails.
pub async fn reach(
    pool: &PgPool,
    days: &Days,
    hash: &str,
    body: &Body,
    window: Option<Window>,
) -> anyhow::Result<(PilotId, Cast)> {
    let (pilot, cast) = gather(pool, days, hash, body).await?;
    if window != Some(Window::USUAL) {
        survey::plan_window(pool, pilot, window, cast.sponsor(), days.at(-28, (14, 30))).await?;
    }
    write(pool, pilot, &cast, days, body).await?;
    argue(pool, pilot, &cast, days).await.context("the comments")?;
    send(
        pool,
        pilot,
        &cast,
        (RevisionNumber(2), returned()),
        days.at(-27, (11, 20)),
        days.at(-25, (16, 40)),
    )
    .await
    .context("the first approval")?;
    draw_the_line(pool, pilot, &cast, days).await.context("the zone")?;
    object(pool, pilot, &cast, days).await.context("the objection")?;
    doubt(pool, pilot, &cast, days).await?;
    send(
        pool,
        pilot,
        &cast,
        (RevisionNumber(3), approved(&cast, days)),
        days.at(-24, (16, 5)),
        days.at(-20, (9, 15)),
    )
    .await
    .context("the second approval")?;
    enrol(pool, pilot, &cast, days).await?;
    meet_condition(pool, pilot, &cast, days)
        .await
        .context("the condition")?;
    sign(pool, pilot, &cast, days).await?;
    start::start(pool, pilot, &[], cast.sponsor(), days.at(0, (9, 0))).await?;
    Ok((pilot, cast))
}

/// Sets up the installation, adds the pilot and invites everybody.
async fn gather(pool: &PgPool, days: &Days, hash: &str, body: &Body) -> anyhow::Result<(PilotId, Cast)> {
    let [hanna, others @ ..] = PEOPLE;
    let begun = days.at(-28, (9, 4));
    let token = Token::random().hash();
    account::renew_setup_link(pool, &token, begun).await?;
    let sponsor = account::set_up(pool, &token, hanna.email, hanna.name, hash, begun).await?;
    let new = NewPilot {
        name: "Ferry booking",
        zone: ZONE,
        body,
        summary: "Began with the built-in proposal",
    };
    let added = days.at(-28, (9, 20));
    let slug = pilot::add(pool, sponsor, &new, added).await?;
    let (pilot, _) = pilot::find(pool, &slug, sponsor, added)
        .await?
        .context("the pilot that was just added")?;
    let pilot = pilot.pilot_id;
    let mut people = [sponsor; PEOPLE.len()];
    for (somebody, (place, minute)) in others.iter().zip((1..).zip((31..).step_by(2))) {
        let token = Token::random().hash();
        let invitee = Invitee {
            email: somebody.email,
            name: somebody.name,
            role: Some((pilot, somebody.role, somebody.arm)),
        };
        let invited = account::invite(pool, sponsor, &invitee, &token, days.at(-28, (10, minute))).await?;
        account::accept_invitation(pool, &token, somebody.name, hash, days.at(-28, (13, minute))).await?;
        people[place] = invited.person();
    }
    Ok((pilot, Cast::new(people)))
}

/// Revision 2: the gaps filled, and every term read from the filled text.
async fn write(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days, body: &Body) -> anyhow::Result<()> {
    let (written, readout) = (days.on(-28).to_string(), format!("{} at 15:00", days.on(30)));
    let values = [
        ("Name of the CTO or VP Engineering", "Rafael Moreno, VP Engineering"),
        ("Your name and title", "Hanna Lindqvist, Head of Product"),
        ("YYYY-MM-DD", written.as_str()),
        ("median or mean", "median"),
        ("YYYY-MM-DD at HH:MM", readout.as_str()),
        ("Your name", "Hanna Lindqvist"),
    ];
    let completion = Completion {
        base: RevisionNumber::FIRST,
        values: &values,
        none: &[],
        terms: &read(&fill_placeholders(body, &values)?).terms,
        answered: &[],
        confirms: true,
    };
    proposal::complete(pool, pilot, cast.sponsor(), &completion, days.at(-28, (15, 47))).await?;
    Ok(())
}

/// Naomi asks and is answered; Tobias suggests a change that Hanna does not take up.
async fn argue(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let latest = proposal::latest(pool, pilot).await?;
    let anchor = |words: &str| {
        let start = latest.body.as_str().find(words)?;
        Anchor::to_words(&latest.body, start..start + words.len())
    };
    let order = anchor("in the same order").context("the words Naomi asks about")?;
    let question = NewThread {
        base: latest.number,
        anchor: &order,
        text: "So a pull request of the pilot never jumps the queue, not even in the last week?",
        replacement: None,
    };
    let (naomi, hanna) = (cast.dri(Arm::NewModel), cast.sponsor());
    let thread = comment::start(pool, pilot, naomi, question, days.at(-28, (16, 20))).await?;
    let answer = "Never. If that costs us a criterion, it costs us a criterion.";
    comment::reply(pool, pilot, hanna, thread, answer, days.at(-28, (16, 44))).await?;
    let said = comment::page(pool, pilot, naomi, thread).await?.comments;
    let seen = said.last().context("what was said")?.comment.comment_id;
    comment::resolve(pool, pilot, (naomi, false), thread, seen, days.at(-28, (17, 2))).await?;

    let seconds = anchor("takes seconds").context("the words Tobias would change")?;
    let suggestion = NewThread {
        base: latest.number,
        anchor: &seconds,
        text: "More careful.",
        replacement: Some("takes less than a minute"),
    };
    let tobias = cast.pm(Arm::OldModel);
    let thread = comment::start(pool, pilot, tobias, suggestion, days.at(-27, (9, 5))).await?;
    let reason = "Seconds is what the flags do today, and the log of the pilot will show it.";
    comment::decline(pool, pilot, hanna, (thread, None), reason, days.at(-27, (9, 30))).await?;
    Ok(())
}

/// Revision 3: what Rafael missed.
async fn doubt(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    const DOUBT: &str = "- **Two features prove little.** One feature in each arm shows what happened with these two \
                         features. We will not read it as what would happen with every team, and the readout says so \
                         on every page.\n";
    let latest = proposal::latest(pool, pilot).await?;
    let risks = sections(&latest.body)
        .into_iter()
        .find(|section| section.key == "risks")
        .context("the section on risks")?;
    let edit = proposal::Edit {
        section: &risks.key,
        base: latest.number,
        text: &format!("{}\n{DOUBT}", risks.text.trim_end()),
        summary: "Say what one feature per arm cannot show",
    };
    proposal::revise(pool, pilot, cast.sponsor(), edit, days.at(-24, (15, 30))).await?;
    Ok(())
}

/// What Rafael decides: the ask he answers otherwise, and how.
struct Decided {
    verdict: Verdict,
    but: (usize, Agreed),
    comment: &'static str,
    conditions: Vec<Wanted>,
}

/// Rafael agrees to all but the boundary.
fn returned() -> Decided {
    Decided {
        verdict: Verdict::RequestChanges,
        but: (2, Agreed::DoNotAgree),
        comment: "I want this pilot. Two things first: the boundary names things, and I need paths before I sign it. And \
                  say plainly what one feature per arm can and cannot tell us.",
        conditions: Vec::new(),
    }
}

/// Rafael approves, if one thing about the review hours is settled before the start.
fn approved(cast: &Cast, days: &Days) -> Decided {
    Decided {
        verdict: Verdict::ApproveWithConditions,
        but: (1, Agreed::AgreeWithCondition),
        comment: "Clear enough. Naomi and Viktor keep the right to refuse any merge.",
        conditions: vec![Wanted {
            text: "Say who reviews when Naomi or Viktor is on call".to_owned(),
            evidence: "A line in the team calendar for each of the four weeks".to_owned(),
            owner: Some(cast.dri(Arm::NewModel)),
            due_on: Some(days.on(-6)),
            ask: Some(1),
        }],
    }
}

/// Naomi shows what Rafael asked for, and he closes the condition.
async fn meet_condition(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let conditions = approval::conditions(pool, pilot).await?;
    let condition = conditions.first().context("the condition")?.condition_id;
    for (person, step, note, at) in [
        (
            cast.dri(Arm::NewModel),
            Step::Submit,
            "https://calendar.example.com/booking/on-call",
            days.at(-7, (10, 40)),
        ),
        (
            cast.approver(),
            Step::Close,
            "All four weeks have a name for both of them.",
            days.at(-6, (9, 20)),
        ),
    ] {
        approval::take_step(pool, pilot, person, (condition, step, note), at).await?;
    }
    Ok(())
}

async fn send(
    pool: &PgPool,
    pilot: PilotId,
    cast: &Cast,
    (revision, decided): (RevisionNumber, Decided),
    sent_at: DateTime<Utc>,
    decided_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let approver = cast.approver();
    let sending = Sending {
        revision,
        approvers: &[approver],
        due_on: decision_due(local_date(sent_at, ZONE)),
        empty_zone: true,
    };
    let request = approval::send(pool, pilot, cast.sponsor(), sending, sent_at).await?;
    let terms = proposal::revision(pool, pilot, revision).await?.terms;
    let version = zone::current(pool, pilot).await?.context("the zone")?.number;
    let agreed = terms
        .agreed()
        .map_err(|missing| anyhow::anyhow!("terms are missing: {missing:?}"))?;
    let asks = domain::approval::asks(&agreed, &terms, version, ZONE).len();
    let answer = |place| {
        if decided.but.0 == place {
            decided.but.1
        } else {
            Agreed::Agree
        }
    };
    let answers = Answers {
        asks: (0..asks).map(|place| Some(answer(place))).collect(),
        verdict: Some(decided.verdict),
        comment: decided.comment.to_owned(),
        conditions: decided.conditions,
    };
    approval::keep_answers(
        pool,
        pilot,
        approver,
        ((request, approver), &answers),
        decided_at - TimeDelta::minutes(3),
    )
    .await?;
    let kept = approval::draft(pool, request, approver)
        .await?
        .context("the answers kept")?;
    let decision = Decision {
        request,
        seat: approver,
        answers_saved_at: kept.saved_at,
        sure: true,
    };
    approval::decide(pool, pilot, approver, decision, decided_at).await?;
    Ok(())
}
