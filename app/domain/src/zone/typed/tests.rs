use super::*;
use crate::zone::{FileKind, Side, ZoneItem};

/// What was read: the form, each file as `M path` or `R from > to`, with its kind, and each line that was not understood.
fn told(text: &str) -> (Form, Vec<String>, Vec<(usize, Unread)>) {
    let change = TypedChange::read(text);
    let file = |file: &ChangedFile| {
        let letter = match file.change {
            FileChange::Added => "A",
            FileChange::Modified => "M",
            FileChange::Deleted => "D",
            FileChange::Renamed => "R",
            FileChange::Copied => "C",
        };
        let from = file
            .previous
            .as_ref()
            .map(|from| format!("{from} > "))
            .unwrap_or_default();
        let kind = match file.kind {
            FileKind::Plain => "",
            FileKind::ModeChanged => " (mode)",
            FileKind::Symlink => " (link)",
            FileKind::Submodule => " (submodule)",
        };
        format!("{letter} {from}{}{kind}", file.path)
    };
    let files = change.files.iter().map(file).collect();
    let not_read = change.not_read.iter().map(|line| (line.line, line.why)).collect();
    (change.form, files, not_read)
}

fn is_read(text: &str, form: Form, files: &[&str]) {
    let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    assert_eq!(told(text), (form, files, Vec::new()), "{text}");
}

fn contents(text: &str) -> Vec<Option<(Option<String>, Option<String>)>> {
    let files = TypedChange::read(text).files;
    let held = |file: ChangedFile| file.contents.map(|contents| (contents.before, contents.after));
    files.into_iter().map(held).collect()
}

#[test]
fn a_list_of_paths_is_one_as_people_type_it() {
    is_read("web/a.json", Form::Paths, &["M web/a.json"]);
    is_read(
        "\u{feff}  web/a.json \r\n\r\n`docs\\b c.md`\r\n./x\n",
        Form::Paths,
        &["M web/a.json", "M docs/b c.md", "M x"],
    );
    // As git diff --name-only prints them.
    is_read(
        "\"docs/caf\\303\\251.md\"\n\"web/locales/\\346\\227\\245\\346\\234\\254\\350\\252\\236.json\"\n\"web/a b\\tc.json\"\nweb/locales/sv.json",
        Form::Paths,
        &[
            "M docs/café.md",
            "M web/locales/日本語.json",
            "M web/a b\tc.json",
            "M web/locales/sv.json",
        ],
    );
    // Names that look like something else.
    for path in [
        "M",
        "A b.txt",
        "R100",
        "3 blind mice.md",
        "a => b",
        "modified: x",
        "a -> b",
        "diff",
    ] {
        is_read(path, Form::Paths, &[&format!("M {path}")]);
    }
    assert_eq!(
        told("web/a\ndocs/\n"),
        (Form::Paths, vec!["M web/a".to_owned()], vec![(2, Unread::Folder)])
    );
    assert_eq!(told(""), (Form::Paths, vec![], vec![]));
    assert_eq!(told(" \n\r\n"), (Form::Paths, vec![], vec![]));
    let long: String = (0..120).map(|n| format!("web/packages/checkout/{n}.css\n")).collect();
    assert_eq!(TypedChange::read(&long).files.len(), 120);
}

#[test]
fn shortened_names_are_no_paths() {
    let stat = " web/locales/sv.json            | 3 +-\n web/.../src/da.json  | 0\n img.png | Bin 0 -> 12 bytes\n 3 files changed, 2 insertions(+), 1 deletion(-)\n";
    let (form, files, not_read) = told(stat);
    assert_eq!((form, files), (Form::Paths, vec![]));
    assert_eq!(not_read, [1, 2, 3, 4].map(|line| (line, Unread::Shortened)));
    is_read("a | b", Form::Paths, &["M a | b"]);
    is_read(
        "3 files changed, and why.md",
        Form::Paths,
        &["M 3 files changed, and why.md"],
    );
}

#[test]
fn name_status_has_both_names_of_what_moved() {
    is_read(
        "M\tweb/locales/sv.json\nA\tweb/src/pay.ts\nR100\tweb/locales/da.json\tweb/src/da.json\nD\tdocs/old.md\n",
        Form::NameStatus,
        &[
            "M web/locales/sv.json",
            "A web/src/pay.ts",
            "R web/locales/da.json > web/src/da.json",
            "D docs/old.md",
        ],
    );
    is_read(
        "C075\ta b\t\"caf\\303\\251\"\r\nT\tlink\r\nM087\tx\r\nR\ta\tb",
        Form::NameStatus,
        &["C a b > café", "M link (mode)", "M x", "R a > b"],
    );
    // As a terminal gives it back, with spaces up to the next stop.
    is_read(
        "M       web/a b.json\nR100    web/da.json     web/src/da.json",
        Form::NameStatus,
        &["M web/a b.json", "R web/da.json > web/src/da.json"],
    );
    let wrong = "M\ta\nU\tb\nhello\nR100\tc\nM\td\te\nX\tf\nM\t\"g\n";
    let why = [
        Unread::Unmerged,
        Unread::Form(Form::NameStatus),
        Unread::Names,
        Unread::Names,
        Unread::Unmerged,
        Unread::Names,
    ];
    assert_eq!(
        told(wrong),
        (Form::NameStatus, vec!["M a".to_owned()], (2..=7).zip(why).collect())
    );
}

