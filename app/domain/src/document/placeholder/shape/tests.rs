use crate::document::{Body, placeholders, settle_placeholders};

fn found(text: &str) -> Vec<String> {
    let body = Body::new(text).expect("short");
    let gaps = placeholders(&body).into_iter();
    gaps.map(|gap| body.as_str()[gap.range].to_owned()).collect()
}

#[test]
fn every_shape_of_a_gap_is_asked_about() {
    for (text, gaps) in [
        (
            "Owner: TBD. Start: {Date}. Approver: <name>. Budget: {{ .Budget }}. Deadline: ____. Metric: XXX. Target: [ ]. Risk: TODO.",
            &["TBD", "{Date}", "<name>", "{{ .Budget }}", "____", "XXX", "[ ]", "TODO"][..],
        ),
        (
            "Scope: [Describe in two sentences what the manager is allowed to change without asking engineering and what is not\nallowed]\n",
            &[
                "[Describe in two sentences what the manager is allowed to change without asking engineering and what is not\nallowed]",
            ],
        ),
        (
            "> Scope: [Describe what\n> is allowed]\n",
            &["[Describe what\n> is allowed]"],
        ),
        (
            "[CTO / VP Engineering] on [YYYY-MM-DD], [Your name, title], [PM 1], [Name 2]",
            &[
                "[CTO / VP Engineering]",
                "[YYYY-MM-DD]",
                "[Your name, title]",
                "[PM 1]",
                "[Name 2]",
            ],
        ),
        (
            "[median or mean] [number] [link] [COMPANY] [Insert the ticket, e.g. SHOP-412]",
            &[
                "[median or mean]",
                "[number]",
                "[link]",
                "[COMPANY]",
                "[Insert the ticket, e.g. SHOP-412]",
            ],
        ),
        (
            "Owner: [TBD], later [TODO: name them], **TBD**, *tbc*, (TBA), T: TBD\n\n| Who | TBD |\n|---|---|\n| [Name] | ____ |\n",
            &[
                "[TBD]",
                "[TODO: name them]",
                "TBD",
                "tbc",
                "TBA",
                "TBD",
                "TBD",
                "[Name]",
                "____",
            ],
        ),
        (
            "<your name> <Team-Name> <Größe> <Name, Titel>",
            &["<your name>", "<Team-Name>", "<Größe>", "<Name, Titel>"],
        ),
        ("<name>\n\n<date>\n<owner>\n", &["<name>", "<date>", "<owner>"]),
        ("Dear <title> of <address>", &["<title>", "<address>"]),
        (
            "{Name} {your team} {project_name} {{name}} ({Date})",
            &["{Name}", "{your team}", "{project_name}", "{{name}}", "{Date}"],
        ),
        (
            "____ weeks, name:____, ___ %, XX % and XXXX",
            &["____", "____", "___", "XX", "XXXX"],
        ),
        (
            "# Proposal for [Company]\n\n## [Section title]\n",
            &["[Company]", "[Section title]"],
        ),
        ("“We ask [Name of the approver].”", &["[Name of the approver]"]),
        (
            "TODO(mira): say who\n\n- TODO\n- FIXME later\n",
            &["TODO", "TODO", "FIXME"],
        ),
    ] {
        assert_eq!(found(text), gaps, "{text}");
    }
}

