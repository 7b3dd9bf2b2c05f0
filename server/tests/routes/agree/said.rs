//! What a page says of the matters that several pages speak of.

/// What several pages speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The chip in the bar, in lists, on the front page.
    Status,
    /// Whether the terms are approved, and what is open of it.
    Approval,
    /// How many terms are open.
    OpenTerms,
    /// Whether somebody confirmed the terms.
    Confirmed,
    /// The newest zone version, and how many of four sides signed it.
    Zone,
    /// Who was invited and has not joined.
    Invited,
    /// How many things are missing before the start.
    Missing,
    /// Whether nothing is.
    Ready,
    /// When the readout is.
    Readout,
    /// Which week it is.
    Week,
    /// The states of the four criteria.
    Criteria,
    /// How many of them stand where.
    Tally,
    /// What was decided.
    Decision,
}

use Matter::{
    Approval, Confirmed, Criteria, Decision, Invited, Missing, OpenTerms, Readout, Ready, Status, Tally, Week, Zone,
};

/// Everything an address says, as its HTML has it.
pub fn said(address: &str, slug: &str, html: &str) -> Vec<(Matter, String)> {
    let html = html.replace("<!>", "");
    let lines = lines(&html);
    let at = address.strip_prefix(&format!("/p/{slug}")).unwrap_or(address);
    let mut said = Vec::new();
    for status in statuses(address, slug, &html) {
        if let Some(week) = status.strip_prefix("Running, week ") {
            said.push((Week, week.to_owned()));
        }
        if let Some(choice) = status.strip_prefix("Decided: ") {
            said.push((Decision, choice.to_owned()));
        }
        said.push((Status, status));
    }
    for line in &lines {
        said.extend(of_line(line));
        if at.is_empty() {
            said.extend(of_step(line));
        }
    }
    // Of a side that nobody holds no signature is missing, but its holder.
    let all_there = !lines.iter().any(|line| line.contains("Nobody is "));
    if (at == "/people" || at == "/start") && all_there {
        said.extend(unsigned(&lines));
    }
    if at == "/zone" || at == "/zone/v/1" {
        let signed = between(&html, "class=\"signatures\">", "</ul>").join("");
        let (all, signed) = (signed.matches("<li").count(), signed.matches("data-signed").count());
        said.push((Zone, format!("1: {signed} of {all}")));
    }
    match at {
        "" => {
            let people = between(&html, "<dd>", "</dd>");
            said.push((
                Invited,
                named(people.iter().filter_map(|one| one.strip_suffix(" (invited)"))),
            ));
        }
        "/people" => {
            let rows = between(&html, "<tr>", "</tr>");
            let invited = rows.iter().filter(|row| row.contains("<td>Invited</td>"));
            let names: Vec<String> = invited
                .flat_map(|row| between(row, "<th scope=\"row\">", "</th>"))
                .collect();
            said.push((Invited, named(names.iter().map(String::as_str))));
        }
        _ => {}
    }
    let is_editor = at == "/proposal" && html.contains("section-edit");
    if is_editor && !html.contains(" terms are open. ") && !html.contains(" terms is open. ") {
        said.push((OpenTerms, "0".to_owned()));
    }
    if at == "/proposal/understood" && !html.contains("open: go to the first") {
        said.push((OpenTerms, "0".to_owned()));
    }
    if html.contains(">Confirm these terms<") {
        said.push((Confirmed, "no".to_owned()));
    }
    said.extend(judged(at, &html, &lines));
    said.extend(between(&html, "class=\"verdict\">", "</h2>").into_iter().map(|choice| {
        let confirmed = html.contains("Decided together");
        (Decision, if confirmed { choice } else { "recorded".to_owned() })
    }));
    said
}