#[test]
fn numstat_folds_two_names_into_one() {
    is_read(
        "3\t1\tweb/locales/sv.json\n-\t-\tweb/img/banner.png\n0\t0\tweb/{locales => src}/da.json\n",
        Form::Numstat,
        &[
            "M web/locales/sv.json",
            "M web/img/banner.png",
            "R web/locales/da.json > web/src/da.json",
        ],
    );
    is_read(
        "0\t0\t{web => api}/a\n0\t0\tweb/{ => src}/a\n0\t0\tweb/{src => }/a\n0\t0\t{ => x}/a\n0\t0\ta => b/c\n1\t2\tweb/{a.ts => b.ts}\n0\t0\t\"\\303\\251.txt\" => \"\\303\\250.txt\"\n9\t0\t\"q\\\"uote.txt\"\n",
        Form::Numstat,
        &[
            "R web/a > api/a",
            "R web/a > web/src/a",
            "R web/src/a > web/a",
            "R a > x/a",
            "R a > b/c",
            "R web/a.ts > web/b.ts",
            "R é.txt > è.txt",
            "M q\"uote.txt",
        ],
    );
    is_read(
        "3       1       web/a b.json\n-       -       x.png",
        Form::Numstat,
        &["M web/a b.json", "M x.png"],
    );
    assert_eq!(
        told("1\t1\ta\nb\n"),
        (
            Form::Numstat,
            vec!["M a".to_owned()],
            vec![(2, Unread::Form(Form::Numstat))]
        )
    );
}

#[test]
fn raw_lines_tell_links_submodules_and_modes() {
    is_read(
        ":100644 100644 422c2b7 55dce13 M\ta dir/b c.txt\n:000000 120000 0000000 e0e6347 A\ta dir/link\n:100644 000000 bca70f3 0000000 D\t\"q\\\"uote.txt\"\n:100644 100755 b478595 b478595 M\trun.sh\n:100755 100644 b478595 b478595 M\tcalm.sh\n:100644 100644 587be6b 587be6b R100\tweb/da.json\tsrc/da.json\n:160000 160000 1234567 89abcde M\ttheme\n:100644 120000 1234567 89abcde T\tturned\n:000000 100755 0000000 e0e6347 A\tnew.sh\n:120000 000000 e0e6347 0000000 D\tgone\n:100755 100755 b478595 b478596 M\tsame.sh\n",
        Form::Raw,
        &[
            "M a dir/b c.txt",
            "A a dir/link (link)",
            "D q\"uote.txt",
            "M run.sh (mode)",
            "M calm.sh",
            "R web/da.json > src/da.json",
            "M theme (submodule)",
            "M turned (link)",
            "A new.sh (mode)",
            "D gone (link)",
            "M same.sh",
        ],
    );
}

#[test]
fn status_is_read_short_and_long() {
    is_read(
        "## main...origin/main [ahead 1]\nM  \"a dir/b c.txt\"\n M web/a\nMM web/b\nA  c\nAM d\n D e\nD  f\nR  g -> h\nRM \"i j\" -> k\n?? l\n!! m\n T n\n",
        Form::Status,
        &[
            "M a dir/b c.txt",
            "M web/a",
            "M web/b",
            "A c",
            "A d",
            "D e",
            "D f",
            "R g > h",
            "R i j > k",
            "A l",
            "M n (mode)",
        ],
    );
    // The first space went when it was copied.
    is_read("M web/a\n M web/b\n?? c", Form::Status, &["M web/a", "M web/b", "A c"]);
    let wrong = "UU a\nAA b\n?? dir/\n M c\n";
    let why = [Unread::Unmerged, Unread::Unmerged, Unread::Folder];
    assert_eq!(
        told(wrong),
        (Form::Status, vec!["M c".to_owned()], (1..=3).zip(why).collect())
    );
    is_read(
        "On branch main\nYour branch is up to date with 'origin/main'.\n\nChanges to be committed:\n  (use \"git restore --staged <file>...\" to unstage)\n\tmodified:   a dir/b c.txt\n\tnew file:   d\n\tdeleted:    \"q\\\"uote.txt\"\n\trenamed:    x/da.json -> y/da.json\n\ttypechange: link\n\nChanges not staged for commit:\n\tmodified:   theme (new commits)\n",
        Form::Status,
        &[
            "M a dir/b c.txt",
            "A d",
            "D q\"uote.txt",
            "R x/da.json > y/da.json",
            "M link (mode)",
            "M theme (submodule)",
        ],
    );
    let listed = "On branch main\nYour branch and 'origin/main' have diverged,\nand have 1 and 2 different commits each, respectively.\n\nUnmerged paths:\n  (use \"git add <file>...\" to mark resolution)\n\tboth modified:   c\n\nChanges not staged for commit:\n\tmodified:   a\n\nUntracked files:\n  (use \"git add <file>...\" to include in what will be committed)\n\tb \n\t\"caf\\303\\251\"\n\tdir/\n\nIgnored files:\n\ttarget/x\n\nno changes added to commit (use \"git add\" and/or \"git commit -a\")\n";
    assert_eq!(
        told(listed),
        (
            Form::Status,
            ["M a", "A b ", "A café"].map(str::to_owned).to_vec(),
            vec![(7, Unread::Unmerged), (16, Unread::Folder)]
        )
    );
    is_read("Untracked files:\n\tb\n", Form::Status, &["A b"]);
}

