use proptest::prelude::*;
use similar::TextDiff;

use super::unpatched;

#[test]
fn a_patch_is_undone() {
    for (after, patch, before) in [
        // A line is changed, with the patch's own end or without.
        ("a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c", "a\nb\nc\n"),
        ("a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n", "a\nb\nc\n"),
        ("B\n", "@@ -1 +1 @@\n-b\n+B", "b\n"),
        // Behind the ranges stands whatever the hunk lies in.
        ("a\nB\n", "@@ -2 +2 @@ fn main() { // @@ -1 +1 @@\n-b\n+B", "a\nb\n"),
        // What is around the hunks is the same.
        (
            "1\n2\nX\n4\n5\nY\nZ\n7\n",
            "@@ -3 +3 @@ 2\n-3\n+X\n@@ -6 +6,2 @@ 5\n-6\n+Y\n+Z",
            "1\n2\n3\n4\n5\n6\n7\n",
        ),
        // Two hunks may touch.
        ("A\nB\n", "@@ -1 +1 @@\n-a\n+A\n@@ -2 +2 @@\n-b\n+B", "a\nb\n"),
        // Of a hunk without lines on a side the line before it is named.
        (
            "1\n2\n3\n4\n5\nX\nY\n6\n",
            "@@ -5,0 +6,2 @@\n+X\n+Y",
            "1\n2\n3\n4\n5\n6\n",
        ),
        ("X\n1\n", "@@ -0,0 +1 @@\n+X", "1\n"),
        ("1\nX\n", "@@ -1,0 +2 @@\n+X", "1\n"),
        ("1\n3\n", "@@ -2 +1,0 @@\n-2", "1\n2\n3\n"),
        ("2\n", "@@ -1 +0,0 @@\n-1", "1\n2\n"),
        ("1\n", "@@ -2 +1,0 @@\n-2", "1\n2\n"),
        // Files that are new or gone, empty ones too.
        ("a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b", ""),
        ("a", "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file", ""),
        ("\n", "@@ -0,0 +1 @@\n+", ""),
        ("", "@@ -1,2 +0,0 @@\n-a\n-b", "a\nb\n"),
        ("", "@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n", "a"),
        // An end of the last line comes, goes, and stays away.
        (
            "a\nb\n",
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b",
            "a\nb",
        ),
        (
            "a\nb",
            "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file",
            "a\nb\n",
        ),
        (
            "a\nB",
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file",
            "a\nb",
        ),
        (
            "A\nb",
            "@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file",
            "a\nb",
        ),
        ("A\nb", "@@ -1 +1 @@\n-a\n+A", "a\nb"),
        // The file was longer by a line, without an end.
        ("a\n", "@@ -1,2 +1 @@\n a\n-b\n\\ No newline at end of file", "a\nb"),
        ("a", "@@ -1,2 +1 @@\n-a\n-b\n+a\n\\ No newline at end of file", "a\nb\n"),
        // What looks like part of a patch is part of the text.
        (
            "@@ -1 +1 @@\n+x\n\\ No newline at end of file\n",
            "@@ -1,4 +1,3 @@\n @@ -1 +1 @@\n--- a/x\n--x\n++x\n \\ No newline at end of file",
            "@@ -1 +1 @@\n-- a/x\n-x\n\\ No newline at end of file\n",
        ),
        // A return belongs to its line, alone, at its end or within.
        ("a\r\nB\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+B\r\n", "a\r\nb\r\n"),
        ("a\n", "@@ -1 +1 @@\n-a\r\n+a", "a\r\n"),
        ("\r\nx\ry\n", "@@ -1,2 +1,2 @@\n \r\n-z\n+x\ry", "\r\nz\n"),
        ("a\r", "@@ -1 +1 @@\n-a\n+a\r\n\\ No newline at end of file", "a\n"),
        // An empty line that lost its space, and one that did not.
        ("a\n\nB\n", "@@ -1,3 +1,3 @@\n a\n\n-b\n+B", "a\n\nb\n"),
        ("a\n\nB\n", "@@ -1,3 +1,3 @@\n a\n \n-b\n+B", "a\n\nb\n"),
        ("\nB\n", "@@ -1,2 +1,2 @@\n\n-b\n+B", "\nb\n"),
        // Letters of other scripts; one that stands for none may stay, and may come.
        ("é\nö\n", "@@ -1,2 +1,2 @@\n é\n-å\n+ö", "é\nå\n"),
        (
            "\u{fffd}\nb\u{fffd}\n",
            "@@ -1,2 +1,2 @@\n \u{fffd}\n-b\n+b\u{fffd}",
            "\u{fffd}\nb\n",
        ),
    ] {
        assert_eq!(unpatched(after, patch).as_deref(), Some(before), "{after:?} {patch:?}");
    }
}

