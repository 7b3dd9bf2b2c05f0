use super::Verdict;

/// What a request came to, given what was decided in each of its seats: `None` while it is open. The first
/// refusal settles it; it is approved when every seat has approved (`product.md` section 5).
#[must_use]
pub fn settled(seats: &[Option<Verdict>]) -> Option<Verdict> {
    let decided = || seats.iter().copied().flatten();
    if let Some(refusal) = decided().find(|verdict| !verdict.approves()) {
        return Some(refusal);
    }
    if seats.is_empty() || seats.contains(&None) {
        return None;
    }
    if decided().any(|verdict| verdict == Verdict::ApproveWithConditions) {
        Some(Verdict::ApproveWithConditions)
    } else {
        Some(Verdict::Approve)
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// It was decided on by all it takes.
    pub settled: bool,
    /// The sponsor took it back.
    pub withdrawn: bool,
}

/// Which of a pilot's requests, newest first, is in effect. A newer request supersedes every older one,
/// and an older one that was never settled stays superseded even when the newer one is withdrawn. A
/// withdrawn request counts as never sent, so that what was settled before it stands again.
#[must_use]
pub fn in_effect(newest_first: &[Course]) -> Option<usize> {
    newest_first
        .iter()
        .enumerate()
        .find(|(place, course)| !course.withdrawn && (*place == 0 || course.settled))
        .map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const YES: Option<Verdict> = Some(Verdict::Approve);
    const IF: Option<Verdict> = Some(Verdict::ApproveWithConditions);
    const BACK: Option<Verdict> = Some(Verdict::RequestChanges);
    const NO: Option<Verdict> = Some(Verdict::Decline);

    #[test]
    fn all_seats_approve_and_one_refuses() {
        for (seats, expected) in [
            (&[][..], None),
            (&[None], None),
            (&[YES], YES),
            (&[IF], IF),
            (&[BACK], BACK),
            (&[NO], NO),
            (&[YES, None], None),
            (&[IF, None], None),
            (&[YES, YES], YES),
            (&[YES, IF], IF),
            (&[None, NO], NO),
            (&[YES, BACK], BACK),
            (&[IF, None, NO], NO),
        ] {
            assert_eq!(settled(seats), expected, "{seats:?}");
        }
    }

    const OPEN: Course = Course {
        settled: false,
        withdrawn: false,
    };
    const SETTLED: Course = Course {
        settled: true,
        withdrawn: false,
    };
    const WITHDRAWN: Course = Course {
        settled: false,
        withdrawn: true,
    };

    #[test]
    fn the_newest_request_counts_unless_it_was_withdrawn() {
        for (requests, expected) in [
            (&[][..], None),
            (&[OPEN], Some(0)),
            (&[SETTLED], Some(0)),
            (&[WITHDRAWN], None),
            (&[OPEN, SETTLED], Some(0)),
            (&[WITHDRAWN, SETTLED], Some(1)),
            (&[WITHDRAWN, OPEN], None),
            (&[WITHDRAWN, OPEN, SETTLED], Some(2)),
            (&[WITHDRAWN, WITHDRAWN, SETTLED], Some(2)),
        ] {
            assert_eq!(in_effect(requests), expected, "{requests:?}");
        }
    }

    fn verdict() -> impl Strategy<Value = Option<Verdict>> {
        prop_oneof![Just(None), Just(YES), Just(IF), Just(BACK), Just(NO)]
    }

    fn course() -> impl Strategy<Value = Course> {
        prop_oneof![Just(OPEN), Just(SETTLED), Just(WITHDRAWN)]
    }

    proptest! {
        #[test]
        fn a_request_is_approved_exactly_when_every_seat_approved(
            seats in proptest::collection::vec(verdict(), 1..6),
        ) {
            let all = seats.iter().all(|seat| seat.is_some_and(Verdict::approves));
            prop_assert_eq!(settled(&seats).is_some_and(Verdict::approves), all);
        }

        #[test]
        fn the_order_of_seats_does_not_settle_a_request(seats in proptest::collection::vec(verdict(), 1..6)) {
            let turned: Vec<_> = seats.iter().rev().copied().collect();
            prop_assert_eq!(settled(&seats).is_some(), settled(&turned).is_some());
        }

        #[test]
        fn sending_and_withdrawing_leaves_what_was_settled(requests in proptest::collection::vec(course(), 0..6)) {
            let mut after = requests.clone();
            after.insert(0, WITHDRAWN);
            let before = in_effect(&requests).filter(|place| requests[*place].settled);
            if let Some(place) = before {
                prop_assert_eq!(in_effect(&after), Some(place + 1));
            }
        }
    }
}
