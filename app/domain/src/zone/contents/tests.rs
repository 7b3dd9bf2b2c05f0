use super::*;

/// What is held, a line each: words in quotes with what is put in among them, the rest as it is written.
fn held(format: Format, text: &str) -> Vec<String> {
    let held = format.read(text).unwrap_or_else(|why| panic!("{text}: {}", why.0));
    let line = |(key, value): (&Vec<Step>, &Value)| match value {
        Value::Text { words, holes } if holes.is_empty() => format!("{} = \"{words}\"", shown(key)),
        Value::Text { words, holes } => format!("{} = \"{words}\" with {}", shown(key), holes.len()),
        Value::Other(text) => format!("{} = {text}", shown(key)),
        Value::Empty(kind) => format!("{} = {kind}", shown(key)),
    };
    held.iter().map(line).collect()
}

fn refused(format: Format, text: &str) -> String {
    format.read(text).expect_err(text).0
}

#[test]
fn formats_are_told_by_the_end_of_a_path() {
    for (path, format) in [
        ("web/sv.json", Some(Format::Json)),
        ("web/app_sv.ARB", Some(Format::Json)),
        ("a.yaml", Some(Format::Yaml)),
        ("a.yml", Some(Format::Yaml)),
        ("a.toml", Some(Format::Toml)),
        ("a.po", Some(Format::Po)),
        ("a.pot", Some(Format::Po)),
        ("a.ftl", Some(Format::Fluent)),
        ("a.properties", Some(Format::Properties)),
        ("a.ts", None),
        ("a.json/b", None),
        ("json", None),
        (".json", None),
        ("", None),
    ] {
        assert_eq!(Format::of(path), format, "{path}");
    }
}

