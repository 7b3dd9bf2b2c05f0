//! Embeds the site anew when a file has joined it: the compiler only watches the files it embedded last time. And has the
//! linker write the same code once.

fn main() {
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
}
