//! Which tables an event may have changed: an entry that seals a row of any other was written by nobody of us.

use super::{
    Account, Approval, Comment, Data, Decision, Event, Flag, Gate, Hours, Incident, People, Proposal, Readout, Start,
    Survey, Zone,
};

/// The tables whose rows an entry may seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Business {
    /// Every table: what an upgrade finds it seals as it stands.
    Everything,
    /// These.
    Of(&'static [&'static str]),
}

impl Business {
    /// What seals nothing.
    pub const NONE: Self = Self::Of(&[]);

    /// Whether it may seal a row of this table.
    pub fn is_with(self, table: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Of(tables) => tables.contains(&table),
        }
    }
}

/// One table read in two directions: by event without a wildcard, so that none can be forgotten, and by the word of its
/// action, so that entries need not be read for it.
macro_rules! business {
    ($($action:literal $event:pat => $business:expr,)+) => {
        impl Event {
            /// What it may have changed.
            pub fn business(&self) -> Business {
                match self {
                    $($event => $business,)+
                }
            }
        }

        /// What entries of this action may seal; `None` of an action that no edition so far wrote.
        pub fn business(action: &str) -> Option<Business> {
            Some(match action {
                $($action => $business,)+
                _ => return None,
            })
        }
    };
}

/// A new revision is judged against those that are approved or asked about.
const REVISION: Business = Business::Of(&["revision", "approval_judgement"]);
const REVISION_AND_TERMS: Business = Business::Of(&["revision", "approval_judgement", "terms_confirmation"]);
/// What deliveries tell of, and what links it to features.
const FROM_THE_CODE_HOST: Business = Business::Of(&[
    "branch_push",
    "connection",
    "known_account",
    "merge_group",
    "past_commit",
    "pull_request",
    "pull_request_fact",
    "read_files",
    "received_commit",
    "skill_result",
]);

/// What is entered by hand into what numbers rest on can end or begin that a criterion is final, which is noted with it.
macro_rules! by_hand {
    ($($table:literal),+) => { Business::Of(&["finality", $($table),+]) };
}

