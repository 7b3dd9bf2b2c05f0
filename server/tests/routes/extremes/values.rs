//! What is put into fields: extremes of every kind, in every field, whatever it is for.

/// What a field of any kind gets.
pub const EXTREMES: &[&str] = &[
    // Nothing, and hardly anything.
    "",
    " ",
    "\u{a0}\t\r\n\u{2003}",
    "x",
    // Days and times.
    "0001-01-01",
    "9999-12-31",
    "-2026-03-02",
    "26-03-02",
    "2000-01-01",
    "2100-12-31",
    "1999-12-31",
    "2026-02-30",
    "+262142-12-31",
    "2026-03-29T02:30:00+99:59",
    "23:59:60",
    "24:00",
    // Numbers.
    "0",
    "-0",
    "-1",
    "1",
    "1e308",
    "NaN",
    "inf",
    "99999999999",
    "2147483648",
    "9223372036854775808",
    "0.0000001",
    "4,5",
    "1.000.000,00",
    "٣",
    // A table.
    "2026-03-02,41.5",
    "-2026-03-02,41.5\n2026-03-02,1e308",
    "2026-03-02;41,5\n9999-12-31;NaN\n0001-01-01;0,0000001",
    "number,created,merged\n1,0001-01-01,9999-12-31\n1,2026-03-02T10:00:00Z,2026-03-01T00:00:00+14:00",
    // Texts.
    "\0",
    "a\0b",
    "\u{202e}gnp.exe\u{2066}",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}",
    "👩‍👩‍👧‍👦🏳️‍🌈\u{1f1e6}\u{fe0f}\u{e0001}",
    "\u{fffd}\u{fdd0}\u{10ffff}\u{feff}",
    "</textarea><script>alert(1)</script>",
    "\" nonce=\"A\" '; --",
    "## \n\n# x\n\n---\n\n- [ ] [a](javascript:1) ![](x) <!-- \n\n| a |\n|-|\n| b |",
    "____ [Date] TBD {Name} <name>",
    "%00%ff%f0%9f",
    "../../..",
    // An address in the wrong order, a list, an unknown word.
    "a@b@example.com",
    "1,1,1,2,,x",
    "new_model",
    "no_such_word",
    "constructor",
];

/// Long ones, made when they are needed.
pub fn long() -> Vec<String> {
    vec![
        "7".repeat(400),
        "> ".repeat(3_000),
        "*_`[".repeat(4_000),
        "word ".repeat(14_000),
        "é".repeat(1 << 17),
        "line,1\n".repeat(5_000),
    ]
}

/// Bytes that are no text, as a form sends them: cut UTF-8, lone surrogates, bytes that never occur.
pub const NO_TEXT: &[&str] = &["%ED%A0%80", "%C3", "%FF%FE", "%F4%90%80%80", "%", "%zz"];

/// What somebody would type into an empty field, by its name and kind.
pub fn plausible(name: &str, kind: &str) -> &'static str {
    match (name, kind) {
        ("email", _) => "somebody@example.com",
        ("corrected_email", _) => "somebody-else@example.com",
        ("password", _) => crate::support::PASSWORD,
        ("repository", _) => "acme/shop",
        ("zone", _) => "Europe/Vienna",
        ("changes", _) => "commit 4e1d5f6\nDate: 2026-02-03T09:00:00Z\n\n    Texts\n\nM\tweb/locales/sv.json",
        ("points", _) => "2026-03-02,41.5",
        ("pull_requests", _) => "101,2026-02-03,2026-02-04",
        ("bot" | "github_login", _) => "mira-codes",
        ("pilot_pms" | "iterate_at" | "dri_hours_per_week", _) => "2",
        ("url", _) => "https://example.com/swans",
        ("other", _) => "1.5",
        ("success_at", _) => "3",
        ("score" | "weeks" | "baseline_features" | "energy_at_least", _) => "4",
        ("metric_window_days", _) => "14",
        ("commit_drop_percent", _) => "30",
        ("readout_at", _) => "2026-04-03T16:00",
        ("value", _) => "41.5",
        ("new_text", _) => "## Scope\n\nWords of somebody.",
        ("metric_read_on" | "due_on" | "planned_start", _) => "2026-03-20",
        // One or the other, or nothing at all.
        (name, _) if name.starts_with("condition_") => "",
        (
            "flip_date"
            | "linked"
            | "holiday"
            | "picked"
            | "quote"
            | "replacement"
            | "document"
            | "zone_version"
            | "cycles_tolerance_percent",
            _,
        )
        | (_, "file") => "",
        ("opens_time", _) => "12:00",
        ("incident_time", _) => "09:30",
        (name, _) if name.ends_with("_time") => "",
        ("first_commit_date", _) => "2026-02-04",
        ("attendees", _) => "Dana, Priya",
        ("first" | "last", _) => "2026-03-20",
        (name, "date") if !name.starts_with("condition") => "2026-02-03",
        _ => "Seventeen swans",
    }
}
