//! The pilot that is led through its life: Ada sponsors, Priya approves, Mira and Omar are pilot PMs, Lee and Kim their DRIs, Olga
//! observes. Omar never joins.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Utc};
use domain::approval::{Answer as Agreed, Answers, Step, Verdict, Wanted};
use domain::criterion::Choice;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Role};
use domain::pilot::Answer;
use domain::proposal::RevisionNumber;
use domain::terms::{Statistic, Terms};
use domain::zone::Signatory;
use sqlx::PgPool;
use store::approval::{Decision, Sending};
use store::proposal::{Completion, Edit, latest};
use store::testing;

use super::said::Matter;
use super::{Is, agree};
use crate::support::{Actor, TestApp, now};

/// In the second week of a start on Monday, 2 March.
const SECOND_WEEK: &str = "2026-03-10T09:00:00Z";
/// After the fourth.
const OVER: &str = "2026-04-01T09:00:00Z";

pub struct World {
    app: TestApp,
    pilot: PilotId,
    people: Vec<Actor>,
    ids: BTreeMap<&'static str, PersonId>,
}

impl World {
    pub async fn new(pool: &PgPool) -> Self {
        let app = TestApp::new(pool);
        let ada = app.set_up().await;
        let sponsor = app.id("ada@example.com").await;
        let (pilot, _) = app.pilot(sponsor, "Checkout").await;
        let mut people = vec![ada];
        let mut ids = BTreeMap::from([("ada", sponsor)]);
        for (name, email, role, arm) in [
            ("priya", "priya@example.com", Role::Approver, None),
            ("mira", "mira@example.com", Role::PilotPm, Some(Arm::NewModel)),
            ("lee", "lee@example.com", Role::Dri, Some(Arm::NewModel)),
            ("kim", "kim@example.com", Role::Dri, Some(Arm::OldModel)),
            ("olga", "olga@example.com", Role::Observer, None),
        ] {
            people.push(app.person(sponsor, email, Some((pilot, role, arm))).await);
            ids.insert(name, app.id(email).await);
        }
        let as_pm = Some((pilot, Role::PilotPm, Some(Arm::OldModel)));
        app.invite(sponsor, "omar@example.com", as_pm).await;
        Self {
            app,
            pilot,
            people,
            ids,
        }
    }

    pub async fn agree(&self, state: &str, expected: &[(Matter, Is)]) {
        let people: Vec<&Actor> = self.people.iter().collect();
        agree(state, "checkout", &people, expected).await;
    }

    fn pool(&self) -> &PgPool {
        &self.app.pool
    }

    fn sponsor(&self) -> PersonId {
        self.ids["ada"]
    }

    /// Fills what the text leaves open, which nobody confirms.
    pub async fn complete(&self) {
        let first = latest(self.pool(), self.pilot).await.expect("a revision");
        let terms = Terms {
            baseline_statistic: Some(Statistic::Median),
            readout_at: "2026-05-15T16:00:00".parse().ok(),
            ..first.terms
        };
        let values = [
            ("Name of the CTO or VP Engineering", "Priya, CTO"),
            ("Your name and title", "Ada, Head of Product"),
            ("YYYY-MM-DD", "2026-03-02"),
            ("median or mean", "median"),
            ("YYYY-MM-DD at HH:MM", "2026-05-15 at 16:00"),
            ("Your name", "Ada"),
        ];
        self.completed(&terms, &values, false).await;
    }

    async fn completed(&self, terms: &Terms, values: &[(&str, &str)], confirms: bool) {
        let base = latest(self.pool(), self.pilot).await.expect("a revision").number;
        let completion = Completion {
            base,
            values,
            none: &[],
            terms,
            answered: &[],
            confirms,
        };
        store::proposal::complete(self.pool(), self.pilot, self.sponsor(), &completion, now())
            .await
            .expect("completed");
    }

    pub async fn confirm(&self, revision: &str) {
        let form = [("pilot", "checkout"), ("revision", revision)];
        self.people[0]
            .post("proposal/confirm_terms", &form)
            .await
            .goes_to("/p/checkout/proposal");
    }

    pub async fn send(&self, revision: &str) {
        let sending = Sending {
            revision: revision.parse().expect("a number"),
            approvers: &[self.ids["priya"]],
            due_on: "2026-03-09".parse().expect("a day"),
            empty_zone: true,
        };
        store::approval::send(self.pool(), self.pilot, self.sponsor(), sending, now())
            .await
            .expect("sent");
    }