business! {
    "installation.renew_setup_link" Event::Account(Account::RenewSetupLink {}) => Business::NONE,
    "installation.set_up" Event::Account(Account::SetUp { .. }) => Business::Of(&["person"]),
    "installation.upgrade" Event::Account(Account::Upgrade { .. }) => Business::Everything,
    "person.sign_in" Event::Account(Account::SignIn {}) => Business::NONE,
    "person.sign_out" Event::Account(Account::SignOut {}) => Business::NONE,
    "person.make_reset_link" Event::Account(Account::MakeResetLink { .. }) => Business::NONE,
    "person.reset_password" Event::Account(Account::ResetPassword {}) => Business::Of(&["person"]),
    "person.change_password" Event::Account(Account::ChangePassword {}) => Business::Of(&["person"]),
    "person.end_sessions" Event::Account(Account::EndSessions { .. }) => Business::NONE,
    "person.rename" Event::Account(Account::Rename {}) => Business::Of(&["person"]),
    "person.ask_address" Event::Account(Account::AskAddress {}) => Business::NONE,
    "person.drop_address" Event::Account(Account::DropAddress {}) => Business::NONE,
    "person.make_address_link" Event::Account(Account::MakeAddressLink { .. }) => Business::NONE,
    "person.confirm_address" Event::Account(Account::ConfirmAddress {}) => Business::Of(&["person"]),
    "person.disable" Event::Account(Account::Disable { .. }) => Business::Of(&["person"]),
    "person.enable" Event::Account(Account::Enable { .. }) => Business::Of(&["person"]),
    "mail.open" Event::Account(Account::OpenMail { .. }) => Business::Of(&["mail_opening"]),
    "person.choose_zone" Event::Account(Account::ChooseZone { .. }) => Business::Of(&["person"]),

    "person.invite" Event::People(People::Invite { .. }) => Business::Of(&["invitation", "member", "person"]),
    "person.renew_invitation" Event::People(People::RenewInvitation { .. }) => Business::Of(&["invitation"]),
    "person.correct_invitation" Event::People(People::CorrectInvitation { .. }) =>
        Business::Of(&["invitation", "person"]),
    "person.accept_invitation" Event::People(People::AcceptInvitation { .. }) => Business::Of(&["invitation", "person"]),
    "enrolment.give_role" Event::People(People::GiveRole { .. }) => Business::Of(&["member"]),
    "enrolment.release" Event::People(People::Release { .. }) => Business::Of(&["delegation_revocation", "member"]),
    "enrolment.assign_dri" Event::People(People::AssignDri { .. }) => Business::Of(&["member"]),
    "replacement.offer" Event::People(People::OfferReplacement { .. }) => Business::Of(&["replacement"]),
    "replacement.sign" Event::People(People::SignReplacement { .. }) => Business::Of(&["replacement_signature"]),
    // Whoever takes over said yes and signed the zone by the offer; whoever had the role goes on reading.
    "replacement.bind" Event::People(People::Replace { .. }) => Business::Of(&[
        "consent",
        "member",
        "replacement_outcome",
        "replacement_signature",
        "zone_signature",
    ]),
    "replacement.withdraw" Event::People(People::WithdrawReplacement { .. }) => Business::Of(&["replacement_outcome"]),
    "enrolment.consent" Event::People(People::Consent { .. }) => Business::Of(&["consent"]),
    "enrolment.participate" Event::People(People::Participate { .. }) => by_hand!["participation"],
    "enrolment.save_feature" Event::People(People::SaveFeature { .. }) =>
        Business::Of(&["feature", "pull_request", "received_commit"]),
    "baseline.save" Event::People(People::SaveBaseline { .. }) => Business::Of(&["baseline_feature"]),

    "pilot.add" Event::Proposal(Proposal::AddPilot { .. }) =>
        Business::Of(&["pilot", "member", "revision", "approval_judgement", "zone_version"]),
    "pilot.iterate" Event::Proposal(Proposal::Iterate { .. }) =>
        Business::Of(&["pilot", "member", "revision", "approval_judgement", "zone_version"]),
    "pilot.mark_example" Event::Proposal(Proposal::MarkExample {}) => Business::Of(&["pilot"]),
    "pilot.rename" Event::Proposal(Proposal::Rename { .. }) => Business::Of(&["pilot"]),
    "pilot.archive" Event::Proposal(Proposal::Archive {}) => Business::Of(&["pilot"]),
    "pilot.take_back" Event::Proposal(Proposal::TakeBack {}) => Business::Of(&["pilot"]),
    "pilot.put_away" Event::Proposal(Proposal::PutAway {}) => Business::Of(&["pilot"]),
    "pilot.bring_back" Event::Proposal(Proposal::BringBack {}) => Business::Of(&["pilot"]),
    "proposal.revise" Event::Proposal(Proposal::Revise { .. }) => REVISION,
    "proposal.complete" Event::Proposal(Proposal::Complete { .. }) => REVISION_AND_TERMS,
    "proposal.keep_draft" Event::Proposal(Proposal::KeepDraft { .. }) => Business::NONE,
    "proposal.restore" Event::Proposal(Proposal::Restore { .. }) => REVISION,
    "proposal.confirm_terms" Event::Proposal(Proposal::ConfirmTerms { .. }) => Business::Of(&["terms_confirmation"]),
    "proposal.name_zone" Event::Proposal(Proposal::NameZone { .. }) => REVISION_AND_TERMS,

    "comment.start" Event::Comment(Comment::Start { .. }) =>
        Business::Of(&["comment", "comment_mention", "comment_thread"]),
    "comment.suggest" Event::Comment(Comment::Suggest { .. }) =>
        Business::Of(&["comment", "comment_mention", "comment_resolution", "comment_thread"]),
    "comment.reply" Event::Comment(Comment::Reply { .. }) =>
        Business::Of(&["comment", "comment_mention", "comment_resolution"]),
    "comment.resolve" Event::Comment(Comment::Resolve { .. }) => Business::Of(&["comment_resolution"]),
    "comment.reopen" Event::Comment(Comment::Reopen { .. }) => Business::Of(&["comment_resolution"]),
    "comment.accept" Event::Comment(Comment::Accept { .. }) =>
        Business::Of(&["approval_judgement", "revision", "suggestion_outcome"]),
    "comment.decline" Event::Comment(Comment::Decline { .. }) => Business::Of(&["suggestion_outcome"]),

    "proposal.send" Event::Approval(Approval::Send { .. }) => Business::Of(&["approval_request", "approval_seat"]),
    "approval.decide" Event::Approval(Approval::Decide { .. }) =>
        Business::Of(&["approval", "approval_judgement", "condition"]),
    "approval.withdraw" Event::Approval(Approval::Withdraw { .. }) => Business::Of(&["approval_withdrawal"]),
    "approval.name_deputy" Event::Approval(Approval::NameDeputy { .. }) => Business::Of(&["delegation"]),
    "approval.revoke_deputy" Event::Approval(Approval::RevokeDeputy { .. }) =>
        Business::Of(&["delegation_revocation"]),
    "approval.submit_evidence" Event::Approval(Approval::SubmitEvidence(_)) => Business::Of(&["condition_step"]),
    "approval.return_evidence" Event::Approval(Approval::ReturnEvidence(_)) => Business::Of(&["condition_step"]),
    "approval.close_condition" Event::Approval(Approval::CloseCondition(_)) => Business::Of(&["condition_step"]),

    // A remark is carried over to the version that changes its item.
    "zone.revise" Event::Zone(Zone::Revise { .. }) => Business::Of(&["zone_version", "zone_remark_step"]),
    "zone.import_history" Event::Zone(Zone::ImportHistory { .. }) => Business::Of(&["zone_history"]),
    "zone.sign" Event::Zone(Zone::Sign { .. }) => Business::Of(&["zone_signature"]),
    "zone.propose" Event::Zone(Zone::Propose { .. }) => Business::Of(&["zone_amendment", "zone_version"]),
    // The last signature binds, and remarks are carried over to what is in force.
    "zone.amend" Event::Zone(Zone::Amend { .. }) =>
        Business::Of(&["zone_amendment_outcome", "zone_remark_step", "zone_signature"]),
    "zone.withdraw" Event::Zone(Zone::Withdraw { .. }) =>
        Business::Of(&["zone_amendment_outcome", "zone_remark_step"]),
    "zone.remark" Event::Zone(Zone::Remark { .. }) => Business::Of(&["zone_remark", "zone_remark_step"]),
    "zone.answer" Event::Zone(Zone::Answer { .. }) => Business::Of(&["zone_remark_step"]),
    "zone.resolve" Event::Zone(Zone::Resolve { .. }) => Business::Of(&["zone_remark_step"]),

    "pilot.plan_start" Event::Start(Start::Plan { .. }) => Business::Of(&["pilot"]),
    "pilot.start" Event::Start(Start::Begin { .. }) => Business::Of(&["pilot_start", "survey_week"]),
    "week_one.tick" Event::Start(Start::Tick { .. }) => by_hand!["checklist_step", "checklist_tick"],
    "week_one.send_back" Event::Start(Start::SendBack { .. }) => by_hand!["checklist_step"],
    "week_one.take_back" Event::Start(Start::TakeBack { .. }) => by_hand!["checklist_step"],
    "week_one.confirm" Event::Start(Start::Confirm { .. }) => Business::Of(&["checklist_tick"]),
    "week_one.acknowledge" Event::Start(Start::Acknowledge { .. }) => Business::Of(&["no_go_acknowledgement"]),

    "survey.answer" Event::Survey(Survey::Answer { .. }) => Business::Of(&["answer"]),
    "survey.plan_window" Event::Survey(Survey::PlanWindow { .. }) => Business::Of(&["pilot"]),
    "survey.make_link" Event::Survey(Survey::MakeLink { .. }) => Business::Of(&["survey_link"]),

    "connection.add" Event::Data(Data::Connect { .. }) => Business::Of(&["connection"]),
    "connection.renew_secret" Event::Data(Data::RenewSecret { .. }) => Business::Of(&["connection"]),
    "connection.end_secret" Event::Data(Data::EndSecret { .. }) => Business::Of(&["connection"]),
    "connection.set_token" Event::Data(Data::SetToken { .. }) => Business::Of(&["connection_token"]),
    "connection.set_app" Event::Data(Data::SetApp { .. }) => Business::Of(&["connection_token"]),
    "connection.remove_app" Event::Data(Data::RemoveApp { .. }) => Business::Of(&["connection_token"]),
    "connection.remove_token" Event::Data(Data::RemoveToken { .. }) => Business::Of(&["connection_token"]),
    "connection.read_again" Event::Data(Data::ReadAgain { .. }) => Business::NONE,
    "connection.tell_again" Event::Data(Data::TellAgain { .. }) => Business::NONE,
    "connection.name" Event::Data(Data::Name { .. }) => FROM_THE_CODE_HOST,
    "pull_request.record" Event::Data(Data::Record { .. }) => FROM_THE_CODE_HOST,
    "delivery.give_up" Event::Data(Data::GiveUp { .. }) => Business::NONE,
    "delivery.replay" Event::Data(Data::Replay { .. }) => Business::NONE,
    "pull_request.import" Event::Data(Data::Import { .. }) =>
        by_hand!["import", "known_account", "past_commit", "pull_request", "pull_request_fact", "received_commit"],
    "pull_request.link" Event::Data(Data::Link { .. }) => by_hand!["pull_request", "received_commit"],
    "pull_request.complete" Event::Data(Data::Complete { .. }) => by_hand!["pull_request_fact"],
    "feature.ship" Event::Data(Data::Ship { .. }) => by_hand!["feature"],
    "feature.withdraw_shipping" Event::Data(Data::WithdrawShipping { .. }) => by_hand!["feature"],
    "outcome_point.add" Event::Data(Data::AddPoints { .. }) => by_hand!["outcome_point"],
    "outcome_point.correct" Event::Data(Data::CorrectPoint { .. }) => by_hand!["outcome_point"],
    "outcome_point.withdraw" Event::Data(Data::WithdrawPoint { .. }) => by_hand!["outcome_point"],
    "counting.add" Event::Data(Data::Count { .. }) => by_hand!["counting_entry"],
    "counting.withdraw" Event::Data(Data::WithdrawCount { .. }) => by_hand!["counting_entry"],
    "correction.enter" Event::Data(Data::EnterCorrection { .. }) => by_hand!["correction"],
    // With the correction counts what was entered.
    "correction.confirm" Event::Data(Data::ConfirmCorrection { .. }) => by_hand![
        "checklist_step",
        "checklist_tick",
        "correction_outcome",
        "counting_entry",
        "feature",
        "import",
        "known_account",
        "outcome_point",
        "past_commit",
        "pull_request",
        "pull_request_fact",
        "received_commit"
    ],
    "correction.decline" Event::Data(Data::DeclineCorrection { .. }) => Business::Of(&["correction_outcome"]),
    "criterion.settle" Event::Data(Data::Settle { .. }) => Business::Of(&["finality"]),

    "gate.list_files" Event::Gate(Gate::ListFiles { .. }) => Business::Of(&["changed_files"]),
    // The delivery may tell what the repository is called now.
    "gate.read_files" Event::Gate(Gate::ReadFiles { .. }) => FROM_THE_CODE_HOST,
    "gate.record_skill" Event::Gate(Gate::RecordSkill { .. }) => FROM_THE_CODE_HOST,
    "gate.make_token" Event::Gate(Gate::MakeToken { .. }) => Business::Of(&["gate_token"]),
    "gate.revoke_token" Event::Gate(Gate::RevokeToken { .. }) => Business::Of(&["gate_token_revocation"]),
    "gate.link_planning" Event::Gate(Gate::LinkPlanning { .. }) => Business::Of(&["planning"]),
    "gate.sign_off_planning" Event::Gate(Gate::SignOffPlanning { .. }) => Business::Of(&["planning_sign_off"]),
    "gate.waive" Event::Gate(Gate::Waive { .. }) => Business::Of(&["waiver"]),
    "gate.veto" Event::Gate(Gate::Veto { .. }) => Business::Of(&["veto"]),
    "gate.lift_veto" Event::Gate(Gate::LiftVeto { .. }) => Business::Of(&["veto"]),

    "flag.flip" Event::Flag(Flag::Flip { .. }) => Business::Of(&["flag_flip"]),
    "flag.withdraw" Event::Flag(Flag::Withdraw { .. }) => Business::Of(&["flag_flip_withdrawal"]),

    "incident.record" Event::Incident(Incident::Record { .. }) => Business::Of(&["incident"]),
    "incident.withdraw" Event::Incident(Incident::Withdraw { .. }) => Business::Of(&["incident_withdrawal"]),
    "hours.log" Event::Hours(Hours::Log { .. }) => Business::Of(&["review_hours"]),

    "readout.freeze" Event::Readout(Readout::Freeze { .. }) => Business::Of(&["snapshot"]),
    "decision.record" Event::Decision(Decision::Record { .. }) => Business::Of(&["decision"]),
    "decision.confirm" Event::Decision(Decision::Confirm { .. }) => Business::Of(&["decision_confirmation"]),
}
