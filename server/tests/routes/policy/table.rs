//! What there is, and who may use it: to be extended with every new form and page.

use domain::person::Role;
use domain::policy::Action;

use Access::{InPilot, Needs, OnlyFor, Open};

/// Who may use a form or page.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// Anybody: it looks after itself, by a link's secret or a password.
    Open,
    /// Whoever may take the action, outside any pilot.
    Needs(Action),
    /// Whoever may take the action in the pilot.
    InPilot(Action),
    /// Whoever may take the action in the pilot and holds this role of those that may.
    OnlyFor(Action, Role),
}

/// Names and values.
pub type Fields = &'static [(&'static str, &'static str)];

/// A form: who may send it, and fields that get past its first lines. `{word}` stands for something
/// of the [`World`].
pub struct Form {
    pub endpoint: &'static str,
    pub access: Access,
    pub fields: Fields,
    /// What it is about is there only once the pilot runs.
    pub needs_start: bool,
}

const fn form(endpoint: &'static str, access: Access, fields: Fields) -> Form {
    Form {
        endpoint,
        access,
        fields,
        needs_start: false,
    }
}

const fn once_started(mut form: Form) -> Form {
    form.needs_start = true;
    form
}

/// Every form.
pub const FORMS: &[Form] = &[
    form("account/set_up", Open, &[]),
    form("account/accept_invitation", Open, &[]),
    form("account/reset_password", Open, &[]),
    form("account/sign_in", Open, &[]),
    form("account/forgot", Open, &[("email", "nobody@example.com")]),
    form("account/sign_out", Open, &[]),
    form("account/theme", Open, &[("theme", "dark")]),
    form("account/invite", InPilot(Action::InviteToPilot), &[]),
    form(
        "account/renew_invitation",
        InPilot(Action::InviteToPilot),
        &[("person", "{member}")],
    ),
    form(
        "account/correct_invitation",
        InPilot(Action::InviteToPilot),
        &[("invited", "{member}")],
    ),
    form(
        "account/choose_zone",
        Needs(Action::UseAccount),
        &[("zone", "Europe/Berlin")],
    ),
    form("account/rename", Needs(Action::UseAccount), &[]),
    form("account/change_password", Needs(Action::UseAccount), &[]),
    form("account/end_sessions", Needs(Action::UseAccount), &[]),
    form("account/ask_address", Needs(Action::UseAccount), &[]),
    form("account/drop_address", Needs(Action::UseAccount), &[]),
    form("account/confirm_address", Open, &[]),
    form(
        "account/disable",
        Needs(Action::RunInstallation),
        &[("person", "{member}")],
    ),
    form(
        "account/enable",
        Needs(Action::RunInstallation),
        &[("person", "{member}")],
    ),
    form(
        "account/make_reset_link",
        Needs(Action::RunInstallation),
        &[("person", "{member}")],
    ),
    form(
        "account/make_address_link",
        Needs(Action::RunInstallation),
        &[("person", "{member}")],
    ),
    form(
        "account/invite_to_installation",
        Needs(Action::InviteToInstallation),
        &[],
    ),
    form(
        "approval/check",
        InPilot(Action::Approve),
        &[("request", "1"), ("seat", "{approver}")],
    ),
    form(
        "approval/close_condition",
        InPilot(Action::Approve),
        &[("condition", "1"), ("closing_note", "Seen")],
    ),
    form(
        "approval/decide",
        InPilot(Action::Approve),
        &[("request", "1"), ("seat", "{approver}")],
    ),
    form(
        "approval/name_deputy",
        OnlyFor(Action::Approve, Role::Approver),
        &[("deputy", "{member}")],
    ),
    form(
        "approval/return_evidence",
        InPilot(Action::Approve),
        &[("condition", "1"), ("return_reason", "More")],
    ),
    form(
        "approval/revoke_deputy",
        OnlyFor(Action::Approve, Role::Approver),
        &[("delegation", "{delegation}")],
    ),
    form(
        "approval/submit_evidence",
        InPilot(Action::MeetCondition),
        &[("condition", "1"), ("evidence", "A link")],
    ),
    form(
        "approval/withdraw",
        InPilot(Action::SendProposal),
        &[("request", "1"), ("reason", "Too early")],
    ),
    form("baseline/save", InPilot(Action::EnterBaseline), &[("position", "1")]),
    form(
        "comment/start",
        InPilot(Action::Comment),
        &[("base", "1"), ("section", "{section}"), ("text", "Why so?")],
    ),
    form(
        "comment/reply",
        InPilot(Action::Comment),
        &[("thread", "1"), ("reply_text", "Because.")],
    ),
    form("comment/read", InPilot(Action::Comment), &[("thread", "1")]),
    form(
        "comment/resolve",
        InPilot(Action::Comment),
        &[("thread", "1"), ("seen", "1")],
    ),
    form("comment/reopen", InPilot(Action::Comment), &[("thread", "1")]),
    form("comment/accept", InPilot(Action::EditProposal), &[("thread", "1")]),
    form("comment/decline", InPilot(Action::EditProposal), &[("thread", "1")]),
    form("data/add_points", InPilot(Action::EnterData), &[("arm", "new_model")]),
    form("data/connect", InPilot(Action::EnterData), &[]),
    form("data/import", InPilot(Action::EnterData), &[]),
    form(
        "data/set_token",
        InPilot(Action::EnterData),
        &[("connection", "{connection}")],
    ),
    form(
        "data/set_app",
        InPilot(Action::EnterData),
        &[("connection", "{connection}")],
    ),
    form(
        "data/remove_token",
        InPilot(Action::EnterData),
        &[("connection", "{connection}")],
    ),
    form(
        "data/read_again",
        InPilot(Action::EnterData),
        &[("connection", "{connection}")],
    ),
    form(
        "data/end_secret",
        InPilot(Action::EnterData),
        &[("connection", "{connection}")],
    ),
    form(
        "data/replay",
        InPilot(Action::EnterData),
        &[("connection", "{connection}"), ("delivery", "guid-1")],
    ),
    form(
        "data/tell_again",
        InPilot(Action::EnterData),
        &[("connection", "{connection}")],
    ),
    form(
        "data/link",
        InPilot(Action::LinkPullRequest),
        &[("pull_request", "{pull_request}"), ("arm", "{arm}")],
    ),
    form("data/ship", InPilot(Action::EnterData), &[("arm", "new_model")]),
    form("data/count", InPilot(Action::EnterData), &[]),
    form(
        "data/confirm_correction",
        InPilot(Action::ConfirmCorrection),
        &[("correction", "1")],
    ),
    form(
        "data/decline_correction",
        InPilot(Action::ConfirmCorrection),
        &[("correction", "1")],
    ),
    form(
        "data/complete",
        InPilot(Action::LinkPullRequest),
        &[("pull_request", "{pull_request}")],
    ),
    form(
        "gate/list_files",
        InPilot(Action::PassGates),
        &[("pull_request", "{pull_request}")],
    ),
    form("zone/import_history", InPilot(Action::EditZone), &[]),
    form("gate/link_planning", InPilot(Action::PassGates), &[("arm", "{arm}")]),
    form(
        "gate/sign_off_planning",
        InPilot(Action::WaiveGates),
        &[("arm", "{arm}"), ("digest", "{digest}")],
    ),
    form(
        "gate/waive",
        InPilot(Action::WaiveGates),
        &[("pull_request", "{pull_request}"), ("gate", "flag")],
    ),
    form(
        "gate/veto",
        InPilot(Action::WaiveGates),
        &[("pull_request", "{pull_request}"), ("stands", "yes")],
    ),
    form("data/uncount", InPilot(Action::EnterData), &[("entry", "1")]),
    form("data/correct_point", InPilot(Action::EnterData), &[("point", "1")]),
    form("data/withdraw_point", InPilot(Action::EnterData), &[("point", "1")]),
    form(
        "data/withdraw_shipping",
        InPilot(Action::EnterData),
        &[("arm", "new_model")],
    ),
    form(
        "enrolment/assign_dri",
        InPilot(Action::InviteToPilot),
        &[("arm", "{arm}"), ("dri", "{member}")],
    ),
    form(
        "enrolment/consent",
        InPilot(Action::Consent),
        &[("arm", "{arm}"), ("answer", "yes")],
    ),
    form(
        "enrolment/give_role",
        InPilot(Action::InviteToPilot),
        &[("person", "{member}"), ("role", "pilot_pm:new_model")],
    ),
    form(
        "enrolment/participate",
        InPilot(Action::AnswerSurvey),
        &[("edition", "1"), ("agrees", "yes")],
    ),
    form(
        "enrolment/release",
        InPilot(Action::InviteToPilot),
        &[("person", "{member}"), ("role", "observer")],
    ),
    form(
        "enrolment/save_feature",
        InPilot(Action::Enrol),
        &[("arm", "new_model")],
    ),
    form("pilot/add", Needs(Action::AddPilot), &[("name", "")]),
    form("pilot/archive", InPilot(Action::HandleDraft), &[]),
    form("pilot/plan_start", InPilot(Action::StartPilot), &[]),
    form("pilot/put_away", InPilot(Action::HandleDraft), &[]),
    // Of whom it is not, it is not there.
    form("mail/choose", Needs(Action::UseAccount), &[]),
    form("mail/unsubscribe", Open, &[("token", "{unsubscribe}")]),
    form("mail/open", Needs(Action::RunInstallation), &[("mail", "1")]),
    form("mail/retry", Needs(Action::RunInstallation), &[("mail", "1")]),
    form("pilot/bring_back", Needs(Action::UseAccount), &[]),
    form("pilot/rename", InPilot(Action::HandleDraft), &[]),
    form("pilot/start", InPilot(Action::StartPilot), &[]),
    form("pilot/take_back", InPilot(Action::HandleDraft), &[]),
    form("proposal/complete", InPilot(Action::EditProposal), &[("base", "1")]),
    form(
        "proposal/confirm_terms",
        InPilot(Action::EditProposal),
        &[("revision", "1")],
    ),
    form(
        "proposal/name_zone",
        InPilot(Action::EditProposal),
        &[("zone_version", "1")],
    ),
    form(
        "proposal/delete_section",
        InPilot(Action::EditProposal),
        &[("base", "1")],
    ),
    form(
        "proposal/drop_draft",
        InPilot(Action::EditProposal),
        &[("base", "1"), ("draft", "1")],
    ),
    form(
        "proposal/keep_draft",
        InPilot(Action::EditProposal),
        &[("base", "1"), ("new_text", "## Half")],
    ),
    form(
        "proposal/leave_conflict",
        InPilot(Action::EditProposal),
        &[("conflict", "{conflict}")],
    ),
    form("proposal/preview", InPilot(Action::EditProposal), &[("base", "1")]),
    form("proposal/remove_unseen", InPilot(Action::EditProposal), &[]),
    form("proposal/reorder", InPilot(Action::EditProposal), &[]),
    form("proposal/revise", InPilot(Action::EditProposal), &[("base", "1")]),
    form("proposal/mark_read", InPilot(Action::ReadPilot), &[("revision", "1")]),
    form(
        "proposal/restore",
        InPilot(Action::EditProposal),
        &[("revision", "1"), ("base", "1")],
    ),
    form("proposal/send", InPilot(Action::SendProposal), &[("revision", "1")]),
    form(
        "decision/record",
        InPilot(Action::Decide),
        &[("snapshot", "1"), ("choice", "scale")],
    ),
    once_started(form("decision/confirm", InPilot(Action::Decide), &[("decision", "1")])),
    form("readout/take_snapshot", InPilot(Action::TakeSnapshot), &[]),
    form("survey/plan_window", InPilot(Action::StartPilot), &[]),
    once_started(form("survey/answer", InPilot(Action::AnswerSurvey), &[("week", "1")])),
    once_started(form(
        "survey/answer_by_link",
        Open,
        &[("token", "{link}"), ("score", "4")],
    )),
    once_started(form(
        "survey/make_link",
        InPilot(Action::AnswerSurvey),
        &[("week", "1")],
    )),
    form(
        "flag/flip",
        InPilot(Action::PassGates),
        &[("arm", "{arm}"), ("state", "on")],
    ),
    once_started(form(
        "incident/record",
        InPilot(Action::RecordIncident),
        &[
            ("incident_date", "2026-03-02"),
            ("incident_time", "08:30"),
            ("against", "1"),
            ("what", "Words"),
            ("done", "Words"),
        ],
    )),
    once_started(form(
        "incident/withdraw",
        InPilot(Action::RecordIncident),
        &[("incident", "{incident}"), ("reason", "Another")],
    )),
    once_started(form(
        "flag/withdraw",
        InPilot(Action::PassGates),
        &[("flip", "{flip}"), ("reason", "Another")],
    )),
    form("gate/make_token", InPilot(Action::EnterData), &[("name", "CI")]),
    form(
        "gate/revoke_token",
        InPilot(Action::EnterData),
        &[("gate_token", "{gate_token}")],
    ),
    once_started(form(
        "hours/log",
        InPilot(Action::LogHours),
        &[("week", "1"), ("hours", "2")],
    )),
    form(
        "decision/iterate",
        InPilot(Action::EditProposal),
        &[("name", "Checkout, second")],
    ),
    form("week_one/acknowledge", InPilot(Action::AcknowledgeNoGo), &[]),
    form(
        "week_one/confirm",
        OnlyFor(Action::TickChecklist, Role::Dri),
        &[("arm", "{arm}"), ("item", "1")],
    ),
    form(
        "week_one/send_back",
        OnlyFor(Action::TickChecklist, Role::Dri),
        &[("arm", "{arm}"), ("item", "1")],
    ),
    form(
        "week_one/take_back",
        OnlyFor(Action::TickChecklist, Role::PilotPm),
        &[("arm", "{arm}"), ("item", "1")],
    ),
    form(
        "week_one/tick",
        OnlyFor(Action::TickChecklist, Role::PilotPm),
        &[("arm", "{arm}"), ("item", "1")],
    ),
    once_started(form(
        "replacement/offer",
        InPilot(Action::TakeOver),
        &[("takes_over", "dri:new_model:1")],
    )),
    once_started(form(
        "replacement/sign",
        InPilot(Action::SignZone),
        &[("replacement", "1")],
    )),
    once_started(form(
        "replacement/withdraw",
        InPilot(Action::WithdrawOffer),
        &[("replacement", "1")],
    )),
    form("zone/discard", InPilot(Action::EditZone), &[]),
    form("zone/save", InPilot(Action::EditZone), &[("base", "1"), ("rows", "1")]),
    form(
        "zone/sign",
        InPilot(Action::SignZone),
        &[("version", "1"), ("digest", "{digest}"), ("signatory", "{signatory}")],
    ),
    form(
        "zone/remark",
        InPilot(Action::Comment),
        &[("version", "1"), ("item", "1")],
    ),
    form("zone/answer", InPilot(Action::Comment), &[("remark", "1")]),
    form("zone/resolve", InPilot(Action::Comment), &[("remark", "1")]),
    once_started(form("zone/withdraw", InPilot(Action::EditZone), &[("version", "2")])),
    form("zone/try", InPilot(Action::ReadPilot), &[("change", "web/a.json")]),
];

