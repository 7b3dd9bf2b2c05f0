use super::*;

fn account(login: &str, id: Option<i64>) -> Account {
    Account {
        login: login.to_owned(),
        is_bot_type: false,
        id,
    }
}

#[test]
fn accounts_are_the_same_by_id_and_else_by_login() {
    for (one, other, same) in [
        (account("mira", Some(1)), account("mira-okafor", Some(1)), true),
        (account("mira", Some(1)), account("mira", Some(2)), false),
        (account("mira", Some(1)), account("Mira", None), true),
        (account("mira", None), account("jonas", Some(1)), false),
        (account("ghost", None), account("ghost", None), false),
        (account("ghost", Some(1)), account("mira", Some(1)), false),
        (account("ghost", Some(10_137)), account("ghost", Some(10_137)), false),
        (account("writer[bot]", Some(1)), account("writer[bot]", Some(2)), true),
    ] {
        assert_eq!(one.is_same(&other), same, "{one:?} {other:?}");
        assert_eq!(other.is_same(&one), same, "{other:?} {one:?}");
    }
}

#[test]
fn a_pm_who_was_renamed_is_still_one() {
    let pms = ["mira".to_owned()];
    let people = People {
        bots: &[],
        pms: &pms,
        pm_ids: &[7],
        pms_for_a_time: &[],
    };
    let any = DateTime::UNIX_EPOCH;
    assert!(people.is_pm(&account("mira-okafor", Some(7)), any));
    assert!(people.is_pm(&account("MIRA", None), any));
    assert!(!people.is_pm(&account("jonas", Some(8)), any));
}

#[test]
fn whoever_took_over_is_a_pm_from_then_on_and_whoever_was_replaced_until_then() {
    let change: DateTime<Utc> = "2026-03-11T10:00:00Z".parse().unwrap();
    let second = chrono::TimeDelta::seconds(1);
    let of = |login: &str, id, since, until| PmAccount {
        login: login.to_owned(),
        ids: vec![id],
        since,
        until,
    };
    let accounts = [of("mira", 7, None, Some(change)), of("nell", 8, Some(change), None)];
    let people = People {
        bots: &[],
        pms: &[],
        pm_ids: &[],
        pms_for_a_time: &accounts,
    };
    for (login, id, at, expected) in [
        ("Mira", None, change - second, true),
        ("mira", None, change, false),
        // Renamed since: the id says who it is.
        ("mira-okafor", Some(7), change - second, true),
        ("mira-okafor", Some(7), change, false),
        ("nell", None, change - second, false),
        ("nell", None, change, true),
        ("nell-g", Some(8), change + second, true),
        ("jonas", Some(9), change, false),
        ("ghost", None, change, false),
    ] {
        assert_eq!(people.is_pm(&account(login, id), at), expected, "{login} {at}");
    }
    // Where nobody knows when it was, both are.
    assert!(accounts[0].is_at(&account("mira", None), None) && accounts[1].is_at(&account("nell", None), None));
}

#[test]
fn logins_are_read_as_people_write_them() {
    for (text, login) in [
        ("mira-okafor_harbor", "mira-okafor_harbor"),
        ("dependabot[bot]", "dependabot[bot]"),
        ("copilot-swe-agent[bot]", "copilot-swe-agent[bot]"),
        (" @Mira-Okafor ", "Mira-Okafor"),
        ("https://github.com/mira-okafor/", "mira-okafor"),
        ("github.com/mira-okafor", "mira-okafor"),
    ] {
        assert_eq!(read_login(text).as_deref(), Ok(login), "{text}");
    }
    for text in [
        "",
        "mira okafor",
        "mira/okafor",
        "[bot]",
        "-mira",
        "https://evil.example/mira",
        "míra",
    ] {
        assert!(read_login(text).is_err(), "{text}");
    }
}

#[test]
fn a_login_has_at_most_a_hundred_characters() {
    assert_eq!(read_login(&"a".repeat(100)), Ok("a".repeat(100)));
    assert!(read_login(&"a".repeat(101)).is_err());
}
