//! The program, run as whoever operates it runs it: what it says, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod backup;
mod check;
mod verify;

use std::process::Command;

/// What the program said, and how it ended.
struct Said {
    code: i32,
    text: String,
}

impl Said {
    fn is(&self, code: i32, words: &str) -> &Self {
        assert_eq!(self.code, code, "{}", self.text);
        assert!(self.text.contains(words), "{words}: {}", self.text);
        self
    }
}

/// Runs the program to its end.
fn countersign(args: &[&str]) -> Said {
    let out = Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(args)
        .env_remove("DATABASE_URL")
        .env_remove("COUNTERSIGN_DATA")
        .output()
        .unwrap();
    Said {
        code: out.status.code().unwrap(),
        text: String::from_utf8([out.stdout, out.stderr].concat()).unwrap(),
    }
}