/// Every page and who may open it.
pub const PAGES: &[(&str, Access)] = &[
    ("/", Open),
    ("/sign-in", Open),
    ("/setup/{token}", Open),
    ("/invitation/{token}", Open),
    ("/reset/{token}", Open),
    ("/forgotten", Open),
    ("/unsubscribe/{token}", Open),
    ("/outbox", Needs(Action::RunInstallation)),
    ("/outbox/{id}", Needs(Action::RunInstallation)),
    ("/settings", Needs(Action::UseAccount)),
    ("/settings/name", Needs(Action::UseAccount)),
    ("/settings/email", Needs(Action::UseAccount)),
    ("/settings/password", Needs(Action::UseAccount)),
    ("/new-address/{token}", Open),
    ("/admin", Needs(Action::RunInstallation)),
    ("/admin/person/{id}", Needs(Action::RunInstallation)),
    ("/help", Open),
    ("/definitions", Open),
    ("/p/{pilot}", InPilot(Action::ReadPilot)),
    ("/pilots/new", Needs(Action::AddPilot)),
    ("/pilots/put-away", Needs(Action::UseAccount)),
    ("/p/{pilot}/proposal", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/understood", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/complete", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/edit/{section}", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/conflict/{id}", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/delete/{section}", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/order", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/kept", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/history", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/r/{number}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/r/{number}/restore", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/compare", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/compare/{old}/{new}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/comments", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/comment", InPilot(Action::Comment)),
    ("/p/{pilot}/proposal/comment/{id}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/approval", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/approval/check", InPilot(Action::Approve)),
    ("/p/{pilot}/approval/condition/{id}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/approval/deputy", OnlyFor(Action::Approve, Role::Approver)),
    ("/p/{pilot}/approval/record/{id}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/activity", InPilot(Action::ReadActivity)),
    ("/p/{pilot}/survey", InPilot(Action::ReadPilot)),
    ("/s/{token}", Open),
    ("/p/{pilot}/data", InPilot(Action::EnterData)),
    ("/p/{pilot}/draft", InPilot(Action::HandleDraft)),
    ("/p/{pilot}/data/counting", InPilot(Action::EnterData)),
    ("/p/{pilot}/data/import", InPilot(Action::EnterData)),
    ("/p/{pilot}/data/corrections", InPilot(Action::ConfirmCorrection)),
    ("/p/{pilot}/data/pull/{id}", InPilot(Action::LinkPullRequest)),
    ("/p/{pilot}/data/pulls", InPilot(Action::LinkPullRequest)),
    ("/p/{pilot}/data/values/{arm}", InPilot(Action::EnterData)),
    ("/p/{pilot}/data/value/{id}", InPilot(Action::EnterData)),
    ("/p/{pilot}/flags", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/flags/{arm}", InPilot(Action::PassGates)),
    ("/p/{pilot}/flags/flip/{id}", InPilot(Action::PassGates)),
    ("/p/{pilot}/incidents", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/incidents/{id}", InPilot(Action::RecordIncident)),
    ("/p/{pilot}/hours", InPilot(Action::ReadHours)),
    ("/p/{pilot}/pull-requests", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/pull-requests/planning/{arm}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/pull-requests/tokens", InPilot(Action::EnterData)),
    ("/p/{pilot}/pull-requests/{id}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/consent", InPilot(Action::Consent)),
    ("/p/{pilot}/people/participation", InPilot(Action::AnswerSurvey)),
    ("/p/{pilot}/people/feature/{arm}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/baseline", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/baseline/{position}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/start", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone/compare", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone/history", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone/edit", InPilot(Action::EditZone)),
    ("/p/{pilot}/zone/v/{version}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone/v/{version}/item/{item}", InPilot(Action::Comment)),
    ("/p/{pilot}/zone/remark/{id}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/release", InPilot(Action::InviteToPilot)),
    ("/p/{pilot}/proposal/first", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/week-one", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/week-one/{arm}/{activity}", InPilot(Action::TickChecklist)),
    ("/p/{pilot}/metrics", InPilot(Action::ReadMetrics)),
    ("/p/{pilot}/metrics/{metric}", InPilot(Action::ReadMetrics)),
    ("/p/{pilot}/readout", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/overview", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/print", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/speaker", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/{slide}", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/decision", InPilot(Action::ReadReadout)),
];