#[test]
fn json_is_read_key_by_key() {
    assert_eq!(
        held(
            Format::Json,
            r#"{"a":{"b":"w\u00e4rde","c":[1.50,true,null,"x"]},"d":{},"e":[],"f":[[]]}"#
        ),
        [
            "a.b = \"wärde\"",
            "a.c[0] = 1.50",
            "a.c[1] = true",
            "a.c[2] = null",
            "a.c[3] = \"x\"",
            "d = {}",
            "e = []",
            "f[0] = []",
        ]
    );
    assert_eq!(held(Format::Json, "\u{feff} \"words\" "), [" = \"words\""]);
    // A key with a point in it is another key.
    let one = Format::Json.read(r#"{"a.b":1}"#);
    assert_ne!(one, Format::Json.read(r#"{"a":{"b":1}}"#));
    assert_eq!(refused(Format::Json, r#"{"a":1,"a":2}"#), "“a” is there twice");
    assert_eq!(refused(Format::Json, "{\n\"a\":}"), "line 2 is not valid");
    assert_eq!(refused(Format::Json, ""), "line 1 is not valid");
    assert!(Format::Json.read(r#"{"a":1} x"#).is_err());
    assert!(Format::Json.read(&"[".repeat(100_000)).is_err());
}

#[test]
fn what_is_too_large_is_not_read() {
    let of = |bytes: usize| format!("\"{}\"", "a".repeat(bytes - 2));
    assert!(Format::Json.read(&of(1 << 20)).is_ok());
    assert_eq!(refused(Format::Json, &of((1 << 20) + 1)), "it is larger than 1 MB");
}

#[test]
fn yaml_takes_nothing_for_a_word_that_could_be_something_else() {
    assert_eq!(
        held(
            Format::Yaml,
            "sv:\n  title: Fri frakt\n  n: 3 items left\n  count: 3\n  price: \"3\"\n  is: yes\n  on: off\n  \"off\": 'no'\n  none:\n  at: 2001-12-14\n  long: |\n    One\n    two\n  list:\n    - a\n    - b: c\n  empty: {}\n  no_list: []\n"
        ),
        [
            "sv.\"off\" = \"no\"",
            "sv.at = 2001-12-14",
            "sv.count = 3",
            "sv.empty = {}",
            "sv.is = yes",
            "sv.list[0] = \"a\"",
            "sv.list[1].b = \"c\"",
            "sv.long = \"One\ntwo\n\"",
            "sv.n = \"3 items left\"",
            "sv.no_list = []",
            "sv.none = ",
            "sv.on = off",
            "sv.price = \"3\"",
            "sv.title = \"Fri frakt\"",
        ]
    );
    assert_eq!(held(Format::Yaml, "a: b\n---\nc: d\n"), ["a = \"b\"", "[1].c = \"d\""]);
    assert_eq!(held(Format::Yaml, ""), [""; 0]);
    // A key in quotes is the key without them, unless that could be something else.
    assert_eq!(
        held(Format::Yaml, "'title': a\n\"3\": b\n"),
        ["\"3\" = \"b\"", "title = \"a\""]
    );
    for (text, why) in [
        ("a: &x b\nc: *x\n", "it uses aliases"),
        ("a: !ruby/object:X {}\n", "it uses tags"),
        ("a: !!str 3\n", "it uses tags"),
        ("a: 1\na: 2\n", "“a” is there twice"),
        ("? [a]\n: b\n", "a list or an object is a key in it"),
        ("a: [\n", "line 2 is not valid"),
    ] {
        assert_eq!(refused(Format::Yaml, text), why, "{text}");
    }
    for word in [
        "~", "NULL", "True", "on", "N", "1e3", "0x1F", "-.5", ".inf", "-.INF", ".NaN", "12:30:45", "1_000", "+1",
    ] {
        assert_eq!(held(Format::Yaml, &format!("a: {word}")), [format!("a = {word}")]);
    }
    for word in ["nothing", "onward", "5 kg", "-x", "v1.2"] {
        assert_eq!(held(Format::Yaml, &format!("a: {word}")), [format!("a = \"{word}\"")]);
    }
}

#[test]
fn toml_is_read_key_by_key() {
    assert_eq!(
        held(
            Format::Toml,
            "a = 'x'\n[b]\nc = 1\nd = [true, 1.5]\ne = 2026-03-02\n[f]\n[[g]]\nh = \"y\"\n[i]\nj = []\n"
        ),
        [
            "a = \"x\"",
            "b.c = 1",
            "b.d[0] = true",
            "b.d[1] = 1.5",
            "b.e = 2026-03-02",
            "f = {}",
            "g[0].h = \"y\"",
            "i.j = []",
        ]
    );
    assert_eq!(refused(Format::Toml, "a = 1\nb = \n"), "line 2 is not valid");
    assert!(Format::Toml.read("a = 1\na = 2\n").is_err());
    // Each point of a key is a table in a table; those of a sentence are not.
    let nested = |points: usize| format!("{}a = 1\n", "a.".repeat(points));
    assert!(Format::Toml.read(&nested(79)).is_ok());
    for points in [80, 500_000] {
        assert_eq!(refused(Format::Toml, &nested(points)), "line 1 is not valid");
    }
    let points = ".".repeat(200);
    assert_eq!(
        held(Format::Toml, &format!("a = '{points}'\n")),
        [format!("a = \"{points}\"")]
    );
}

#[test]
fn properties_are_words() {
    assert_eq!(
        held(
            Format::Properties,
            "# a\ncart.title=Fri frakt\ncart.long = One \\\n  two\nc:\\u00e4\nd\n"
        ),
        [
            "c = \"ä\"",
            "cart.long = \"One two\"",
            "cart.title = \"Fri frakt\"",
            "d = \"\""
        ]
    );
    assert_eq!(held(Format::Properties, "a=värde\n"), ["a = \"värde\""]);
    assert_eq!(refused(Format::Properties, "a=1\na=2\n"), "“a” is there twice");
}

#[test]
fn fluent_tells_words_from_what_is_put_in() {
    assert_eq!(
        held(
            Format::Fluent,
            "# A comment\ncart = Hello, { $name }!\n    .title = Cart\n-brand = Harbor\nitems = { $n ->\n    [one] One item\n   *[other] { $n } items\n}\n"
        ),
        [
            "-brand = \"Harbor\"",
            "cart = \"Hello, {}!\" with 1",
            "cart.title = \"Cart\"",
            "items = \"{}\" with 1",
            "items[0].*other = \"{} items\" with 1",
            "items[0].one = \"One item\"",
        ]
    );
    assert_eq!(refused(Format::Fluent, "a = 1\na = 2\n"), "“a” is there twice");
    assert_eq!(refused(Format::Fluent, "a = b\n= c\n"), "line 2 is not valid");
    assert!(
        Format::Fluent
            .read(&format!("a = {}1{}\n", "{".repeat(20), "}".repeat(20)))
            .is_ok()
    );
    assert_eq!(
        refused(Format::Fluent, &format!("a = {}1{}\n", "{".repeat(21), "}".repeat(21))),
        "braces stand in each other more than 20 deep"
    );
    assert!(Format::Fluent.read(&"{".repeat(500_000)).is_err());
    // Braces that were closed do not add up.
    let messages: String = (0..30).map(|n| format!("a{n} = {{ $n }}\n")).collect();
    assert_eq!(held(Format::Fluent, &messages).len(), 30);
}

#[test]
fn po_is_read_strictly() {
    let text = "# People\nmsgid \"\"\nmsgstr \"\"\n\"Language: sv\\n\"\n\"PO-Revision-Date: 2026-03-02\\n\"\n\n#: web/cart.ts:3\n#, c-format\nmsgid \"Cart\"\nmsgstr \"Varukorg\"\n\nmsgctxt \"verb\"\nmsgid \"Order\"\nmsgstr \"Beställ \"\n\"nu\"\n\nmsgid \"%d item\"\nmsgid_plural \"%d items\"\nmsgstr[0] \"%d vara\"\nmsgstr[1] \"%d varor\\t\\\"x\\\"\"\n#~ msgid \"Old\"\n#~ msgstr \"Gammal\"\n";
    assert_eq!(
        held(Format::Po, text),
        [
            ".Language = sv",
            ".PO-Revision-Date = \"2026-03-02\"",
            "%d item / %d items[0] = \"%d vara\"",
            "%d item / %d items[1] = \"%d varor\t\"x\"\"",
            "Cart = \"Varukorg\"",
            "verb.Order = \"Beställ nu\"",
        ]
        .map(|line| line.replace(".Language", "Language").replace(".PO-", "PO-"))
    );
    assert_eq!(
        held(Format::Po, "msgid \"a\"\nmsgstr \"\\n\\t\\r\\\\\\\"\"\n"),
        ["a = \"\n\t\r\\\"\""]
    );
    assert_eq!(refused(Format::Po, "msgid \"\n"), "line 1 is not valid");
    // Entries follow each other without an empty line, too.
    assert_eq!(
        held(Format::Po, "msgid \"a\"\nmsgstr \"b\"\nmsgid \"c\"\nmsgstr \"d\"\n"),
        ["a = \"b\"", "c = \"d\""]
    );
    for (text, why) in [
        ("msgid \"a\"\nmsgstr \"b\" x\n", "line 2 is not valid"),
        ("\"a\"\n", "line 1 is not valid"),
        ("msgid \"a\"\nmsgstr \"\\q\"\n", "line 2 is not valid"),
        ("msgid \"a\"\nmsgstr \"b\nmsgid \"c\"\n", "line 2 is not valid"),
        ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", "line 3 is not valid"),
        ("msgid \"a\"\nhello \"b\"\n", "line 2 is not valid"),
        (
            "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n",
            "“a” is there twice",
        ),
        ("msgstr \"b\"\n", "an entry has no msgid"),
        ("msgid\n", "line 1 is not valid"),
        ("msgid \"\n", "line 1 is not valid"),
    ] {
        assert_eq!(refused(Format::Po, text), why, "{text}");
    }
}

/// Whatever stands in a repository: it is read, or it is said why not.
#[test]
fn no_text_breaks_a_format() {
    use proptest::prelude::*;
    const FORMATS: [Format; 6] = [
        Format::Json,
        Format::Yaml,
        Format::Toml,
        Format::Po,
        Format::Fluent,
        Format::Properties,
    ];
    let part = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        ":",
        ": ",
        ",",
        "a",
        "é",
        "\n",
        "  ",
        "- ",
        "&x ",
        "*x",
        "!t ",
        "? ",
        "|\n",
        ">-\n",
        "---\n",
        "...\n",
        "#",
        "= ",
        "a = ",
        "{ $n ->",
        " [one] x\n",
        " *[other] y\n",
        "msgid ",
        "msgstr ",
        "msgstr[1] ",
        "\"a\"",
        "\\u00e4",
        "\\",
        "1",
        "true",
        "\t",
        "<<: ",
        "%YAML 1.2\n",
        "\u{feff}",
    ]);
    proptest!(|(parts in prop::collection::vec(part, 0..20), any in ".{0,60}")| {
        for text in [parts.concat(), format!("{}{any}", parts.concat()), any.clone()] {
            for format in FORMATS {
                if let Err(why) = format.read(&text) {
                    prop_assert!(!why.0.is_empty());
                }
            }
        }
    });
    for text in [
        "[".repeat(200_000),
        "{a: ".repeat(50_000),
        "- ".repeat(100_000),
        "a = [".to_owned() + &"[".repeat(100_000),
        "a.".repeat(100_000) + "b = 1",
    ] {
        for format in FORMATS {
            let _ = format.read(&text);
        }
    }
}

/// Each level costs its whole way from the top: without an end a small file would take all memory there is.
#[test]
fn nesting_has_an_end() {
    let yaml = |depth: usize| Format::Yaml.read(&format!("{}a", "- ".repeat(depth)));
    assert!(yaml(100).is_ok());
    assert_eq!(yaml(101), Err(Unreadable("it is nested more than 100 deep".to_owned())));
    let toml = |points: usize| Format::Toml.read(&format!("a{} = 1", ".a".repeat(points)));
    assert!(toml(70).is_ok() && toml(101).is_err());
    let json = |depth: usize| Format::Json.read(&format!("{}1{}", "[".repeat(depth), "]".repeat(depth)));
    assert!(json(100).is_ok());
    for depth in [101, 500_000] {
        assert_eq!(
            json(depth),
            Err(Unreadable("it is nested more than 100 deep".to_owned()))
        );
    }
}

#[test]
fn what_would_fill_memory_or_the_stack_is_not_read() {
    let unread = |format: Format, text: &str| format.read(text).expect_err("it is not read").0;
    // Calls within calls, with what looks like their end in quotes, on lines of their own or not.
    for of_each in ["A(", "A(\n", "A(\"}\",{", "A(\")\",", "A(\"a = \",\n"] {
        let text = format!("a = {{{}", of_each.repeat(300_000 / of_each.len()));
        assert_eq!(
            unread(Format::Fluent, &text),
            "one message opens more than 100 braces and parentheses",
            "{of_each}"
        );
    }
    // As deep as it may be, on the stack that a worker has.
    let deep = format!("a = {{ {}$n{} }}\n", "A(".repeat(99), ")".repeat(99));
    let read = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || Format::Fluent.read(&deep).map(|held| held.len()))
        .expect("a thread");
    assert_eq!(read.join().expect("its stack is enough"), Ok(1));
    // Messages of their own have their own.
    let many: String = (0..300)
        .map(|n| format!("m-{n} = Hi ({{ $n }})\n    .title = (x)\n"))
        .collect();
    assert_eq!(Format::Fluent.read(&many).map(|held| held.len()), Ok(600));
    let name = "n".repeat(400_000);
    let ones = "1,".repeat(200_000);
    let long = format!("{{\"{name}\":[{ones}1]}}");
    assert_eq!(unread(Format::Json, &long), "its keys are too long and too many");
    let steps = format!("{}[{ones}1]{}", "{\"a\":".repeat(90), "}".repeat(90));
    assert_eq!(unread(Format::Json, &steps), "its keys are too long and too many");
    let toml = format!("{} = [{ones}1]\n", "n".repeat(100_000));
    assert_eq!(unread(Format::Toml, &toml), "its keys are too long and too many");
    let nested: String = (0..90)
        .map(|n| format!("{}{}:\n", " ".repeat(n), "n".repeat(1_000)))
        .collect();
    let yaml = format!("{nested}{}x: [{}1]\n", " ".repeat(90), "1,".repeat(100_000));
    assert_eq!(unread(Format::Yaml, &yaml), "its keys are too long and too many");
    // What people have is read.
    let usual: Vec<String> = (0..12_000)
        .map(|n| format!("\"checkout.summary.message_{n}\":\"Pay {{amount}} now or later ({n})\""))
        .collect();
    let usual = format!("{{\"sv\":{{{}}}}}", usual.join(","));
    assert_eq!(Format::Json.read(&usual).map(|held| held.len()), Ok(12_000));
    // A name that is there twice is named in short.
    let twice = format!("{{\"{name}\":1,\"{name}\":2}}");
    assert_eq!(
        unread(Format::Json, &twice),
        format!("“{}…” is there twice", "n".repeat(60))
    );
}
