//! The sections of a comparison: each with its caption, its blocks, and a way from change to change.

use domain::document::{Body, Moved};
use domain::markdown::diff::{Block, Fate, RenderedSection, Sign, compare_rendered};
use domain::proposal::{SectionDiff, Tag, compare};
use leptos::prelude::*;

use crate::ui::visible;

/// Unchanged blocks in a row of which the middle ones are folded away.
const LONG_RUN: usize = 4;

/// Numbers the changes of a page, so that each can lead to its neighbours.
struct Changes {
    next: usize,
    all: usize,
}

/// Both texts as they read. `text` is the address of the new revision, to which unchanged sections lead.
pub fn rendered(old: &Body, new: &Body, text: &str) -> impl IntoView + use<> {
    let sections = compare_rendered(old, new);
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let mut changes = Changes {
        next: 1,
        all: blocks.filter(|block| block.sign != Sign::Same).count(),
    };
    let only_ends = old != new
        && sections
            .iter()
            .all(|section| !section.is_changed() && section.moved.is_none());
    let mut shown: Vec<AnyView> = Vec::new();
    for run in sections.chunk_by(|one, two| is_plain(one) && is_plain(two)) {
        if is_plain(&run[0]) {
            let titles: Vec<_> = run
                .iter()
                .map(|section| (section.title.as_str(), section.key.as_str()))
                .collect();
            shown.push(unchanged(&titles, text));
        } else {
            shown.extend(run.iter().map(|section| changed(section, &mut changes)));
        }
    }
    let first = match changes.all {
        0 => None,
        1 => Some("Go to the change".to_owned()),
        n => Some(format!("Go through the {n} changes")),
    };
    view! {
        {first.map(|words| view! { <p class="diff-first"><a href="#change-1">{words}</a></p> })}
        {only_ends.then(|| view! { <p class="diff-same">"Only blank lines at the ends of sections differ."</p> })}
        {shown}
    }
}

/// Both texts as Markdown.
pub fn source(old: &Body, new: &Body) -> impl IntoView + use<> {
    let sections = compare(old, new);
    let mut shown: Vec<AnyView> = Vec::new();
    let is_same = |section: &SectionDiff| !section.is_changed();
    for run in sections.chunk_by(|one, two| is_same(one) && is_same(two)) {
        if is_same(&run[0]) {
            let titles: Vec<_> = run
                .iter()
                .map(|section| (section.title.as_str(), section.key.as_str()))
                .collect();
            shown.push(unchanged(&titles, ""));
            continue;
        }
        for section in run {
            let count = |wanted| section.parts.iter().filter(|(tag, _)| *tag == wanted).count();
            shown.push(
                view! {
                    <section class="diff" data-view="source">
                        <h2>{section.title.clone()}</h2>
                        <p class="diff-count">{counted(count(Tag::Inserted), count(Tag::Deleted))}</p>
                        {lines(&section.parts)}
                    </section>
                }
                .into_any(),
            );
        }
    }
    shown
}

/// Unchanged where it stood.
fn is_plain(section: &RenderedSection) -> bool {
    !section.is_changed() && section.moved.is_none()
}

/// "Risks: unchanged", or several folded into one line.
fn unchanged(sections: &[(&str, &str)], text: &str) -> AnyView {
    if let [(title, _)] = sections {
        return view! { <p class="diff-same">{format!("{title}: unchanged")}</p> }.into_any();
    }
    let rows = sections
        .iter()
        .map(|(title, key)| {
            let title = (*title).to_owned();
            if text.is_empty() {
                view! { <li>{title}</li> }.into_any()
            } else {
                view! { <li><a href=format!("{text}#{key}")>{title}</a></li> }.into_any()
            }
        })
        .collect_view();
    view! {
        <details class="diff-same">
            <summary>{format!("{} sections: unchanged", sections.len())}</summary>
            <ul>{rows}</ul>
        </details>
    }
    .into_any()
}

