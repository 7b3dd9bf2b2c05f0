//! Who may do what: one table, asked by every page and every server function.

use crate::person::{Role, Standing};

/// Something a person can ask of the software. Page and form share the action they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the own inbox and settings; end the own session.
    UseAccount,
    /// Start a new pilot, becoming its sponsor.
    AddPilot,
    /// Invite somebody to the installation.
    InviteToInstallation,
    /// See who has an account and how the installation is; close accounts and make links for people.
    RunInstallation,
    /// See a pilot at all: overview, proposal, zone, approval record, people.
    ReadPilot,
    /// Invite somebody into a pilot, with a role.
    InviteToPilot,
    /// Comment on the proposal, reply, and suggest changes.
    Comment,
    /// Write revisions of the proposal and of its terms; accept or decline suggestions.
    EditProposal,
    /// Name a draft anew, archive it, take it back, put it away.
    HandleDraft,
    /// Send a revision for approval.
    SendProposal,
    /// Answer the four asks and decide; judge the evidence of a condition.
    Approve,
    /// Hand in evidence for a condition: which ones are whose, the condition knows.
    MeetCondition,
    /// Write a new zone version.
    EditZone,
    /// Sign the current zone version.
    SignZone,
    /// Enter the features of both arms.
    Enrol,
    /// Say yes or no to being an engineering DRI.
    Consent,
    /// Offer to take over from an engineering DRI after the start.
    TakeOver,
    /// Take such an offer back: whoever made it, and the sponsor.
    WithdrawOffer,
    /// Enter the baseline features.
    EnterBaseline,
    /// Start the pilot.
    StartPilot,
    /// Tick a week-one activity.
    TickChecklist,
    /// Acknowledge the no-go list.
    AcknowledgeNoGo,
    /// Answer the energy survey.
    AnswerSurvey,
    /// Read the notes people left with their answers.
    ReadSurveyNotes,
    /// Read the metrics and the data behind them.
    ReadMetrics,
    /// Enter shipping dates and outcome points, connect repositories, link pull requests.
    EnterData,
    /// Find pull requests and say which feature they belong to: the sponsor of any, others of their own arm's feature.
    LinkPullRequest,
    /// Say which files a pull request changes, and link a PLANNING.md: the sponsor of any, others of their own arm.
    PassGates,
    /// Sign off a PLANNING.md, let a pull request pass a gate, veto it: of the own arm.
    WaiveGates,
    /// Record what went against the no-go list, and withdraw what one recorded.
    RecordIncident,
    /// Say how many hours one reviewed in a week.
    LogHours,
    /// Read review hours against the promise; a DRI their own alone.
    ReadHours,
    /// Read corrections of what was final, and confirm or decline them: which ones, each correction knows.
    ConfirmCorrection,
    /// Read the readout slides.
    ReadReadout,
    /// Freeze the facts for a readout.
    TakeSnapshot,
    /// Record or confirm the readout decision.
    Decide,
    /// Read the activity log.
    ReadActivity,
}

impl Action {
    /// Every action, for tests that must leave none out.
    pub const ALL: [Self; 37] = [
        Self::UseAccount,
        Self::AddPilot,
        Self::InviteToInstallation,
        Self::RunInstallation,
        Self::ReadPilot,
        Self::InviteToPilot,
        Self::Comment,
        Self::EditProposal,
        Self::HandleDraft,
        Self::SendProposal,
        Self::Approve,
        Self::MeetCondition,
        Self::EditZone,
        Self::SignZone,
        Self::Enrol,
        Self::Consent,
        Self::TakeOver,
        Self::WithdrawOffer,
        Self::EnterBaseline,
        Self::StartPilot,
        Self::TickChecklist,
        Self::AcknowledgeNoGo,
        Self::AnswerSurvey,
        Self::ReadSurveyNotes,
        Self::ReadMetrics,
        Self::EnterData,
        Self::LinkPullRequest,
        Self::PassGates,
        Self::WaiveGates,
        Self::RecordIncident,
        Self::LogHours,
        Self::ReadHours,
        Self::ConfirmCorrection,
        Self::ReadReadout,
        Self::TakeSnapshot,
        Self::Decide,
        Self::ReadActivity,
    ];
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The person is not in the pilot: to them it does not exist.
    #[error("not found")]
    NotFound,
    /// The person is in the pilot, in another role.
    #[error("your role in this pilot does not include this")]
    NotYourRole,
    /// Only whoever runs the installation may.
    #[error("only a site admin can do this")]
    NotAdmin,
}

/// Whether a signed-in person may take an action (`product.md` section 2).
///
/// # Errors
/// [`Denied`], with [`Denied::NotFound`] for anything in a pilot the person is not in.
pub fn may(standing: &Standing, action: Action) -> Result<(), Denied> {
    use Role::{Approver, Dri, Observer, PilotPm, Sponsor};
    let any_of = |roles: &[Role]| {
        if !standing.is_member() {
            Err(Denied::NotFound)
        } else if roles.iter().any(|role| standing.is(*role)) {
            Ok(())
        } else {
            Err(Denied::NotYourRole)
        }
    };
    match action {
        Action::UseAccount | Action::AddPilot => Ok(()),
        Action::InviteToInstallation | Action::RunInstallation if standing.site_admin => Ok(()),
        Action::InviteToInstallation | Action::RunInstallation => Err(Denied::NotAdmin),
        Action::ReadPilot
        | Action::Comment
        | Action::MeetCondition
        | Action::ReadMetrics
        | Action::ReadReadout
        | Action::ReadActivity => any_of(&[Sponsor, Approver, PilotPm, Dri, Observer]),
        Action::InviteToPilot
        | Action::EditProposal
        | Action::HandleDraft
        | Action::SendProposal
        | Action::EditZone
        | Action::Enrol
        | Action::EnterBaseline
        | Action::StartPilot
        | Action::EnterData => any_of(&[Sponsor]),
        // Whoever stands in for an approver; a sponsor never does, nor a pilot PM, whose own pilot it is or was.
        Action::Approve
            if standing.deputy
                && standing.is_member()
                && !standing.is(Sponsor)
                && !standing.is(PilotPm)
                && !standing.was_pm =>
        {
            Ok(())
        }
        Action::Approve => any_of(&[Approver]),
        Action::SignZone => any_of(&[Sponsor, Approver, Dri]),
        Action::Consent => any_of(&[Dri]),
        Action::TakeOver => any_of(&[Observer]),
        Action::WithdrawOffer => any_of(&[Sponsor, Observer]),
        Action::WaiveGates | Action::LogHours => any_of(&[Dri]),
        Action::ReadHours => any_of(&[Sponsor, Approver, Dri]),
        Action::LinkPullRequest | Action::PassGates | Action::RecordIncident => any_of(&[Sponsor, PilotPm, Dri]),
        Action::ConfirmCorrection => any_of(&[Sponsor, Approver, PilotPm, Dri]),
        Action::TickChecklist => any_of(&[PilotPm, Dri]),
        Action::AcknowledgeNoGo => any_of(&[PilotPm]),
        // Whoever was replaced answers the weeks that are theirs, and can take back what they agreed to.
        Action::AnswerSurvey if standing.was_pm && standing.is_member() => Ok(()),
        Action::AnswerSurvey => any_of(&[PilotPm]),
        Action::ReadSurveyNotes => any_of(&[Sponsor]),
        Action::TakeSnapshot | Action::Decide => any_of(&[Sponsor, Approver]),
    }
}

#[cfg(test)]
mod tests;
