use chrono_tz::America::New_York;
use chrono_tz::Europe::Berlin;

use super::*;

fn points(text: &str, chosen: Chosen<'_>) -> Vec<(String, f64)> {
    let read = read(text, chosen, Berlin).unwrap_or_else(|refused| panic!("{text}: {refused:?}"));
    read.values
        .into_iter()
        .map(|(day, value)| (day.to_string(), value))
        .collect()
}

fn problems(text: &str) -> Vec<String> {
    read(text, &[], Berlin).expect_err(text).problems
}

fn days(values: &[f64]) -> Vec<(String, f64)> {
    let day = |(at, value): (usize, &f64)| (format!("2026-09-0{}", at + 1), *value);
    values.iter().enumerate().map(day).collect()
}

#[test]
fn lines_become_points_by_day() {
    let text = "\u{feff}date,value\r\n2026-09-02, 41.5\r\n\r\n2026-09-01,-2\r\n";
    assert_eq!(points(text, &[]), days(&[-2.0, 41.5]));
    assert_eq!(points("2026-09-01,+5\n2026-09-02,-5", &[]), days(&[5.0, -5.0]));
    assert_eq!(points(" 2026-9-1 ,41.7", &[]), days(&[41.7]));
}

#[test]
fn files_of_exporters_are_read() {
    for text in [
        "# exported 2026-10-01\n\"Time\",\"conversion\"\n2026-09-01T00:00:00Z,3.41\n2026-09-02T00:00:00Z,3.52\n",
        "\u{feff}sep=;\r\n\"Datum\";\"Konversion\"\r\n\"2026-09-01\";\"3,41\"\r\n\"2026-09-02\";\"3,52\"\r\n",
        "\"\u{feff}date\",\"value\"\n\"2026-09-01\",\"3.41\"\n\"2026-09-02\",\"3.52\"\n",
        "VALUE\tDATE\n3.41\t2026-09-01\n3.52\t2026-09-02\n",
        "region,Day,note,value,n\nEU,2026-09-01,\"a, b\",3.41,7\nEU,2026-09-02,,3.52,9\n",
        "01.09.2026;3,41\n02.09.2026;3,52\n",
        "day,share\n2026-09-01,3.41%\n2026-09-02,3.52 %\n",
        "date,market,conversion\n2026-09-01,DE,3.41\n2026-09-02,DE,3.52\n",
    ] {
        assert_eq!(points(text, &[]), days(&[3.41, 3.52]), "{text}");
    }
}

#[test]
fn a_day_without_a_value_is_none_and_never_0() {
    let text = "date,value\n2026-09-01,3.41%\n2026-09-02,\n2026-09-03,NaN\n2026-09-04,null\n";
    let read = read(text, &[], Berlin).expect("read");
    assert_eq!((read.values.len(), read.gaps), (1, 3));
    assert_eq!(problems("2026-09-01,\n2026-09-02,n/a"), ["No line has a value."]);
}

#[test]
fn a_time_with_its_zone_belongs_to_the_day_there() {
    let text = "2026-09-01T23:30:00Z,1\n";
    assert_eq!(points(text, &[]), [("2026-09-02".to_owned(), 1.0)]);
    let there = read(text, &[], New_York).expect("read");
    assert_eq!(
        there.values.keys().next().map(ToString::to_string).as_deref(),
        Some("2026-09-01")
    );
}

