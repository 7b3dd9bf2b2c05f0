//! A world to walk in: the production program on a private database, a clock that can be moved,
//! real browsers, one context per person. It knows nothing of the program but its pages.

pub mod code_host;
mod effort;
pub mod github;
mod mail;
pub mod payload;
mod person;
mod program;
mod proxy;
pub mod way;

pub use effort::Effort;
pub use mail::{Mail, MailServer};
pub use person::Person;
pub use program::Program;
pub use proxy::Proxy;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Context as _;
use playwright_rs::protocol::{BrowserContextOptions, Viewport};
use playwright_rs::{LaunchOptions, Playwright};

/// The result of a step.
pub type Result<T = ()> = anyhow::Result<T>;

/// A browser, and a directory that holds the program's data and clock.
pub struct World {
    playwright: Playwright,
    browser: playwright_rs::protocol::Browser,
    dir: PathBuf,
    base_url: OnceLock<String>,
    /// Whether browsers run scripts.
    pub scripts: bool,
}

impl World {
    /// A new world whose clock stands at `now` (RFC 3339).
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn new(name: &str, scripts: bool, now: &str) -> Result<Self> {
        let playwright = Playwright::launch().await.context("starting the browser driver")?;
        let chromium = std::env::var("COUNTERSIGN_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let quiet = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        let options = LaunchOptions::new()
            .headless(true)
            .executable_path(chromium)
            .args(quiet.map(ToOwned::to_owned).to_vec());
        let browser = playwright
            .chromium()
            .launch_with_options(options)
            .await
            .context("starting the browser")?;
        let dir = std::env::temp_dir().join(format!("countersign-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let world = Self {
            playwright,
            browser,
            dir,
            base_url: OnceLock::new(),
            scripts,
        };
        world.set_clock(now)?;
        Ok(world)
    }

    /// Where the program keeps its data.
    pub fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// The file that holds the time.
    pub fn clock(&self) -> PathBuf {
        self.dir.join("clock")
    }

    /// Moves the clock of every instance to `now` (RFC 3339).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_clock(&self, now: &str) -> Result {
        let new = self.dir.join("clock.new");
        std::fs::write(&new, now)?;
        Ok(std::fs::rename(new, self.clock())?)
    }

    /// Starts an instance of the program, on a port of its own. A second one, at the same time or later, shares the first
    /// one's database and its base URL, as behind a proxy: who is signed in to one is signed in to both.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn program(&self) -> Result<Program> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let base_url = self.base_url.get_or_init(|| address.clone());
        Program::start(&self.data(), &self.clock(), port, base_url, &[]).await
    }

    /// Starts an instance that sends its mail by this server.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn program_with_mail(&self, server: &MailServer) -> Result<Program> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let smtp = format!("smtp://127.0.0.1:{}", server.port());
        let more = ["--smtp", &smtp, "--mail-from", "Countersign <countersign@example.com>"];
        Program::start(&self.data(), &self.clock(), port, &address, &more).await
    }

    /// Starts the example that runs, reached through a proxy.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn example_behind_a_proxy(&self) -> Result<(Program, Proxy)> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let proxy = Proxy::start(std::net::TcpListener::bind(("127.0.0.1", 0))?, port).await?;
        let (data, clock) = (self.data(), self.clock());
        let program = Program::start(&data, &clock, port, proxy.address(), &["--example=halfway"]).await?;
        Ok((program, proxy))
    }

    /// Starts the example that runs, which may call this server with the tokens that are entered.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn example_that_calls(&self, server: &str) -> Result<Program> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let more = ["--example=halfway", "--outgoing", server];
        Program::start(&self.data(), &self.clock(), port, &address, &more).await
    }

    /// Somebody with a browser of their own, on this instance.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn person(&self, name: &str, program: &Program) -> Result<Person> {
        self.person_with(name, program, 1280, 900, "light").await
    }

    /// Somebody with a phone.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn person_with_phone(&self, name: &str, program: &Program) -> Result<Person> {
        self.person_with(name, program, 390, 664, "light").await
    }

    /// What looks into a mail before its reader does, as mail gateways do: a browser that runs what a page brings, whatever browsers
    /// people have, and presses nothing.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn scanner(&self, program: &Program) -> Result<Person> {
        let options = BrowserContextOptions::builder().javascript_enabled(true).build();
        let context = self.browser.new_context_with_options(options).await?;
        Person::new("A scanner", context, program.address(), true).await
    }

    /// Somebody with a window of this size and a colour scheme, `light` or `dark`.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn person_with(
        &self,
        name: &str,
        program: &Program,
        width: u32,
        height: u32,
        scheme: &str,
    ) -> Result<Person> {
        let options = BrowserContextOptions::builder()
            .javascript_enabled(self.scripts)
            .viewport(Viewport { width, height })
            .color_scheme(scheme.to_owned())
            // A colour on its way from light to dark is no colour of the page.
            .reduced_motion("reduce".to_owned())
            .build();
        let context = self.browser.new_context_with_options(options).await?;
        Person::new(name, context, program.address(), self.scripts).await
    }

    /// Ends the browser and removes the directory.
    ///
    /// # Errors
    /// When either fails.
    pub async fn end(self) -> Result {
        self.browser.close().await?;
        self.playwright.shutdown().await?;
        std::fs::remove_dir_all(&self.dir).context("removing the world's directory")
    }
}

/// The proposal to import: the user's own document when it is at hand, otherwise the project's
/// with the same facts.
pub fn proposal() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(root.join("../shared/seed/make-the-case.md"))
        .or_else(|_| std::fs::read_to_string(root.join("app/domain/src/template.md")))
        .expect("the project has its own proposal")
}
