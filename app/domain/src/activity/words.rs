//! What entries say to people: a sentence per action, with links to what it speaks of.

use serde_json::Value;

use super::sentence::{Place, Sentence};
use crate::approval::counted_conditions;

/// What was done about a condition: "closed [a condition]: Freeze the schema".
fn on_condition(verb: &str, (text, place): (String, Option<Place>)) -> Sentence {
    say(verb).link_if("a condition", place).and(after(": ", &text))
}

/// What an entry says, after the name of whoever did it: `saved revision 7`.
///
/// A new action gets a line here. A plain text is a sentence already (`"joined".into()`,
/// `format!(…).into()`); `say("saved ").revision(n("revision"))` links what it speaks of. An action
/// this version does not know is named as it is stored, with the revision it is about.
pub fn words(action: &str, detail: &Value) -> Sentence {
    let n = |key: &str| detail[key].as_i64();
    let text = |key: &str| detail[key].as_str().unwrap_or_default().to_owned();
    let plain = |key: &str| text(key).replace('_', " ");
    // A text that may be missing, after a colon.
    let colon = |key: &str| after(": ", &text(key));
    let arm = || after(", ", &plain("arm"));
    let arm_key = || text("arm");
    // Earlier entries name one approver.
    let asked = || match detail["approvers"].as_array() {
        Some(approvers) => approvers.iter().filter_map(Value::as_i64).collect(),
        None => n("approver").into_iter().collect::<Vec<_>>(),
    };
    let condition = || (text("text"), n("condition").map(Place::Condition));
    // What stands on a section, with a link to its thread.
    let on = |what: &str| match n("thread") {
        Some(thread) => say(what).link(text("section"), Place::Comment(thread)),
        None => say(what).and(text("section")),
    };
    match action {
        "pilot.add" => say("added the pilot with ").revision(Some(1)).and(" of its proposal"),
        "pilot.mark_example" => say("marked the pilot as an example"),
        "proposal.revise" => say("saved ").revision(n("revision")).and(colon("summary")),
        "proposal.complete" => say("completed the proposal as ")
            .revision(n("revision"))
            .and(colon("summary")),
        "proposal.keep_draft" => say("kept a draft of the section ")
            .link(plain("section"), Place::Section(text("section")))
            .and(", which somebody else had changed"),
        "proposal.restore" => say("restored ")
            .revision(n("restored"))
            .and(" as ")
            .revision(n("revision")),
        "proposal.confirm_terms" => say("confirmed the terms of ").revision(n("revision")),
        "proposal.name_zone" => say("named ")
            .zone(n("zone_version"))
            .and(" in the terms of ")
            .revision(n("revision")),
        "proposal.send" => say("sent ")
            .revision(n("revision"))
            .and(" with ")
            .zone(n("zone_version"))
            .and(" to ")
            .people(&asked())
            .and(" for approval"),
        "comment.start" => on("commented on "),
        "comment.suggest" => on("suggested a change to "),
        "comment.reply" => on("replied to a comment on "),
        "comment.resolve" => on("resolved a comment on "),
        "comment.reopen" => on("reopened a comment on "),
        "comment.accept" => say("accepted ")
            .link_if(
                &format!("{}’s suggestion", text("suggested_by")),
                n("thread").map(Place::Comment),
            )
            .and(" as ")
            .revision(n("revision")),
        "comment.decline" => say("declined ")
            .link_if(
                &format!("{}’s suggestion", text("suggested_by")),
                n("thread").map(Place::Comment),
            )
            .and(after(": ", &text("reason"))),
        "approval.decide" => {
            let verb = match detail["verdict"].as_str() {
                Some("approve" | "approve_with_conditions") => "approved ",
                Some("request_changes") => "returned ",
                _ => "declined ",
            };
            let conditions = detail["conditions"].as_array().map_or(0, Vec::len);
            let with = if conditions > 0 {
                format!(" with {}", counted_conditions(conditions))
            } else {
                String::new()
            };
            say(verb)
                .revision(n("revision"))
                .and(with)
                .and(after(" for ", &text("for")))
                .and(" ")
                .link_if("(record)", n("approval").map(Place::Approval))
        }
        "approval.withdraw" => say("withdrew ")
            .link("the request", Place::Request)
            .and(" for ")
            .revision(n("revision"))
            .and(colon("reason")),
        "approval.name_deputy" => {
            say("named ")
                .person(n("deputy"))
                .and(" as deputy, ")
                .and(format!("{} to {}", text("first"), text("last")))
        }
        "approval.revoke_deputy" => say("revoked ").person(n("deputy")).and(" as deputy"),
        "approval.submit_evidence" => on_condition("handed in evidence for ", condition()),
        "approval.return_evidence" => on_condition("sent back the evidence for ", condition()),
        "approval.close_condition" => on_condition("closed ", condition()),
        "zone.revise" => say("saved ").zone(n("version")).and(colon("summary")),
        "zone.sign" => say("signed ").zone(n("version")),
        "person.invite" => say("invited ")
            .person(n("person"))
            .and(after(" as ", &plain("role")))
            .and(arm()),
        "person.renew_invitation" => say("renewed the invitation of ").person(n("person")),
        "person.accept_invitation" => say("joined"),
        "enrolment.give_role" => say("gave ")
            .link(text("name"), Place::People)
            .and(format!(" a role: {}", plain("role")))
            .and(arm()),
        "enrolment.release" => say("released ")
            .link(text("name"), Place::People)
            .and(format!(" from a role: {}", plain("role")))
            .and(arm()),
        // The answer stays between them: the log says that there is one.
        "enrolment.consent" => say("answered the question about being an engineering DRI"),
        "enrolment.save_feature" => say("saved the feature ")
            .link(text("name"), Place::Feature(arm_key()))
            .and(arm()),
        "baseline.save" => say("saved baseline feature ")
            .link_if(
                &n("position").map(|n| n.to_string()).unwrap_or_default(),
                n("position").map(Place::Baseline),
            )
            .and(after(", ", &text("name"))),
        "pilot.start" => say("")
            .link("started the pilot", Place::Start)
            .and(": ")
            .revision(n("revision"))
            .and(" and ")
            .zone(n("zone_version"))
            .and(" are frozen"),
        "week_one.tick" => say("marked ")
            .link(numbered("week-one activity", n("item")), Place::WeekOne)
            .and(" as done")
            .and(arm()),
        "week_one.confirm" => say("confirmed ")
            .link(numbered("week-one activity", n("item")), Place::WeekOne)
            .and(arm()),
        "week_one.acknowledge" => say("acknowledged ").link("the no-go list", Place::WeekOne),
        // That somebody answered, never what.
        "survey.answer" => say(format!("answered the {}", numbered("survey of week", n("week")))),
        "survey.make_link" => say(format!(
            "made a personal {}",
            numbered("survey link for week", n("week"))
        )),
        "connection.add" => say("connected ").link(text("repository"), Place::Data),
        "connection.renew_secret" => say("renewed the secret of ").link(text("repository"), Place::Data),
        "pull_request.record" => say("recorded news from ").link(text("repository"), Place::Data),
        "pull_request.link" => say("linked ")
            .link(
                format!("{}#{}", text("repository"), n("number").unwrap_or_default()),
                Place::Data,
            )
            .and(" by hand"),
        "delivery.give_up" => say("gave up on a delivery from ").link(text("repository"), Place::Data),
        "feature.ship" => say("recorded ")
            .link("the shipping day", Place::Data)
            .and(format!(" {}", text("on")))
            .and(arm()),
        "outcome_point.add" => say("added ")
            .link(
                match n("points") {
                    Some(1) => "1 value".to_owned(),
                    points => format!("{} values", points.unwrap_or_default()),
                },
                Place::Data,
            )
            .and(" of the primary metric")
            .and(arm()),
        "readout.freeze" => say("froze the numbers for ").link("the readout", Place::Readout),
        "decision.record" => say("recorded ")
            .link("the decision", Place::Decision)
            .and(format!(": {}", plain("choice"))),
        "decision.confirm" => say("confirmed ")
            .link("the decision", Place::Decision)
            .and(format!(": {}", plain("choice"))),
        other => {
            let named = say(format!("recorded “{}”", other.replace(['.', '_'], " ")));
            match n("revision") {
                Some(number) => named.and(", ").revision(Some(number)),
                None => named,
            }
        }
    }
}

fn say(text: impl Into<String>) -> Sentence {
    Sentence::from(text.into())
}

/// The text after a separator; nothing when there is no text.
fn after(separator: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{separator}{text}")
    }
}

fn numbered(what: &str, number: Option<i64>) -> String {
    number.map_or_else(|| what.to_owned(), |number| format!("{what} {number}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::activity::Feature;

    /// Every action: its feature, a detail as the store writes it, the sentence.
    fn table() -> Vec<(&'static str, Option<Feature>, Value, &'static str)> {
        use Feature::{Approval, Comments, Data, Decision, People, Proposal, Readout, Start, Survey, Zone};
        vec![
            (
                "pilot.add",
                Some(Proposal),
                json!({ "name": "Checkout", "revision": 1 }),
                "added the pilot with [revision 1] of its proposal",
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
                "invited <9> as pilot pm, new model",
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
                "gave [Lea] a role: dri, old model",
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
            assert_eq!(Feature::of(action), feature, "{action}");
        }
    }

    #[test]
    fn a_detail_that_lacks_what_the_sentence_names_still_reads() {
        for (action, ..) in table() {
            let sentence = words(action, &json!({})).to_string();
            assert!(!sentence.contains("null"), "{action}: {sentence}");
        }
    }
}
