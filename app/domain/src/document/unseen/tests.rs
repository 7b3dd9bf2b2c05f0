use super::*;

#[test]
fn what_reads_otherwise_than_it_says_is_shown() {
    for (text, read) in [
        ("runs for \u{202e}skeew 8\u{202c}.", "runs for ⟨U+202E⟩skeew 8⟨U+202C⟩."),
        ("\u{2066}x\u{2069}", "⟨U+2066⟩x⟨U+2069⟩"),
        ("3\u{200b}0 %", "3⟨U+200B⟩0 %"),
        ("a\u{200d}b", "a⟨U+200D⟩b"),
        ("so\u{ad}ft", "so⟨U+00AD⟩ft"),
        ("line\u{b}line\u{2028}", "line⟨U+000B⟩line⟨U+2028⟩"),
        ("30\u{200f}%", "30⟨U+200F⟩%"),
        ("bell\u{7}\u{1b}[31m\u{85}", "bell⟨U+0007⟩⟨U+001B⟩[31m⟨U+0085⟩"),
        ("\u{3164}\u{feff}", "⟨U+3164⟩⟨U+FEFF⟩"),
        ("x\u{e0041}", "x⟨U+E0041⟩"),
        ("x\u{fe0f}", "x⟨U+FE0F⟩"),
    ] {
        assert_eq!(shown(text), read);
        assert!(unseen(&shown(text)).is_empty());
    }
}

#[test]
fn what_scripts_and_signs_are_written_with_stays() {
    for text in [
        "plain\ttext\nof “two” lines – Straße, naïve",
        "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 ❤\u{fe0f} 1\u{fe0f}\u{20e3} 👍🏽",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "می\u{200c}خواهم",
        "שלום \u{200f}30%",
        "क्\u{200d}ष",
        "four\u{a0}weeks",
    ] {
        assert_eq!(unseen(text), [], "{text}");
        assert_eq!((&*shown(text), &*without(text)), (text, text));
    }
}

#[test]
fn places_are_found_in_both_texts() {
    let text = "a\u{200b}b &#x202E;c\u{2028}d\u{ad}";
    let seen = Seen::of(text);
    assert_eq!(seen.text, "ab c\nd");
    let at = |part: &str| text.find(part).expect("there");
    for (word, there) in [("b", 1..2), ("c", 3..4), ("d", 5..6)] {
        let written = at(word)..at(word) + 1;
        assert_eq!(
            (seen.within(&written), seen.written(&there)),
            (there, written),
            "{word}"
        );
    }
    assert_eq!(seen.within(&(0..text.len())), 0..6);
    assert_eq!(seen.written(&(0..6)), 0..text.len() - 2);
    assert_eq!(seen.written(&(0..2)), 0..at("b") + 1);
}

#[test]
fn they_can_be_removed_however_they_were_written() {
    let body = Body::new("## Ti\u{200b}me\u{b}\n\nFour\u{2028}we&#x202E;eks, &amp; [a](/\u{202e}b)\n").expect("short");
    assert_eq!(unseen_in(&body).len(), 5);
    let clean = remove_unseen(&body).expect("fits");
    assert_eq!(clean.as_str(), "## Time\n\n\nFour\nweeks, &amp; [a](/b)\n");
    assert!(unseen_in(&clean).is_empty());
    let same = Body::new("&lt;b&gt; &copy; \\&shy;").expect("short");
    assert_eq!(remove_unseen(&same).as_ref(), Ok(&same));
}
