//! Embeds the site anew when a file has joined it: the compiler only watches the files it embedded last time. Names the
//! program after what its pages are made of. And has the linker write the same code once.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

/// Where rules and views are written, and which versions of libraries turn them into pages.
const WORDS: [&str; 3] = ["../app/src", "../app/domain/src", "../Cargo.lock"];

fn main() -> io::Result<()> {
    println!("cargo::rustc-env=COUNTERSIGN_WORDS={}", words()?);
    let watched = match std::env::var_os("CARGO_FEATURE_EMBED") {
        Some(_) => "../target/site",
        None => "build.rs",
    };
    println!("cargo::rerun-if-changed={watched}");
    // Where the toolchain brings its own linker, which can.
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|is| is == value);
    if is("PROFILE", "release") && is("TARGET", "x86_64-unknown-linux-gnu") && is("HOST", "x86_64-unknown-linux-gnu") {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    }
    Ok(())
}

/// Twelve hexadecimal digits that are others as soon as anything of it is written otherwise.
fn words() -> io::Result<String> {
    let mut files = Vec::new();
    for of in WORDS {
        println!("cargo::rerun-if-changed={of}");
        below(Path::new(of), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&fs::read(file)?);
    }
    Ok(format!("{:012x}", hasher.finish() >> 16))
}

/// A file, or all that a folder has below it.
fn below(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        below(&entry?.path(), files)?;
    }
    Ok(())
}