#[test]
fn what_looks_like_a_gap_is_none() {
    for text in [
        "> [!IMPORTANT]\n> Only the banner.\n\n> [!note] Title\n> text",
        "[TOC]\n\n[[_TOC_]]\n\n[[toc]]\n\n[Table of contents]",
        "Prices [excl. VAT] as in [Garner, 2007] and \"they [the shops] agreed [sic]\". See [SHOP-412] and [WIP] in titles, an array `a[i]` and a[index] in prose.",
        "### Upgrade strategy [Optional]\n\n## Old way [Deprecated]\n\n## Rollout [Planned]",
        "A date range [2026-03-01, 2026-03-14] and an interval [a, b), [0, n], [x, y].",
        "- [ ] open\n- [x] done\n- [X] done\n1. [ ] first\n",
        "| [ ] | [x] |\n|---|---|\n| [ ] Yes | [x] No |\n",
        "A note.[^1] Another.[^note] [^2]: text\n\n[^1]: The note.\n",
        "[a link](/x), [text][ref], [ref], ![alt](y), [broken](see below), [text][none]\n\n[ref]: https://example.com\n",
        "`[code]` `{Date}` `<name>` `TBD` ``____``\n\n```\n[Date] {Date} <name> TBD ____\n```\n\n    [Date] TBD\n",
        "\\[Date\\] \\{Date\\} \\<name\\> \\_\\_\\_\\_",
        "<b>bold</b> <br> <br/> <details><summary>more</summary></details> </name> <!-- TODO: [Date] -->",
        "<!--\nTBD\n<name>\n[Date]\n-->\n\n<div align=\"center\">\n<img src=\"x\">\n</div>\n\n<title>Page</title>",
        "<https://example.com/x> <mira@example.com> https://example.com/[slug] app/[slug]/page.tsx [...all]",
        "At [12:30], in [3] or [12, 13], [@smith2004], [#412], [GH-12, GH-13], [RFC 2119], [ISO 27001], [CVE-2026-1234], [Q3 2026], [P1]",
        "Set {a, b, c}, {i}, ${HOME}, x_{max}, /users/{id}, {#anchor}, {% if x %}, {}, { }",
        "a < b and c > d, Vec<String>, List<T>, 5 <6> 7, -> <- <= =>, I <3 it",
        "__init__ ___strong___ snake_case_name a___b",
        "A TODO list, the TODO comments, no TODO is left, todo, a to-do, TODOs, NOT-TBD-YET, \"TBD\" is no answer",
        "Article XX, 3XX, xxx, XXL, XX chromosomes",
        "[see section 3], [cf. above], [Figure 3], [Appendix B], [emphasis added], [ca. 1900]",
        "Time [ms], cost [EUR], [EUR/month], [km/h], [°C], [%], [requests/day]",
        "\"[W]e agree\", [re]submit, \"[he] said\", «[les clients] ont dit», “[the team] agreed”, „[die Kunden] stimmten zu“",
        "run [--verbose] [-v] [options], key[0].name, f(x)[i], args[]",
        "[https://example.com], [www.example.com], [help@example.com], [owner/repo#12]",
        "[Smith et al., 2020; Doe 2019a], [The 2024 survey], […], [...]",
        "[This remark of the editors runs on for much longer than anybody would write in a gap, and it tells nobody to write anything at all, does it]",
        "---\nreviewers: [mira-okafor, jonas-weld]\nowner: TBD\n---\n\nText",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn a_gap_without_a_name_is_called_by_what_stands_before_it() {
    let text = "Owner: TBD. **Risk:** TODO, and TBD.\n\n- Deadline: ____\n- Deadline: ____\n\n| Budget | TBD |\n|---|---|\n| **Who** | [TBD] |\n\n## TBD\n\nTBD\n";
    let body = Body::new(text).expect("short");
    let names: Vec<String> = placeholders(&body).into_iter().map(|gap| gap.text).collect();
    assert_eq!(
        names,
        [
            "Owner: TBD",
            "Risk: TODO",
            "Risk: TODO, and TBD",
            "Deadline: ____",
            "Deadline: ____ (2)",
            "Budget TBD",
            "Who [TBD]",
            "TBD",
            "TBD (2)"
        ]
    );
}

#[test]
fn what_is_no_gap_stays_as_it_reads() {
    let text = "“Ask [Our Shops],” TODO and ____ of <name> and {Date}; [Our Shops] again, [Date].\n";
    let body = Body::new(text).expect("short");
    let names: Vec<String> = placeholders(&body).into_iter().map(|gap| gap.text).collect();
    assert_eq!(names.len(), 7);
    let kept = settle_placeholders(
        &body,
        &[("Date", "8 May")],
        &["Our Shops", &names[1], &names[2], "name"],
    )
    .expect("short");
    assert_eq!(
        kept.as_str(),
        "“Ask \\[Our Shops\\],” `TODO` and \\_\\_\\_\\_ of \\<name\\> and 8 May; \\[Our Shops\\] again, 8 May.\n"
    );
    assert_eq!(placeholders(&kept), []);
}