#[test]
fn what_does_not_fit_is_not_undone() {
    for (after, patch) in [
        // No hunk.
        ("a\n", ""),
        ("a\n", "\n"),
        ("", ""),
        ("a\n", " a"),
        ("a\n", "Binary files differ"),
        // Names above it, a line behind it, an empty one too.
        ("B\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-b\n+B"),
        ("B\n", "\n@@ -1 +1 @@\n-b\n+B"),
        ("B\n", "@@ -1 +1 @@\n-b\n+B\n\n"),
        ("B\n", "@@ -1 +1 @@\n-b\n+B\n x"),
        ("B\nx\n", "@@ -1 +1 @@\n-b\n+B\n x"),
        ("B\n", "@@ -1 +1 @@\n-b\n+B\n\\ No newline at end of file\n"),
        // Nothing changes.
        ("a\n", "@@ -1 +1 @@\n a"),
        ("a\n", "@@ -1,0 +1,0 @@"),
        ("", "@@ -0,0 +0,0 @@"),
        // A line that is not there, or not there.
        ("a\nC\n", "@@ -1,2 +1,2 @@\n a\n-b\n+B"),
        ("x\nB\n", "@@ -1,2 +1,2 @@\n a\n-b\n+B"),
        ("x\na\nB\n", "@@ -1,2 +1,2 @@\n a\n-b\n+B"),
        ("a\nB\n", "@@ -1 +1 @@\n-b\n+B"),
        ("", "@@ -1 +1 @@\n-b\n+B"),
        ("a\r\nB\r\n", "@@ -1,2 +1,2 @@\n a\n-b\n+B"),
        ("a\nB\n", "@@ -1,2 +1,2 @@\n a\r\n-b\n+B"),
        // It ends too early, also where the line that is missing would be empty.
        ("a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B"),
        ("B\n\n", "@@ -1,2 +1,2 @@\n-b\n+B\n"),
        ("B\n", "@@ -1 +1 @@"),
        ("B\nc\n", "@@ -1,2 +1,2 @@\n-b\n+B\n@@ -2 +2 @@"),
        // Counts that do not fit.
        ("a\nB\n", "@@ -1,2 +1,1 @@\n a\n-b\n+B"),
        ("a\nB\n", "@@ -1,1 +1,2 @@\n a\n-b\n+B"),
        ("a\nB\n", "@@ -1,3 +1,2 @@\n a\n-b\n+B"),
        ("B\n", "@@ -1,18446744073709551615 +1 @@\n-b\n+B"),
        ("B\n", "@@ -1 +1,18446744073709551615 @@\n-b\n+B"),
        ("B\n", "@@ -18446744073709551615,0 +1 @@\n+B"),
        ("B\n", "@@ -1 +18446744073709551615 @@\n-b\n+B"),
        ("B\n", "@@ -1 +18446744073709551615,18446744073709551615 @@\n-b\n+B"),
        ("B\n", "@@ -1 +18446744073709551616 @@\n-b\n+B"),
        // Starts that do not agree.
        ("a\nB\n", "@@ -1 +2 @@\n-b\n+B"),
        ("a\nB\n", "@@ -3 +2 @@\n-b\n+B"),
        ("B\n", "@@ -0 +1 @@\n-b\n+B"),
        ("B\n", "@@ -1 +0 @@\n-b\n+B"),
        ("1\nX\n2\n", "@@ -2,0 +2 @@\n+X"),
        ("1\n2\n", "@@ -1 +1,0 @@\n-x"),
        ("1\nX\n3\nY\n", "@@ -2 +2 @@\n-2\n+X\n@@ -5 +4 @@\n-4\n+Y"),
        // Out of order, or one over the other.
        ("X\n2\nY\n", "@@ -3 +3 @@\n-3\n+Y\n@@ -1 +1 @@\n-1\n+X"),
        ("X\n2\nY\n", "@@ -1,2 +1,2 @@\n-1\n+X\n 2\n@@ -2,2 +2,2 @@\n 2\n-3\n+Y"),
        // Ends of lines that are not where the patch says, or in the middle of the text.
        ("a\nB", "@@ -1,2 +1,2 @@\n a\n-b\n+B"),
        ("a\nB\n", "@@ -1,2 +1,2 @@\n a\n-b\n+B\n\\ No newline at end of file"),
        ("A\nb\n", "@@ -1,2 +1,2 @@\n-a\n\\ No newline at end of file\n+A\n b"),
        ("A\nb\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+A"),
        ("a", "@@ -2 +1,0 @@\n-b"),
        ("a\nB\n", "@@ -1,2 +1,2 @@\n a\n\\ No newline at end of file\n-b\n+B"),
        ("B\n", "@@ -1 +1 @@\n\\ No newline at end of file\n-b\n+B"),
        (
            "B",
            "@@ -1 +1 @@\n-b\n+B\n\\ No newline at end of file\n\\ No newline at end of file",
        ),
        ("B", "@@ -1 +1 @@\n-b\n+B\n\\ Something else"),
        // A last line without an end has at least a letter.
        ("", "@@ -1 +0,0 @@\n-\n\\ No newline at end of file"),
        ("", "@@ -0,0 +1 @@\n+\n\\ No newline at end of file"),
        // What was taken out was no text.
        ("B\n", "@@ -1 +1 @@\n-b\u{fffd}\n+B"),
        // No hunks of git's.
        ("B\n", "@@ -1 +1\n-b\n+B"),
        ("B\n", "@@ -1 +1 @@x\n-b\n+B"),
        ("B\n", "@@ -1 +1 @\n-b\n+B"),
        ("B\n", "@@ -1, +1 @@\n-b\n+B"),
        ("B\n", "@@ -,1 +1 @@\n-b\n+B"),
        ("B\n", "@@ -+1 +1 @@\n-b\n+B"),
        ("B\n", "@@ -1 ++1 @@\n-b\n+B"),
        ("B\n", "@@ -1 +-1 @@\n-b\n+B"),
        ("B\n", "@@ -1,1,1 +1 @@\n-b\n+B"),
        ("B\n", "@@@ -1 -1 +1 @@@\n- b\n++B"),
        ("B\n", "@@ -1 +1 @@\n-b\n*B"),
        ("éB\n", "@@ -1 +1 @@\n-b\néB"),
        // Every line ends as on Windows, and the text's do not.
        ("B\n", "@@ -1 +1 @@\r\n-b\r\n+B\r\n"),
    ] {
        assert_eq!(unpatched(after, patch), None, "{after:?} {patch:?}");
    }
}