/// Where the criteria stand.
fn judged(at: &str, html: &str, lines: &[String]) -> Vec<(Matter, String)> {
    let mut said = Vec::new();
    let cards = between(html, "class=\"scorecard\">", "</ul>");
    for card in cards {
        let states = between(&card, "data-state=\"", "\"");
        if states.len() == 4 {
            said.push((Criteria, states.join(" ")));
        }
    }
    let tally = |words: &str| (Tally, words.trim_end_matches('.').to_owned());
    match at {
        "" => {
            let heads = between(html, "<h2>", "</h2>");
            said.extend(
                heads
                    .iter()
                    .filter(|head| head.contains(" met") || head.contains(" not known"))
                    .map(|head| tally(head)),
            );
        }
        "/metrics" => {
            said.extend(
                between(html, "class=\"tally\">", "</p>")
                    .iter()
                    .map(|words| tally(words)),
            );
        }
        "/decision" => {
            let by = lines.iter().filter_map(|line| line.split_once(" By the numbers "));
            said.extend(by.map(|(words, _)| tally(words)));
        }
        "/readout/10" => said.extend(
            between(html, "class=\"slide-status\">", "</p>")
                .iter()
                .map(|words| tally(words)),
        ),
        _ => {}
    }
    said
}

/// Where the pilot stands, as chips and the front page have it.
fn statuses(address: &str, slug: &str, html: &str) -> Vec<String> {
    if address == "/" {
        let row = between(html, &format!("<a href=\"/p/{slug}\">"), "</a>");
        return row
            .iter()
            .flat_map(|row| between(row, "class=\"status\">", "</span>"))
            .collect();
    }
    let bar = between(html, "class=\"top-bar\">", "</header>").join("");
    let mut all = between(&bar, "class=\"chip\">", "</span>");
    if address == format!("/p/{slug}") {
        let head = between(html, "class=\"page-head\">", "</header>").join("");
        all.extend(
            between(&head, "<p>", "<")
                .into_iter()
                .map(|words| words.trim().to_owned()),
        );
    }
    all
}

fn of_line(line: &str) -> Vec<(Matter, String)> {
    let mut said = Vec::new();
    let mut say = |matter, words: &str| said.push((matter, words.to_owned()));
    let approval = match line {
        "Nothing has been sent for approval yet." => Some("none"),
        _ if line.contains("No revision was sent for approval.") => Some("none"),
        _ if line.starts_with("Revision ") && line.contains(" is with ") && line.contains(" since ") => Some("waiting"),
        _ if line.contains("The approver has not decided on revision") => Some("waiting"),
        _ if line.starts_with("Changes requested: revision") => Some("returned"),
        _ if line.contains("The approver returned revision") => Some("returned"),
        _ if line.contains("The terms changed after revision") => Some("outdated"),
        _ if line.contains("A condition is open: ") => Some("approved, 1 open"),
        _ if line.starts_with("Approved") && line.contains(": revision ") => Some(match line {
            _ if line.contains("The approval is outdated") => "outdated",
            _ if line.contains("which is open") => "approved, 1 open",
            _ => "approved",
        }),
        _ if line.starts_with("Approval of the terms") && line.ends_with("Completed") => Some("approved"),
        _ if line.starts_with("Nothing is missing.") => Some("approved"),
        _ => None,
    };
    if let Some(words) = approval {
        say(Approval, words);
    }
    let open = [
        " are open: go to the first",
        " is open: go to the first",
        " terms are open. ",
        " terms is open. ",
        " of the terms are open.",
    ];
    if let Some(front) = open
        .iter()
        .find_map(|words| line.split_once(words))
        .map(|(front, _)| front)
    {
        say(OpenTerms, front.split(' ').next().unwrap_or_default());
    }
    if let Some(rest) = line.strip_prefix("Settle ")
        && rest.contains(" open term")
    {
        say(OpenTerms, rest.split(' ').next().unwrap_or_default());
    }
    if line.starts_with("Terms confirmed by ") {
        say(Confirmed, "yes");
    }
    let unconfirmed = [
        "Nobody has confirmed these terms yet.",
        "The terms can be confirmed once none of them is open.",
        "Confirm the terms",
    ];
    if unconfirmed.iter().any(|words| line.starts_with(words)) {
        say(Confirmed, "no");
    }
    if line.starts_with("Zone signed by every side") && line.ends_with("Completed") {
        say(Zone, "1: 4 of 4");
    }
    if let Some((signed, _)) = line.split_once(" of 4 roles") {
        say(
            Zone,
            &format!("1: {} of 4", signed.rsplit(' ').next().unwrap_or_default()),
        );
    }
    if line.contains("Nobody signed it") {
        say(Zone, "1: 0 of 4");
    }
    if let Some(names) = line.split_once(" has not joined yet.").map(|(names, _)| names) {
        say(Invited, names.rsplit(['.', ' ', '\u{a0}']).next().unwrap_or_default());
    }
    let missing = match line {
        _ if line.starts_with("Nothing is missing.") => Some("0".to_owned()),
        _ if line.starts_with("One thing is missing") => Some("1".to_owned()),
        _ => line.split_once(" things are missing").map(|(n, _)| n.to_owned()),
    };
    if let Some(n) = missing {
        say(Missing, &n);
        say(Ready, if n == "0" { "yes" } else { "no" });
    }
    if line.starts_with("Missing before the start: ") {
        say(Ready, "no");
    }
    if line == "Waiting for the sponsor to start the pilot."
        || line.ends_with("Start the pilot") && line.starts_with("Next for you")
    {
        say(Ready, "yes");
    }
    if let Some(at) = line.strip_prefix("Readout").and_then(time) {
        say(Readout, &at);
    }
    if let Some((_, rest)) = line.split_once("Answer the week ") {
        say(Week, rest.split(' ').next().unwrap_or_default());
    }
    if let Some(choice) = line.strip_prefix("The decision: ") {
        say(Decision, choice);
    }
    if line.ends_with(": recorded, not confirmed yet") {
        say(Decision, "recorded");
    }
    said
}