#[test]
fn which_column_and_which_mark_are_asked() {
    let text =
        "Day,Orders,Conversion rate\n2026-09-01 00:00:00,\"1,204\",0.0341\n2026-09-02 00:00:00,\"1,187\",0.0352\n";
    let refused = read(text, &[], Berlin).expect_err("two columns of numbers");
    assert_eq!(refused.problems.len(), 1);
    assert_eq!(refused.asks[0].field, VALUE_COLUMN);
    let labels: Vec<&str> = refused.asks[0]
        .options
        .iter()
        .map(|(_, label)| label.as_str())
        .collect();
    assert_eq!(labels, ["Orders, such as 1,204", "Conversion rate, such as 0.0341"]);
    assert_eq!(points(text, &[(VALUE_COLUMN, "3")]), days(&[0.0341, 0.0352]));
    let orders = read(text, &[(VALUE_COLUMN, "2")], Berlin).expect_err("1,204 can be read in two ways");
    let asked: Vec<&str> = orders.asks.iter().map(|ask| ask.field).collect();
    assert_eq!(asked, [VALUE_COLUMN, DECIMAL_MARK]);
    assert_eq!(orders.asks[1].options[0].1, "“1,204” is 1204: a decimal point");
    assert_eq!(orders.asks[1].options[1].1, "“1,204” is 1.204: a decimal comma");
    assert_eq!(
        points(text, &[(VALUE_COLUMN, "2"), (DECIMAL_MARK, "point")]),
        days(&[1204.0, 1187.0])
    );
    let comma = "2026-09-01;1.204\n2026-09-02;1.187\n";
    assert_eq!(
        read(comma, &[], Berlin).expect_err("two ways").asks[0].field,
        DECIMAL_MARK
    );
    assert_eq!(points(comma, &[(DECIMAL_MARK, "comma")]), days(&[1204.0, 1187.0]));
    assert_eq!(points(comma, &[(DECIMAL_MARK, "point")]), days(&[1.204, 1.187]));
    let no_way = read(text, &[(VALUE_COLUMN, "9")], Berlin).expect_err("no such column");
    assert_eq!(no_way.asks.len(), 1);
    let two_dates = "created,updated,n\n2026-09-01,2026-09-03,1\n2026-09-02,2026-09-03,2\n";
    assert_eq!(
        read(two_dates, &[], Berlin).expect_err("two days").asks[0].field,
        DAY_COLUMN
    );
    assert_eq!(points(two_dates, &[(DAY_COLUMN, "1")]), days(&[1.0, 2.0]));
}

#[test]
fn one_bad_line_refuses_them_all_and_is_named() {
    assert_eq!(
        problems("2026-03-02,1\n2026-02-30,2\n2026-03-04,twelve\nnonsense\n2026-03-02,3"),
        [
            "Line 2: “2026-02-30” is not a day. Write it like 2026-03-02.",
            "Line 3: “twelve” is not a number, such as 41.5.",
            "Line 4: “nonsense” is not a date and a value, such as 2026-03-02,41.5.",
            "Line 5: 2026-03-02 stands on an earlier line, too.",
        ]
    );
    assert_eq!(
        problems("2026-09-01,=1+1\n2026-09-02,-5\n2026-09-03,+5\n2026-09-04,@SUM(A1)"),
        [
            "Line 1: “=1+1” is not a number, such as 41.5.",
            "Line 4: “@SUM(A1)” is not a number, such as 41.5."
        ]
    );
    assert_eq!(
        problems("-2026-03-02,41.5\n+2026-03-03,41.6\n 2026-3-4 ,41.7\n").len(),
        2
    );
    for text in [
        " \n",
        "date,value\n",
        "2026-03-02,1e999",
        "2026-03-02,1.1e15",
        "1999-12-31,1",
        "2101-01-01,1",
        "26-10-05,1",
    ] {
        assert_eq!(problems(text).len(), 1, "{text}");
    }
    assert_eq!(points("2026-09-01,-1e15", &[]), days(&[-1e15]));
}

#[test]
fn one_thing_that_is_wrong_with_the_whole_file_is_one_sentence() {
    for (text, part) in [
        (
            "date,value\n26-03-02,41.5\n26-03-03,41.7\n",
            "None of the 2 lines can be read, for one reason. Line 2: “26-03-02” is not a day.",
        ),
        (
            "09/01/2026,1\n09/02/2026,2\n09/03/2026,3\n",
            "can be read in two ways: day or month first",
        ),
        (
            "date,value\n2026-09-01,3,41\n2026-09-02,3,52\n",
            "Every line has one field more than its heading",
        ),
        ("2026-09-01,about 3\n2026-09-02,about 4\n", "“about 3” is not a number"),
        (
            "2026-09-01T00:00,1\n2026-09-01T01:00,2\n2026-09-01T02:00,3\n",
            "2 of 3 lines are of a day that stands on an earlier line",
        ),
        (
            "2026-09-01,3%\n2026-09-02,4\n",
            "Some values have a % and others have none",
        ),
    ] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains(part), "{text}: {found:?}");
    }
}
