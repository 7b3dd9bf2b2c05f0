//! Embeds the site anew when a file has joined it: the compiler only watches the files it embedded last time.

fn main() {
    let watched = match std::env::var_os("CARGO_FEATURE_EMBED") {
        Some(_) => "../target/site",
        None => "build.rs",
    };
    println!("cargo::rerun-if-changed={watched}");
}
