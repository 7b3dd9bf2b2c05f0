use super::{Act, Keeping, Standing, Why, wait};

fn live() -> Keeping {
    let mut keeping = Keeping::default();
    assert_eq!(keeping.standing(), Standing::Still);
    assert_eq!(keeping.looked_at(true, 0.0), Act::Open);
    assert_eq!(keeping.standing(), Standing::Asking);
    keeping.heard(100.0);
    assert_eq!(keeping.standing(), Standing::Live);
    keeping
}

#[test]
fn a_hidden_page_has_no_stream_and_is_not_live_when_it_is_shown_again() {
    let mut keeping = live();
    assert_eq!(keeping.looked_at(false, 200.0), Act::Close);
    assert_eq!(keeping.standing(), Standing::Asking);
    for hour in 1..9 {
        assert_eq!(keeping.passed(f64::from(hour) * 3_600_000.0, 0.0), Act::Stay);
    }
    assert_eq!(keeping.looked_at(true, 36_000_000.0), Act::Open);
    assert_eq!(keeping.looked_at(true, 36_000_001.0), Act::Stay);
    assert_eq!(keeping.standing(), Standing::Asking);
    keeping.heard(36_000_500.0);
    assert_eq!(keeping.standing(), Standing::Live);
    // A page that was opened behind another waits until somebody looks.
    let mut behind = Keeping::default();
    assert_eq!(behind.looked_at(false, 0.0), Act::Stay);
    assert_eq!(behind.passed(60_000.0, 0.0), Act::Stay);
    assert_eq!(behind.standing(), Standing::Still);
}

#[test]
fn whatever_broke_is_tried_again_within_half_a_minute_for_ever() {
    let mut keeping = live();
    let mut now = 1000.0;
    let mut tries = 0;
    assert_eq!(keeping.broke(now, 0.0), Act::Close);
    while now < 3_600_000.0 {
        assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
        now += 1000.0;
        if keeping.passed(now, 0.0) == Act::Open {
            tries += 1;
            assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
            assert_eq!(keeping.broke(now, 0.0), Act::Close);
        }
    }
    // 1, 2, 4, 8, 16 and then every 30 seconds: (3600 - 32) / 30 + 5.
    assert!((120..=125).contains(&tries), "{tries}");
    now += 30_000.0;
    assert_eq!(keeping.passed(now, 0.0), Act::Open);
    keeping.heard(now);
    assert_eq!(keeping.standing(), Standing::Live);
    // After that it begins with a short wait again.
    keeping.broke(now, 0.0);
    assert_eq!(keeping.passed(now + 999.0, 0.0), Act::Stay);
    assert_eq!(keeping.passed(now + 1000.0, 0.0), Act::Open);
}

#[test]
fn a_silent_stream_is_not_live() {
    let mut keeping = live();
    for beat in 1..100 {
        let now = f64::from(beat) * 15_000.0;
        keeping.beat(now);
        assert_eq!(keeping.passed(now + 14_000.0, 0.0), Act::Stay);
        assert_eq!(keeping.standing(), Standing::Live);
    }
    // Asleep for an hour, or nothing but dropped packets.
    assert_eq!(keeping.passed(99.0 * 15_000.0 + 35_001.0, 0.0), Act::Close);
    assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
    // One that is opened and never answered breaks, too.
    assert_eq!(keeping.passed(2_000_000.0, 0.0), Act::Open);
    assert_eq!(keeping.passed(2_030_000.0, 0.0), Act::Stay);
    assert_eq!(keeping.passed(2_035_001.0, 0.0), Act::Close);
}

#[test]
fn a_stream_that_does_not_know_is_not_live_whatever_beats() {
    let mut keeping = live();
    keeping.unsure(1000.0);
    keeping.beat(2000.0);
    assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
    keeping.heard(3000.0);
    assert_eq!(keeping.standing(), Standing::Live);
}

#[test]
fn a_refusal_says_why_and_is_asked_about_later() {
    for (status, why) in [
        (401, Why::SignedOut),
        (404, Why::Gone),
        (403, Why::Gone),
        (429, Why::TooMany),
    ] {
        assert_eq!(Why::of(status), why);
        let mut keeping = live();
        keeping.broke(1000.0, 0.0);
        keeping.refused(why, 1100.0);
        assert_eq!(keeping.standing(), Standing::Lost(why));
        assert_eq!(keeping.passed(31_000.0, 0.0), Act::Stay);
        assert_eq!(keeping.passed(31_100.0, 0.0), Act::Open);
        // Trying again promises nothing.
        assert_eq!(keeping.standing(), Standing::Lost(why));
    }
    assert_eq!([500, 502, 503, 200].map(Why::of), [Why::Away; 4]);
    // A reason that arrives after the page is live again says nothing of it.
    let mut keeping = live();
    keeping.refused(Why::SignedOut, 200.0);
    assert_eq!(keeping.standing(), Standing::Live);
}

#[test]
fn pages_come_back_one_after_another() {
    assert_eq!(
        [1, 2, 3, 5, 6, 99].map(|failures| wait(failures, 0.0)),
        [1e3, 2e3, 4e3, 16e3, 30e3, 30e3]
    );
    assert_eq!([wait(1, 1.0), wait(99, 0.5)], [500.0, 22_500.0]);
}
