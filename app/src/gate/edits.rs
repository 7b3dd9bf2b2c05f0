//! What a pull request changes within its files, key by key, where that is known.

use domain::zone::{ChangedFile, Edits, KeyEdit};
use leptos::prelude::*;

use crate::ui::{Column, Table, visible};

/// The most files that are shown, and the most keys of each.
const MOST: (usize, usize) = (20, 100);
/// The longest value that is shown whole, in characters.
const LONGEST: usize = 300;
/// Up to so many keys together they are shown without a press.
const FEW: usize = 12;

/// What changes within files; nothing where it is known of none.
pub(super) fn edits(files: &[ChangedFile]) -> Option<AnyView> {
    let (most_files, most_keys) = MOST;
    let known = files.iter().filter_map(|file| match file.known_edits()?.into_owned() {
        Edits::Told { keys, .. } if !keys.is_empty() => Some((file.path.as_str(), keys)),
        _ => None,
    });
    let known: Vec<(&str, Vec<KeyEdit>)> = known.collect();
    if known.is_empty() {
        return None;
    }
    let are_few = known.iter().map(|(_, keys)| keys.len()).sum::<usize>() <= FEW;
    let of_file = |(path, keys): &(&str, Vec<KeyEdit>)| {
        let head = vec![Column::words("Key"), Column::words("Before"), Column::words("After")];
        let rows = keys.iter().take(most_keys).map(row).collect_view();
        let many = match keys.len() {
            1 => "1 key".to_owned(),
            many => format!("{many} keys"),
        };
        let more = (keys.len() > most_keys).then(|| view! { <p>{format!("The first {most_keys} are shown.")}</p> });
        view! {
            <details class="fold" open=are_few>
                <summary><code class="path">{visible(path)}</code> ": " {many}</summary>
                <Table name=format!("What changes in {}", visible(path)) head=head rows=rows.into_any()/>
                {more}
            </details>
        }
    };
    let shown = known.iter().take(most_files).map(of_file).collect_view();
    let more = known.len().saturating_sub(most_files);
    let view = view! {
        <h3>"What changes within the files"</h3>
        {shown}
        {(more > 0).then(|| view! { <p>{format!("And {more} more files.")}</p> })}
    };
    Some(view.into_any())
}

fn row(edit: &KeyEdit) -> impl IntoView + use<> {
    let value = |value: Option<String>| match value {
        Some(value) => visible(&shortened(&value)).into_any(),
        None => view! { <span class="muted">"Not there"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><code class="path">{visible(&shortened(&edit.key()))}</code></th>
            <td>{value(edit.before())}</td>
            <td>{value(edit.after())}</td>
        </tr>
    }
}

fn shortened(text: &str) -> String {
    let start: String = text.chars().take(LONGEST).collect();
    if start.len() < text.len() {
        format!("{start}…")
    } else {
        start
    }
}
