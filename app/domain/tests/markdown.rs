//! What rendering promises: no text a person types becomes active markup, whatever it looks like,
//! and none of it is lost.

use domain::document::{Body, Class, Overlay, placeholders, sections};
use domain::markdown::{Passage, render, render_passages, render_section, render_sections, render_with};
use proptest::prelude::*;

#[path = "markdown/commonmark.rs"]
mod commonmark;
#[path = "cases/config.rs"]
mod config;
#[path = "markdown/nasty.rs"]
mod nasty;

const ALLOWED: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "del",
    "a",
    "hr",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "mark",
    "ins",
    "div",
];

/// An address of the web, of mail or of this site, as browsers read it: they pass over tabs and line ends
/// anywhere, and over control characters and spaces in front.
fn is_web_address(address: &str) -> bool {
    let low: String = address.to_ascii_lowercase().replace(['\t', '\n', '\r'], "");
    let low = low.trim_start_matches(|c: char| c <= ' ');
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    let scheme = low
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| is_scheme(scheme));
    let elsewhere = low.starts_with(['/', '\\']) && low[1..].starts_with(['/', '\\']);
    !elsewhere && scheme.is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme))
}

/// Reads the tags of sanitised HTML. In it every `<` begins a tag, since text has it escaped.
fn offence(html: &str) -> Option<String> {
    for tag in html.split('<').skip(1) {
        let Some(end) = tag.find('>') else {
            return Some(format!("unclosed: {tag}"));
        };
        let tag = &tag[..end];
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.trim_start_matches('/').trim_end_matches('/');
        if !ALLOWED.contains(&name) {
            return Some(format!("element {name}"));
        }
        let mut rest = attributes;
        while !rest.is_empty() {
            let Some((key, (value, after))) = rest
                .split_once("=\"")
                .and_then(|(key, after)| Some((key, after.split_once('"')?)))
            else {
                return Some(format!("{name} {rest}"));
            };
            rest = after.trim_start();
            let fine = match (name, key) {
                ("a", "href") => is_web_address(value),
                ("a", "rel") => value == "noopener noreferrer nofollow",
                ("a", "title") | ("ol", "start") => true,
                ("mark", "class") => {
                    ["placeholder", "term", "term-differs", "comment", "suggestion", "unseen"].contains(&value)
                }
                ("div", _) => [
                    ("class", "scroll-x"),
                    ("tabindex", "0"),
                    ("role", "group"),
                    ("aria-label", "Table"),
                ]
                .contains(&(key, value)),
                ("mark" | "ins", "id" | "title") => true,
                ("mark", "data-nth") => value.bytes().all(|b| b.is_ascii_digit()),
                ("h2" | "h3" | "h4" | "h5" | "h6", "id") => !value.starts_with("placeholder-"),
                _ => false,
            };
            if !fine {
                return Some(format!("{name} {key}={value}"));
            }
        }
    }
    None
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=\"alert(1)\"",
    "text <b onmouseover=alert(1)>bold</b>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<body onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=//evil.example/>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x]( //evil.example)",
    "[x](https://example.com \"t\\\" onmouseover=alert(1) x=\\\"\")",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![a\" onerror=\"alert(1)](x)",
    "[![x](x)](javascript:alert(1))",
    "```html\n<script>alert(1)</script>\n```",
    "```\" onclick=\"alert(1)\nx\n```",
    "`<script>alert(1)</script>`",
    "# <img src=x onerror=alert(1)>",
    "## \" onclick=\"alert(1)",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "[<img src=x onerror=alert(1)>]",
    "[\"><script>alert(1)</script>]",
    "- [ ] <script>alert(1)</script>",
    "> <script\n> >alert(1)</script>",
    "a\u{0}<script>alert(1)</script>",
    "<mark class=\"placeholder\" id=\"placeholder-1\" onclick=alert(1)>x</mark>",
];

#[test]
fn no_attack_becomes_markup() {
    for attack in ATTACKS {
        for text in [
            (*attack).to_owned(),
            format!("before {attack} after"),
            format!("- {attack}\n\n## {attack}\n\n> {attack}"),
        ] {
            let html = render(&text);
            assert_eq!(offence(html.as_str()), None, "{text}\n{html}");
        }
    }
}

/// Attacks of our own, aimed at renderers of Markdown; the browser test sends the same ones.
fn vectors() -> Vec<String> {
    serde_json::from_str(include_str!("markdown/vectors.json")).expect("a list of texts")
}

#[test]
fn no_vector_becomes_markup_in_any_place() {
    let vectors = vectors();
    assert!(vectors.len() >= 80);
    for vector in &vectors {
        for text in [
            vector.clone(),
            format!("> {}", vector.replace('\n', "\n> ")),
            format!("- {}", vector.replace('\n', "\n  ")),
            format!("## {vector}"),
            format!("*a {vector} b*"),
            format!("| {vector} |\n|---|\n| {vector} |"),
            format!("[{vector}](/u)"),
            format!("[x]({vector})"),
            format!("[x](<{vector}>)"),
            format!("[x](/u \"{vector}\")"),
            format!("![{vector}]({vector})"),
            format!("[x]\n\n[x]: {vector}"),
            format!("<{vector}>"),
            format!("```{vector}\n{vector}\n```"),
            format!("`{vector}`"),
            format!("<!-- {vector} -->"),
            vector.repeat(3),
        ] {
            assert_eq!(offence(render(&text).as_str()), None, "{text:?}");
            let Ok(body) = Body::new(&text) else { continue };
            let everything = Overlay {
                range: 0..body.as_str().len(),
                class: Class::Comment,
                id: Some(vector.clone()),
                href: Some("/p/checkout".to_owned()),
                title: Some(vector.clone()),
                nth: Some(1),
            };
            for (_, html) in render_with(&body, &[everything]) {
                assert_eq!(offence(html.as_str()), None, "{text:?}, marked: {html}");
            }
        }
    }
}

#[test]
fn raw_html_is_shown_as_what_was_typed() {
    assert_eq!(render("a <b>c</b>").as_str(), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
    assert!(
        render("<script>alert(1)</script>")
            .as_str()
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
    );
}

#[test]
fn links_keep_only_addresses_of_the_web_of_mail_and_of_this_site() {
    let link = |text: &str| render(text).as_str().contains("<a href=");
    for kept in [
        "[x](https://example.com/a)",
        "[x](mailto:a@example.com)",
        "[x](/p/1)",
        "[x](#zone)",
        "<a@example.com>",
        "<https://example.com>",
    ] {
        assert!(link(kept), "{kept}");
    }
    for dropped in [
        "[x](javascript:1)",
        "[x](//example.com)",
        "[x](ftp://example.com)",
        "[x](/\\example.com)",
    ] {
        assert!(!link(dropped), "{dropped}");
        assert!(render(dropped).as_str().contains('x'), "the words stay");
    }
    let html = render("[x](https://example.com)");
    assert_eq!(
        html.as_str(),
        "<p><a href=\"https://example.com\" rel=\"noopener noreferrer nofollow\">x</a></p>\n"
    );
}

#[test]
fn an_image_becomes_a_link_with_its_description() {
    let link = |address: &str, words: &str| {
        format!("<p><a href=\"{address}\" rel=\"noopener noreferrer nofollow\">{words}</a></p>\n")
    };
    for (text, html) in [
        (
            "![a chart](https://example.com/c.png)",
            link("https://example.com/c.png", "Image: a chart"),
        ),
        (
            "![](https://example.com/c.png)",
            link("https://example.com/c.png", "Image: https://example.com/c.png"),
        ),
        (
            "![a [b](/c)](https://example.com/c.png)",
            link("https://example.com/c.png", "Image: a b"),
        ),
        ("[![a](https://example.com/c.png)](/x)", link("/x", "Image: a")),
        (
            "[](https://example.com)",
            link("https://example.com", "https://example.com"),
        ),
        ("![a chart](c.png)", "<p>Image: a chart</p>\n".to_owned()),
        ("![a](javascript:1)", "<p>Image: a</p>\n".to_owned()),
    ] {
        assert_eq!(render(text).as_str(), html, "{text}");
    }
}

#[test]
fn what_cannot_be_seen_is_shown_by_its_number() {
    for (text, html) in [
        (
            "runs \u{202e}skeew 8\u{202c}",
            "<p>runs <mark class=\"unseen\" title=\"turns the direction of the text\">⟨U+202E⟩</mark>skeew \
             8<mark class=\"unseen\" title=\"turns the direction of the text\">⟨U+202C⟩</mark></p>\n",
        ),
        ("&#x202E;x", "<p>⟨U+202E⟩x</p>\n"),
        (
            "`a\u{200b}`",
            "<p><mark class=\"unseen\" title=\"space without width\"><code>a⟨U+200B⟩</code></mark></p>\n",
        ),
        (
            "[x](/y \"\u{202e}z\")",
            "<p><a href=\"/y\" title=\"⟨U+202E⟩z\" rel=\"noopener noreferrer nofollow\">x</a></p>\n",
        ),
        ("👩\u{200d}👧 می\u{200c}خواهم", "<p>👩\u{200d}👧 می\u{200c}خواهم</p>\n"),
    ] {
        assert_eq!(render(text).as_str(), html, "{text:?}");
    }
    let body = Body::new("## A\u{202e}b\n\nx\n").expect("short");
    assert_eq!(sections(&body)[0].title, "A⟨U+202E⟩b");
    assert!(
        domain::markdown::render_remark("x\u{202e}")
            .as_str()
            .contains("⟨U+202E⟩")
    );
}

#[test]
fn labels_keep_their_lines_and_prose_does_not() {
    for (text, html) in [
        (
            "**To:** you\n**From:** me\n**Date**: x",
            "<p><strong>To:</strong> you<br>\n<strong>From:</strong> me<br>\n<strong>Date</strong>: x</p>\n",
        ),
        (
            "**Risk: much.**\nMitigation",
            "<p><strong>Risk: much.</strong><br>\nMitigation</p>\n",
        ),
        (
            "a **b** c\n**d** e\nf **g:**\nh",
            "<p>a <strong>b</strong> c\n<strong>d</strong> e\nf <strong>g:</strong>\nh</p>\n",
        ),
        ("a<br>b<BR />c", "<p>a<br>\nb<br>\nc</p>\n"),
    ] {
        assert_eq!(render(text).as_str(), html, "{text}");
    }
}

#[test]
fn a_table_scrolls_in_a_box_and_words_about_tables_do_not() {
    let html = render("| a |\n|---|\n| b |\n\n<table> `</table>` [x](/u \"<table>\")\n");
    let html = html.as_str();
    assert_eq!(
        (html.matches("<div").count(), html.matches("</div>").count()),
        (1, 1),
        "{html}"
    );
    assert_eq!(offence(html), None);
}

#[test]
fn no_key_is_an_id_of_the_page() {
    let body = Body::new("## Main\n\n## Send\n\n## Term weeks\n\n## Placeholder\n\n### 1\n\n[Gap]\n").expect("short");
    let html: String = render_sections(&body)
        .into_iter()
        .map(|(_, html)| html.into_string())
        .collect();
    for id in [
        "section-main",
        "section-send",
        "section-term-weeks",
        "section-placeholder",
        "section-placeholder-1",
        "placeholder-1",
    ] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
    }
}

#[test]
fn task_boxes_survive_as_characters() {
    let html = render("- [x] done\n- [ ] open");
    assert!(
        html.as_str().contains("☑ done") && html.as_str().contains("☐ open"),
        "{html}"
    );
}

#[test]
fn headings_move_down_and_carry_the_key_of_their_section() {
    let html = render("# Title\n\n## Zone\n\n### Items\n\n## Zone\n");
    for expected in [
        "<h2 id=\"opening\">Title</h2>",
        "<h3 id=\"zone\">Zone</h3>",
        "<h4 id=\"zone-items\">Items</h4>",
        "<h3 id=\"zone-2\">Zone</h3>",
    ] {
        assert!(html.as_str().contains(expected), "{expected} in {html}");
    }
}

#[test]
fn placeholders_are_marked_with_their_number() {
    let text =
        "To: [CTO / VP Engineering], on [Date & time]\n\n## A\n\n[Name] and [a link](/x) and `[code]` and [Name]\n";
    let body = Body::new(text).unwrap();
    let html = render(text);
    for (n, shown) in [
        (1, "[CTO / VP Engineering]"),
        (2, "[Date &amp; time]"),
        (3, "[Name]"),
        (4, "[Name]"),
    ] {
        let mark = format!("<mark class=\"placeholder\" id=\"placeholder-{n}\">{shown}</mark>");
        assert!(html.as_str().contains(&mark), "{mark} in {html}");
    }
    assert_eq!(html.as_str().matches("<mark").count(), placeholders(&body).len());
    let section = render_section(&body, "a").unwrap();
    assert!(
        section.as_str().contains("placeholder-3") && !section.as_str().contains("placeholder-1\""),
        "{section}"
    );
    assert_eq!(render_section(&body, "b"), None);
}

#[test]
fn a_section_is_rendered_as_part_of_the_whole() {
    let body = Body::new("intro\n\n## One\n\nsee [the site][s]\n\n## Two\n\n[s]: https://example.com\n").unwrap();
    let whole: String = render_sections(&body)
        .into_iter()
        .map(|(_, html)| html.into_string())
        .collect();
    assert_eq!(whole, render(body.as_str()).into_string());
    assert!(
        render_section(&body, "one")
            .unwrap()
            .as_str()
            .contains("https://example.com")
    );
}

/// The passages of every section, each with the places in it.
fn passages(text: &str, places: &[usize]) -> Vec<Vec<Passage>> {
    let body = Body::new(text).expect("short");
    let sections = render_passages(&body, &[], places).into_iter();
    sections.map(|(_, passages)| passages).collect()
}

#[test]
fn a_block_that_holds_a_place_is_a_passage_of_its_own() {
    let text = "Before.\n\n## One\n\nFirst.\n\n- a\n- b\n\nLast.\n\n## Two\n\n| x |\n|---|\n| y |\n";
    let at = |words: &str| text.find(words).expect("there");
    let cut = passages(text, &[at("b\n"), at("## Two"), at("a\n")]);
    let shape: Vec<Vec<(&[usize], &str)>> = cut
        .iter()
        .map(|section| {
            section
                .iter()
                .map(|p| (&p.places[..], p.html.as_str().trim()))
                .collect()
        })
        .collect();
    assert_eq!(shape[0], [(&[][..], "<p>Before.</p>")]);
    assert_eq!(
        shape[1],
        [
            (&[][..], "<h3 id=\"one\">One</h3>\n<p>First.</p>"),
            (&[0, 2][..], "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            (&[][..], "<p>Last.</p>"),
        ]
    );
    assert_eq!(shape[2][0], (&[1][..], "<h3 id=\"two\">Two</h3>"));
    assert!(shape[2][1].1.contains("<table>"), "{}", shape[2][1].1);
    // A place between two blocks belongs to the one before it, and one before all blocks to the first.
    let between = passages("\n\nOne.\n\nTwo.\n", &[1, 7]);
    assert_eq!(between[0][0].places, [0, 1]);
    assert_eq!(between[0].len(), 2);
}

#[test]
fn every_piece_of_a_mark_carries_its_number() {
    let text = "one *two* three";
    let comment = Overlay {
        id: Some("comment_1".into()),
        nth: Some(3),
        ..over(text, "one *two*", Class::Comment)
    };
    let html = marked(text, &[comment]);
    assert_eq!(html.matches("data-nth=\"3\"").count(), 2, "{html}");
    assert_eq!(html.matches("id=\"comment_1\"").count(), 1, "{html}");
}

fn marked(text: &str, overlays: &[Overlay]) -> String {
    let body = Body::new(text).expect("short");
    let sections = render_with(&body, overlays).into_iter();
    sections.map(|(_, html)| html.into_string()).collect()
}

fn over(text: &str, words: &str, class: Class) -> Overlay {
    let start = text.find(words).expect("it is there");
    Overlay::new(start..start + words.len(), class)
}

#[test]
fn stretches_are_marked_across_markup_and_across_each_other() {
    let text = "one *two* three";
    let comment = Overlay {
        id: Some("comment_1".into()),
        href: Some("#thread_1".into()),
        ..over(text, "e *two* th", Class::Comment)
    };
    let term = Overlay {
        title: Some("a \"term\"".into()),
        ..over(text, "wo* thr", Class::Term)
    };
    assert_eq!(
        marked(text, std::slice::from_ref(&comment)),
        concat!(
            r##"<p>on<mark class="comment" id="comment_1"><a href="#thread_1">e </a></mark><em>"##,
            r##"<mark class="comment"><a href="#thread_1">two</a></mark></em>"##,
            r##"<mark class="comment"><a href="#thread_1"> th</a></mark>ree</p>"##,
            "\n"
        )
    );
    let both = marked(text, &[comment, term]);
    assert!(
        both.contains(r#"<mark class="comment"><mark class="term" title="a &quot;term&quot;"><a href"#),
        "{both}"
    );
    let inserted = marked(text, &[over(text, "two", Class::Inserted)]);
    assert_eq!(inserted, "<p>one <em><ins>two</ins></em> three</p>\n");
}

#[test]
fn a_stretch_inside_a_link_or_code_keeps_it_whole() {
    let text = "see [the site](/x) and `code & more`";
    let leads = |words, class| Overlay {
        href: Some("#t".into()),
        ..over(text, words, class)
    };
    assert_eq!(
        marked(
            text,
            &[leads("site", Class::Comment), over(text, "de &", Class::Suggestion)]
        ),
        "<p>see <a href=\"/x\" rel=\"noopener noreferrer nofollow\">the <mark class=\"comment\">site</mark></a> and \
         <mark class=\"suggestion\"><code>code &amp; more</code></mark></p>\n"
    );
}

#[test]
fn hostile_shapes_stay_bounded() {
    let n = 10_000;
    for text in [
        ">".repeat(n),
        "> ".repeat(n) + "x",
        "[".repeat(n),
        "![".repeat(n),
        "[a](".repeat(n / 2),
        "<!--".repeat(n),
        "<![CDATA[".repeat(n / 2),
        "<?".repeat(n),
        "*a **a ".repeat(n / 2),
        "_".repeat(n) + "a" + &"_".repeat(n),
        "`".repeat(n) + "a",
        "- ".repeat(n / 2) + "x",
        "1) ".repeat(n / 2) + "x",
        "|".repeat(n) + "\n" + &"|-".repeat(n / 2) + "\n",
        "~~a".repeat(n),
        "[x]".repeat(n),
        "[ab]".repeat(n),
        "&".repeat(n),
        "\\[".repeat(n),
        "# a\n".repeat(n / 2),
    ] {
        let html = render(&text);
        assert_eq!(offence(html.as_str()), None);
        assert!(
            html.as_str().len() < 60 * text.len() + 1000,
            "{} bytes from {}",
            html.as_str().len(),
            &text[..20]
        );
    }
}

/// Work is bounded where it can be counted; how long it takes is measured by `scripts/bench.sh`.
#[test]
fn what_comes_out_is_bounded_by_what_went_in() {
    for (name, text) in nasty::nasty(16 * 1024) {
        let html = render(&text).into_string();
        assert_eq!(offence(&html), None, "{name}");
        assert!(
            html.len() <= 64 * 1024 + 64 * text.len(),
            "{name}: {} bytes",
            html.len()
        );
    }
}

proptest! {
    #![proptest_config(config::cases(300))]

    #[test]
    fn nothing_typed_becomes_active(pieces in prop::collection::vec(prop_oneof![
        "[ -~\n]{0,12}", Just("<".into()), Just("](javascript:a)".into()), Just("[".into()), Just("\n\n## ".into()),
        Just("<img src=x onerror=a>".into()), Just("![".into()), Just("`".into()), Just("&lt;script&gt;".into()),
        Just("\n> - ".into()), Just("<!--".into()), Just("](//x)".into()), Just("]: javascript:a\n".into()),
    ], 0..20)) {
        let html = render(&pieces.concat());
        prop_assert_eq!(offence(html.as_str()), None);
    }

    #[test]
    fn no_stretch_opens_a_hole(
        pieces in prop::collection::vec(prop_oneof![
            "[ -~\n]{0,12}", Just("[x](".into()), Just("**".into()), Just("`".into()), Just("\n\n## ".into()),
            Just("<img src=x onerror=a>".into()), Just("é".into()), Just("&lt;".into()), Just("\n| a |\n|--|\n".into()),
        ], 0..20),
        stretches in prop::collection::vec((0..200_usize, 0..80_usize, 0..6_usize, "[!-~]{1,8}"), 0..12),
    ) {
        const CLASSES: [Class; 6] = [
            Class::Placeholder, Class::Term, Class::TermDiffers, Class::Comment, Class::Suggestion, Class::Inserted,
        ];
        let text = pieces.concat();
        let overlays: Vec<Overlay> = stretches.into_iter().map(|(start, length, class, title)| Overlay {
            href: Some("#here".into()),
            title: Some(title.clone()),
            id: Some(format!("comment_{start}")),
            ..Overlay::new(start..start + length, CLASSES[class])
        }).collect();
        let html = marked(&text, &overlays);
        prop_assert_eq!(offence(&html), None, "{}", html);
        // Marking changes nothing of what is read.
        let read = |html: &str| {
            html.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text)).collect::<String>()
        };
        prop_assert_eq!(read(&html), read(&marked(&text, &[])));
    }

    #[test]
    fn plain_words_are_never_lost(words in prop::collection::vec("[a-z]{1,8}", 1..30)) {
        // These two say that something is still to come, and are marked.
        prop_assume!(!words.iter().any(|word| ["tbc", "tbd"].contains(&word.as_str())));
        let text = words.join(" ");
        prop_assert_eq!(render(&text).into_string(), format!("<p>{text}</p>\n"));
    }

    #[test]
    fn sections_render_to_the_whole(pieces in prop::collection::vec("(## [a-z]{0,4}\n|[a-z\\[\\] ]{0,9}\n|\n|- x\n|```\n)", 0..20)) {
        let body = Body::new(&pieces.concat()).unwrap();
        let whole: String = render_sections(&body).into_iter().map(|(_, html)| html.into_string()).collect();
        prop_assert_eq!(sections(&body).len(), render_sections(&body).len());
        prop_assert_eq!(whole, render(body.as_str()).into_string());
    }
}

proptest! {
    #[test]
    fn cutting_into_passages_leaves_nothing_out(
        blocks in proptest::collection::vec(
            prop_oneof![
                "[a-z]{1,8}( [a-z]{1,8}){0,5}",
                "## [a-z]{1,6}",
                "- [a-z]{1,4}\n- [a-z]{1,4}\n\n  [a-z]{1,4}",
                "> [a-z]{1,6}",
                "```\n[a-z]{1,6}\n```",
                Just("---".to_owned()),
                Just("<b>raw</b>".to_owned()),
                Just("| a |\n|---|\n| b |".to_owned()),
            ],
            1..12,
        ),
        places in proptest::collection::vec(0_usize..200, 0..8),
    ) {
        let body = Body::new(&format!("{}\n", blocks.join("\n\n"))).expect("short");
        let places: Vec<usize> = places.into_iter().filter(|at| *at < body.as_str().len()).collect();
        let cut = render_passages(&body, &[], &places);
        let mut held: Vec<usize> = cut.iter().flat_map(|(_, all)| all.iter().flat_map(|p| p.places.clone())).collect();
        held.sort_unstable();
        prop_assert_eq!(held, (0..places.len()).collect::<Vec<_>>());
        let squeezed = |html: String| html.split_whitespace().collect::<Vec<_>>().join(" ");
        for ((_, passages), (_, whole)) in cut.into_iter().zip(render_with(&body, &[])) {
            let joined: String = passages.into_iter().map(|passage| passage.html.into_string()).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(squeezed(joined), squeezed(whole.into_string()));
        }
    }
}
