//! The sections of a comparison: each with its caption, its blocks, and a way from change to change.

use domain::markdown::diff::{Block, Fate, RenderedSection, Sign, compare_rendered};
use domain::proposal::{Body, Moved, SectionDiff, Tag, compare};
use leptos::prelude::*;

use super::compare::lines;

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

/// A block that changed, with its sign, what cannot be seen in it, and its neighbours.
fn change(block: &Block, changes: &mut Changes) -> AnyView {
    let number = changes.next;
    changes.next += 1;
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
    // The steps come first, so that the keyboard goes from change to change: Tab, Enter.
    let step = |to: usize, words: &'static str| view! { <a href=format!("#change-{to}")>{words}</a> };
    let after = if number < changes.all {
        Some(step(number + 1, "Next change"))
    } else {
        (number > 1).then(|| step(1, "First change"))
    };
    let before = (number > 1).then(|| step(number - 1, "Previous change"));
    view! {
        <div class="diff-line" data-sign=data_sign id=format!("change-{number}") tabindex="-1">
            <p class="diff-steps">
                <span>{format!("Change {number} of {}", changes.all)}</span> {after} {before}
            </p>
            <span class="diff-sign">{sign} <span class="visually-hidden">{word}</span></span>
            <div class="document diff-text" inner_html=html></div>
            {notes}
        </div>
    }
    .into_any()
}