    /// Priya decides on what was sent last.
    async fn decide(&self, verdict: Verdict, conditions: Vec<Wanted>) {
        let (pool, priya) = (self.pool(), self.ids["priya"]);
        let request = domain::ids::ApprovalRequestId(
            self.app
                .count("select max(approval_request_id) from approval_request")
                .await,
        );
        let third = match verdict {
            Verdict::Approve => Agreed::Agree,
            Verdict::ApproveWithConditions => Agreed::AgreeWithCondition,
            Verdict::RequestChanges | Verdict::Decline => Agreed::DoNotAgree,
        };
        let answers = Answers {
            asks: [Agreed::Agree, third, Agreed::Agree, Agreed::Agree].map(Some).to_vec(),
            verdict: Some(verdict),
            comment: "Say how hours are counted.".to_owned(),
            conditions,
        };
        store::approval::keep_answers(pool, self.pilot, priya, ((request, priya), &answers), now())
            .await
            .expect("kept");
        let kept = store::approval::draft(pool, request, priya)
            .await
            .expect("a draft")
            .expect("kept");
        let decision = Decision {
            request,
            seat: priya,
            answers_saved_at: kept.saved_at,
            sure: true,
        };
        store::approval::decide(pool, self.pilot, priya, decision, now())
            .await
            .expect("decided");
    }

    pub async fn returned(&self) {
        self.decide(Verdict::RequestChanges, Vec::new()).await;
    }

    pub async fn approved_with_a_condition(&self) {
        let edit = Edit {
            section: "risks",
            base: RevisionNumber(2),
            text: "## Risks\n\nHours are counted by week.\n",
            summary: "",
        };
        store::proposal::revise(self.pool(), self.pilot, self.sponsor(), edit, now())
            .await
            .expect("saved");
        self.send("3").await;
        let condition = Wanted {
            text: "Say who stands in".to_owned(),
            evidence: "A link".to_owned(),
            owner: Some(self.ids["lee"]),
            due_on: "2026-03-06".parse().ok(),
            ask: Some(1),
        };
        self.decide(Verdict::ApproveWithConditions, vec![condition]).await;
    }

    pub async fn condition_closed(&self) {
        let conditions = store::approval::conditions(self.pool(), self.pilot)
            .await
            .expect("conditions");
        let condition = conditions[0].condition_id;
        for (who, step) in [("lee", Step::Submit), ("priya", Step::Close)] {
            store::approval::take_step(self.pool(), self.pilot, self.ids[who], (condition, step, "Here"), now())
                .await
                .expect("a step");
        }
    }

    /// A bar lowered after the approval, which is confirmed, so that it could be sent.
    pub async fn edited_materially(&self) {
        let before = latest(self.pool(), self.pilot).await.expect("a revision").terms;
        let edit = Edit {
            section: "risks",
            base: RevisionNumber(3),
            text: "## Risks\n\nHours are counted by day.\n",
            summary: "",
        };
        store::proposal::revise(self.pool(), self.pilot, self.sponsor(), edit, now())
            .await
            .expect("saved");
        let terms = Terms {
            dri_hours_per_week: Some(3.into()),
            ..before
        };
        self.completed_by_answer(&terms).await;
    }

    async fn completed_by_answer(&self, terms: &Terms) {
        let base = latest(self.pool(), self.pilot).await.expect("a revision").number;
        let completion = Completion {
            base,
            values: &[],
            none: &[],
            terms,
            answered: &[domain::terms::TermName::DriHoursPerWeek],
            confirms: true,
        };
        store::proposal::complete(self.pool(), self.pilot, self.sponsor(), &completion, now())
            .await
            .expect("completed");
    }

    pub async fn approved_again(&self) {
        let newest = latest(self.pool(), self.pilot).await.expect("a revision").number;
        self.send(&newest.to_string()).await;
        self.decide(Verdict::Approve, Vec::new()).await;
    }

    async fn sign(&self, who: &str, side: Signatory) {
        let zone = store::zone::current(self.pool(), self.pilot)
            .await
            .expect("a zone")
            .expect("one");
        let version = (zone.number, &zone.digest);
        store::zone::sign(self.pool(), self.pilot, self.ids[who], side, version, now())
            .await
            .expect("signed");
    }

