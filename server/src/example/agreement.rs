//! What the example agrees on before its start: people, text, approval, zone, features, baseline.

use anyhow::Context as _;
use app::token::Token;
use chrono::{DateTime, TimeDelta, Utc};
use domain::approval::{Answer as Agreed, Answers, Step, Verdict, Wanted, decision_due};
use domain::calendar::{Moment, local_date};
use domain::comment::Anchor;
use domain::document::{Body, fill_placeholders, sections};
use domain::feature::{Direction, PrimaryMetric};
use domain::ids::PilotId;
use domain::metric::BaselinePr;
use domain::person::Arm;
use domain::pilot::{Answer, Feature};
use domain::proposal::RevisionNumber;
use domain::zone::{Category, Edit, PathRule, Signatory};
use reading::read;
use store::PgPool;
use store::account::{self, Invitee};
use store::approval::{self, Decision, Sending};
use store::comment::{self, NewThread};
use store::pilot::NewPilot;
use store::proposal::{self, Completion};
use store::{baseline, enrolment, feature as features, pilot, start, zone};

use super::cast::{Cast, PEOPLE};
use super::days::{Days, ZONE};

/// Everything up to and with the start on day 0, about a proposal that begins as `body`.
///
/// # Errors
/// When the store refuses a step or the database fails.
pub async fn reach(pool: &PgPool, days: &Days, hash: &str, body: &Body) -> anyhow::Result<(PilotId, Cast)> {
    let (pilot, cast) = gather(pool, days, hash, body).await?;
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
    start::start(pool, pilot, cast.sponsor(), days.at(0, (9, 0))).await?;
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
        terms: &read(&fill_placeholders(body, &values)?).terms,
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
    };
    let request = approval::send(pool, pilot, cast.sponsor(), sending, sent_at).await?;
    let terms = proposal::revision(pool, pilot, revision).await?.terms;
    let version = zone::current(pool, pilot).await?.context("the zone")?.number;
    let agreed = terms
        .agreed()
        .map_err(|missing| anyhow::anyhow!("terms are missing: {missing:?}"))?;
    let asks = domain::approval::asks(&agreed, &terms.asks, version, ZONE).len();
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

/// The path rules of the zone, by how an item's text begins.
const RULES: [(&str, Option<Category>, &str); 12] = [
    ("wording", Some(Category::Copy), "**/locales/**\n/content/onboarding/"),
    (
        "feature flags",
        Some(Category::Flag),
        "/flags/luggage-hints.yaml\n/flags/change-rules.yaml",
    ),
    ("prompts", Some(Category::Prompt), "/prompts/trip-assistant/"),
    (
        "analytics",
        Some(Category::Analytics),
        "/analytics/events/\n/dashboards/booking/",
    ),
    (
        "entries added",
        Some(Category::ConfigAddition),
        "/config/trip-search/*.yaml",
    ),
    (
        "small front-end",
        Some(Category::ComposedFrontEnd),
        "/web/src/trip-search/\n/web/src/confirmation/",
    ),
    ("data models", None, "/db/\n*.sql"),
    ("api contracts", None, "/api/\n*.proto"),
    ("authentication", None, "**/auth/**"),
    ("build and release", None, "/.github/\n/deploy/\nDockerfile"),
    ("the core", None, "/agents/core/"),
    ("code that security", None, "/payments/\n**/crypto/**"),
];

/// One version for each item that gets path rules.
async fn draw_the_line(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let first = zone::current(pool, pilot).await?.context("a pilot without a zone")?;
    let mut version = first.number;
    let begun = days.at(-24, (10, 2));
    for (position, item) in first.items.iter().enumerate() {
        let text = item.text.to_lowercase();
        let Some((_, category, rules)) = RULES.iter().find(|(start, ..)| text.starts_with(start)) else {
            continue;
        };
        let mut written = item.clone();
        written.category = item.category.or(*category);
        written.rules = PathRule::lines(rules).map_err(anyhow::Error::msg)?;
        let now = begun + TimeDelta::minutes(4 * i64::from(version));
        let edit = Edit::Write(position, written);
        version = zone::revise(pool, pilot, cast.sponsor(), version, edit, now)
            .await?
            .number;
    }
    Ok(())
}

async fn sign(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let version = zone::current(pool, pilot).await?.context("the zone")?;
    for (person, signatory, at) in [
        (cast.approver(), Signatory::Approver, days.at(-3, (8, 50))),
        (cast.sponsor(), Signatory::Sponsor, days.at(-3, (9, 5))),
        (
            cast.dri(Arm::NewModel),
            Signatory::Dri(Arm::NewModel),
            days.at(-3, (9, 32)),
        ),
        (
            cast.dri(Arm::OldModel),
            Signatory::Dri(Arm::OldModel),
            days.at(-3, (14, 18)),
        ),
    ] {
        zone::sign(pool, pilot, person, signatory, (version.number, &version.digest), at).await?;
    }
    Ok(())
}

