use serde_json::json;

use super::*;
use crate::activity::Feature;

/// Entries as earlier editions wrote them, with less in their detail than today: the feature, the detail, the
/// sentence. What today's edition writes is in the table of events.
fn table() -> Vec<(&'static str, Option<Feature>, Value, &'static str)> {
    use Feature::{Approval, Comments, Data, Decision, People, Proposal, Readout, Start, Survey, Zone};
    vec![
        (
            "pilot.add",
            Some(Proposal),
            json!({ "name": "Checkout", "revision": 1 }),
            "began the proposal with [revision 1]",
        ),
        (
            "pilot.mark_example",
            Some(Proposal),
            json!({}),
            "marked the pilot as an example",
        ),
        (
            "proposal.revise",
            Some(Proposal),
            json!({ "revision": 7, "summary": "A typo" }),
            "saved [revision 7]: A typo",
        ),
        (
            "proposal.revise",
            Some(Proposal),
            json!({ "revision": 7, "summary": "" }),
            "saved [revision 7]",
        ),
        (
            "proposal.complete",
            Some(Proposal),
            json!({ "revision": 2, "summary": "Terms set" }),
            "completed the proposal as [revision 2]: Terms set",
        ),
        (
            "proposal.keep_draft",
            Some(Proposal),
            json!({ "section": "why-now", "base": 3, "latest": 4 }),
            "kept a draft of the section [why-now], which somebody else had changed",
        ),
        (
            "proposal.restore",
            Some(Proposal),
            json!({ "revision": 10, "restored": 3 }),
            "restored [revision 3] as [revision 10]",
        ),
        (
            "proposal.confirm_terms",
            Some(Proposal),
            json!({ "revision": 7 }),
            "confirmed the terms of [revision 7]",
        ),
        (
            "proposal.name_zone",
            Some(Proposal),
            json!({ "revision": 7, "zone_version": 2 }),
            "named [version 2 of the zone] in the terms of [revision 7]",
        ),
        (
            "comment.start",
            Some(Comments),
            json!({ "thread": 4, "comment": 9, "section": "Metrics", "revision": 7 }),
            "commented on [Metrics]",
        ),
        (
            "comment.suggest",
            Some(Comments),
            json!({ "thread": 4, "comment": 9, "section": "Metrics", "revision": 7 }),
            "suggested a change to [Metrics]",
        ),
        (
            "comment.reply",
            Some(Comments),
            json!({ "thread": 4, "comment": 10, "section": "Metrics", "reopened": false }),
            "replied to a comment on [Metrics]",
        ),
        (
            "comment.resolve",
            Some(Comments),
            json!({ "thread": 4, "section": "Metrics" }),
            "resolved a comment on [Metrics]",
        ),
        (
            "comment.reopen",
            Some(Comments),
            json!({ "thread": 4, "section": "Metrics" }),
            "reopened a comment on [Metrics]",
        ),
        (
            "comment.accept",
            Some(Comments),
            json!({ "thread": 4, "section": "Metrics", "suggested_by": "Priya", "revision": 9, "digest": "ab" }),
            "accepted [Priya’s suggestion] as [revision 9]",
        ),
        (
            "comment.decline",
            Some(Comments),
            json!({ "thread": 4, "section": "Metrics", "suggested_by": "Priya", "reason": "Too early" }),
            "declined [Priya’s suggestion]: Too early",
        ),
        (
            "proposal.send",
            Some(Approval),
            json!({ "revision": 7, "zone_version": 2, "approver": 5, "request": 3 }),
            "sent [revision 7] with [version 2 of the zone] to <5> for approval",
        ),
        (
            "approval.decide",
            Some(Approval),
            json!({ "approval": 3, "revision": 7, "verdict": "approve" }),
            "approved [revision 7] [(record)]",
        ),
        (
            "proposal.send",
            Some(Approval),
            json!({ "revision": 7, "zone_version": 2, "approvers": [5, 6, 7], "request": 3 }),
            "sent [revision 7] with [version 2 of the zone] to <5>, <6> and <7> for approval",
        ),
        (
            "approval.decide",
            Some(Approval),
            json!({ "approval": 3, "revision": 7, "verdict": "approve_with_conditions", "conditions": [{}, {}],
                "for": "Priya" }),
            "approved [revision 7] with 2 conditions for Priya [(record)]",
        ),
        (
            "approval.withdraw",
            Some(Approval),
            json!({ "request": 3, "revision": 7, "reason": "Too early" }),
            "withdrew [the request] for [revision 7]: Too early",
        ),
        (
            "approval.name_deputy",
            Some(Approval),
            json!({ "deputy": 8, "name": "Sam", "first": "2026-03-03", "last": "2026-03-05" }),
            "named <8> as deputy, 2026-03-03 to 2026-03-05",
        ),
        (
            "approval.revoke_deputy",
            Some(Approval),
            json!({ "deputy": 8, "name": "Sam" }),
            "revoked <8> as deputy",
        ),
        (
            "approval.submit_evidence",
            Some(Approval),
            json!({ "condition": 4, "text": "Freeze the schema", "note": "A link" }),
            "handed in evidence for [a condition]: Freeze the schema",
        ),
        (
            "approval.return_evidence",
            Some(Approval),
            json!({ "condition": 4, "text": "Freeze the schema", "note": "Where?" }),
            "sent back the evidence for [a condition]: Freeze the schema",
        ),
        (
            "approval.close_condition",
            Some(Approval),
            json!({ "condition": 4, "text": "Freeze the schema", "note": "Seen" }),
            "closed [a condition]: Freeze the schema",
        ),
        (
            "approval.decide",
            Some(Approval),
            json!({ "approval": 3, "revision": 7, "verdict": "request_changes" }),
            "returned [revision 7] [(record)]",
        ),
        (
            "approval.decide",
            Some(Approval),
            json!({ "approval": 3, "revision": 7, "verdict": "decline" }),
            "declined [revision 7] [(record)]",
        ),
        (
            "zone.revise",
            Some(Zone),
            json!({ "version": 2, "summary": "Billing out" }),
            "saved [version 2 of the zone]: Billing out",
        ),
        (
            "zone.sign",
            Some(Zone),
            json!({ "version": 2, "as": "sponsor" }),
            "signed [version 2 of the zone]",
        ),
        (
            "person.invite",
            Some(People),
            json!({ "person": 9, "role": "pilot_pm", "arm": "new_model" }),
            "invited <9> as pilot PM, new model",
        ),
        (
            "person.renew_invitation",
            Some(People),
            json!({ "person": 9 }),
            "renewed the invitation of <9>",
        ),
        ("person.accept_invitation", Some(People), json!({}), "joined"),
        (
            "enrolment.give_role",
            Some(People),
            json!({ "name": "Lea", "role": "dri", "arm": "old_model" }),
            "gave [Lea] a role: engineering DRI, old model",
        ),
        (
            "enrolment.release",
            Some(People),
            json!({ "name": "Lea", "role": "observer", "arm": null }),
            "released [Lea] from a role: observer",
        ),
        (
            "enrolment.consent",
            Some(People),
            json!({ "consent": 4 }),
            "answered the question about being an engineering DRI",
        ),
        (
            "enrolment.save_feature",
            Some(People),
            json!({ "arm": "new_model", "name": "Refunds" }),
            "saved the feature [Refunds], new model",
        ),
        (
            "baseline.save",
            Some(People),
            json!({ "position": 2, "name": "Invoices" }),
            "saved baseline feature [2], Invoices",
        ),
        (
            "pilot.start",
            Some(Start),
            json!({ "revision": 7, "zone_version": 2 }),
            "[started the pilot]: [revision 7] and [version 2 of the zone] are frozen",
        ),
        (
            "week_one.tick",
            Some(Start),
            json!({ "item": 3, "arm": "new_model" }),
            "marked [week-one activity 3] as done, new model",
        ),
        (
            "week_one.confirm",
            Some(Start),
            json!({ "item": 3, "arm": "new_model" }),
            "confirmed [week-one activity 3], new model",
        ),
        (
            "week_one.acknowledge",
            Some(Start),
            json!({}),
            "acknowledged [the no-go list]",
        ),
        (
            "survey.answer",
            Some(Survey),
            json!({ "week": 2, "late": true }),
            "answered the survey of week 2",
        ),
        (
            "survey.make_link",
            Some(Survey),
            json!({ "week": 2 }),
            "made a personal survey link for week 2",
        ),
        (
            "connection.add",
            Some(Data),
            json!({ "repository": "acme/shop" }),
            "connected [acme/shop]",
        ),
        (
            "connection.renew_secret",
            Some(Data),
            json!({ "repository": "acme/shop" }),
            "renewed the secret of [acme/shop]",
        ),
        (
            "pull_request.record",
            Some(Data),
            json!({ "repository": "acme/shop" }),
            "recorded news from [acme/shop]",
        ),
        (
            "pull_request.link",
            Some(Data),
            json!({ "repository": "acme/shop", "number": 12 }),
            "linked [acme/shop#12] by hand",
        ),
        (
            "delivery.give_up",
            Some(Data),
            json!({ "repository": "acme/shop" }),
            "gave up on a delivery from [acme/shop]",
        ),
        (
            "feature.ship",
            Some(Data),
            json!({ "arm": "new_model", "on": "2026-09-21" }),
            "recorded [the shipping day] 2026-09-21, new model",
        ),
        (
            "outcome_point.add",
            Some(Data),
            json!({ "arm": "old_model", "points": 1 }),
            "added [1 value] of the primary metric, old model",
        ),
        (
            "readout.freeze",
            Some(Readout),
            json!({ "snapshot": 1 }),
            "froze the numbers for [the readout]",
        ),
        (
            "decision.record",
            Some(Decision),
            json!({ "choice": "roll_back" }),
            "recorded [the decision]: roll back",
        ),
        (
            "decision.confirm",
            Some(Decision),
            json!({ "choice": "expand" }),
            "confirmed [the decision]: expand",
        ),
        (
            "something.of_later",
            None,
            json!({ "revision": 4 }),
            "recorded “something of later”, [revision 4]",
        ),
        ("something.of_later", None, json!([]), "recorded “something of later”"),
    ]
}

#[test]
fn entries_read_as_sentences() {
    for (action, feature, detail, sentence) in table() {
        assert_eq!(words(action, &detail).marked(), sentence, "{action}");
        let event = Event::read(action, &detail);
        assert_eq!(event.and_then(|event| event.feature()), feature, "{action}");
    }
}

#[test]
fn a_detail_that_lacks_what_the_sentence_names_still_reads() {
    for (action, ..) in table() {
        let sentence = words(action, &json!({})).to_string();
        assert!(!sentence.contains("null"), "{action}: {sentence}");
    }
}
