//! Every event beside the action and the exact detail that are hashed, as the first edition with a log wrote them, and
//! its sentence. A row of this table never changes: entries like it are in databases.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::approval::OnCondition;
use super::*;
use crate::activity::Feature;
use crate::approval::{Stated, Step, Verdict};
use crate::calendar::Moment;
use crate::criterion::{Choice, State};
use crate::document::Digest;
use crate::feature::{Direction, PrimaryMetric};
use crate::ids::{
    ApprovalId, ApprovalRequestId, CommentId, CommentThreadId, ConditionId, DecisionId, DelegationId, PersonId,
    SnapshotId,
};
use crate::metric::BaselinePr;
use crate::person::{Arm, Role};
use crate::proposal::RevisionNumber;
use crate::replacement::Post;
use crate::terms::TermName;
use crate::week_one::Side;
use crate::zone::Signatory;
use crate::zone::remark::RemarkKind;

const DIGITS: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn digest() -> Noted<Digest> {
    DIGITS.parse::<Digest>().expect("a digest").into()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn text(text: &str) -> Noted<String> {
    text.to_owned().into()
}

fn on_condition(note: &str) -> OnCondition {
    OnCondition {
        condition: ConditionId(4),
        text: "Freeze the schema".to_owned(),
        note: text(note),
    }
}

type Row = (Event, Option<Feature>, &'static str, String, &'static str);

fn row(
    event: impl Into<Event>,
    feature: impl Into<Option<Feature>>,
    action: &'static str,
    detail: &str,
    sentence: &'static str,
) -> Row {
    (
        event.into(),
        feature.into(),
        action,
        detail.replace("DIGITS", DIGITS),
        sentence,
    )
}

fn of_the_installation() -> Vec<Row> {
    vec![
        row(
            Account::RenewSetupLink {},
            None,
            "installation.renew_setup_link",
            "{}",
            "renewed the set-up link",
        ),
        row(
            Account::SetUp { name: text("Ada") },
            None,
            "installation.set_up",
            r#"{"name":"Ada"}"#,
            "set up the installation",
        ),
        row(
            Account::Upgrade { sealed: 1200 },
            None,
            "installation.upgrade",
            r#"{"sealed":1200}"#,
            "brought the database up to date and sealed 1200 facts as they stood",
        ),
        row(Account::SignIn {}, None, "person.sign_in", "{}", "signed in"),
        row(Account::SignOut {}, None, "person.sign_out", "{}", "signed out"),
        row(
            Account::MakeResetLink {
                person: PersonId(9),
                reason: String::new(),
            },
            None,
            "person.make_reset_link",
            r#"{"person":9}"#,
            "made a link to a new password for <9>",
        ),
        row(
            Account::MakeResetLink {
                person: PersonId(9),
                reason: "Asked on the phone".to_owned(),
            },
            None,
            "person.make_reset_link",
            r#"{"person":9,"reason":"Asked on the phone"}"#,
            "made a link to a new password for <9>: Asked on the phone",
        ),
        row(
            Account::ChangePassword {},
            None,
            "person.change_password",
            "{}",
            "changed their password",
        ),
        row(
            Account::EndSessions { ended: 2 },
            None,
            "person.end_sessions",
            r#"{"ended":2}"#,
            "signed out 2 other browsers of theirs",
        ),
        row(Account::Rename {}, None, "person.rename", "{}", "changed their name"),
        row(
            Account::AskAddress {},
            None,
            "person.ask_address",
            "{}",
            "asked to use another e-mail address",
        ),
        row(
            Account::DropAddress {},
            None,
            "person.drop_address",
            "{}",
            "took back the wish for another e-mail address",
        ),
        row(
            Account::MakeAddressLink { person: PersonId(9) },
            None,
            "person.make_address_link",
            r#"{"person":9}"#,
            "made a link that confirms a new e-mail address of <9>",
        ),
        row(
            Account::ConfirmAddress {},
            None,
            "person.confirm_address",
            "{}",
            "confirmed a new e-mail address",
        ),
        row(
            Account::Disable {
                person: PersonId(9),
                reason: "Left the company".to_owned(),
            },
            None,
            "person.disable",
            r#"{"person":9,"reason":"Left the company"}"#,
            "closed the account of <9>: Left the company",
        ),
        row(
            Account::Enable { person: PersonId(9) },
            None,
            "person.enable",
            r#"{"person":9}"#,
            "opened the account of <9> again",
        ),
        row(
            Account::ResetPassword {},
            None,
            "person.reset_password",
            "{}",
            "chose a new password",
        ),
        row(
            Account::ChooseZone {
                zone: Some("America/New_York".to_owned()),
            },
            None,
            "person.choose_zone",
            r#"{"zone":"America/New_York"}"#,
            "chose America/New_York as their time zone",
        ),
        row(
            Account::OpenMail {
                mail: 7.into(),
                person: PersonId(3),
                reason: "Mail is not set up yet".to_owned(),
            },
            None,
            "mail.open",
            r#"{"mail":7,"person":3,"reason":"Mail is not set up yet"}"#,
            "opened a mail to <3>: Mail is not set up yet",
        ),
        row(
            Account::ChooseZone { zone: None },
            None,
            "person.choose_zone",
            r#"{"zone":null}"#,
            "took back their time zone",
        ),
    ]
}

fn of_the_proposal() -> Vec<Row> {
    let seven = RevisionNumber(7);
    vec![
        row(
            Proposal::AddPilot {
                name: text("Checkout"),
                zone: text("Europe/Berlin"),
                revision: RevisionNumber::FIRST,
                digest: digest(),
            },
            Feature::Proposal,
            "pilot.add",
            r#"{"digest":"DIGITS","name":"Checkout","revision":1,"zone":"Europe/Berlin"}"#,
            "began the proposal with [revision 1]",
        ),
        row(
            Proposal::Iterate {
                name: "Checkout, second".to_owned(),
                first: "Checkout".to_owned(),
                zone_version: 3,
                digest: digest(),
            },
            Feature::Proposal,
            "pilot.iterate",
            r#"{"digest":"DIGITS","first":"Checkout","name":"Checkout, second","zone_version":3}"#,
            "began the second proposal “Checkout, second”, from the signed text of “Checkout”",
        ),
        row(
            Proposal::MarkExample {},
            Feature::Proposal,
            "pilot.mark_example",
            "{}",
            "marked the pilot as an example",
        ),
        row(
            Proposal::Revise {
                revision: seven,
                digest: digest(),
                summary: "A “typo”\n".to_owned(),
                merged_with: Some(None),
            },
            Feature::Proposal,
            "proposal.revise",
            r#"{"digest":"DIGITS","merged_with":null,"revision":7,"summary":"A “typo”\n"}"#,
            "saved [revision 7]: A “typo”\n",
        ),
        row(
            Proposal::Revise {
                revision: seven,
                digest: digest(),
                summary: "Edited Risks".to_owned(),
                merged_with: Some(Some(RevisionNumber(6))),
            },
            Feature::Proposal,
            "proposal.revise",
            r#"{"digest":"DIGITS","merged_with":6,"revision":7,"summary":"Edited Risks"}"#,
            "saved [revision 7]: Edited Risks",
        ),
        row(
            Proposal::Revise {
                revision: seven,
                digest: digest(),
                summary: "Moved sections".to_owned(),
                merged_with: None,
            },
            Feature::Proposal,
            "proposal.revise",
            r#"{"digest":"DIGITS","revision":7,"summary":"Moved sections"}"#,
            "saved [revision 7]: Moved sections",
        ),
        row(
            Proposal::Complete {
                revision: RevisionNumber(2),
                digest: digest(),
                summary: "Set Weeks".to_owned(),
                terms: vec![TermName::Weeks, TermName::PilotPms].into(),
                terms_digest: digest(),
            },
            Feature::Proposal,
            "proposal.complete",
            r#"{"digest":"DIGITS","revision":2,"summary":"Set Weeks","terms":["weeks","pilot_pms"],"terms_digest":"DIGITS"}"#,
            "completed the proposal as [revision 2]: Set Weeks",
        ),
        row(
            Proposal::KeepDraft {
                section: "why_now".to_owned(),
                base: RevisionNumber(3).into(),
                latest: RevisionNumber(4).into(),
            },
            Feature::Proposal,
            "proposal.keep_draft",
            r#"{"base":3,"latest":4,"section":"why_now"}"#,
            "kept a draft of the section [why now], which somebody else had changed",
        ),
        row(
            Proposal::Restore {
                revision: RevisionNumber(10),
                restored: RevisionNumber(3),
                digest: digest(),
            },
            Feature::Proposal,
            "proposal.restore",
            r#"{"digest":"DIGITS","restored":3,"revision":10}"#,
            "restored [revision 3] as [revision 10]",
        ),
        row(
            Proposal::Rename {
                from: "Checkout".to_owned(),
                to: "The basket's pilot".to_owned(),
            },
            Feature::Proposal,
            "pilot.rename",
            r#"{"from":"Checkout","to":"The basket's pilot"}"#,
            "renamed “Checkout” to “The basket's pilot”",
        ),
        row(
            Proposal::Archive {},
            Feature::Proposal,
            "pilot.archive",
            "{}",
            "archived the draft",
        ),
        row(
            Proposal::TakeBack {},
            Feature::Proposal,
            "pilot.take_back",
            "{}",
            "took the draft back from the archive",
        ),
        row(
            Proposal::PutAway {},
            Feature::Proposal,
            "pilot.put_away",
            "{}",
            "put the draft away",
        ),
        row(
            Proposal::BringBack {},
            Feature::Proposal,
            "pilot.bring_back",
            "{}",
            "brought the draft back",
        ),
        row(
            Proposal::ConfirmTerms {
                revision: seven,
                terms_digest: digest(),
            },
            Feature::Proposal,
            "proposal.confirm_terms",
            r#"{"revision":7,"terms_digest":"DIGITS"}"#,
            "confirmed the terms of [revision 7]",
        ),
        row(
            Proposal::NameZone {
                revision: seven,
                digest: digest(),
                zone_version: 2,
                terms_digest: digest(),
            },
            Feature::Proposal,
            "proposal.name_zone",
            r#"{"digest":"DIGITS","revision":7,"terms_digest":"DIGITS","zone_version":2}"#,
            "named [version 2 of the zone] in the terms of [revision 7]",
        ),
    ]
}

fn of_comments() -> Vec<Row> {
    let (thread, section) = (CommentThreadId(4), || "Metrics".to_owned());
    vec![
        row(
            Comment::Start {
                thread,
                comment: CommentId(9).into(),
                section: section(),
                revision: RevisionNumber(7).into(),
            },
            Feature::Comments,
            "comment.start",
            r#"{"comment":9,"revision":7,"section":"Metrics","thread":4}"#,
            "commented on [Metrics]",
        ),
        row(
            Comment::Suggest {
                thread,
                comment: CommentId(9).into(),
                section: section(),
                revision: RevisionNumber(7).into(),
                reopened: None,
            },
            Feature::Comments,
            "comment.suggest",
            r#"{"comment":9,"revision":7,"section":"Metrics","thread":4}"#,
            "suggested a change to [Metrics]",
        ),
        row(
            Comment::Suggest {
                thread,
                comment: CommentId(9).into(),
                section: section(),
                revision: RevisionNumber(7).into(),
                reopened: Some(true),
            },
            Feature::Comments,
            "comment.suggest",
            r#"{"comment":9,"reopened":true,"revision":7,"section":"Metrics","thread":4}"#,
            "suggested a change to [Metrics]",
        ),
        row(
            Comment::Reply {
                thread,
                comment: CommentId(10).into(),
                section: section(),
                reopened: false.into(),
            },
            Feature::Comments,
            "comment.reply",
            r#"{"comment":10,"reopened":false,"section":"Metrics","thread":4}"#,
            "replied to a comment on [Metrics]",
        ),
        row(
            Comment::Resolve {
                thread,
                section: section(),
            },
            Feature::Comments,
            "comment.resolve",
            r#"{"section":"Metrics","thread":4}"#,
            "resolved a comment on [Metrics]",
        ),
        row(
            Comment::Reopen {
                thread,
                section: section(),
            },
            Feature::Comments,
            "comment.reopen",
            r#"{"section":"Metrics","thread":4}"#,
            "reopened a comment on [Metrics]",
        ),
        row(
            Comment::Accept {
                thread,
                section: section().into(),
                suggested_by: "Priya".to_owned(),
                revision: RevisionNumber(9),
                digest: digest(),
                summary: text("Took up Priya’s suggestion in Metrics"),
            },
            Feature::Comments,
            "comment.accept",
            r#"{"digest":"DIGITS","revision":9,"section":"Metrics","suggested_by":"Priya","summary":"Took up Priya’s suggestion in Metrics","thread":4}"#,
            "accepted [Priya’s suggestion] as [revision 9]",
        ),
        row(
            Comment::Decline {
                thread,
                section: section().into(),
                suggested_by: "Priya".to_owned(),
                reason: "Too early".to_owned(),
            },
            Feature::Comments,
            "comment.decline",
            r#"{"reason":"Too early","section":"Metrics","suggested_by":"Priya","thread":4}"#,
            "declined [Priya’s suggestion]: Too early",
        ),
    ]
}

fn of_approval() -> Vec<Row> {
    let seven = RevisionNumber(7);
    let decide = |verdict, conditions: Vec<Stated>, by_deputy: bool| Approval::Decide {
        approval: ApprovalId(3),
        request: ApprovalRequestId(2).into(),
        revision: seven,
        digest: digest(),
        zone_version: 2.into(),
        verdict,
        seat: PersonId(5).into(),
        conditions: conditions.into(),
        delegation: by_deputy.then_some(DelegationId(8)),
        on_behalf_of: by_deputy.then(|| "Priya".to_owned()),
    };
    let stated = Stated {
        text: "Freeze the schema".to_owned(),
        evidence: "A link".to_owned(),
        owner: PersonId(6),
        due_on: day("2026-03-20"),
        ask: Some(0),
    };
    let about = |step, note| Approval::step(step, on_condition(note));
    vec![
        row(
            Approval::Send {
                request: ApprovalRequestId(3).into(),
                revision: seven,
                digest: digest(),
                zone_version: 2,
                approvers: vec![PersonId(5), PersonId(6), PersonId(7)],
                due_at: at("2026-03-06T16:00:00Z").into(),
            },
            Feature::Approval,
            "proposal.send",
            r#"{"approvers":[5,6,7],"digest":"DIGITS","due_at":"2026-03-06T16:00:00Z","request":3,"revision":7,"zone_version":2}"#,
            "sent [revision 7] with [version 2 of the zone] to <5>, <6> and <7> for approval",
        ),
        row(
            decide(Verdict::Approve, Vec::new(), false),
            Feature::Approval,
            "approval.decide",
            r#"{"approval":3,"conditions":[],"digest":"DIGITS","request":2,"revision":7,"seat":5,"verdict":"approve","zone_version":2}"#,
            "approved [revision 7] [(record)]",
        ),
        row(
            decide(Verdict::ApproveWithConditions, vec![stated], true),
            Feature::Approval,
            "approval.decide",
            r#"{"approval":3,"conditions":[{"ask":0,"due_on":"2026-03-20","evidence":"A link","owner":6,"text":"Freeze the schema"}],"delegation":8,"digest":"DIGITS","for":"Priya","request":2,"revision":7,"seat":5,"verdict":"approve_with_conditions","zone_version":2}"#,
            "approved [revision 7] with 1 condition for Priya [(record)]",
        ),
        row(
            decide(Verdict::RequestChanges, Vec::new(), false),
            Feature::Approval,
            "approval.decide",
            r#"{"approval":3,"conditions":[],"digest":"DIGITS","request":2,"revision":7,"seat":5,"verdict":"request_changes","zone_version":2}"#,
            "returned [revision 7] [(record)]",
        ),
        row(
            decide(Verdict::Decline, Vec::new(), false),
            Feature::Approval,
            "approval.decide",
            r#"{"approval":3,"conditions":[],"digest":"DIGITS","request":2,"revision":7,"seat":5,"verdict":"decline","zone_version":2}"#,
            "declined [revision 7] [(record)]",
        ),
        row(
            Approval::Withdraw {
                request: ApprovalRequestId(3).into(),
                revision: seven,
                reason: "Too early".to_owned(),
            },
            Feature::Approval,
            "approval.withdraw",
            r#"{"reason":"Too early","request":3,"revision":7}"#,
            "withdrew [the request] for [revision 7]: Too early",
        ),
        row(
            Approval::NameDeputy {
                delegation: DelegationId(8).into(),
                deputy: PersonId(9),
                name: text("Sam"),
                first: day("2026-03-03"),
                last: day("2026-03-05"),
            },
            Feature::Approval,
            "approval.name_deputy",
            r#"{"delegation":8,"deputy":9,"first":"2026-03-03","last":"2026-03-05","name":"Sam"}"#,
            "named <9> as deputy, 2026-03-03 to 2026-03-05",
        ),
        row(
            Approval::RevokeDeputy {
                delegation: DelegationId(8).into(),
                deputy: PersonId(9),
                name: text("Sam"),
            },
            Feature::Approval,
            "approval.revoke_deputy",
            r#"{"delegation":8,"deputy":9,"name":"Sam"}"#,
            "revoked <9> as deputy",
        ),
        row(
            about(Step::Submit, "A link"),
            Feature::Approval,
            "approval.submit_evidence",
            r#"{"condition":4,"note":"A link","text":"Freeze the schema"}"#,
            "handed in evidence for [a condition]: Freeze the schema",
        ),
        row(
            about(Step::Return, "Where?"),
            Feature::Approval,
            "approval.return_evidence",
            r#"{"condition":4,"note":"Where?","text":"Freeze the schema"}"#,
            "sent back the evidence for [a condition]: Freeze the schema",
        ),
        row(
            about(Step::Close, "Seen"),
            Feature::Approval,
            "approval.close_condition",
            r#"{"condition":4,"note":"Seen","text":"Freeze the schema"}"#,
            "closed [a condition]: Freeze the schema",
        ),
    ]
}

fn of_the_zone() -> Vec<Row> {
    vec![
        row(
            Zone::Revise {
                version: 2,
                digest: digest(),
                summary: "Billing out".to_owned(),
            },
            Feature::Zone,
            "zone.revise",
            r#"{"digest":"DIGITS","summary":"Billing out","version":2}"#,
            "saved [version 2 of the zone]: Billing out",
        ),
        row(
            Zone::Sign {
                version: 2,
                digest: digest(),
                signatory: Signatory::Dri(Arm::NewModel).as_str().into(),
            },
            Feature::Zone,
            "zone.sign",
            r#"{"as":"dri_new_model","digest":"DIGITS","version":2}"#,
            "signed [version 2 of the zone]",
        ),
        row(
            Zone::Propose {
                version: 4,
                digest: digest(),
                summary: "Changed “Words”".to_owned(),
                reason: text("The texts moved"),
            },
            Feature::Zone,
            "zone.propose",
            r#"{"digest":"DIGITS","reason":"The texts moved","summary":"Changed “Words”","version":4}"#,
            "proposed [version 4 of the zone] as an amendment: Changed “Words”",
        ),
        row(
            Zone::Amend { version: 4, before: 3 },
            Feature::Zone,
            "zone.amend",
            r#"{"before":3,"version":4}"#,
            "brought [version 4 of the zone] into force, in the place of version 3",
        ),
        row(
            Zone::Withdraw {
                version: 4,
                reason: text("The texts stay"),
            },
            Feature::Zone,
            "zone.withdraw",
            r#"{"reason":"The texts stay","version":4}"#,
            "took back [version 4 of the zone], proposed as an amendment",
        ),
        row(
            Zone::Remark {
                remark: 4,
                kind: RemarkKind::Objection,
                item: "Words people read".to_owned(),
                rule: Some("/locales/".to_owned()).into(),
                version: 2.into(),
            },
            Feature::Zone,
            "zone.remark",
            r#"{"item":"Words people read","kind":"objection","remark":4,"rule":"/locales/","version":2}"#,
            "objected to [“Words people read”]",
        ),
        row(
            Zone::Remark {
                remark: 5,
                kind: RemarkKind::Comment,
                item: "Flags".to_owned(),
                rule: None.into(),
                version: 2.into(),
            },
            Feature::Zone,
            "zone.remark",
            r#"{"item":"Flags","kind":"comment","remark":5,"rule":null,"version":2}"#,
            "commented on [“Flags”]",
        ),
        row(
            Zone::Answer {
                remark: 4,
                kind: RemarkKind::Objection,
                item: "Words people read".to_owned(),
            },
            Feature::Zone,
            "zone.answer",
            r#"{"item":"Words people read","kind":"objection","remark":4}"#,
            "answered the [objection to “Words people read”]",
        ),
        row(
            Zone::Resolve {
                remark: 5,
                kind: RemarkKind::Comment,
                item: "Flags".to_owned(),
            },
            Feature::Zone,
            "zone.resolve",
            r#"{"item":"Flags","kind":"comment","remark":5}"#,
            "resolved the [comment on “Flags”]",
        ),
        row(
            Zone::ImportHistory { changes: 37 },
            Feature::Zone,
            "zone.import_history",
            r#"{"changes":37}"#,
            "imported [37 past changes]",
        ),
        row(
            Zone::ImportHistory { changes: 1 },
            Feature::Zone,
            "zone.import_history",
            r#"{"changes":1}"#,
            "imported [1 past change]",
        ),
    ]
}

fn of_people() -> Vec<Row> {
    let role = |role, arm: Option<Arm>| (PersonId(9).into(), "Lea".to_owned(), role, arm);
    let (person, name, dri, arm) = role(Role::Dri, Some(Arm::OldModel));
    let given = People::GiveRole {
        person,
        name,
        role: dri,
        arm,
    };
    let (person, name, observer, arm) = role(Role::Observer, None);
    let released = People::Release {
        person,
        name,
        role: observer,
        arm,
    };
    vec![
        row(
            People::Invite {
                person: PersonId(9),
                role: Some(Role::PilotPm),
                arm: Some(Arm::NewModel),
            },
            Feature::People,
            "person.invite",
            r#"{"arm":"new_model","person":9,"role":"pilot_pm"}"#,
            "invited <9> as pilot PM, new model",
        ),
        row(
            People::Invite {
                person: PersonId(9),
                role: None,
                arm: None,
            },
            Feature::People,
            "person.invite",
            r#"{"arm":null,"person":9,"role":null}"#,
            "invited <9>",
        ),
        row(
            People::RenewInvitation { person: PersonId(9) },
            Feature::People,
            "person.renew_invitation",
            r#"{"person":9}"#,
            "renewed the invitation of <9>",
        ),
        row(
            People::CorrectInvitation { person: PersonId(9) },
            Feature::People,
            "person.correct_invitation",
            r#"{"person":9}"#,
            "put right the address that <9> was invited by",
        ),
        row(
            People::Participate {
                edition: 1,
                agrees: true,
            },
            Feature::People,
            "enrolment.participate",
            r#"{"agrees":true,"edition":1}"#,
            "agreed to what is measured",
        ),
        row(
            People::Participate {
                edition: 1,
                agrees: false,
            },
            Feature::People,
            "enrolment.participate",
            r#"{"agrees":false,"edition":1}"#,
            "does not agree to what is measured: no answer of theirs counts",
        ),
        row(
            People::AcceptInvitation { handed_over_by: None },
            Feature::People,
            "person.accept_invitation",
            "{}",
            "joined",
        ),
        row(
            People::AcceptInvitation {
                handed_over_by: Some(PersonId(9)),
            },
            Feature::People,
            "person.accept_invitation",
            r#"{"handed_over_by":9}"#,
            "joined by a link that was made and handed over by <9>",
        ),
        row(
            given,
            Feature::People,
            "enrolment.give_role",
            r#"{"arm":"old_model","name":"Lea","person":9,"role":"dri"}"#,
            "gave [Lea] a role: engineering DRI, old model",
        ),
        row(
            released,
            Feature::People,
            "enrolment.release",
            r#"{"arm":null,"name":"Lea","person":9,"role":"observer"}"#,
            "released [Lea] from a role: observer",
        ),
        row(
            People::AssignDri {
                person: PersonId(9),
                name: "Lea".to_owned(),
                arm: Arm::NewModel,
                pm: Some(PersonId(7)),
                pm_name: Some("Ines".to_owned()),
            },
            Feature::People,
            "enrolment.assign_dri",
            r#"{"arm":"new_model","name":"Lea","person":9,"pm":7,"pm_name":"Ines"}"#,
            "made [Lea] the engineering DRI of Ines, new model",
        ),
        row(
            People::AssignDri {
                person: PersonId(9),
                name: "Lea".to_owned(),
                arm: Arm::NewModel,
                pm: None,
                pm_name: None,
            },
            Feature::People,
            "enrolment.assign_dri",
            r#"{"arm":"new_model","name":"Lea","person":9,"pm":null,"pm_name":null}"#,
            "left open for whom [Lea] is engineering DRI, new model",
        ),
        row(
            People::OfferReplacement {
                post: Post::Dri,
                former: PersonId(9).into(),
                name: "Lee".to_owned(),
                arm: Arm::NewModel,
                zone_version: 2,
                reason: "Parental leave".to_owned().into(),
            },
            Feature::People,
            "replacement.offer",
            r#"{"arm":"new_model","former":9,"name":"Lee","reason":"Parental leave","zone_version":2}"#,
            "offered to take over from [Lee] as engineering DRI, new model",
        ),
        row(
            People::SignReplacement {
                name: "Lee".to_owned(),
                successor: "Nell".to_owned(),
                signatories: "sponsor".to_owned().into(),
            },
            Feature::People,
            "replacement.sign",
            r#"{"name":"Lee","signatories":"sponsor","successor":"Nell"}"#,
            "signed that Nell takes over from [Lee]",
        ),
        row(
            People::Replace {
                post: Post::Dri,
                former: PersonId(9).into(),
                name: "Lee".to_owned(),
                person: PersonId(11).into(),
                successor: "Nell".to_owned(),
                arm: Arm::NewModel,
            },
            Feature::People,
            "replacement.bind",
            r#"{"arm":"new_model","former":9,"name":"Lee","person":11,"successor":"Nell"}"#,
            "made Nell the engineering DRI in the place of [Lee], new model",
        ),
        row(
            People::OfferReplacement {
                post: Post::PilotPm,
                former: PersonId(7).into(),
                name: "Mira".to_owned(),
                arm: Arm::OldModel,
                zone_version: 2,
                reason: "Another team".to_owned().into(),
            },
            Feature::People,
            "replacement.offer",
            r#"{"arm":"old_model","former":7,"name":"Mira","post":"pilot_pm","reason":"Another team","zone_version":2}"#,
            "offered to take over from [Mira] as pilot PM, old model",
        ),
        row(
            People::Replace {
                post: Post::PilotPm,
                former: PersonId(7).into(),
                name: "Mira".to_owned(),
                person: PersonId(11).into(),
                successor: "Nell".to_owned(),
                arm: Arm::OldModel,
            },
            Feature::People,
            "replacement.bind",
            r#"{"arm":"old_model","former":7,"name":"Mira","person":11,"post":"pilot_pm","successor":"Nell"}"#,
            "made Nell the pilot PM in the place of [Mira], old model",
        ),
        row(
            People::WithdrawReplacement {
                name: "Lee".to_owned(),
                successor: "Nell".to_owned(),
                reason: "Lee stays".to_owned().into(),
            },
            Feature::People,
            "replacement.withdraw",
            r#"{"name":"Lee","reason":"Lee stays","successor":"Nell"}"#,
            "took back the offer of Nell to take over from [Lee]",
        ),
        row(
            People::Consent { consent: 4.into() },
            Feature::People,
            "enrolment.consent",
            r#"{"consent":4}"#,
            "answered the question about being an engineering DRI",
        ),
        row(
            People::SaveFeature {
                arm: Arm::NewModel,
                name: "Refunds".to_owned(),
                surface: text("Checkout"),
                brief: text("Less mail"),
                idea: Moment::Date(day("2026-02-01")).into(),
                idea_evidence: text("https://example.com/7"),
                flag_key: text("refunds"),
                github_login: text("mira-codes"),
                more_logins: Vec::new(),
                branch_pattern: String::new(),
                label: String::new(),
                primary_metric: PrimaryMetric {
                    name: "Orders finished".to_owned(),
                    unit: "%".to_owned(),
                    source: "Analytics".to_owned(),
                    direction: Direction::Up,
                    read_on: day("2026-05-01"),
                    window_days: 28,
                }
                .into(),
            },
            Feature::People,
            "enrolment.save_feature",
            r#"{"arm":"new_model","brief":"Less mail","flag_key":"refunds","github_login":"mira-codes","idea":{"at":"2026-02-01","kind":"date"},"idea_evidence":"https://example.com/7","name":"Refunds","primary_metric":{"direction":"up","name":"Orders finished","read_on":"2026-05-01","source":"Analytics","unit":"%","window_days":28},"surface":"Checkout"}"#,
            "saved the feature [Refunds], new model",
        ),
        row(
            People::SaveBaseline {
                position: 2,
                name: "Invoices".to_owned(),
                evidence: text("https://example.com/102"),
                idea: Moment::Date(day("2025-10-01")).into(),
                first_commit: Moment::Instant(at("2025-10-09T08:30:00Z")).into(),
                shipped_on: day("2025-11-10").into(),
                pull_requests: vec![BaselinePr::Hand {
                    number: 101,
                    opened_at: at("2025-10-20T08:00:00Z"),
                    merged_at: at("2025-10-21T08:00:00Z"),
                    cycles: Some(2),
                }]
                .into(),
            },
            Feature::People,
            "baseline.save",
            r#"{"evidence":"https://example.com/102","first_commit":{"at":"2025-10-09T08:30:00Z","kind":"instant"},"idea":{"at":"2025-10-01","kind":"date"},"name":"Invoices","position":2,"pull_requests":[{"cycles":2,"known_from":"hand","merged_at":"2025-10-21T08:00:00Z","number":101,"opened_at":"2025-10-20T08:00:00Z"}],"shipped_on":"2025-11-10"}"#,
            "saved baseline feature [2], Invoices",
        ),
    ]
}

fn of_the_run() -> Vec<Row> {
    vec![
        row(
            Start::Begin {
                digest: text("ab"),
                revision: RevisionNumber(7),
                zone_version: 2,
                although: Vec::new(),
            },
            Feature::Start,
            "pilot.start",
            r#"{"digest":"ab","revision":7,"zone_version":2}"#,
            "[started the pilot]: [revision 7] and [version 2 of the zone] are frozen",
        ),
        row(
            Start::Begin {
                digest: text("ab"),
                revision: RevisionNumber(7),
                zone_version: 2,
                although: vec![1, 4],
            },
            Feature::Start,
            "pilot.start",
            r#"{"although":[1,4],"digest":"ab","revision":7,"zone_version":2}"#,
            "[started the pilot]: [revision 7] and [version 2 of the zone] are frozen, although criteria 1 and 4 could not be met any more",
        ),
        row(
            Start::Plan {
                on: chrono::NaiveDate::from_ymd_opt(2026, 3, 16),
            },
            Feature::Start,
            "pilot.plan_start",
            r#"{"on":"2026-03-16"}"#,
            "planned [the start] for 16 Mar 2026",
        ),
        row(
            Start::Plan { on: None },
            Feature::Start,
            "pilot.plan_start",
            r#"{"on":null}"#,
            "took back the planned day of [the start]",
        ),
        row(
            Start::word(Side::PilotPm, Arm::NewModel, 3, "A note"),
            Feature::Start,
            "week_one.tick",
            r#"{"arm":"new_model","evidence":"A note","item":3}"#,
            "marked [week-one activity 3] as done, new model",
        ),
        row(
            Start::word(Side::Dri, Arm::OldModel, 3, ""),
            Feature::Start,
            "week_one.confirm",
            r#"{"arm":"old_model","evidence":"","item":3}"#,
            "confirmed [week-one activity 3], old model",
        ),
        row(
            Start::SendBack {
                arm: Arm::NewModel,
                item: 2,
                reason: "The link leads to a draft".to_owned(),
            },
            Feature::Start,
            "week_one.send_back",
            r#"{"arm":"new_model","item":2,"reason":"The link leads to a draft"}"#,
            "sent [week-one activity 2] back, new model: The link leads to a draft",
        ),
        row(
            Start::TakeBack {
                arm: Arm::OldModel,
                item: 4,
            },
            Feature::Start,
            "week_one.take_back",
            r#"{"arm":"old_model","item":4}"#,
            "took back that [week-one activity 4] is done, old model",
        ),
        row(
            Start::Acknowledge {
                revision: Some(7).into(),
            },
            Feature::Start,
            "week_one.acknowledge",
            r#"{"revision":7}"#,
            "acknowledged [the no-go list]",
        ),
        row(
            Survey::Answer {
                week: 2,
                late: true.into(),
                changed: false.into(),
                by_link: true.into(),
            },
            Feature::Survey,
            "survey.answer",
            r#"{"by_link":true,"changed":false,"late":true,"week":2}"#,
            "answered the survey of week 2",
        ),
        row(
            Survey::PlanWindow {
                window: Some(crate::calendar::Window::USUAL),
            },
            Feature::Survey,
            "survey.plan_window",
            r#"{"window":[6480,10080]}"#,
            "set the survey to be open from Friday 12:00 until the end of Sunday",
        ),
        row(
            Survey::PlanWindow { window: None },
            Feature::Survey,
            "survey.plan_window",
            r#"{"window":null}"#,
            "set the survey to be open for whole weeks",
        ),
        row(
            Survey::MakeLink { week: 2 },
            Feature::Survey,
            "survey.make_link",
            r#"{"week":2}"#,
            "made a personal survey link for week 2",
        ),
    ]
}

fn of_the_data() -> Vec<Row> {
    let repository = || "acme/shop".to_owned();
    vec![
        row(
            Data::Connect {
                repository: repository(),
            },
            Feature::Data,
            "connection.add",
            r#"{"repository":"acme/shop"}"#,
            "connected [acme/shop]",
        ),
        row(
            Data::RenewSecret {
                repository: repository(),
                former_until: None,
            },
            Feature::Data,
            "connection.renew_secret",
            r#"{"repository":"acme/shop"}"#,
            "renewed the secret of [acme/shop]",
        ),
        row(
            Data::RenewSecret {
                repository: repository(),
                former_until: Some(at("2026-09-08T09:00:00Z")),
            },
            Feature::Data,
            "connection.renew_secret",
            r#"{"former_until":"2026-09-08T09:00:00Z","repository":"acme/shop"}"#,
            "renewed the secret of [acme/shop]",
        ),
        row(
            Data::EndSecret {
                repository: repository(),
            },
            Feature::Data,
            "connection.end_secret",
            r#"{"repository":"acme/shop"}"#,
            "ended the old secret of [acme/shop]",
        ),
        row(
            Data::SetToken {
                repository: repository(),
                api_url: "https://api.github.com".to_owned().into(),
            },
            Feature::Data,
            "connection.set_token",
            r#"{"api_url":"https://api.github.com","repository":"acme/shop"}"#,
            "gave [acme/shop] a token",
        ),
        row(
            Data::SetApp {
                repository: repository(),
                app: 123_456,
                api_url: "https://api.github.com".to_owned().into(),
            },
            Feature::Data,
            "connection.set_app",
            r#"{"api_url":"https://api.github.com","app":123456,"repository":"acme/shop"}"#,
            "gave [acme/shop] the GitHub App 123456",
        ),
        row(
            Data::RemoveApp {
                repository: repository(),
            },
            Feature::Data,
            "connection.remove_app",
            r#"{"repository":"acme/shop"}"#,
            "took the GitHub App of [acme/shop] away",
        ),
        row(
            Data::RemoveToken {
                repository: repository(),
            },
            Feature::Data,
            "connection.remove_token",
            r#"{"repository":"acme/shop"}"#,
            "took the token of [acme/shop] away",
        ),
        row(
            Data::TellAgain {
                repository: repository(),
            },
            Feature::Data,
            "connection.tell_again",
            r#"{"repository":"acme/shop"}"#,
            "had the code host told again of [acme/shop]",
        ),
        row(
            Data::ReadAgain {
                repository: repository(),
            },
            Feature::Data,
            "connection.read_again",
            r#"{"repository":"acme/shop"}"#,
            "had the pull requests of [acme/shop] read again",
        ),
        row(
            Data::Record {
                repository: repository(),
                facts: 3.into(),
                news: News::PullRequest { number: 12 },
            },
            Feature::Data,
            "pull_request.record",
            r#"{"facts":3,"number":12,"repository":"acme/shop"}"#,
            "recorded news from [acme/shop]",
        ),
        row(
            Data::Record {
                repository: repository(),
                facts: 0.into(),
                news: News::Push {
                    branch: "refunds".to_owned(),
                    commits: 2,
                },
            },
            Feature::Data,
            "pull_request.record",
            r#"{"branch":"refunds","commits":2,"facts":0,"repository":"acme/shop"}"#,
            "recorded news from [acme/shop]",
        ),
        row(
            Data::Import {
                repository: repository(),
                from: "gh pr list".to_owned(),
                pulls: 12,
                import: 3.into(),
                added: 80.into(),
            },
            Feature::Data,
            "pull_request.import",
            r#"{"added":80,"from":"gh pr list","import":3,"pulls":12,"repository":"acme/shop"}"#,
            "imported [12 pull requests] of acme/shop from gh pr list",
        ),
        row(
            Data::Link {
                repository: repository(),
                number: 12,
                to: "none".into(),
                was: None,
                reason: None,
            },
            Feature::Data,
            "pull_request.link",
            r#"{"number":12,"repository":"acme/shop","to":"none"}"#,
            "linked [acme/shop#12] by hand",
        ),
        row(
            Data::GiveUp {
                repository: repository(),
                delivery: text("guid-1"),
                event: text("pull_request"),
            },
            Feature::Data,
            "delivery.give_up",
            r#"{"delivery":"guid-1","event":"pull_request","repository":"acme/shop"}"#,
            "gave up on a delivery from [acme/shop]",
        ),
        row(
            Data::Replay {
                repository: repository(),
                delivery: text("guid-1"),
                event: text("pull_request"),
            },
            Feature::Data,
            "delivery.replay",
            r#"{"delivery":"guid-1","event":"pull_request","repository":"acme/shop"}"#,
            "had a delivery from [acme/shop] worked on again",
        ),
        row(
            Data::Name {
                repository: "acme/shop".to_owned(),
                now: "acme/store".to_owned(),
            },
            Feature::Data,
            "connection.name",
            r#"{"now":"acme/store","repository":"acme/shop"}"#,
            "noted that [acme/shop] is called acme/store",
        ),
        row(
            Data::Ship {
                arm: Arm::NewModel,
                on: day("2026-09-21"),
                evidence: text("A link"),
                was: None.into(),
            },
            Feature::Data,
            "feature.ship",
            r#"{"arm":"new_model","evidence":"A link","on":"2026-09-21","was":null}"#,
            "recorded [the shipping day] 2026-09-21, new model",
        ),
        row(
            Data::AddPoints {
                arm: Arm::OldModel,
                points: 1,
                replaced: vec![Replaced {
                    day: day("2026-03-01"),
                    was: Some(2.0),
                    is: 2.5,
                }]
                .into(),
                reason: None,
            },
            Feature::Data,
            "outcome_point.add",
            r#"{"arm":"old_model","points":1,"replaced":[{"day":"2026-03-01","is":2.5,"was":2.0}]}"#,
            "added [1 value] of the primary metric, old model",
        ),
        row(
            Data::CorrectPoint {
                arm: Arm::NewModel,
                on: "2026-03-01".to_owned(),
                was: Some(2.0).into(),
                is: 2.5.into(),
                reason: text("A digit was missing"),
            },
            Feature::Data,
            "outcome_point.correct",
            r#"{"arm":"new_model","is":2.5,"on":"2026-03-01","reason":"A digit was missing","was":2.0}"#,
            "corrected [the value] of 2026-03-01, new model",
        ),
        row(
            Data::WithdrawPoint {
                arm: Arm::OldModel,
                on: "2026-03-01".to_owned(),
                was: Some(2.0).into(),
                reason: text("Never measured"),
            },
            Feature::Data,
            "outcome_point.withdraw",
            r#"{"arm":"old_model","on":"2026-03-01","reason":"Never measured","was":2.0}"#,
            "withdrew [the value] of 2026-03-01, old model",
        ),
        row(
            Data::Count {
                what: "the bot release-train".to_owned(),
                reason: None,
            },
            Feature::Data,
            "counting.add",
            r#"{"what":"the bot release-train"}"#,
            "entered [the bot release-train]",
        ),
        row(
            Data::WithdrawCount {
                what: "the holiday 2026-04-03".to_owned(),
                reason: text("Not here"),
            },
            Feature::Data,
            "counting.withdraw",
            r#"{"reason":"Not here","what":"the holiday 2026-04-03"}"#,
            "took out [the holiday 2026-04-03]",
        ),
        row(
            Data::Complete {
                pull_request: "acme/shop#12".to_owned(),
                opened_at: "2026-03-01T09:00:00Z".parse().expect("a time"),
                evidence: text("A link"),
            },
            Feature::Data,
            "pull_request.complete",
            r#"{"evidence":"A link","opened_at":"2026-03-01T09:00:00Z","pull_request":"acme/shop#12"}"#,
            "entered when [acme/shop#12] was opened",
        ),
        row(
            Data::EnterCorrection {
                correction: 4,
                what: "value of 2026-03-01, new model: 2.5 in the place of 2".to_owned(),
                reason: text("A digit was missing"),
                effects: vec!["Criterion 4".to_owned()].into(),
            },
            Feature::Data,
            "correction.enter",
            r#"{"correction":4,"effects":["Criterion 4"],"reason":"A digit was missing","what":"value of 2026-03-01, new model: 2.5 in the place of 2"}"#,
            "entered [a correction] of what was final, for a second person: value of 2026-03-01, new model: 2.5 in the place of 2",
        ),
        row(
            Data::ConfirmCorrection {
                correction: 4,
                what: "the bot release-train taken out".to_owned(),
                by: PersonId(1),
                reason: text("A person"),
            },
            Feature::Data,
            "correction.confirm",
            r#"{"by":1,"correction":4,"reason":"A person","what":"the bot release-train taken out"}"#,
            "confirmed [the correction] of <1>: the bot release-train taken out",
        ),
        row(
            Data::DeclineCorrection {
                correction: 4,
                what: "the bot release-train taken out".to_owned(),
                reason: text("It is a bot"),
            },
            Feature::Data,
            "correction.decline",
            r#"{"correction":4,"reason":"It is a bot","what":"the bot release-train taken out"}"#,
            "declined [the correction]: the bot release-train taken out",
        ),
        row(
            Data::Settle {
                criterion: 1,
                state: State::Met,
                value: text("6.0 days"),
                because: text(""),
            },
            Feature::Data,
            "criterion.settle",
            r#"{"because":"","criterion":1,"state":"met","value":"6.0 days"}"#,
            "noted that [criterion 1] is final: met",
        ),
        row(
            Data::Settle {
                criterion: 2,
                state: State::NotMetSoFar,
                value: text("1.5"),
                because: text("acme/shop#7 linked to no feature"),
            },
            Feature::Data,
            "criterion.settle",
            r#"{"because":"acme/shop#7 linked to no feature","criterion":2,"state":"not_met_so_far","value":"1.5"}"#,
            "noted that [criterion 2] is no longer final: not met so far",
        ),
        row(
            Data::WithdrawShipping {
                arm: Arm::NewModel,
                was: "2026-09-21".to_owned(),
                reason: text("The flag was never on"),
            },
            Feature::Data,
            "feature.withdraw_shipping",
            r#"{"arm":"new_model","reason":"The flag was never on","was":"2026-09-21"}"#,
            "withdrew [the shipping day] 2026-09-21, new model",
        ),
    ]
}

fn of_gates() -> Vec<Row> {
    let twelve = || "acme/shop#12".to_owned();
    vec![
        row(
            Gate::ListFiles {
                pull_request: twelve(),
                id: 5,
                head: text("4e1d"),
                files: 3,
                token: None,
            },
            Feature::Gates,
            "gate.list_files",
            r#"{"files":3,"head":"4e1d","id":5,"pull_request":"acme/shop#12"}"#,
            "entered that 3 files change in [acme/shop#12]",
        ),
        row(
            Gate::ReadFiles {
                pull_request: twelve(),
                head: "4e1d5f60718293a4".to_owned(),
                files: 1,
            },
            Feature::Gates,
            "gate.read_files",
            r#"{"files":1,"head":"4e1d5f60718293a4","pull_request":"acme/shop#12"}"#,
            "read that 1 file changes in [a pull request], acme/shop#12 at 4e1d5f6",
        ),
        row(
            Gate::RecordSkill {
                repository: "acme/shop".to_owned(),
                head: "4e1d5f60718293a4".to_owned(),
                passed: false,
                url: text("https://example.com/check/1"),
                token: None,
            },
            Feature::Gates,
            "gate.record_skill",
            r#"{"head":"4e1d5f60718293a4","passed":false,"repository":"acme/shop","url":"https://example.com/check/1"}"#,
            "recorded that [the skill file] did not pass at 4e1d5f6 of acme/shop",
        ),
        row(
            Gate::RecordSkill {
                repository: "acme/shop".to_owned(),
                head: "4e1d5f6".to_owned(),
                passed: true,
                url: text(""),
                token: Some("CI".to_owned()),
            },
            Feature::Gates,
            "gate.record_skill",
            r#"{"head":"4e1d5f6","passed":true,"repository":"acme/shop","token":"CI","url":""}"#,
            "recorded that [the skill file] passed at 4e1d5f6 of acme/shop, by the token “CI”",
        ),
        row(
            Gate::MakeToken { name: "CI".to_owned() },
            Feature::Gates,
            "gate.make_token",
            r#"{"name":"CI"}"#,
            "made [a token for programs]: CI",
        ),
        row(
            Gate::RevokeToken { name: "CI".to_owned() },
            Feature::Gates,
            "gate.revoke_token",
            r#"{"name":"CI"}"#,
            "revoked [a token for programs]: CI",
        ),
        row(
            Gate::LinkPlanning {
                arm: Arm::NewModel,
                digest: digest(),
                url: text("https://example.com/PLANNING.md"),
            },
            Feature::Gates,
            "gate.link_planning",
            r#"{"arm":"new_model","digest":"DIGITS","url":"https://example.com/PLANNING.md"}"#,
            "linked [PLANNING.md] of the new model",
        ),
        row(
            Gate::SignOffPlanning {
                arm: Arm::OldModel,
                digest: digest(),
            },
            Feature::Gates,
            "gate.sign_off_planning",
            r#"{"arm":"old_model","digest":"DIGITS"}"#,
            "signed off [PLANNING.md] of the old model",
        ),
        row(
            Gate::Waive {
                pull_request: twelve(),
                id: 5,
                gate: "Inside the PM zone".to_owned(),
                paths: vec!["web/src/pay.ts".to_owned()].into(),
                reason: text("We paired on it"),
            },
            Feature::Gates,
            "gate.waive",
            r#"{"gate":"Inside the PM zone","id":5,"paths":["web/src/pay.ts"],"pull_request":"acme/shop#12","reason":"We paired on it"}"#,
            "waived “Inside the PM zone” for [acme/shop#12]",
        ),
        row(
            Gate::Veto {
                pull_request: twelve(),
                id: 5,
                reason: text("It touches the release"),
            },
            Feature::Gates,
            "gate.veto",
            r#"{"id":5,"pull_request":"acme/shop#12","reason":"It touches the release"}"#,
            "vetoed [acme/shop#12]",
        ),
        row(
            Gate::LiftVeto {
                pull_request: twelve(),
                id: 5,
                reason: text("The release is out"),
            },
            Feature::Gates,
            "gate.lift_veto",
            r#"{"id":5,"pull_request":"acme/shop#12","reason":"The release is out"}"#,
            "lifted the veto of [acme/shop#12]",
        ),
    ]
}

fn of_the_end() -> Vec<Row> {
    vec![
        row(
            Flag::Flip {
                arm: Arm::NewModel,
                key: "saved-addresses".to_owned(),
                on: false,
                at: Noted::from("2026-03-10T09:00:40Z".parse::<DateTime<Utc>>().expect("a time")),
                note: text("Orders fell"),
                token: Some("CI".to_owned()),
            },
            Feature::Flags,
            "flag.flip",
            r#"{"arm":"new_model","at":"2026-03-10T09:00:40Z","key":"saved-addresses","note":"Orders fell","on":false,"token":"CI"}"#,
            "recorded that [the flag saved-addresses] was turned off, by the token “CI”",
        ),
        row(
            Flag::Withdraw {
                arm: Arm::NewModel,
                key: "saved-addresses".to_owned(),
                reason: text("Another flag"),
            },
            Feature::Flags,
            "flag.withdraw",
            r#"{"arm":"new_model","key":"saved-addresses","reason":"Another flag"}"#,
            "withdrew what was recorded of [the flag saved-addresses]",
        ),
        row(
            Incident::Record {
                incident: 4.into(),
                touched: "No change to prices".to_owned(),
                at: Noted::from("2026-03-10T09:00:40Z".parse::<DateTime<Utc>>().expect("a time")),
                what: text("A price changed"),
                done: text("Taken back"),
                pull_request: Some("acme/shop#12".to_owned()).into(),
            },
            Feature::Incidents,
            "incident.record",
            r#"{"at":"2026-03-10T09:00:40Z","done":"Taken back","incident":4,"pull_request":"acme/shop#12","touched":"No change to prices","what":"A price changed"}"#,
            "recorded [an incident]: No change to prices",
        ),
        row(
            Incident::Withdraw {
                incident: 4.into(),
                touched: "the file web/prices.ts".to_owned(),
                reason: text("Another pilot"),
            },
            Feature::Incidents,
            "incident.withdraw",
            r#"{"incident":4,"reason":"Another pilot","touched":"the file web/prices.ts"}"#,
            "withdrew [an incident]: the file web/prices.ts",
        ),
        row(
            Hours::Log {
                week: 2,
                changed: true.into(),
            },
            Feature::Hours,
            "hours.log",
            r#"{"changed":true,"week":2}"#,
            "logged [review hours] of week 2",
        ),
        row(
            Readout::Freeze {
                snapshot: SnapshotId(1).into(),
                sha256: text("ab"),
            },
            Feature::Readout,
            "readout.freeze",
            r#"{"sha256":"ab","snapshot":1}"#,
            "froze the numbers for [the readout]",
        ),
        row(
            Decision::Record {
                decision: DecisionId(1).into(),
                choice: Choice::RollBack,
                rule_pointed_to: None.into(),
                snapshot: SnapshotId(1).into(),
                sha256: text("ab"),
            },
            Feature::Decision,
            "decision.record",
            r#"{"choice":"roll_back","decision":1,"rule_pointed_to":null,"sha256":"ab","snapshot":1}"#,
            "recorded [the decision]: roll back",
        ),
        row(
            Decision::Confirm {
                decision: DecisionId(1).into(),
                choice: Choice::Expand,
            },
            Feature::Decision,
            "decision.confirm",
            r#"{"choice":"expand","decision":1}"#,
            "confirmed [the decision]: expand",
        ),
    ]
}

#[test]
fn every_event_is_written_and_read_as_ever() {
    let table = [
        of_the_installation(),
        of_the_proposal(),
        of_comments(),
        of_approval(),
        of_the_zone(),
        of_people(),
        of_the_run(),
        of_the_data(),
        of_gates(),
        of_the_end(),
    ];
    for (event, feature, action, detail, sentence) in table.into_iter().flatten() {
        let written = event.written().expect("JSON");
        assert_eq!((written.action.as_str(), written.detail.to_string()), (action, detail));
        assert_eq!(event.sentence().marked(), sentence, "{action}");
        assert_eq!(event.feature(), feature, "{action}");
        assert_eq!(business(action), Some(event.business()), "{action}");
        let object = action.split_once('.').map_or(action, |(object, _)| object);
        if let Some(feature) = feature {
            let narrowed = |name: &&str| *name == action || **name == format!("{object}.");
            assert!(feature.actions().iter().any(narrowed), "{action}");
        }
        let read = Event::read(action, &written.detail).expect("it is known");
        assert_eq!(read.sentence(), event.sentence(), "{action}");
        assert_eq!(read.feature(), feature, "{action}");
        assert_eq!(read.written().expect("JSON"), written, "{action}");
    }
}

#[test]
fn an_entry_seals_what_its_event_changes_and_nothing_else() {
    let may = |action, table| business(action).map(|business| business.is_with(table));
    for (action, table, expected) in [
        ("survey.answer", "answer", Some(true)),
        ("survey.answer", "approval", Some(false)),
        ("person.sign_in", "person", Some(false)),
        ("approval.decide", "condition", Some(true)),
        ("approval.decide", "approval_seat", Some(false)),
        ("feature.ship", "finality", Some(true)),
        ("feature.ship", "outcome_point", Some(false)),
        ("correction.confirm", "outcome_point", Some(true)),
        ("installation.upgrade", "approval", Some(true)),
        ("installation.upgrade", "a table of later", Some(true)),
        ("something.of_later", "answer", None),
    ] {
        assert_eq!(may(action, table), expected, "{action} {table}");
    }
}

#[test]
fn an_unknown_or_misshapen_entry_is_no_event() {
    for (action, detail) in [
        ("something.of_later", json!({ "revision": 4 })),
        ("proposal.revise", json!({ "revision": "seven" })),
        ("zone.sign", Value::Null),
    ] {
        assert_eq!(Event::read(action, &detail), None, "{action}");
    }
}
