//! The features of the domain stand on each other and never in a circle: what a feature needs can be read
//! without reading the feature itself again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Which other features each feature names, tests left out.
fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut graph = BTreeMap::new();
    read(&root, None, &mut graph);
    graph
}

fn read(folder: &Path, feature: Option<&str>, graph: &mut BTreeMap<String, BTreeSet<String>>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let feature = feature.unwrap_or(stem);
        if path.is_dir() {
            read(&path, Some(feature), graph);
        } else if path.extension().is_some_and(|end| end == "rs") && !matches!(stem, "lib" | "tests") {
            let source = fs::read_to_string(&path).expect("a source file");
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let named = lines.flat_map(|line| line.split("crate::").skip(1)).map(|path| {
                let end = path
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(path.len());
                path[..end].to_owned()
            });
            let named = named.filter(|named| named != feature);
            graph.entry(feature.to_owned()).or_default().extend(named);
        }
    }
}

#[test]
fn no_feature_needs_itself_by_way_of_others() {
    let mut graph = graph();
    assert!(graph.len() > 20, "the features were found: {:?}", graph.keys());
    assert!(graph["proposal"].contains("document"), "what they need was found");
    // What needs nothing that is left is no part of a circle.
    loop {
        let free: BTreeSet<String> = graph
            .iter()
            .filter(|(_, needs)| !needs.iter().any(|need| graph.contains_key(need)))
            .map(|(feature, _)| feature.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        graph.retain(|feature, _| !free.contains(feature));
    }
    assert!(graph.is_empty(), "in a circle, or standing on one: {graph:?}");
}

/// The domain stands below everything, the reader of prose above it: a rule is told what a text says, it does not ask.
#[test]
fn the_domain_names_no_other_package_of_ours() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("a manifest");
    for package in ["reading", "store", "app", "server", "cluster"] {
        let named = manifest.lines().any(|line| {
            line.strip_prefix(package)
                .is_some_and(|rest| rest.starts_with([' ', '.', '=']))
        });
        assert!(!named, "domain needs {package}");
    }
}

/// What was computed for one request is no business of the next, in the domain and in the reader.
#[test]
fn nothing_is_kept_between_two_calls() {
    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(fs::read_to_string(&path).expect("a source file"));
            }
        }
    }
    let domain = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    sources(&domain.join("src"), &mut found);
    sources(&domain.join("../reading/src"), &mut found);
    for keeps in [
        "Mutex",
        "RwLock",
        "OnceLock",
        "OnceCell",
        "RefCell",
        "Atomic",
        "thread_local!",
        "static mut",
    ] {
        assert!(!found.iter().any(|source| source.contains(keeps)), "{keeps}");
    }
}