    /// Everything but what Kim has to say and to sign.
    pub async fn enrolled_by_half(&self) {
        self.sign("ada", Signatory::Sponsor).await;
        self.sign("priya", Signatory::Approver).await;
        self.sign("lee", Signatory::Dri(Arm::NewModel)).await;
        self.answers("lee", Arm::NewModel, Answer::Yes).await;
        for arm in Arm::ALL {
            store::feature::save(
                self.pool(),
                self.pilot,
                &testing::feature(arm, now()),
                self.sponsor(),
                now(),
            )
            .await
            .expect("a feature");
        }
        for position in 1..=4 {
            let entry = testing::baseline_feature(position, now());
            store::baseline::save(self.pool(), self.pilot, position, &entry, self.sponsor(), now())
                .await
                .expect("a baseline feature");
        }
    }

    async fn answers(&self, who: &str, arm: Arm, answer: Answer) {
        store::enrolment::consent(self.pool(), self.pilot, self.ids[who], arm, answer, now())
            .await
            .expect("an answer");
    }

    /// While Lee has said yes and Kim has not, nothing that anybody but the sponsor reads depends on what either says, except for
    /// what each reads of their own.
    pub async fn a_private_answer_shows_nowhere(&self) {
        let mut before: BTreeMap<(String, String), String> = BTreeMap::new();
        let variants = [
            None,
            Some(("kim", Arm::OldModel, Answer::TalkFirst)),
            Some(("kim", Arm::OldModel, Answer::No)),
            Some(("lee", Arm::NewModel, Answer::No)),
            Some(("lee", Arm::NewModel, Answer::Yes)),
        ];
        for (n, variant) in variants.into_iter().enumerate() {
            if let Some((who, arm, answer)) = variant {
                self.answers(who, arm, answer).await;
            }
            for who in &self.people[1..] {
                if variant.is_some_and(|(answered, ..)| who.name == answered) {
                    continue;
                }
                let pages = [
                    "/",
                    "/p/checkout",
                    "/p/checkout/people",
                    "/p/checkout/start",
                    "/p/checkout/zone",
                    "/p/checkout/activity",
                ];
                for address in pages {
                    let page = who.get(address).await.text;
                    let own = (who.name.clone(), address.to_owned());
                    let Some(known) = before.get(&own) else {
                        before.insert(own, page);
                        continue;
                    };
                    assert!(
                        *known == page,
                        "{}, {address}: another page after answer {n}: {page}",
                        who.name
                    );
                }
            }
            // Whoever answered reads another page, of their own.
            if let Some((answered, ..)) = variant {
                before.retain(|(who, _), _| who != answered);
            }
        }
    }

    pub async fn ready(&self) {
        self.answers("kim", Arm::OldModel, Answer::Yes).await;
        self.sign("kim", Signatory::Dri(Arm::OldModel)).await;
    }

    pub async fn started(&mut self) {
        store::start::start(self.pool(), self.pilot, &[], self.sponsor(), now())
            .await
            .expect("started");
        self.app.clock.set(SECOND_WEEK);
    }

    pub async fn over(&mut self) {
        self.app.clock.set(OVER);
    }

    pub async fn recorded(&self) {
        let at: DateTime<Utc> = OVER.parse().expect("an instant");
        let snapshot = store::readout::take(self.pool(), self.pilot, self.sponsor(), at)
            .await
            .expect("frozen");
        let new = store::decision::New {
            snapshot,
            choice: Choice::RollBack,
            reason: "Too little was built to judge by.".to_owned(),
            attendees: "Ada, Priya".to_owned(),
            next_step: "Stay as we are".to_owned(),
            owner: "Ada".to_owned(),
            due_on: at.date_naive() + Days::new(9),
        };
        store::decision::record(self.pool(), self.pilot, self.sponsor(), new, at)
            .await
            .expect("recorded");
    }

    pub async fn decided(&self) {
        let decision = domain::ids::DecisionId(self.app.count("select max(decision_id) from decision").await);
        let at: DateTime<Utc> = OVER.parse().expect("an instant");
        store::decision::confirm(self.pool(), self.pilot, self.ids["priya"], decision, at)
            .await
            .expect("confirmed");
    }
}
