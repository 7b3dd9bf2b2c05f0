use super::*;

fn read(text: &str) -> Table {
    Table::read(text, |field| {
        field.starts_with(|c: char| c.is_ascii_digit() || c == '#')
    })
}

#[test]
fn any_separator_cuts_and_quotes_hold_together() {
    for (text, separator) in [
        ("a,b\n1,2\n3,4\n", ','),
        ("\u{feff}sep=;\r\n\"a\";\"b\"\r\n\"1\";\"2\"\r\n3;4\r\n", ';'),
        ("a\tb\n1\t2\n3\t4", '\t'),
        ("# from a program\n\na;b\n1;2\n// more\n3;4\n", ';'),
        ("\"\u{feff}a\",\"b\"\n1 , 2\n3, \"4\"\n,\n", ','),
    ] {
        let table = read(text);
        assert_eq!(table.head, Some(vec!["a".to_owned(), "b".to_owned()]), "{text:?}");
        let rows: Vec<&[String]> = table.rows.iter().map(|row| &row.fields[..]).collect();
        assert_eq!(rows, [["1", "2"], ["3", "4"]], "{text:?}");
        assert_eq!(table.separator, separator);
    }
    let commas = read("1;2,5\n3;4,5\n");
    assert_eq!((commas.separator, commas.width(), commas.head), (';', 2, None));
    let inner = read("1,\"a;b, \"\"c\"\"\"\n#2,\"two\nlines\"\n3,x;y\n");
    assert_eq!(inner.rows[0].fields[1], "a;b, \"c\"");
    assert_eq!(
        (inner.rows[1].fields[1].as_str(), inner.rows[2].line),
        ("two\nlines", 4)
    );
}

#[test]
fn one_thing_that_is_wrong_with_all_lines_is_told_once() {
    let problem = |line, kind| (line, (kind, format!("{kind} {line}.")));
    assert_eq!(
        told(vec![problem(2, "x"), problem(3, "x")], 2),
        ["None of the 2 lines can be read, for one reason. Line 2: x 2."]
    );
    assert_eq!(
        told(vec![problem(2, "x"), problem(3, "y")], 2),
        ["Line 2: x 2.", "Line 3: y 3."]
    );
    assert_eq!(told(vec![problem(2, "x"), problem(3, "x")], 3).len(), 2);
    assert_eq!(told(vec![problem(2, "x")], 1), ["Line 2: x 2."]);
}
