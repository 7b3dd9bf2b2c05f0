use super::reached;

fn base(listening: &str, base_url: Option<&str>) -> Result<(String, usize), String> {
    let listening = listening.parse().expect("an address");
    reached(listening, base_url).map(|reached| (reached.base_url, reached.advice.len()))
}

#[test]
fn the_start_says_what_cannot_work() {
    // Listening, base URL, what links start with, and how many sentences it takes.
    for (listening, base_url, becomes, sentences) in [
        ("127.0.0.1:8080", None, "http://127.0.0.1:8080", 0),
        ("[::1]:8080", None, "http://[::1]:8080", 0),
        ("192.168.1.5:8080", None, "http://192.168.1.5:8080", 0),
        ("0.0.0.0:8080", None, "http://127.0.0.1:8080", 1),
        ("[::]:8080", None, "http://[::1]:8080", 1),
        ("127.0.0.1:8080", Some("https://c.example"), "https://c.example", 0),
        ("127.0.0.1:8080", Some("HTTPS://C.Example:443/"), "https://c.example", 0),
        (
            "0.0.0.0:8080",
            Some("https://c.example:8443"),
            "https://c.example:8443",
            1,
        ),
        (
            "0.0.0.0:8080",
            Some("http://192.168.1.5:8080"),
            "http://192.168.1.5:8080",
            1,
        ),
        (
            "127.0.0.1:8080",
            Some("http://192.168.1.5:8080"),
            "http://192.168.1.5:8080",
            2,
        ),
        ("127.0.0.1:80", Some("http://c.example:80"), "http://c.example", 2),
        (
            "127.0.0.1:8080",
            Some("http://localhost:8090"),
            "http://localhost:8090",
            0,
        ),
        ("127.0.0.1:8080", Some("http://[::1]:8090/"), "http://[::1]:8090", 0),
    ] {
        assert_eq!(
            base(listening, base_url),
            Ok((becomes.to_owned(), sentences)),
            "{listening} {base_url:?}"
        );
    }
    for wrong in [
        "",
        "c.example",
        "c.example:8080",
        "ftp://c.example",
        "https://",
        "https://ada@c.example",
        "https://c.example/countersign",
        "https://c.example/?a",
        "https://c.example#a",
        "http://0.0.0.0:8080",
        "http://[::]:8080",
    ] {
        let why = base("127.0.0.1:8080", Some(wrong)).expect_err(wrong);
        assert!(why.contains("Give"), "{why}");
    }
}