#[test]
fn long_texts_are_undone_line_by_line() {
    let after: String = (0..200_000).map(|n| format!("{n}\n")).collect();
    let hunk = |n: usize| format!("@@ -{0} +{0} @@\n-x\n+{1}\n", n + 1, n);
    let patch: String = (0..100_000).map(|n| hunk(2 * n)).collect();
    let before: String = (0..100_000).map(|n| format!("x\n{}\n", 2 * n + 1)).collect();
    assert!(unpatched(&after, &patch) == Some(before));
}

/// Texts of few lines, so that many are the same, some of which look like parts of a patch.
fn text() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "",
        "a",
        "b",
        "-",
        "+a",
        " b",
        "@@ -1 +1 @@",
        "\\ No newline at end of file",
        "é",
    ]);
    let end = prop_oneof![9 => Just("\n"), 1 => Just("\r\n")];
    (prop::collection::vec((line, end), 0..14), any::<bool>()).prop_map(|(lines, has_end)| {
        let text: String = lines.iter().flat_map(|(line, end)| [*line, *end]).collect();
        match text.strip_suffix('\n') {
            // A return alone ends a line of the other crate, and none of git's.
            Some(cut) if !has_end => cut.trim_end_matches('\r').to_owned(),
            _ => text,
        }
    })
}

/// The patch of two texts, as git writes it.
fn patch(before: &str, after: &str, context: usize) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(context)
        .to_string()
}

proptest! {
    #[test]
    fn a_patch_that_is_undone_gives_what_was_before(before in text(), after in text(), context in 0_usize..6) {
        prop_assume!(before != after);
        let patch = patch(&before, &after, context);
        prop_assert_eq!(unpatched(&after, &patch), Some(before.clone()), "{}", patch);
        let without_end = patch.strip_suffix('\n').unwrap_or(&patch);
        prop_assert_eq!(unpatched(&after, without_end), Some(before), "{}", without_end);
    }

    /// Any other letter in a line that both have, and the patch is one of another text.
    #[test]
    fn a_patch_of_another_text_is_not_undone(before in text(), after in text(), which in any::<prop::sample::Index>()) {
        prop_assume!(before != after);
        let patch = patch(&before, &after, 3);
        let mut lines: Vec<String> = patch.split('\n').map(str::to_owned).collect();
        let kept: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with(' ')).collect();
        prop_assume!(!kept.is_empty());
        let changed = kept[which.index(kept.len())];
        lines[changed].insert(1, 'x');
        prop_assert_eq!(unpatched(&after, &lines.join("\n")), None);
    }

    /// Whatever is undone can be done again: each line of the text after stands in what was before or in the patch.
    #[test]
    fn no_patch_breaks_it(after in text(), parts in prop::collection::vec(prop::sample::select(vec![
        "@@ -1 +1 @@", "@@ -1,2 +1 @@", "@@ -0,0 +1,3 @@", "@@ -1,3 +0,0 @@", "@@ -3,0 +4 @@ x", "@@ -", " a", "a", "-a", "+a",
        "+", "-", "", "+b", " b", "+é", "é", "\\ No newline at end of file", "\\", "@@ -9999999999999999999 +1 @@", "\r",
    ]), 0..8)) {
        let patch = parts.join("\n");
        if let Some(before) = unpatched(&after, &patch) {
            let is_there = |line: &str| before.split('\n').any(|old| old == line) || parts.contains(&format!("+{line}").as_str());
            prop_assert!(after.split('\n').all(|line| line.is_empty() || is_there(line)));
        }
    }
}