/// A step of the rail on the front page: its name, how far it is said to be, and by whom.
fn of_step(line: &str) -> Option<(Matter, String)> {
    let (name, rest) = line.split_once(" , ")?;
    let words = |words: &str| words.to_owned();
    match name {
        "Approval" => Some((
            Approval,
            words(match rest {
                _ if rest.contains("With ") => "waiting",
                _ if rest.contains("Changes to revision") => "returned",
                _ if rest.contains("the text has changed since") => "outdated",
                _ if rest.contains("; 1 condition open") && !rest.starts_with("done") => "approved, 1 open",
                _ if rest.starts_with("done") => "approved",
                _ => "none",
            }),
        )),
        "Zone" => {
            let signed = rest.split_once("Version ")?.1.trim_end_matches(" signed");
            Some((Zone, signed.replace(", ", ": ")))
        }
        "Start" if rest.contains("Nothing is missing") => Some((Ready, words("yes"))),
        "Start" if rest.contains("Not ready yet") => Some((Ready, words("no"))),
        "Weeks" if rest.contains("Week ") => {
            let week = rest.split_once("Week ")?.1;
            Some((Week, words(week.split(' ').next()?)))
        }
        "Decision" if rest.contains("Recorded by ") => Some((Decision, words("recorded"))),
        "Decision" => rest.strip_prefix("done").map(|choice| (Decision, words(choice))),
        _ => None,
    }
}

/// The sides of the zone that have not signed, as the lists of what is missing have them.
fn unsigned(lines: &[String]) -> Option<(Matter, String)> {
    let one = lines
        .iter()
        .filter(|line| line.contains(" has not signed zone version 1."))
        .count();
    let several = lines
        .iter()
        .find_map(|line| line.split_once("Zone version 1 waits for ")?.1.split_once('.'));
    let several = several.map_or(0, |(names, _)| names.replace(" and ", ", ").split(", ").count());
    let missing = one + several;
    (missing > 0).then(|| (Zone, format!("1: {} of 4", 4 - missing)))
}

fn named<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// The time in a line, with its day and zone.
fn time(line: &str) -> Option<String> {
    let start = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "]
        .iter()
        .filter_map(|day| line.find(day))
        .min()?;
    let words: Vec<&str> = line[start..].split_whitespace().take(6).collect();
    (words.len() == 6 && words[4].contains(':')).then(|| words.join(" ").trim_end_matches('.').to_owned())
}

/// What stands between two strings, each time.
fn between(text: &str, before: &str, after: &str) -> Vec<String> {
    let pieces = text.split(before).skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once(after)?.0.to_owned()))
        .collect()
}

/// The text of a page by its blocks.
fn lines(html: &str) -> Vec<String> {
    const BLOCKS: [&str; 19] = [
        "p", "li", "h1", "h2", "h3", "h4", "div", "tr", "ul", "ol", "section", "header", "footer", "main", "form",
        "nav", "aside", "dl", "summary",
    ];
    let mut text = String::new();
    for (n, piece) in html.split('<').enumerate() {
        if n == 0 {
            continue;
        }
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if BLOCKS.contains(&name) {
            text.push('\n');
        }
        text.push_str(words);
    }
    let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}
