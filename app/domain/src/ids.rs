//! Identifiers: one newtype per table, so that a person can never be passed for a pilot.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

id! {
    /// A person who can sign in.
    PersonId;
    /// One pilot: one proposal, one zone, one programme.
    PilotId;
    /// A text that met another one in the same place.
    ConflictId;
    /// A text being written.
    DraftId;
    /// A request to approve one revision.
    ApprovalRequestId;
    /// A recorded answer to an approval request.
    ApprovalId;
    /// A condition of an approval.
    ConditionId;
    /// An approver's deputy for a time.
    DelegationId;
    /// A feature of an arm.
    FeatureId;
    /// A feature shipped before the pilot in the old model.
    BaselineFeatureId;
    /// A pull request known to a pilot.
    PullRequestId;
    /// A source of webhook deliveries.
    ConnectionId;
    /// A frozen copy of the facts, taken for a readout.
    SnapshotId;
    /// A readout decision.
    DecisionId;
    /// Comments on the same words.
    CommentThreadId;
    /// One comment of a thread.
    CommentId;
    /// What somebody said of an item of the zone.
    ZoneRemarkId;
    /// Somebody takes over from a DRI, or offers to.
    ReplacementId;
}
