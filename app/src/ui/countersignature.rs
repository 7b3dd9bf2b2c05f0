//! The countersignature: two names over a double line, wherever something binds both sides.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

use crate::time::Time;

/// One side of it.
#[derive(Clone, Debug)]
pub struct Signed {
    act: &'static str,
    /// Who and when; the words for nobody yet.
    by: Result<(String, DateTime<Utc>), String>,
}

impl Signed {
    /// Somebody did this (`Proposed by`) then.
    pub fn new(act: &'static str, by: &str, at: DateTime<Utc>) -> Self {
        let by = Ok((by.to_owned(), at));
        Self { act, by }
    }

    /// Nobody has yet.
    pub fn missing(act: &'static str, words: impl Into<String>) -> Self {
        let by = Err(words.into());
        Self { act, by }
    }
}

/// What can be computed again from what was signed.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// What it is the digest of.
    pub what: String,
    /// SHA-256, hex.
    pub digest: String,
    /// The page that says how.
    pub verified_at: String,
}

/// Who bound what, and when. It is drawn the same on every page, on the stage and on paper.
#[component]
pub fn Countersignature(
    /// What is bound: `Revision 3, with zone version 13`.
    #[prop(into)]
    what: String,
    /// Both sides, or as many as it took.
    sides: Vec<Signed>,
    /// The pilot's.
    zone: Tz,
    /// The digest of it.
    hash: Option<Sealed>,
) -> impl IntoView {
    let whole = sides.iter().all(|side| side.by.is_ok());
    let sides = sides
        .into_iter()
        .map(|Signed { act, by }| match by {
            Ok((name, at)) => view! {
                <li data-signed="">
                    <span class="signed-act">{act}</span>
                    <span class="signed-name">{name}</span>
                    <span class="signed-at"><Time at=at zone=zone/></span>
                </li>
            }
            .into_any(),
            Err(words) => view! {
                <li>
                    <span class="signed-act">{act}</span>
                    <span class="signed-name">{words}</span>
                </li>
            }
            .into_any(),
        })
        .collect_view();
    let hash = hash.map(
        |Sealed {
             what,
             digest,
             verified_at,
         }| {
            view! {
                <p class="signed-hash">
                    {what} " " {grouped(&digest)} " " <a href=verified_at>"How to verify it"</a>
                </p>
            }
        },
    );
    let label = if whole { "Countersigned" } else { "To be countersigned" };
    view! {
        <section class="countersignature" aria-label=label data-whole=whole.then_some("")>
            <p class="signed-what">{whole.then(double_tick)} {what}</p>
            <ol>{sides}</ol>
            {hash}
        </section>
    }
}

/// The sign of the house.
pub fn double_tick() -> impl IntoView {
    view! {
        <svg class="double-tick" viewBox="0 0 32 32" aria-hidden="true">
            <path d="m3 14.5 4.5 4.5L15.5 8M15 15.5 18.5 19 29 5.5M4 26.5h24"></path>
        </svg>
    }
}

/// A digest in groups of four, for comparing by eye; copied, it is one word.
pub fn grouped(digest: &str) -> impl IntoView + use<> {
    let letters: Vec<char> = digest.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|group| view! { <span>{group.iter().collect::<String>()}</span> })
        .collect_view();
    view! { <code class="hash" data-grouped="">{groups}</code> }
}
