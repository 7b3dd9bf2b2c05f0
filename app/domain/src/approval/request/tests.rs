use super::*;

const PRIYA: PersonId = PersonId(1);
const OTTO: PersonId = PersonId(2);
const SAM: PersonId = PersonId(3);
const LENA: PersonId = PersonId(4);

/// Seats of these approvers, each with who decided in it.
fn request(id: i64, seats: &[(PersonId, &str, Option<PersonId>)]) -> Request {
    let seat = |(approver_id, name, by): &(PersonId, &str, Option<PersonId>)| Seat {
        approver_id: *approver_id,
        approver: (*name).to_owned(),
        filled: by.map(|person_id| Filled {
            approval_id: ApprovalId(id),
            person_id,
            by: (*name).to_owned(),
            verdict: Verdict::Approve,
            decided_at: DateTime::UNIX_EPOCH,
            conditions: 0,
        }),
    };
    let seats: Vec<Seat> = seats.iter().map(seat).collect();
    Request {
        request_id: ApprovalRequestId(id),
        revision: RevisionNumber(1),
        zone_version: 1,
        outcome: Outcome::of(&seats),
        seats,
        sent_by: "Dana".to_owned(),
        sent_at: DateTime::UNIX_EPOCH,
        due_at: None,
        withdrawn: None,
    }
}

fn seat_of(request: &Request, person: PersonId, stands_in_for: &[PersonId]) -> Option<PersonId> {
    request.seat_for(person, stands_in_for).map(|seat| seat.approver_id)
}

#[test]
fn everybody_decides_once_in_their_own_seat_or_in_that_of_whoever_named_them() {
    let open = request(1, &[(PRIYA, "Priya", None), (OTTO, "Otto", None)]);
    assert_eq!(seat_of(&open, PRIYA, &[]), Some(PRIYA));
    assert_eq!(seat_of(&open, OTTO, &[PRIYA]), Some(OTTO));
    assert_eq!(seat_of(&open, SAM, &[OTTO]), Some(OTTO));
    assert_eq!(seat_of(&open, SAM, &[]), None);
    // Sam has decided for Priya: neither of them decides again, not even for Otto; Lena does.
    let half = request(1, &[(PRIYA, "Priya", Some(SAM)), (OTTO, "Otto", None)]);
    assert_eq!(seat_of(&half, PRIYA, &[OTTO]), None);
    assert_eq!(seat_of(&half, SAM, &[PRIYA, OTTO]), None);
    assert_eq!(seat_of(&half, LENA, &[PRIYA, OTTO]), Some(OTTO));
    assert_eq!(seat_of(&half, LENA, &[PRIYA]), None);
    assert_eq!(seat_of(&half, OTTO, &[]), Some(OTTO));
}

#[test]
fn a_request_that_is_refused_takes_no_further_decision() {
    let mut refused = request(1, &[(PRIYA, "Priya", Some(PRIYA)), (OTTO, "Otto", None)]);
    refused.seats[0].filled.as_mut().expect("decided").verdict = Verdict::Decline;
    refused.outcome = Outcome::of(&refused.seats);
    assert_eq!(seat_of(&refused, OTTO, &[]), None);
    assert_eq!(seat_of(&refused, LENA, &[OTTO]), None);
}

#[test]
fn everybody_it_takes_and_everybody_it_waits_for_are_named() {
    let half = request(
        1,
        &[(PRIYA, "Priya", Some(SAM)), (OTTO, "Otto", None), (LENA, "Lena", None)],
    );
    assert_eq!(half.approvers(), "Priya, Otto and Lena");
    assert_eq!(half.waits_for(), "Otto and Lena");
}

#[test]
fn a_request_taken_back_leaves_the_one_decided_before_it_in_effect() {
    let decided = request(1, &[(PRIYA, "Priya", Some(PRIYA))]);
    let mut newer = request(2, &[(PRIYA, "Priya", None)]);
    let in_effect = |newer: &Request| {
        let requests = [newer.clone(), decided.clone()];
        Request::in_effect(&requests).map(|request| request.request_id)
    };
    assert_eq!(in_effect(&newer), Some(ApprovalRequestId(2)));
    newer.withdrawn = Some(Withdrawn {
        by: "Dana".to_owned(),
        reason: "Too early".to_owned(),
        at: DateTime::UNIX_EPOCH,
    });
    assert_eq!(in_effect(&newer), Some(ApprovalRequestId(1)));
    assert_eq!(Request::in_effect(&[]), None);
}