/// Forms of git that name files among other things: none of their lines is a path, whatever the zone's rules match.
#[test]
fn what_is_of_another_form_is_no_path() {
    for line in [
        "1 .M N... 100644 100644 100644 1111111 1111111 docs/a.md",
        "2 R. N... 100644 100644 100644 1111111 1111111 R100 docs/b.md",
        "u UU N... 100644 100644 100644 100644 1 2 3 docs/a.md",
        "? docs/new.md",
        "# branch.head main",
        ":100644 100644 1111111 2222222 M docs/a.md",
        ":100644 100644 1111111 2222222 M",
        ":100644 100755 bcd1234 M\ta",
        ":100644 100755 1 2 3 M\ta",
        ":100644 abcdef 1 2 M\ta",
        ":100644 1006444 1 2 M\ta",
        " create mode 100755 docs/x.sh",
        " mode change 100644 => 100755 docs/x.sh",
        " rename docs/{a.md => b.md} (100%)",
        "--- a/docs/a.md",
        "+++ b/docs/a.md",
        "@@ -1,3 +1,3 @@",
        "diff docs/a.md docs/b.md",
        "Only in new/docs: b.md",
        "Binary files a/docs/x.png and b/docs/x.png differ",
        "Files a/docs/x and b/docs/x differ",
    ] {
        let why = Unread::Form(Form::Paths);
        assert_eq!(told(line), (Form::Paths, vec![], vec![(1, why)]), "{line}");
    }
    for (line, why) in [
        ("::100644 100644 100644 1 2 3 MM\tdocs/a.md", Unread::Combined),
        ("* Unmerged path docs/a.md", Unread::Unmerged),
        ("\u{1b}[1mdiff --git a/docs/a.md b/docs/a.md\u{1b}[m", Unread::Coloured),
        // Bytes that are no text, an escape that is none of git's, and no end.
        (r#""docs/caf\351.md""#, Unread::Names),
        (r#""docs/bad\q.md""#, Unread::Names),
        (r#""docs/a.md"#, Unread::Names),
    ] {
        assert_eq!(told(line), (Form::Paths, vec![], vec![(1, why)]), "{line}");
    }
    let second = "1 .M N... 100644 100644 100644 1 1 docs/a\0? docs/b\0";
    let why = Unread::Form(Form::Paths);
    assert_eq!(told(second), (Form::Paths, vec![], vec![(1, why), (2, why)]));
}

/// Git quotes no spaces: a name that ends with one is another file.
#[test]
fn a_name_behind_a_tab_ends_where_its_line_does() {
    is_read("M\tdocs/a.md \r\nA\tb\r\n", Form::NameStatus, &["M docs/a.md ", "A b"]);
    is_read("3\t1\ta \n", Form::Numstat, &["M a "]);
    is_read(":100644 100644 1 2 M\ta \n", Form::Raw, &["M a "]);
    is_read("docs/a.md  \n", Form::Paths, &["M docs/a.md"]);
}

/// A program that applies a diff may follow its first line or those above its hunks.
#[test]
fn a_file_whose_headers_name_two_is_not_believed() {
    let hunk = "@@ -1 +1 @@\n-a\n+b\n";
    for (header, old, new) in [
        ("a/docs/a b/docs/a", "a/src/a", "b/src/a"),
        ("a/docs/a b/docs/a", "a/docs/a", "b/src/a"),
        ("a/docs/a b/docs/a", "a/docs/a", "/dev/null"),
        ("a/docs/a b/docs/a", "/dev/null", "b/docs/a"),
        ("docs/a docs/a", "docs/b", "docs/b"),
    ] {
        let text = format!("diff --git {header}\nindex 1111111..2222222 100644\n--- {old}\n+++ {new}\n{hunk}");
        assert_eq!(told(&text), (Form::Diff, vec![], vec![(1, Unread::Names)]), "{text}");
    }
    for (header, old, new, path) in [
        ("a/docs/a b b/docs/a b", "a/docs/a b\t", "b/docs/a b\t", "docs/a b"),
        (
            "\"a/caf\\303\\251\" \"b/caf\\303\\251\"",
            "\"a/caf\\303\\251\"",
            "\"b/caf\\303\\251\"",
            "café",
        ),
        ("i/a w/a", "i/a", "w/a", "a"),
        ("a/x a/x", "a/x", "a/x", "a/x"),
    ] {
        let text = format!("diff --git {header}\nindex 1111111..2222222 100644\n--- {old}\n+++ {new}\n{hunk}");
        is_read(&text, Form::Diff, &[&format!("M {path}")]);
    }
}

const DIFF: &str = r#"diff --git a/web/locales/da.json b/web/src/da.json
similarity index 100%
rename from web/locales/da.json
rename to web/src/da.json
diff --git a/web/locales/sv.json b/web/locales/sv.json
index 1111111..2222222 100644
--- a/web/locales/sv.json
+++ b/web/locales/sv.json
@@ -1,3 +1,3 @@
 {
-  "banner": "Fri frakt"
+  "banner": "Fri frakt från 40"
 }
diff --git a/a dir/e  m b/a dir/e  m
new file mode 100644
index 0000000..e69de29
diff --git a/a dir/link b/a dir/link
new file mode 120000
index 0000000..e0e6347
--- /dev/null
+++ b/a dir/link	
@@ -0,0 +1 @@
+run.sh
\ No newline at end of file
diff --git "a/q\"uote.txt" "b/q\"uote.txt"
deleted file mode 100644
index bca70f3..0000000
--- "a/q\"uote.txt"
+++ /dev/null
@@ -1 +0,0 @@
-q
diff --git a/run.sh b/run.sh
old mode 100644
new mode 100755
diff --git "a/\303\251.txt" "b/\303\250.txt"
similarity index 60%
copy from "\303\251.txt"
copy to "\303\250.txt"
index 1111111..2222222 100644
--- "a/\303\251.txt"
+++ "b/\303\250.txt"
@@ -1 +1,2 @@ fn main() {
 one
+two
diff --git a/theme b/theme
index 1234567..89abcde 160000
--- a/theme
+++ b/theme
@@ -1 +1 @@
-Subproject commit 1234567123456712345671234567123456712345
+Subproject commit 89abcde89abcde89abcde89abcde89abcde89abcd
diff --git a/b.png b/b.png
index 1234567..89abcde 100644
Binary files a/b.png and b/b.png differ
diff --git a/c.png b/c.png
new file mode 100644
index 0000000..89abcde
GIT binary patch
literal 4
LcmZSh(2(%|DgXcg

literal 0
HcmV?d00001

diff --git a/docs/new.json b/docs/new.json
new file mode 100644
index 0000000..f949d38
--- /dev/null
+++ b/docs/new.json
@@ -0,0 +1,3 @@
+{
+  "a": "b"
+}
"#;

#[test]
fn a_diff_is_read_by_its_headers_and_never_by_its_hunks() {
    is_read(
        DIFF,
        Form::Diff,
        &[
            "R web/locales/da.json > web/src/da.json",
            "M web/locales/sv.json",
            "A a dir/e  m",
            "A a dir/link (link)",
            "D q\"uote.txt",
            "M run.sh (mode)",
            "C é.txt > è.txt",
            "M theme (submodule)",
            "M b.png",
            "A c.png",
            "A docs/new.json",
        ],
    );
    let text = |text: &str| Some(text.to_owned());
    let mut held = vec![None; 11];
    held[2] = Some((None, text("")));
    held[4] = Some((text("q\n"), None));
    // What is binary is not known.
    held[10] = Some((None, text("{\n  \"a\": \"b\"\n}\n")));
    assert_eq!(contents(DIFF), held);
    // The same from Windows.
    assert_eq!(told(&DIFF.replace('\n', "\r\n")), told(DIFF));
}

#[test]
fn lines_of_a_file_that_look_like_headers_are_its_lines() {
    let sly = "diff --git a/docs/a.md b/docs/a.md\nindex 1111111..2222222 100644\n--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,4 +1,3 @@\n--- a/web/src/pay.ts\n-diff --git a/x b/x\n++++ b/web/src/pay.ts\n @@ -1 +1 @@\n\ndiff --git a/docs/b.md b/docs/b.md\nold mode 100755\nnew mode 100644\n";
    is_read(sly, Form::Diff, &["M docs/a.md", "M docs/b.md"]);
}

#[test]
fn diffs_come_without_prefixes_and_with_others() {
    let plain = "diff --git a dir/b c.txt a dir/b c.txt\nindex 422c2b7..55dce13 100644\n--- a dir/b c.txt\t\n+++ a dir/b c.txt\t\n@@ -1,2 +1,2 @@\n a\n-b\n+B\ndiff --git a/x a/x\nold mode 100644\nnew mode 100755\ndiff --git web/da.json src/da.json\nsimilarity index 100%\nrename from web/da.json\nrename to src/da.json\n";
    is_read(
        plain,
        Form::Diff,
        &["M a dir/b c.txt", "M a/x (mode)", "R web/da.json > src/da.json"],
    );
    is_read(
        "diff --git c/a b.txt i/a b.txt\nindex 1..2 100644\n--- c/a b.txt\t\n+++ i/a b.txt\t\n@@ -1 +1 @@\n-a\n+b\n",
        Form::Diff,
        &["M a b.txt"],
    );
    // Whatever else somebody puts there could be a folder.
    let (_, files, not_read) =
        told("diff --git old/a.txt new/a.txt\nindex 1..2 100644\n--- old/a.txt\n+++ new/a.txt\n@@ -1 +1 @@\n-a\n+b\n");
    assert_eq!((files, not_read), (vec![], vec![(1, Unread::Names)]));
    // Without git.
    is_read(
        "--- a/web/a.json\t2026-03-02 09:00:00\n+++ b/web/a.json\t2026-03-02 09:01:00\n@@ -1 +1 @@\n-a\n+b\n--- /dev/null\n+++ b/web/b.json\n@@ -0,0 +1 @@\n+b\n--- web/c\n+++ /dev/null\n@@ -1 +0,0 @@\n-c\n--- a/d\n+++ a/d\n@@ -1 +1 @@\n-d\n+e\n",
        Form::Diff,
        &["M web/a.json", "A web/b.json", "D web/c", "M a/d"],
    );
}

#[test]
fn what_is_written_around_diffs_is_for_people() {
    let id = "1234567890123456789012345678901234567890";
    let log = format!(
        "commit {id}\nAuthor: Mira <m@example.com>\nDate:   Mon Mar 2\n\n    Words\n\n web/a.json | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\ndiff --git a/web/a.json b/web/a.json\nindex 1..2 100644\n--- a/web/a.json\n+++ b/web/a.json\n@@ -1 +1 @@\n-a\n+b\n\ncommit {id}\n\n    More\n\ndiff --git a/b b/b\nold mode 100644\nnew mode 100755\n"
    );
    is_read(&log, Form::Diff, &["M web/a.json", "M b (mode)"]);
    let mail = format!(
        "From {id} Mon Sep 17 00:00:00 2001\nFrom: Mira <m@example.com>\nSubject: [PATCH] Words\n\nMore words.\n---\n web/a.json | 2 +-\n\ndiff --git a/web/a.json b/web/a.json\nindex 1..2 100644\n--- a/web/a.json\n+++ b/web/a.json\n@@ -1 +1 @@\n-a\n+b\n-- \n2.43.0\n\n"
    );
    is_read(&mail, Form::Diff, &["M web/a.json"]);
    // Raw lines may stand before the diff; what else does is said.
    let before = "+  \"banner\": 1\n:100644 100644 422c2b7 55dce13 M\tb\n@@ -1 +1 @@\ndiff --git a/b b/b\nold mode 100755\nnew mode 100644\nhello\n";
    let form = Unread::Form(Form::Diff);
    assert_eq!(
        told(before),
        (
            Form::Diff,
            vec!["M b".to_owned()],
            vec![(1, form), (3, form), (7, form)]
        )
    );
}

#[test]
fn a_diff_that_ends_too_early_is_not_believed() {
    let head = "diff --git a/a b/a\nindex 1..2 100644\n--- a/a\n+++ b/a\n";
    for (rest, files, not_read) in [
        ("@@ -1,2 +1,2 @@\n a\n-b", &[][..], 1),
        ("@@ -1,2 +1,2 @@\n a\n-b\n+c\n", &["M a"], 0),
        (
            "@@ -1,2 +1,2 @@\n a\ndiff --git a/b b/b\nold mode 100755\nnew mode 100644\n",
            &["M b"],
            1,
        ),
        ("@@ -1,2 +1,1 @@\n a\n b\n", &[], 1),
        ("@@ -1 +x @@\n a\n", &[], 1),
    ] {
        let (_, read, wrong) = told(&format!("{head}{rest}"));
        assert_eq!(
            (read, wrong.len()),
            (files.iter().map(|file| (*file).to_owned()).collect(), not_read),
            "{rest}"
        );
    }
    assert_eq!(told("diff --git a/a b/c\nrename from a\n").2, [(1, Unread::Cut)]);
    assert_eq!(told("diff --git a/a b/c\n").2, [(1, Unread::Names)]);
}

#[test]
fn what_only_looks_like_part_of_a_diff_is_said_to_be_none() {
    let form = Unread::Form(Form::Diff);
    let head = "diff --git a/a b/a\nnew file mode 100644\nindex 0..1\n";
    for line in ["Binary files are fun", "These files differ"] {
        assert_eq!(told(&format!("{head}{line}\n")).2, [(4, form)], "{line}");
    }
    let file = "diff --git a/a b/a\nold mode 100755\nnew mode 100644\n";
    // Neither a short id nor forty other letters begin a message, behind which everything would be for people.
    for line in [
        "commit abcdef1",
        "From nobody",
        &format!("commit {}", "words-".repeat(7)),
    ] {
        assert_eq!(
            told(&format!("{line}\nhello\n{file}")).2,
            [(1, form), (2, form)],
            "{line}"
        );
    }
    for line in [
        "Submodule a zzzz..yyyy:",
        "Submodule a 1234..zzzz:",
        "Submodule a zzzz..1234:",
        "Submodule a 123..1234:",
        "Submodule a contains everything",
    ] {
        assert_eq!(told(&format!("{file}{line}\n")).2, [(4, form)], "{line}");
    }
    // Names that are the same twice only with a space between.
    assert_eq!(
        told("diff --git a/x/a/x\nold mode 100755\nnew mode 100644\n").2,
        [(1, Unread::Names)]
    );
    // A plain diff of two files has no name of its own.
    assert_eq!(
        told("--- web/a.json\n+++ web/b.json\n@@ -1 +1 @@\n-a\n+b\n").2,
        [(1, Unread::Names)]
    );
}

#[test]
fn what_a_file_holds_is_known_where_all_of_it_is_there_and_text() {
    let text = |text: &str| Some(text.to_owned());
    let new = |lines: &str, count: usize| {
        format!("diff --git a/a b/a\nnew file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1,{count} @@\n{lines}")
    };
    let gone = |lines: &str, count: usize| {
        format!("diff --git a/a b/a\ndeleted file mode 100644\n--- a/a\n+++ /dev/null\n@@ -1,{count} +0,0 @@\n{lines}")
    };
    let no_end = "\\ No newline at end of file\n";
    for (diff, expected) in [
        (new("+x\n+y\n", 2), Some((None, text("x\ny\n")))),
        (new(&format!("+x\n+y\n{no_end}"), 2), Some((None, text("x\ny")))),
        (gone("-x\n", 1), Some((text("x\n"), None))),
        (gone(&format!("-x\n{no_end}"), 1), Some((text("x"), None))),
        // No UTF-8, in the first line or a later one.
        (new("+\u{fffd}\n+y\n", 2), None),
        (new("+x\n+\u{fffd}\n", 2), None),
        (
            "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n".to_owned(),
            Some((None, text("x\n"))),
        ),
        (
            "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n".to_owned(),
            Some((text("x\n"), None)),
        ),
        ("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n".to_owned(), None),
    ] {
        assert_eq!(contents(&diff), [expected], "{diff}");
    }
    // A hunk does not begin with the end of a file.
    assert_eq!(told(&new(&format!("{no_end}+x\n"), 1)).2, [(1, Unread::Cut)]);
}

/// A diff cannot say that a hunk ends where its file does; git's names of what the file held and holds can.
#[test]
fn what_a_file_holds_is_known_where_git_calls_what_is_shown_by_its_name() {
    // Asked of git hash-object, of an empty file, of "x\n", of "y\n", and of the same with returns.
    let (empty, x, y) = (
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "587be6b4c3f93f93c489c0111bba5596147a26cb",
        "975fbec8256d3e8a3797e7a3611380f27c49f4ac",
    );
    let (x_return, y_return) = (
        "db127bf6be70c2285b1d852d39387a37b01c3032",
        "5758d80da18237cc9e7b00b928e906bb0a1cfff9",
    );
    let sha256 = (
        "14f5162e2fe3d240d0d37aaab0f90e4af9a7cfa79639f3bab005b5bfb4174d9f",
        "44dc634218adec09e34f37839b3840bad8c6103693e9216626b32d00e093fa35",
    );
    let none = "0".repeat(40);
    let hunk = "@@ -1 +1 @@\n-x\n+y\n";
    let text = |text: &str| Some(text.to_owned());
    let both = |old: &str, new: &str| Some((text(old), text(new)));
    let known = both("x\n", "y\n");
    for (old, new, hunks, expected) in [
        (x, y, hunk, &known),
        (sha256.0, sha256.1, hunk, &known),
        // Not in full, other ones, more than there are, and no digits: what begins like another can be found.
        (&x[..7], &y[..7], hunk, &None),
        (&sha256.0[..10], &sha256.1[..10], hunk, &None),
        (&x[..39], y, hunk, &None),
        (x, &y[..39], hunk, &None),
        (y, x, hunk, &None),
        (x, x, hunk, &None),
        (x, "975fbec8256d3e8a3797e7a3611380f27c49f4ad", hunk, &None),
        (x, "975fbec8256d3e8a3797e7a3611380f27c49f4ac0", hunk, &None),
        (&x.to_uppercase(), y, hunk, &None),
        (x, &none, hunk, &None),
        ("", "", hunk, &None),
        (x, "", hunk, &None),
        // More of the file is not shown, or less of it is there.
        (x, y, "@@ -1 +1,2 @@\n-x\n+y\n+y\n", &None),
        (x, y, "@@ -1,2 +1,2 @@\n-x\n+y\n z\n", &None),
        (x, y, "@@ -1 +1 @@\n-x\n+y\n\\ No newline at end of file\n", &None),
        // From an empty file, and to one.
        (empty, y, "@@ -0,0 +1 @@\n+y\n", &both("", "y\n")),
        (x, empty, "@@ -1 +0,0 @@\n-x\n", &both("x\n", "")),
        // Several hunks that are all there is.
        (
            empty,
            "b77b4eb1d946f923f61785536da9ca5af6909f06",
            "@@ -0,0 +1 @@\n+x\n@@ -0,0 +2 @@\n+y\n",
            &both("", "x\ny\n"),
        ),
        // Returns of the file, on both sides, on one.
        (x_return, y_return, "@@ -1 +1 @@\n-x\r\n+y\r\n", &both("x\r\n", "y\r\n")),
        (x_return, x, "@@ -1 +1 @@\n-x\r\n+x\n", &both("x\r\n", "x\n")),
        // Returns of the diff.
        (x, y, "@@ -1 +1 @@\r\n-x\r\n+y\r\n", &known),
        // Both.
        (
            x_return,
            y_return,
            "@@ -1 +1 @@\r\n-x\r\r\n+y\r\r\n",
            &both("x\r\n", "y\r\n"),
        ),
        // A text whose last line ended before another one.
        (x, y, "@@ -1,2 +1 @@\n-x\n\\ No newline at end of file\n-\n+y\n", &None),
    ] {
        let diff = format!("diff --git a/a b/a\nindex {old}..{new} 100644\n--- a/a\n+++ b/a\n{hunks}");
        assert_eq!(contents(&diff), std::slice::from_ref(expected), "{diff}");
    }
    // Without names nothing is known, nor of what became something else than a file.
    for header in [
        "index 100644".to_owned(),
        format!("index {x}.{y} 100644"),
        "old mode 100755\nnew mode 100644".to_owned(),
        format!("old mode 100644\nnew mode 100755\nindex {x}..{y}"),
        format!("index {x}..{y} 120000"),
    ] {
        let diff = format!("diff --git a/a b/a\n{header}\n--- a/a\n+++ b/a\n{hunk}");
        assert_eq!(contents(&diff), [None], "{diff}");
    }
    // With another path, and executable no more.
    let moved = format!(
        "diff --git a/a b/b\nsimilarity index 50%\nrename from a\nrename to b\nindex {x}..{y} 100644\n--- a/a\n+++ b/b\n{hunk}"
    );
    let copied = moved.replace("rename", "copy");
    let mode =
        format!("diff --git a/a b/a\nold mode 100755\nnew mode 100644\nindex {x}..{y}\n--- a/a\n+++ b/a\n{hunk}");
    for diff in [moved, copied, mode] {
        assert_eq!(contents(&diff), std::slice::from_ref(&known), "{diff}");
    }
    // A rename alone, and a mode alone.
    let moved = "diff --git a/a b/b\nsimilarity index 100%\nrename from a\nrename to b\n";
    let mode = "diff --git a/a b/a\nold mode 100755\nnew mode 100644\n";
    assert_eq!((contents(moved), contents(mode)), (vec![None], vec![None]));
}

/// Of what is new or gone everything is shown; where its name says otherwise, something was lost or changed on the way.
#[test]
fn a_new_file_that_is_not_what_git_calls_it_is_not_known() {
    let (x, x_return, empty) = (
        "587be6b4c3f93f93c489c0111bba5596147a26cb",
        "db127bf6be70c2285b1d852d39387a37b01c3032",
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    );
    let hunk = |line: &str| format!("@@ -0,0 +1 @@\n+{line}\n");
    for (index, hunks, expected) in [
        ("index 0000000..587be6b", hunk("x"), Some("x\n")),
        (&format!("index {}..{x}", "0".repeat(40)), hunk("x"), Some("x\n")),
        (&format!("index 0000000..{x_return}"), hunk("x\r"), Some("x\r\n")),
        (&format!("index 0000000..{x}"), hunk("x\r"), Some("x\n")),
        (&format!("index 0000000..{empty}"), String::new(), Some("")),
        // Nobody says what it is called: as it is shown.
        ("index 0000000..0000000", hunk("y"), Some("y\n")),
        ("index 0", hunk("y\r"), Some("y\n")),
        // It is another one, by whatever is said of it.
        (&format!("index 0000000..{x}"), hunk("y"), None),
        (&format!("index 0000000..{x_return}"), hunk("x"), None),
        (&format!("index 0000000..{x}"), String::new(), None),
        ("index 0000000..2", hunk("x"), None),
        ("index 0000000..5", hunk("x"), Some("x\n")),
        ("index 0000000..", hunk("x"), Some("x\n")),
        ("index 0000000..x", hunk("x"), None),
    ] {
        let names = if hunks.is_empty() {
            ""
        } else {
            "--- /dev/null\n+++ b/a\n"
        };
        let diff = format!("diff --git a/a b/a\nnew file mode 100644\n{index}\n{names}{hunks}");
        let expected_new = expected.map(|text| (None, Some(text.to_owned())));
        assert_eq!(contents(&diff), [expected_new], "{diff}");
        // The same of a file that is gone.
        let index = index.strip_prefix("index ").expect("an index");
        let index = index
            .split_once("..")
            .map_or(index.to_owned(), |(old, new)| format!("{new}..{old}"));
        let names = if hunks.is_empty() {
            ""
        } else {
            "--- a/a\n+++ /dev/null\n"
        };
        let hunks = hunks.replace("-0,0 +1", "-1 +0,0").replace("\n+", "\n-");
        let diff = format!("diff --git a/a b/a\ndeleted file mode 100644\nindex {index}\n{names}{hunks}");
        assert_eq!(
            contents(&diff),
            [expected.map(|text| (Some(text.to_owned()), None))],
            "{diff}"
        );
    }
}

#[test]
fn names_that_look_like_what_git_prints_are_paths() {
    for path in [
        ":abcdef 100644 1 2 M\ta",
        ":10064 100644 1 2 M\ta",
        "-\t3\tx",
        "3\t-\tx",
        "R100  a b c",
        "??    a",
    ] {
        is_read(path, Form::Paths, &[&format!("M {path}")]);
    }
    for path in ["a\tb\tc", "3\tb\tc", "a\t3\tc", "\t\tc"] {
        is_read(&format!("{path}\0x\0"), Form::Paths, &[&format!("M {path}"), "M x"]);
    }
    is_read("a\0\0b\0", Form::Paths, &["M a", "M b"]);
    // What is neither a file nor missing may be a folder or anything else.
    is_read(
        ":040000 100644 1 2 M\ta\n:100644 040000 1 2 M\tb\n",
        Form::Raw,
        &["M a (mode)", "M b (mode)"],
    );
    let unmerged = "DD a\nAA b\nAU c\nUD d\nUU e\nM  f\n";
    assert_eq!(
        told(unmerged),
        (
            Form::Status,
            vec!["M f".to_owned()],
            (1..=5).map(|line| (line, Unread::Unmerged)).collect()
        )
    );
    is_read(
        "\tmodified:   docs/a (draft).md\n\tmodified:   theme (modified content)\n",
        Form::Status,
        &["M docs/a (draft).md", "M theme (submodule)"],
    );
    assert_eq!(
        told("\tmodified:   a\n\tnotes: b.md\n"),
        (
            Form::Status,
            vec!["M a".to_owned()],
            vec![(2, Unread::Form(Form::Status))]
        )
    );
}

#[test]
fn submodules_have_forms_of_their_own_and_merges_leave_files_out() {
    assert_eq!(
        told(
            "diff --cc web/a.json\nindex 1,2..3\n--- a/web/a.json\n+++ b/web/a.json\n@@@ -1,1 -1,1 +1,1 @@@\n- a\n -b\n++c\ndiff --combined \"caf\\303\\251\"\nindex 1,2..3\ndiff --git a/b b/b\nold mode 100755\nnew mode 100644\nSubmodule lib/the theme 1234567..89abcde:\n  > One\n  < Two\nSubmodule lib/b 0000000...89abcde (new submodule)\nSubmodule lib/c contains modified content\n"
        ),
        (
            Form::Diff,
            [
                "M b",
                "M lib/the theme (submodule)",
                "M lib/b (submodule)",
                "M lib/c (submodule)",
            ]
            .map(str::to_owned)
            .to_vec(),
            vec![(1, Unread::Combined), (9, Unread::Combined)]
        )
    );
}

#[test]
fn fields_of_z_are_names_as_they_are() {
    is_read("a\tb\0c\nd\0\u{e9}\0", Form::Paths, &["M a\tb", "M c\nd", "M é"]);
    is_read(
        "M\0a b\0R100\0web/da.json\0web/src/da.json\0D\0\"q\0",
        Form::NameStatus,
        &["M a b", "R web/da.json > web/src/da.json", "D \"q"],
    );
    is_read(
        "1\t1\ta {b => c}\x000\t0\t\0é.txt\0è.txt\0-\t-\tx.png\0",
        Form::Numstat,
        &["M a {b => c}", "R é.txt > è.txt", "M x.png"],
    );
    is_read(
        ":100644 100755 422c2b7 55dce13 M\0a b\0:100644 100644 587be6b 587be6b R100\0a\0b\0:000000 120000 0000000 e0e6347 A\0l\0",
        Form::Raw,
        &["M a b (mode)", "R a > b", "A l (link)"],
    );
    is_read(
        "M  a\0R  new\0old\0?? x\0!! y\0",
        Form::Status,
        &["M a", "R old > new", "A x"],
    );
    for (cut, line) in [
        ("M\0a\0R100\0b\0", 3),
        ("1\t1\ta\x000\t0\t\0b\0", 2),
        ("M  a\0R  b\0", 2),
    ] {
        let (_, files, not_read) = told(cut);
        assert_eq!((files.len(), not_read.len(), not_read[0].0), (1, 1, line), "{cut:?}");
    }
    assert_eq!(told("M\0a\0hello\0").2, [(3, Unread::Form(Form::NameStatus))]);
    assert_eq!(
        told("M  a\0?? d/\0UU b\0").2,
        [(2, Unread::Folder), (3, Unread::Unmerged)]
    );
}

#[test]
fn what_was_read_is_said() {
    let change = TypedChange::read("M\ta\nhello\nR100\tb");
    assert_eq!(
        change.sentence(),
        "Read as the output of git diff --name-status: 1 file, and 2 lines that were not understood."
    );
    assert_eq!(change.total(), 3);
    let told: Vec<String> = change.not_read.iter().map(NotRead::sentence).collect();
    assert_eq!(
        told,
        [
            "Line 2 is no line of the output of git diff --name-status.",
            "Line 3 names files in a way that cannot be told apart. Use git diff with its usual prefixes.",
        ]
    );
    assert_eq!(
        TypedChange::read("a\nb").sentence(),
        "Read as a list of paths: 2 files."
    );
    assert_eq!(
        TypedChange::read("M\ta\nb").sentence(),
        "Read as the output of git diff --name-status: 1 file, and 1 line that was not understood."
    );
    for (form, label) in [
        (Form::Numstat, "--numstat"),
        (Form::Raw, "--raw"),
        (Form::Status, "status"),
        (Form::Diff, "a diff"),
    ] {
        assert!(form.label().ends_with(label));
    }
    for (why, part) in [
        (Unread::Folder, "a folder"),
        (Unread::Shortened, "shortened"),
        (Unread::Unmerged, "conflict"),
        (Unread::Cut, "missing"),
    ] {
        let line = NotRead {
            line: 7,
            text: String::new(),
            why,
        };
        assert!(line.sentence().starts_with("Line 7 ") && line.sentence().contains(part));
    }
}

/// A change with a line that nobody understood is not inside, whatever its other lines say.
#[test]
fn what_was_not_understood_is_outside() {
    let items = [ZoneItem {
        side: Side::PmZone,
        category: None,
        text: "Words".to_owned(),
        rules: vec!["/docs/".parse().expect("a rule")],
        limit: None,
        examples: Vec::new(),
    }];
    let judged = |text: &str| {
        let change = TypedChange::read(text);
        let boundary = crate::zone::Boundary::of(&items, crate::zone::Matching::NEWEST);
        boundary.judge(&change.files, change.total()).is_inside()
    };
    assert!(judged("M\tdocs/a.md"));
    assert!(!judged("M\tdocs/a.md\nhello"));
    assert!(!judged(""));
}

/// Texts of the letters that mean something to the reader: none breaks it, and each line that says something is a file, part
/// of the form, or named as not understood.
#[test]
fn no_text_breaks_the_reader() {
    use proptest::prelude::*;
    let part = prop::sample::select(vec![
        "diff --git a/x b/x\n",
        "diff --git ",
        "a/x ",
        "b/x",
        "--- a/x\n",
        "+++ b/x\n",
        "@@ -1,2 +1 @@\n",
        "@@ -1 +1,3 @@",
        "\n",
        " a\n",
        "-b\n",
        "+c\n",
        "\\ No newline at end of file\n",
        "rename from x\n",
        "rename to y\n",
        "copy to z\n",
        "new file mode 120000\n",
        "old mode 100644\n",
        "index 1..2 160000\n",
        "Binary files a/x and b/x differ\n",
        "GIT binary patch\n",
        "literal 3\n",
        "M\t",
        "R100\t",
        "x\t",
        "\0",
        ":100644 100755 1 2 M",
        "3\t1\t",
        "{a => b}",
        " => ",
        "R  a -> b\n",
        "?? ",
        "\"\\303\\251\"",
        "\"",
        "\\",
        "é",
        "Submodule a 1234..5678:\n",
        "commit ",
        "-- \n",
        "\r\n",
        "\u{feff}",
        "diff --cc x\n",
        "modified:   ",
        "\t",
    ]);
    proptest!(|(parts in prop::collection::vec(part, 0..14), any in ".{0,60}")| {
        for text in [parts.concat(), format!("{}{any}", parts.concat())] {
            let change = TypedChange::read(&text);
            prop_assert_eq!(change.total(), change.files.len() + change.not_read.len());
            let _ = change.sentence();
            prop_assert!(change.not_read.iter().all(|line| line.line > 0));
        }
    });
}
