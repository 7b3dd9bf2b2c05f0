//! What a revision changed, in words.

use domain::document::{Body, sections};

/// The author's words, or which sections changed.
pub(super) fn summary(words: &str, old: &Body, new: &Body) -> String {
    let words = words.trim();
    if !words.is_empty() {
        return words.chars().take(200).collect();
    }
    let (old, new) = (sections(old), sections(new));
    let text = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (mut edited, mut added, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for section in &new {
        match old.iter().find(|was| was.key == section.key) {
            Some(was) if text(&was.text) != text(&section.text) => edited.push(section.title.as_str()),
            Some(_) => {}
            None => added.push(section.title.as_str()),
        }
    }
    let kept = |key: &str| new.iter().any(|section| section.key == key);
    gone.extend(old.iter().filter(|was| !kept(&was.key)).map(|was| was.title.as_str()));
    let named = |verb: &str, titles: &[&str]| match titles {
        [] => None,
        [one, two, three, _, ..] => Some(format!("{verb} {one}, {two}, {three} and more")),
        few => Some(format!("{verb} {}", few.join(", "))),
    };
    let said: Vec<String> = match (&added[..], &gone[..]) {
        ([now], [was]) => named("Edited", &edited)
            .into_iter()
            .chain([format!("Renamed {was} to {now}")])
            .collect(),
        _ => [("Edited", &edited), ("Added", &added), ("Deleted", &gone)]
            .into_iter()
            .filter_map(|(verb, titles)| named(verb, titles))
            .collect(),
    };
    if said.is_empty() {
        return "Moved sections".to_owned();
    }
    said.join("; ").chars().take(200).collect()
}
