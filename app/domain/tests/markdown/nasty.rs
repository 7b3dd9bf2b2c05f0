//! Texts of a whole section, built to cost more than their length.

/// Name and text of at most `bytes` bytes.
pub fn nasty(bytes: usize) -> Vec<(&'static str, String)> {
    let times = |piece: &str| piece.repeat(bytes / piece.len());
    let half = |one: &str, other: &str| {
        let n = bytes / (one.len() + other.len());
        format!("{}{}", one.repeat(n), other.repeat(n))
    };
    let numbered = |line: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        for n in 0.. {
            let line = line(n);
            if text.len() + line.len() > bytes {
                return text;
            }
            text.push_str(&line);
        }
        text
    };
    let backticks = numbered(&|n| format!("e{}", "`".repeat(n)));
    let references = format!("{}\n{}", "[a][b]\n".repeat(bytes / 14), "[b]: /u\n".repeat(bytes / 16));
    let definitions = numbered(&|n| format!("[{n}]: /u\n"));
    let uses = numbered(&|n| format!("[{n}]: /u\n\n[{n}]\n\n"));
    // Every use of one reference repeats its long address: what comes out could be the square of what goes in.
    let long = format!("[a]: /{}\n\n{}", "u".repeat(bytes / 2 - 8), "[a]\n".repeat(bytes / 8));
    let lists = numbered(&|n| format!("{}- x\n", " ".repeat(2 * (n % 500))));
    let columns = format!(
        "{}|\n{}|\n{}",
        "|x".repeat(bytes / 8),
        "|-".repeat(bytes / 8),
        "|\n".repeat(bytes / 4)
    );
    let rows = format!("|a|\n|-|\n{}", "|x|y|z\n".repeat(bytes / 7 - 2));
    vec![
        ("opening brackets", times("[")),
        ("brackets in brackets", half("[", "]")),
        ("brackets that open links", times("[a](")),
        ("closed links in links", half("[", "](/u)")),
        ("images in images", half("![", "](/u)")),
        ("placeholders", times("[a] ")),
        ("gaps of words", times("TBD ")),
        ("gaps in braces", times("{ab} ")),
        ("gaps in angles", times("<ab> ")),
        ("gaps that are elements", times("<title> ")),
        ("blanks", times("____ ")),
        ("quoted gaps", times("\"[ab] ")),
        ("front matter", format!("---\n{}", "a: b\n".repeat((bytes - 4) / 5))),
        ("stars", times("*")),
        ("star, letter", times("*a ")),
        ("letter, stars", times("a**b")),
        ("stars and underscores", times("*_")),
        ("strong in strong", half("**a ", " b**")),
        ("strikes", times("~~a ")),
        ("backticks", times("`")),
        ("backticks of every length", backticks),
        ("open tags", times("<a ")),
        ("open comments", times("<!-- ")),
        ("open declarations", times("<!A ")),
        ("open instructions", times("<?")),
        ("open cdata", times("<![CDATA[")),
        ("angle brackets", times("<")),
        ("closing angle brackets", times(">")),
        ("entities", times("&amp;")),
        ("half entities", times("&amp")),
        ("long entity", format!("&{}", "a".repeat(bytes - 1))),
        ("autolinks", times("<a:b>")),
        ("backslashes", times("\\")),
        ("quotes", times("> ")),
        ("quotes, a line each", times("> x\n")),
        ("lists in lists", lists),
        ("list markers", times("- ")),
        ("numbers", times("1. ")),
        ("list items", times("- x\n")),
        ("task items", times("- [ ] x\n")),
        ("table of many columns", columns),
        ("table of many rows", rows),
        ("table heads", times("|x|\n|-|\n")),
        ("pipes", times("|")),
        ("headings", times("# x\n")),
        ("headings of one name", times("### x\n")),
        ("underlines", times("a\n-\n")),
        ("fences", times("```\n")),
        ("rules", times("***\n")),
        ("definitions", definitions),
        ("definitions and uses", uses),
        ("references to one definition", references),
        ("references to a long address", long),
        ("definition heads", times("[a]: ")),
        ("footnotes", times("[^a]")),
        ("spaces", times(" ")),
        ("tabs", times("\t")),
        ("blank lines", times("\n")),
        ("line ends in a paragraph", times("a  \n")),
        ("accents", times("e\u{301}")),
        ("zero width", times("\u{200b}")),
    ]
}