/// Consents, baseline and features.
async fn enrol(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    for (arm, answer, at) in [
        (Arm::NewModel, Answer::Yes, days.at(-18, (10, 15))),
        (Arm::OldModel, Answer::TalkFirst, days.at(-18, (11, 2))),
        (Arm::OldModel, Answer::Yes, days.at(-17, (16, 30))),
    ] {
        enrolment::consent(pool, pilot, cast.dri(arm), arm, answer, at).await?;
    }
    for (position, entry) in (1..).zip(baseline_features(days)) {
        let at = days.at(-13, (9, 30)) + TimeDelta::minutes(12 * i64::from(position));
        baseline::save(pool, pilot, position, &entry, cast.sponsor(), at).await?;
    }
    for (arm, at) in [
        (Arm::NewModel, days.at(-4, (11, 10))),
        (Arm::OldModel, days.at(-4, (11, 24))),
    ] {
        features::save(pool, pilot, &feature(arm, days, at), cast.sponsor(), at).await?;
    }
    Ok(())
}

/// The feature of an arm; both ideas come from the planning on day -4.
fn feature(arm: Arm, days: &Days, at: DateTime<Utc>) -> Feature {
    let (name, surface, flag_key, github_login, metric, ticket) = match arm {
        Arm::NewModel => (
            "Luggage hints",
            "Trip search",
            "luggage-hints",
            "ines-c",
            "Luggage questions to support",
            "1180",
        ),
        Arm::OldModel => (
            "Change rules",
            "Booking confirmation",
            "change-rules",
            "tobias-brandt",
            "Change questions to support",
            "1181",
        ),
    };
    Feature {
        arm,
        name: name.to_owned(),
        surface: surface.to_owned(),
        brief: "Answer one question that travellers write to support about, in the place where it comes up. Two weeks \
                of work at most."
            .to_owned(),
        idea: Moment::Date(days.on(-4)),
        idea_evidence: format!("https://tickets.example.com/booking/{ticket}"),
        idea_entered_at: at,
        flag_key: flag_key.to_owned(),
        github_login: github_login.to_owned(),
        primary_metric: PrimaryMetric {
            name: metric.to_owned(),
            unit: "per 1,000 bookings".to_owned(),
            source: "Support desk, by topic and day".to_owned(),
            direction: Direction::Down,
            read_on: days.on(28),
            window_days: 28,
        },
        more_logins: Vec::new(),
    }
}

/// Number, opened and merged by day and hour, review cycles.
type HandPr = (i32, (i64, u32), (i64, u32), u32);

/// Days to the first commit: 11, 17, 9 and 13. Review cycles: 15 in 10 pull requests.
fn baseline_features(days: &Days) -> [baseline::Entry; 4] {
    let entry = |name: &str, ticket: u32, [idea, first_commit, shipped]: [i64; 3], prs: &[HandPr]| baseline::Entry {
        name: name.to_owned(),
        evidence: format!("https://tickets.example.com/booking/{ticket}"),
        idea: Moment::Date(days.on(idea)),
        first_commit: Moment::Date(days.on(first_commit)),
        shipped_on: days.on(shipped),
        pull_requests: prs
            .iter()
            .map(|&(number, opened, merged, cycles)| BaselinePr::Hand {
                number,
                opened_at: days.at(opened.0, (opened.1, 20)),
                merged_at: days.at(merged.0, (merged.1, 45)),
                cycles: Some(cycles),
            })
            .collect(),
    };
    [
        entry(
            "Seat map on the phone",
            1012,
            [-119, -108, -83],
            &[(301, (-103, 10), (-101, 15), 2), (309, (-89, 9), (-88, 11), 1)],
        ),
        entry(
            "Price alerts by e-mail",
            1035,
            [-104, -87, -62],
            &[
                (322, (-81, 11), (-80, 16), 1),
                (327, (-75, 14), (-70, 10), 2),
                (331, (-66, 9), (-63, 15), 1),
            ],
        ),
        entry(
            "Receipts for companies",
            1058,
            [-90, -81, -55],
            &[(335, (-74, 10), (-73, 12), 2), (340, (-61, 13), (-60, 17), 1)],
        ),
        entry(
            "Pay with a voucher",
            1077,
            [-75, -62, -34],
            &[
                (352, (-52, 10), (-48, 11), 2),
                (358, (-45, 14), (-45, 17), 1),
                (366, (-39, 9), (-38, 16), 2),
            ],
        ),
    ]
}
