use super::without_password;

#[test]
fn a_password_is_no_part_of_a_programs_arguments() {
    for (url, plain, password) in [
        (
            "postgres://ada:se%3Acret@db.example:5432/c?sslmode=require",
            "postgres://ada@db.example:5432/c?sslmode=require",
            Some("se:cret"),
        ),
        ("postgres://ada@db.example/c", "postgres://ada@db.example/c", None),
        (
            "postgres:///c?host=/run/postgresql",
            "postgres:///c?host=/run/postgresql",
            None,
        ),
        ("postgres://a:b@c@h/d", "postgres://a@h/d", Some("b@c")),
    ] {
        let (url, found) = without_password(url).expect("an address");
        assert_eq!((url.as_str(), found.as_deref()), (plain, password));
    }
    assert!(without_password("ada").is_err());
}
