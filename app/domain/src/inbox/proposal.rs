//! What the proposal asks of its sponsor, and comments of those who speak in them.

use super::{Facts, Newest, Task};
use crate::approval::{Blocker, Request, Verdict, blockers};
use crate::comment::{Asked, Waiting};
use crate::person::Role;
use crate::policy::{Action, may};

pub(super) fn of_sponsor(facts: &Facts) -> Vec<Task> {
    let Some(newest) = facts.newest else {
        return Vec::new();
    };
    if may(&facts.standing, Action::SendProposal).is_err() || facts.status().is_frozen() {
        return Vec::new();
    }
    let request = facts.request.as_ref();
    let mut tasks: Vec<Task> = request.and_then(came_back).into_iter().collect();
    let approved = request.is_some_and(Request::is_approved);
    let covered = approved && !facts.start.life.edited_materially;
    let open = request.is_some_and(|request| request.outcome.is_none() && request.revision == newest.number);
    if !covered && !open {
        tasks.extend(next_step(facts, newest, approved));
    }
    tasks
}

fn came_back(request: &Request) -> Option<Task> {
    let outcome = request.outcome.as_ref().filter(|outcome| !outcome.verdict.approves())?;
    let what = match outcome.verdict {
        Verdict::Decline => "was declined",
        Verdict::Approve | Verdict::ApproveWithConditions | Verdict::RequestChanges => "came back",
    };
    Some(
        Task::new(
            format!("Read why revision {} {what}", request.revision),
            format!("{} says what would change their mind", outcome.by),
            format!("approval/record/{}", outcome.approval_id),
        )
        .blocking(),
    )
}

/// What keeps the newest revision from the approver, or that nothing does.
fn next_step(facts: &Facts, newest: Newest, approved: bool) -> Option<Task> {
    let Newest {
        number,
        flaws,
        confirmed,
    } = newest;
    let start = &facts.start;
    let request = facts.request.as_ref();
    let zone_version = start.zone.as_ref().map_or(0, |zone| zone.version);
    let approvers = start.members.iter().filter(|(_, m)| m.role == Role::Approver).count();
    let asked = request.map(Request::asked);
    let terms = start.terms.as_ref()?;
    let in_the_way = blockers(flaws, terms, (number, zone_version), approvers, confirmed, asked);
    let task = match in_the_way.first() {
        Some(Blocker::Placeholders(count)) => {
            let gaps = if *count == 1 {
                "1 placeholder".to_owned()
            } else {
                format!("{count} placeholders")
            };
            Task::new(
                format!("Fill {gaps}"),
                "The proposal cannot be sent with gaps",
                "proposal/complete",
            )
        }
        Some(Blocker::Unseen(_)) => Task::new(
            "Remove the characters that cannot be seen",
            "A text with them can read otherwise than it says",
            "proposal#unseen_characters",
        ),
        Some(Blocker::Missing(_) | Blocker::Problem(_)) => Task::new(
            "Complete the terms",
            "The proposal cannot be sent without them",
            "proposal/complete",
        ),
        Some(Blocker::Unsettled(open)) => Task::new(
            match open {
                1 => "Settle 1 open term".to_owned(),
                open => format!("Settle {open} open terms"),
            },
            "The text says it in two ways, or not clearly",
            "proposal/understood",
        ),
        Some(Blocker::OtherZone { newest, .. }) => Task::new(
            format!("Name zone version {newest} in the terms"),
            "The terms name an older one",
            "proposal#send",
        ),
        Some(Blocker::Unconfirmed) => Task::new(
            "Confirm the terms",
            "Nobody has said that they are the ones meant",
            "proposal/understood#confirm",
        ),
        Some(Blocker::NoApprover) => Task::new("Invite an approver", "Nobody in this pilot can approve", "people"),
        Some(Blocker::Open | Blocker::Approved) => return None,
        // A revision that came back is not sent again as it is.
        None if request.is_some_and(|request| request.revision == number) => return None,
        None if approved => Task::new(
            format!("Ask again: revision {number} changed the terms"),
            "The approval no longer covers what the proposal says",
            "proposal",
        ),
        None => Task::new(
            format!("Send revision {number}"),
            "The text is complete; approval is the next step",
            "proposal",
        ),
    };
    Some(task)
}

/// Comments to read, and suggestions to decide on while the text can still change. What others say to nobody in particular is
/// one row, for whoever writes the text: it is worth most before the text is sent.
pub(super) fn of_comments(facts: &Facts) -> Vec<Task> {
    let decides = may(&facts.standing, Action::EditProposal).is_ok() && !facts.status().is_frozen();
    let (open, waiting): (Vec<_>, Vec<_>) = facts.comments.iter().partition(|one| one.what == Asked::Commented);
    let open = match &open[..] {
        [] => None,
        [one] => Some(Task::new(
            format!("Read what {} says", one.who),
            format!("In a comment on {}", one.section_title),
            format!("proposal/comment/{}", one.thread),
        )),
        several => Some(Task::new(
            format!("Read {} open comments", several.len()),
            "Nobody who writes the text has answered them",
            "proposal/comments",
        )),
    };
    // Of several of a kind one row tells how many, and leads to the oldest: what is done says what is next.
    let kinds = [Asked::Mentioned, Asked::Replied, Asked::Declined, Asked::Suggested];
    let of_kind = |what: Asked| {
        let these: Vec<_> = waiting.iter().copied().filter(|one| one.what == what).collect();
        of_threads(what, &these)
    };
    kinds
        .into_iter()
        .filter(|what| decides || *what != Asked::Suggested)
        .filter_map(of_kind)
        .chain(open.filter(|_| decides))
        .collect()
}

/// What threads ask of one person in the same way, the oldest first.
fn of_threads(what: Asked, these: &[&Waiting]) -> Option<Task> {
    let (first, more) = these.split_first()?;
    let (who, n) = (&first.who, these.len());
    let section = &first.section_title;
    let same = more.iter().all(|one| one.section_title == *section);
    let on = if same { section.as_str() } else { "the proposal" };
    let (title, why) = match (what, n) {
        (Asked::Mentioned, 1) => (format!("Read what {who} asks you"), format!("In a comment on {on}")),
        (Asked::Mentioned, _) => (
            format!("Read {n} comments that ask you"),
            format!("In comments on {on}"),
        ),
        (Asked::Replied, 1) => (format!("Read what {who} replied"), format!("To your comment on {on}")),
        (Asked::Replied, _) => (format!("Read {n} replies"), format!("To your comments on {on}")),
        (Asked::Declined, 1) => (
            format!("Read why {who} declined your suggestion"),
            format!("You suggested a change to {on}"),
        ),
        (Asked::Declined, _) => (
            format!("Read why {n} of your suggestions were declined"),
            format!("You suggested changes to {on}"),
        ),
        (Asked::Suggested, 1) => (
            format!("Accept or decline {who}’s suggestion"),
            format!("A change to {on}"),
        ),
        (Asked::Suggested, _) => (format!("Accept or decline {n} suggestions"), format!("Changes to {on}")),
        (Asked::Commented, _) => (format!("Read what {who} says"), format!("In a comment on {on}")),
    };
    Some(Task::new(title, why, format!("proposal/comment/{}", first.thread)))
}
