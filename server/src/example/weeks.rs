//! The four weeks of the example, and what was decided after them.

use std::collections::BTreeMap;

use anyhow::Context as _;
use app::token::Token;
use chrono::{DateTime, TimeDelta, Utc};
use domain::criterion::Choice;
use domain::decimal::Decimal;
use domain::flag::Flip;
use domain::gate::{Gate, Planning};
use domain::ids::{ConnectionId, PilotId};
use domain::person::Arm;
use domain::survey::Energy;
use domain::week_one::Side;
use store::survey::NewAnswer;
use store::{PgPool, data, decision, flag, gate, github, hours, readout, survey, week_one};
use tracing::instrument::WithSubscriber as _;

use super::cast::Cast;
use super::code_host::{self, REPOSITORY, Told};
use super::days::Days;
use crate::worker;

enum Happening {
    Told(Told),
    Acknowledge(Arm),
    Tick(Arm, u32, Side, &'static str),
    Answer(Arm, i32, u8, &'static str),
    /// The PM of an arm turns its flag on or off.
    Turn(Arm, bool, &'static str),
    /// The DRI of an arm logs a week, in hundredths of an hour.
    Log(Arm, i32, u32),
    Ship(Arm, i64, &'static str),
    Points(Arm, std::ops::RangeInclusive<i64>),
    /// The PM of the new model links a PLANNING.md.
    Plan,
    /// Their DRI signs it off.
    SignOff,
    /// Their DRI lets the pull request with this number pass the zone.
    Waive(i32, &'static str),
}

/// The PLANNING.md of the new model.
const PLANNING: &str = "# Luggage hints

People call us to ask what they may bring on board. The answer stands in the fare, and nobody sees it there.

1. A line under each search result that says what the fare includes.
2. The fee for more, by fare.
3. Everything behind the flag `luggage-hints`, on for one in ten first.

Not part of it: the fare service, and what the booking stores.
";

use Arm::{NewModel, OldModel};
use Happening::{Acknowledge, Answer, Log, Plan, Points, Ship, SignOff, Tick, Turn, Waive};

/// Values of the primary metrics by day: the last ones before shipping twice over, then those from
/// the shipping day on.
struct Series {
    shipped: i64,
    /// 89.6 in 14 days, and 71.4 in the old model.
    before: [f64; 14],
    /// 74.2 in 14 days, and 35.0 in 7 in the old model.
    after: &'static [f64],
}

const NEW: Series = Series {
    shipped: 15,
    before: [6.1, 6.8, 6.4, 6.0, 7.1, 5.9, 6.3, 6.6, 6.2, 7.0, 5.8, 6.5, 6.7, 6.2],
    after: &[6.2, 5.9, 5.5, 5.7, 4.9, 5.2, 5.4, 5.0, 5.6, 4.8, 5.3, 5.1, 4.7, 4.9],
};
const OLD: Series = Series {
    shipped: 22,
    before: [4.9, 5.3, 5.0, 5.6, 4.7, 5.2, 5.1, 4.8, 5.4, 5.0, 5.2, 5.5, 4.6, 5.1],
    after: &[5.2, 4.9, 5.0, 5.0, 4.8, 5.1, 5.0],
};

impl Series {
    fn of(arm: Arm) -> &'static Self {
        match arm {
            NewModel => &NEW,
            OldModel => &OLD,
        }
    }

    fn value(&self, day: i64) -> Option<f64> {
        let since = day - self.shipped;
        match usize::try_from(since) {
            Ok(since) => self.after.get(since).copied(),
            Err(_) => usize::try_from(since + 28).ok().map(|place| self.before[place % 14]),
        }
    }
}

/// Lives through the weeks until `now`, everything in its order.
///
/// # Errors
/// When the store refuses a step or the database fails.
pub async fn live_through(
    pool: &PgPool,
    pilot: PilotId,
    cast: &Cast,
    days: &Days,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    // Nobody tells of a made-up repository: it needs no secret.
    let path_key = Token::random();
    let words = (None, path_key.as_str());
    let word = github::connect(pool, pilot, cast.sponsor(), REPOSITORY, words, days.at(0, (9, 40))).await?;
    let connection = github::connection_id(pool, &word)
        .await?
        .context("the connection just made")?;
    let mut happenings: Vec<(DateTime<Utc>, Happening)> = said(days).into();
    happenings.extend(
        code_host::told(days)
            .into_iter()
            .map(|told| (told.at, Happening::Told(told))),
    );
    happenings.retain(|(at, _)| *at <= now);
    happenings.sort_by_key(|(at, _)| *at);
    for (number, (at, happening)) in happenings.into_iter().enumerate() {
        happen(pool, (pilot, connection), cast, days, (number, at, happening))
            .await
            .with_context(|| format!("happening {number}, at {at}"))?;
    }
    Ok(())
}

#[rustfmt::skip]
fn said(days: &Days) -> [(DateTime<Utc>, Happening); 46] {
    let pm = Side::PilotPm;
    let dri = Side::Dri;
    [
        (days.at(0, (10, 5)), Acknowledge(NewModel)),
        (days.at(1, (8, 55)), Acknowledge(OldModel)),
        (days.at(0, (14, 10)), Tick(NewModel, 1, pm, "Read, two questions noted in the wiki")),
        (days.at(0, (15, 30)), Tick(NewModel, 2, pm, "Tests run on my machine")),
        (days.at(0, (16, 2)), Tick(NewModel, 2, dri, "")),
        (days.at(1, (9, 20)), Tick(NewModel, 1, dri, "")),
        (days.at(2, (15, 22)), Tick(NewModel, 3, pm, "https://code.example.com/example-ferries/booking/pull/412")),
        (days.at(2, (15, 40)), Tick(NewModel, 3, dri, "")),
        (days.at(4, (11, 30)), Tick(NewModel, 4, pm, "https://code.example.com/example-ferries/booking/pull/415")),
        (days.at(4, (13, 5)), Tick(NewModel, 4, dri, "")),
        (days.at(1, (9, 10)), Tick(OldModel, 1, pm, "Read with Viktor")),
        (days.at(2, (13, 0)), Tick(OldModel, 1, dri, "")),
        (days.at(3, (10, 45)), Tick(OldModel, 2, pm, "Runs since this morning")),
        (days.at(3, (11, 0)), Tick(OldModel, 2, dri, "")),
        (days.at(4, (16, 20)), Tick(OldModel, 3, pm, "https://docs.example.com/change-rules/planning")),
        (days.at(8, (9, 0)), Tick(OldModel, 3, dri, "")),
        (days.at(9, (14, 15)), Tick(OldModel, 4, pm, "Shipped with the release of this week")),
        (days.at(4, (16, 45)), Answer(NewModel, 1, 3, "Two days of setting things up before I could do anything.")),
        (days.at(4, (17, 10)), Answer(OldModel, 1, 3, "")),
        (days.at(11, (16, 55)), Answer(NewModel, 2, 4, "My first change went live. The second review round on fees was fair.")),
        (days.at(15, (9, 12)), Answer(OldModel, 2, 3, "Sorry, this is late: I was on leave.")),
        (days.at(18, (15, 40)), Answer(OldModel, 3, 2, "Waiting for reviews takes most of my week.")),
        (days.at(25, (14, 20)), Answer(NewModel, 4, 5, "I see the numbers of my own change. I would do this again.")),
        (days.at(25, (16, 5)), Answer(OldModel, 4, 3, "")),
        (days.at(15, (11, 50)), Ship(NewModel, 15, "https://code.example.com/example-ferries/booking/pull/433")),
        (days.at(22, (13, 40)), Ship(OldModel, 22, "https://code.example.com/example-ferries/booking/pull/444")),
        (days.at(1, (10, 30)), Points(NewModel, -13..=0)),
        (days.at(1, (10, 34)), Points(OldModel, -6..=0)),
        (days.at(15, (12, 10)), Points(NewModel, 1..=14)),
        (days.at(15, (12, 14)), Points(OldModel, 1..=14)),
        (days.at(22, (14, 0)), Points(OldModel, 15..=21)),
        (days.at(2, (10, 40)), Plan),
        (days.at(2, (14, 50)), SignOff),
        (days.at(11, (15, 40)), Waive(424, "We wrote the contract of the fees together")),
        (days.at(9, (10, 15)), Turn(NewModel, true, "For our own team")),
        (days.at(9, (10, 22)), Turn(NewModel, false, "A fee stood there twice")),
        (days.at(15, (11, 45)), Turn(NewModel, true, "For everybody")),
        (days.at(4, (16, 30)), Log(NewModel, 1, 200)),
        (days.at(4, (17, 0)), Log(OldModel, 1, 200)),
        (days.at(11, (16, 10)), Log(NewModel, 2, 250)),
        (days.at(14, (9, 5)), Log(OldModel, 2, 100)),
        (days.at(18, (15, 20)), Log(NewModel, 3, 150)),
        (days.at(18, (15, 50)), Log(OldModel, 3, 200)),
        (days.at(25, (15, 55)), Log(NewModel, 4, 200)),
        (days.at(29, (9, 15)), Points(NewModel, 15..=28)),
        (days.at(29, (9, 19)), Points(OldModel, 22..=28)),
    ]
}

async fn happen(
    pool: &PgPool,
    (pilot, connection): (PilotId, ConnectionId),
    cast: &Cast,
    days: &Days,
    (number, at, happening): (usize, DateTime<Utc>, Happening),
) -> anyhow::Result<()> {
    let sponsor = cast.sponsor();
    match happening {
        Happening::Told(told) => {
            let body = serde_json::to_vec(&told.payload)?;
            let received = at + TimeDelta::seconds(2);
            let guid = format!("example-{number:03}");
            github::receive(pool, connection, (&guid, told.event), &body, received).await?;
            let done = received + TimeDelta::seconds(1);
            // What the worker logs of each delivery is of no use here.
            worker::work_some(pool, done)
                .with_subscriber(tracing::subscriber::NoSubscriber::default())
                .await?;
        }
        Acknowledge(arm) => week_one::acknowledge(pool, pilot, cast.pm(arm), at).await?,
        Tick(arm, item, side, evidence) => {
            let person = match side {
                Side::PilotPm => cast.pm(arm),
                Side::Dri => cast.dri(arm),
            };
            week_one::tick(pool, pilot, person, (arm, item, side), evidence, at).await?;
        }
        Answer(arm, week, score, note) => {
            let new = NewAnswer {
                week,
                energy: Energy::try_from(score)?,
                note,
            };
            survey::answer(pool, pilot, cast.pm(arm), &new, at).await?;
        }
        Turn(arm, on, note) => {
            let told = flag::Told {
                flip: Flip { on, at },
                note,
            };
            flag::flip(pool, pilot, cast.pm(arm), (arm, told), at).await?;
        }
        Log(arm, week, hundredths) => {
            hours::log(pool, pilot, cast.dri(arm), (week, Decimal::hundredths(hundredths)), at).await?;
        }
        Plan => {
            let linked = gate::LinkedPlanning {
                arm: NewModel,
                url: "https://code.example.com/example-ferries/booking/blob/main/web/src/trip-search/PLANNING.md",
                text: PLANNING,
            };
            gate::link_planning(pool, pilot, cast.pm(NewModel), linked, at).await?;
        }
        SignOff => {
            let digest = Planning::digest_of(PLANNING);
            gate::sign_off_planning(pool, pilot, cast.dri(NewModel), (NewModel, &digest), at).await?;
        }
        Waive(number, reason) => {
            let known = gate::gates(pool, pilot).await?;
            let feature = known.feature(NewModel).context("a feature")?;
            let of = feature
                .pulls
                .iter()
                .find(|pull| pull.name.ends_with(&format!("#{number}")));
            let pull = of.context("a pull request")?;
            let newest = pull.judged.newest().context("a commit")?;
            let waiving = gate::Waiving {
                gate: Gate::Zone,
                seen: &newest.head.sha,
                reason,
                of: &[NewModel],
            };
            gate::waive(pool, pilot, cast.dri(NewModel), pull.id, waiving, at).await?;
        }
        Ship(arm, day, evidence) => {
            data::ship(pool, pilot, cast.pm(arm), arm, (days.on(day), evidence, ""), at).await?;
        }
        Points(arm, range) => {
            let series = Series::of(arm);
            let points: BTreeMap<_, _> = range
                .filter_map(|day| Some((days.on(day), series.value(day)?)))
                .collect();
            let pasted = data::Pasted {
                points: &points,
                reason: "",
            };
            data::add_points(pool, pilot, sponsor, arm, pasted, at).await?;
        }
    }
    Ok(())
}

/// The readout on day 30: numbers frozen, decided, and confirmed the morning after.
///
/// # Errors
/// When the store refuses a step or the database fails.
pub async fn decide(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let snapshot = readout::take(pool, pilot, cast.sponsor(), days.at(30, (14, 30))).await?;
    let new = decision::New {
        snapshot,
        choice: Choice::Iterate,
        reason: "Three of four. Review cycles rose: one pull request about fees took three rounds, because the plan \
                 did not say which fares it covers. That is worth a second pilot on two other surfaces, not a rollout."
            .to_owned(),
        attendees: "Hanna Lindqvist, Rafael Moreno, Ines Carvalho, Tobias Brandt, Naomi Okafor, Viktor Sandberg"
            .to_owned(),
        next_step: "Second pilot, plans signed first".to_owned(),
        owner: "Hanna Lindqvist".to_owned(),
        due_on: days.on(51),
    };
    let decided = decision::record(pool, pilot, cast.sponsor(), new, days.at(30, (15, 52))).await?;
    decision::confirm(pool, pilot, cast.approver(), decided, days.at(31, (8, 40))).await?;
    Ok(())
}
