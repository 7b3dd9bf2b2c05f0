use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn what_is_to_come_or_of_another_century_has_not_happened() {
    let now = at("2026-03-10T09:00:00Z");
    assert_eq!(happened(at("2026-03-10T09:05:00Z"), now), Ok(()));
    assert!(
        happened(at("2026-03-10T09:05:01Z"), now)
            .unwrap_err()
            .contains("still to come")
    );
    assert!(
        happened(at("1999-12-31T23:59:59Z"), now)
            .unwrap_err()
            .contains("2000 to 2100")
    );
}

#[test]
fn a_pull_request_is_read_as_people_write_it() {
    assert_eq!(pull_request(" acme/shop#12 "), Ok(("acme/shop", 12)));
    assert_eq!(pull_request("acme/web/shop#7"), Ok(("acme/web/shop", 7)));
    for wrong in [
        "",
        "12",
        "#12",
        "acme/shop",
        "acme/shop#",
        "acme/shop#0",
        "acme/shop#-3",
        "acme/shop#99999999999",
        "acme#1",
    ] {
        assert!(pull_request(wrong).is_err(), "{wrong}");
    }
}