/// "2 added, 1 removed", in stretches of text.
fn counted(added: usize, removed: usize) -> String {
    let said: Vec<String> = [(added, "added"), (removed, "removed")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    said.join(", ")
}

/// What became of a section, in words.
fn caption(section: &RenderedSection) -> String {
    let mut said = Vec::new();
    match section.fate {
        Fate::Added => said.push("a new section".to_owned()),
        Fate::Deleted => said.push("deleted".to_owned()),
        Fate::Kept => {
            let counted = counted(section.added, section.removed);
            if !counted.is_empty() {
                said.push(counted);
            }
            match section.formatted() {
                0 => {}
                1 => said.push("1 change of formatting or link".to_owned()),
                n => said.push(format!("{n} changes of formatting or link")),
            }
            if section.blocks.is_empty() && section.source_differs {
                said.push("reads the same; only the Markdown source differs".to_owned());
            }
        }
    }
    if let Some(was) = &section.renamed_from {
        said.push(format!("its title was “{was}”"));
    }
    match section.moved {
        Some(Moved::Up) => said.push("moved up".to_owned()),
        Some(Moved::Down) => said.push("moved down".to_owned()),
        None => {}
    }
    if section.moved.is_some() && !section.is_changed() {
        said.push("otherwise unchanged".to_owned());
    }
    said.join("; ")
}

fn changed(section: &RenderedSection, changes: &mut Changes) -> AnyView {
    let mut shown: Vec<AnyView> = Vec::new();
    for run in section
        .blocks
        .chunk_by(|one, two| one.sign == Sign::Same && two.sign == Sign::Same)
    {
        if run[0].sign != Sign::Same {
            shown.push(change(&run[0], changes));
        } else if run.len() < LONG_RUN {
            shown.extend(run.iter().map(plain));
        } else {
            let (first, rest) = (&run[0], &run[1..]);
            let (middle, last) = rest.split_at(rest.len() - 1);
            shown.push(plain(first));
            let folded = middle.iter().map(plain).collect_view();
            shown.push(
                view! {
                    <details class="diff-same">
                        <summary>{format!("{} unchanged passages", middle.len())}</summary>
                        {folded}
                    </details>
                }
                .into_any(),
            );
            shown.extend(last.iter().map(plain));
        }
    }
    let gone = (section.fate == Fate::Deleted).then_some("deleted");
    view! {
        <section class="diff" data-fate=gone>
            <h2>{section.title.clone()}</h2>
            <p class="diff-count">{caption(section)}</p>
            {shown}
        </section>
    }
    .into_any()
}

/// A block that is the same.
fn plain(block: &Block) -> AnyView {
    let html = block.html.as_str().to_owned();
    view! { <div class="diff-line"><div class="document diff-text" inner_html=html></div></div> }.into_any()
}

/// A block that changed, with the steps to its neighbours.
fn change(block: &Block, changes: &mut Changes) -> AnyView {
    let number = changes.next;
    changes.next += 1;
    let step = |to: usize, words: &'static str| view! { <a href=format!("#change-{to}")>{words}</a> };
    let after = if number < changes.all {
        Some(step(number + 1, "Next change"))
    } else {
        (number > 1).then(|| step(1, "First change"))
    };
    let before = (number > 1).then(|| step(number - 1, "Previous change"));
    // The steps come first, so that the keyboard goes from change to change: Tab, Enter.
    let steps = view! {
        <p class="diff-steps">
            <span>{format!("Change {number} of {}", changes.all)}</span> {after} {before}
        </p>
    };
    signed_block(block, Some((format!("change-{number}"), steps.into_any())))
}

/// A block that changed, with its sign and what cannot be seen in it.
pub(super) fn block(block: &Block) -> AnyView {
    signed_block(block, None)
}

fn signed_block(block: &Block, led_to: Option<(String, AnyView)>) -> AnyView {
    let (data_sign, sign, word) = match block.sign {
        Sign::Removed => ("-", "−", "Removed: "),
        Sign::Changed => ("+", "±", "Changed: "),
        Sign::Formatted => ("~", "~", "Formatting or link changed: "),
        Sign::Added | Sign::Same => ("+", "+", "Added: "),
    };
    let html = block.html.as_str().to_owned();
    let notes = block
        .notes
        .iter()
        .map(|note| view! { <p class="diff-note">{note.clone()}</p> })
        .collect_view();
    let (id, steps) = led_to.unzip();
    let tabindex = id.is_some().then_some("-1");
    view! {
        <div class="diff-line" data-sign=data_sign id=id tabindex=tabindex>
            {steps}
            <span class="diff-sign">{sign} <span class="visually-hidden">{word}</span></span>
            <div class="document diff-text" inner_html=html></div>
            {notes}
        </div>
    }
    .into_any()
}

/// The lines of a comparison that differ, with the unchanged ones beside them; longer unchanged
/// stretches are left out.
pub fn lines(parts: &[(Tag, String)]) -> impl IntoView + use<> {
    let lines = cut(parts);
    let differs: Vec<bool> = lines
        .iter()
        .map(|line| line.iter().any(|(tag, _)| *tag != Tag::Same))
        .collect();
    let mut shown = Vec::new();
    let mut skipped = false;
    for (at, line) in lines.into_iter().enumerate() {
        let near = differs[at.saturating_sub(1)..(at + 2).min(differs.len())].contains(&true);
        if !near {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            shown.push(view! { <p class="diff-same">"…"</p> }.into_any());
        }
        shown.extend(one_line(&line));
    }
    shown
}

/// A line as it was and as it is, or once when it is the same.
fn one_line(line: &[(Tag, String)]) -> Vec<AnyView> {
    let has = |wanted| line.iter().any(|(tag, text)| *tag == wanted && !text.trim().is_empty());
    let mut lines = Vec::new();
    if has(Tag::Deleted) {
        lines.push(signed(line, "-", "Removed", Tag::Inserted));
    }
    if has(Tag::Inserted) {
        lines.push(signed(line, "+", "Added", Tag::Deleted));
    }
    if lines.is_empty() {
        lines.push(signed(line, "", "", Tag::Deleted));
    }
    lines
}

fn signed(line: &[(Tag, String)], sign: &'static str, word: &'static str, left_out: Tag) -> AnyView {
    let words = line
        .iter()
        .filter(|(tag, _)| *tag != left_out)
        .map(|(tag, text)| {
            let text = visible(text);
            match tag {
                Tag::Same => view! { {text} }.into_any(),
                Tag::Deleted => view! { <del>{text}</del> }.into_any(),
                Tag::Inserted => view! { <ins>{text}</ins> }.into_any(),
            }
        })
        .collect_view();
    let data_sign = (!sign.is_empty()).then_some(sign);
    let hidden = (!word.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {word}: ")}</span> });
    view! {
        <div class="diff-line" data-sign=data_sign><span class="diff-sign">{sign} {hidden}</span><p>{words}</p></div>
    }
    .into_any()
}

/// The parts cut at line ends; empty lines are left out.
fn cut(parts: &[(Tag, String)]) -> Vec<Vec<(Tag, String)>> {
    let mut lines: Vec<Vec<(Tag, String)>> = vec![Vec::new()];
    for (tag, text) in parts {
        for (at, piece) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !piece.is_empty()) {
                line.push((*tag, piece.to_owned()));
            }
        }
    }
    lines.retain(|line| line.iter().any(|(_, text)| !text.trim().is_empty()));
    lines
}

#[cfg(test)]
mod tests {
    use super::{Tag, cut};

    #[test]
    fn parts_are_cut_into_lines() {
        let part = |tag, text: &str| (tag, text.to_owned());
        let parts = [
            part(Tag::Same, "One.\n\nTwo "),
            part(Tag::Deleted, "old.\nThree.\n"),
            part(Tag::Inserted, "new.\n"),
        ];
        assert_eq!(
            cut(&parts),
            [
                vec![part(Tag::Same, "One.")],
                vec![part(Tag::Same, "Two "), part(Tag::Deleted, "old.")],
                vec![part(Tag::Deleted, "Three.")],
                vec![part(Tag::Inserted, "new.")],
            ]
        );
    }
}
