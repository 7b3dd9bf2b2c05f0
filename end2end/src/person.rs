//! Somebody at a browser: opens pages, fills forms, presses buttons, reads.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use playwright_rs::protocol::{BrowserContext, Page};
use serde_json::Value;

use crate::{Effort, Result};

/// A person with a browser context of their own.
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their page.
    pub page: Page,
    context: BrowserContext,
    address: String,
    complaints: Arc<Mutex<Vec<String>>>,
    requests: Arc<Mutex<Vec<String>>>,
    scripts: bool,
    clicks: AtomicU32,
    loads: AtomicU32,
    fields: AtomicU32,
    keys: AtomicU32,
}

impl Person {
    pub(crate) async fn new(name: &str, context: BrowserContext, address: &str, scripts: bool) -> Result<Self> {
        let page = context.new_page().await?;
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::new(Mutex::new(Vec::new()));
        page.on_console({
            let complaints = complaints.clone();
            move |message| {
                // A refused form or a missing page is a status the browser mentions; it is no fault of the page.
                let about_status = message.text().contains("the server responded with a status of");
                if message.type_() == "error" && !about_status {
                    complaints.lock().expect("not poisoned").push(message.text().to_owned());
                }
                async { Ok(()) }
            }
        })
        .await?;
        page.on_pageerror({
            let complaints = complaints.clone();
            move |message| {
                complaints.lock().expect("not poisoned").push(message);
                async { Ok(()) }
            }
        })
        .await?;
        page.on_request({
            let requests = requests.clone();
            move |request| {
                requests.lock().expect("not poisoned").push(request.url().to_owned());
                async { Ok(()) }
            }
        })
        .await?;
        Ok(Self {
            name: name.to_owned(),
            page,
            context,
            address: address.to_owned(),
            complaints,
            requests,
            scripts,
            clicks: AtomicU32::new(0),
            loads: AtomicU32::new(0),
            fields: AtomicU32::new(0),
            keys: AtomicU32::new(0),
        })
    }

    /// What everything took so far.
    pub fn effort(&self) -> Effort {
        Effort {
            clicks: self.clicks.load(Ordering::Relaxed),
            loads: self.loads.load(Ordering::Relaxed),
            fields: self.fields.load(Ordering::Relaxed),
            keys: self.keys.load(Ordering::Relaxed),
        }
    }

    fn clicked(&self) {
        self.clicks.fetch_add(1, Ordering::Relaxed);
    }

    /// A Tab to the field, and what is typed there.
    fn typed(&self, value: &str) {
        let keys = u32::try_from(value.chars().count())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.fields.fetch_add(1, Ordering::Relaxed);
        self.keys.fetch_add(keys, Ordering::Relaxed);
    }

    fn loaded(&self) {
        self.loads.fetch_add(1, Ordering::Relaxed);
    }

    /// Goes on at another instance.
    pub fn move_to(&mut self, address: &str) {
        address.clone_into(&mut self.address);
    }

    /// Opens a path, or a whole address.
    ///
    /// # Errors
    /// When the page answers with an error status or complains.
    pub async fn open(&self, path: &str) -> Result {
        let status = self.status(path).await?;
        ensure!(status < 400, "{} opened {path}: {status}", self.name);
        self.quiet(path)
    }

    /// Leaves the page for an empty one: nothing of it follows the program any more, or complains when that goes.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn turn_away(&self) -> Result {
        self.page.goto("about:blank", None).await?;
        Ok(())
    }

    /// Opens a path in another tab of the same browser.
    ///
    /// # Errors
    /// When the page answers with an error status.
    pub async fn tab(&self, path: &str) -> Result<Page> {
        let tab = self.context.new_page().await?;
        let answer = tab.goto(&format!("{}{path}", self.address), None).await?;
        let status = answer.with_context(|| format!("{path} answers"))?.status();
        ensure!(status < 400, "{} opened {path} in a tab: {status}", self.name);
        Ok(tab)
    }

    /// Opens a path and returns the status of the answer.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn status(&self, path: &str) -> Result<u16> {
        self.requests.lock().expect("not poisoned").clear();
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.address)
        };
        let response = self
            .page
            .goto(&url, None)
            .await
            .with_context(|| format!("{} opens {path}", self.name))?;
        self.loaded();
        Ok(response.with_context(|| format!("{path} answers"))?.status())
    }

    /// The addresses of scripts and programs the page asked for since it was opened.
    pub fn scripts_loaded(&self) -> Vec<String> {
        let requests = self.requests.lock().expect("not poisoned");
        requests
            .iter()
            .filter(|url| url.ends_with(".js") || url.ends_with(".wasm"))
            .cloned()
            .collect()
    }

    fn quiet(&self, after: &str) -> Result {
        let complaints = std::mem::take(&mut *self.complaints.lock().expect("not poisoned"));
        ensure!(
            complaints.is_empty(),
            "{} at {after}: the page complains: {complaints:?}",
            self.name
        );
        Ok(())
    }

    /// Fills the form that posts to this endpoint, field by field, and sends it. Radio buttons,
    /// checkboxes and options are chosen by their value.
    ///
    /// # Errors
    /// When there is no such form or field, or the page it leads to complains.
    pub async fn submit(&self, endpoint: &str, fields: &[(&str, &str)]) -> Result {
        self.submit_in(&format!("main form[action='/do/{endpoint}']"), fields)
            .await
    }

    /// Like [`Self::submit`], for the first form this selector finds.
    ///
    /// # Errors
    /// When there is no such form or field, or the page it leads to complains.
    pub async fn submit_in(&self, form: &str, fields: &[(&str, &str)]) -> Result {
        self.press(
            form,
            "button:not([type=button], [name=more], [name=across], [name=suggest], [aria-hidden])",
            fields,
        )
        .await
    }

    /// Like [`Self::submit`], with the button of the form that stands for `then`.
    ///
    /// # Errors
    /// When there is no such form, field or button, or the page it leads to complains.
    pub async fn submit_with(&self, endpoint: &str, then: &str, fields: &[(&str, &str)]) -> Result {
        let form = format!("main form[action='/do/{endpoint}']");
        self.press(&form, &format!("button[name=then][value={then}]"), fields)
            .await
    }

    /// Opens everything on the page that is folded.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn open_details(&self) -> Result {
        let open = "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })";
        Ok(self.page.evaluate_expression(open).await?)
    }

    async fn press(&self, form: &str, button: &str, fields: &[(&str, &str)]) -> Result {
        self.unfold(form).await?;
        for (name, value) in fields {
            self.enter(form, name, value)
                .await
                .with_context(|| format!("{} enters {name} at {}", self.name, self.page.url()))?;
        }
        let button = self.page.locator(format!("{form} {button}")).first();
        let before = self.origin().await?;
        self.clicked();
        button
            .click(None)
            .await
            .with_context(|| format!("{} sends {form} at {}", self.name, self.page.url()))?;
        self.arrives(&before).await?;
        self.quiet(form)
    }

    /// Opens what the form is folded in, by its summary, as whoever wants to fill it does.
    async fn unfold(&self, form: &str) -> Result {
        let within = form.strip_prefix("main ").unwrap_or(form);
        let folded = format!("main details:not([open]):has({within}) > summary");
        let folded = self.page.locator(folded).first();
        if self.page.locator(form.to_owned()).first().count().await? == 0 || folded.count().await? == 0 {
            return Ok(());
        }
        if !self.page.locator(form.to_owned()).first().is_visible().await? {
            self.clicked();
            folded.click(None).await?;
        }
        Ok(())
    }

    async fn enter(&self, form: &str, name: &str, value: &str) -> Result {
        let choices = format!("{form} input[name='{name}']:is([type=radio], [type=checkbox])");
        if self.page.locator(choices.clone()).first().count().await? > 0 {
            self.clicked();
            return Ok(self
                .page
                .locator(format!("{choices}[value='{value}']"))
                .first()
                .check(None)
                .await?);
        }
        let select = self.page.locator(format!("{form} select[name='{name}']")).first();
        if select.count().await? > 0 {
            self.clicked();
            select.select_option(value, None).await?;
            return Ok(());
        }
        let field = self
            .page
            .locator(format!("{form} :is(input, textarea)[name='{name}']:not([type=hidden])"))
            .first();
        ensure!(
            field.count().await? > 0,
            "there is no field {name} in {form}:\n{}",
            self.text().await?
        );
        self.typed(value);
        Ok(field.fill(value, None).await?)
    }

    /// Chooses a file in the form at hand.
    ///
    /// # Errors
    /// When there is no file field.
    pub async fn choose_file(&self, path: &std::path::PathBuf) -> Result {
        let field = self.page.locator("main input[type=file]").first();
        self.clicked();
        field
            .set_input_files(path, None)
            .await
            .with_context(|| format!("{} chooses {}", self.name, path.display()))
    }

    /// Follows the link with this text.
    ///
    /// # Errors
    /// When there is none.
    pub async fn follow(&self, text: &str) -> Result {
        self.follow_in("main", text).await
    }

    /// Follows the entry with this text in the pilot's list of pages.
    ///
    /// # Errors
    /// When there is none.
    pub async fn turn_to(&self, text: &str) -> Result {
        self.follow_in("nav.side-nav", text).await
    }

    async fn follow_in(&self, part: &str, text: &str) -> Result {
        let link = self.page.locator(format!("{part} a:has-text(\"{text}\")")).first();
        let before = self.origin().await?;
        self.clicked();
        link.click(None)
            .await
            .with_context(|| format!("{} follows {text} at {}", self.name, self.page.url()))?;
        self.arrives(&before).await?;
        self.quiet(text)
    }

    /// Tells one loaded document from the next.
    async fn origin(&self) -> Result<Value> {
        Ok(self.page.evaluate::<(), _>("performance.timeOrigin", None).await?)
    }

    /// Waits until another document than `before` is there, whole.
    pub(crate) async fn arrives(&self, before: &Value) -> Result {
        for _ in 0..400 {
            let here: playwright_rs::Result<Value> = self
                .page
                .evaluate::<(), _>("[performance.timeOrigin, document.readyState]", None)
                .await;
            if let Ok(here) = here
                && here[0] != *before
                && here[1] == "complete"
            {
                self.loaded();
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        bail!("{} stays at {}", self.name, self.page.url())
    }

    /// The page's main text.
    ///
    /// # Errors
    /// When the page has none.
    pub async fn text(&self) -> Result<String> {
        Ok(self.page.locator("main").first().inner_text().await?)
    }

    /// Reads `text` somewhere in the page's main part.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn sees(&self, text: &str) -> Result {
        let page = self.text().await?;
        if page.contains(text) {
            return Ok(());
        }
        bail!("{} does not see “{text}” at {}:\n{page}", self.name, self.page.url())
    }

    /// Does not read `text` anywhere in the page's main part.
    ///
    /// # Errors
    /// When it is there.
    pub async fn sees_not(&self, text: &str) -> Result {
        let page = self.text().await?;
        ensure!(
            !page.contains(text),
            "{} sees “{text}” at {}",
            self.name,
            self.page.url()
        );
        Ok(())
    }

    /// Waits until `text` shows without loading the page again, and returns how long it took.
    ///
    /// # Errors
    /// When it does not within `within`.
    pub async fn waits_for(&self, text: &str, within: Duration) -> Result<Duration> {
        let since = Instant::now();
        while since.elapsed() < within {
            if self.text().await.is_ok_and(|page| page.contains(text)) {
                return Ok(since.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!(
            "{} waited {within:?} for “{text}” at {}:\n{}",
            self.name,
            self.page.url(),
            self.text().await?
        )
    }

    /// Waits until the page's islands live.
    ///
    /// # Errors
    /// When they do not within ten seconds.
    pub async fn waits_for_islands(&self) -> Result {
        for _ in 0..200 {
            let alive: Value = self
                .page
                .evaluate::<(), _>("document.documentElement.dataset.islands ?? null", None)
                .await?;
            if alive == "alive" {
                return self.quiet("the islands");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.quiet("the islands")?;
        bail!("the islands at {} do not live", self.page.url())
    }

    /// The secret that a notice shows once.
    ///
    /// # Errors
    /// When there is none.
    pub async fn shown_secret(&self) -> Result<String> {
        Ok(self.page.locator(".notice-secret").first().inner_text().await?)
    }

    /// The link that a notice shows once.
    ///
    /// # Errors
    /// When there is none.
    pub async fn shown_link(&self) -> Result<String> {
        let link = self.page.locator(".notice-link").first();
        ensure!(
            link.count().await? > 0,
            "{} is shown no link at {}:\n{}",
            self.name,
            self.page.url(),
            self.text().await?
        );
        link.get_attribute("href").await?.context("a link leads somewhere")
    }

    /// Signs in at this instance.
    ///
    /// # Errors
    /// When the sign-in fails.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result {
        self.open("/sign-in").await?;
        self.submit("account/sign_in", &[("email", email), ("password", password)])
            .await?;
        ensure!(
            !self.page.url().contains("/sign-in"),
            "{} could not sign in:\n{}",
            self.name,
            self.text().await?
        );
        Ok(())
    }

    /// Presses a key and waits for the address it leads to.
    ///
    /// # Errors
    /// When it leads nowhere.
    pub async fn key(&self, key: &str) -> Result {
        let before = self.page.url();
        self.page.keyboard().press(key, None).await?;
        for _ in 0..200 {
            if self.page.url() != before {
                return self.quiet(key);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        bail!("{key} leads nowhere from {before}")
    }

    /// [`Self::accessible`], in light and dark, where scripts run: axe-core is one.
    ///
    /// # Errors
    /// When it finds anything.
    pub async fn accessible_if_scripts(&self) -> Result {
        use playwright_rs::protocol::{ColorScheme, EmulateMediaOptions};
        if !self.scripts {
            return Ok(());
        }
        for scheme in [ColorScheme::Dark, ColorScheme::Light] {
            self.page
                .emulate_media(EmulateMediaOptions::builder().color_scheme(scheme).build())
                .await?;
            self.accessible().await?;
        }
        Ok(())
    }

    /// What axe-core finds wrong with the page at hand.
    ///
    /// # Errors
    /// When it finds anything.
    pub async fn accessible(&self) -> Result {
        let source = std::env::var("COUNTERSIGN_AXE")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../node_modules/axe-core/axe.min.js").to_owned());
        let source = std::fs::read_to_string(&source).with_context(|| format!("reading axe-core at {source}"))?;
        let run = "(async () => { const found = await axe.run(document, { \
                   runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], \
                   rules: { 'target-size': { enabled: true } } }); \
                   return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.failureSummary ?? '')).join('; ')); })()";
        self.page
            .evaluate_expression(&source)
            .await
            .context("loading axe-core")?;
        let found: Vec<String> = self.page.evaluate::<(), _>(run, None).await?;
        ensure!(found.is_empty(), "{} is not accessible: {found:#?}", self.page.url());
        Ok(())
    }

    /// Checks that whoever sent what was refused stands at what is wrong with it.
    ///
    /// # Errors
    /// When they stand elsewhere.
    pub async fn stands_at_the_problem(&self) -> Result {
        let focus = "document.activeElement?.classList.contains('error-summary') ?? false";
        let stands: bool = self.page.evaluate::<(), _>(focus, None).await?;
        ensure!(stands, "the focus is not at the problem at {}", self.page.url());
        Ok(())
    }

    /// What a screen reader says of what the page is about, from its first line to its last; nothing without scripts, as the
    /// reader is one.
    ///
    /// # Errors
    /// When it cannot be loaded, or does not come to an end.
    pub async fn heard(&self) -> Result<Vec<String>> {
        if !self.scripts {
            return Ok(Vec::new());
        }
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
        );
        let module = std::fs::read_to_string(path).with_context(|| format!("reading the screen reader at {path}"))?;
        // A module cannot be loaded beside the page's policy of scripts; what it gives away is given to the window instead.
        let (body, gives) = module.rsplit_once("export{").context("the module gives nothing away")?;
        let reader = gives
            .split(" as virtual}")
            .next()
            .and_then(|names| names.rsplit(',').next());
        let reader = reader.context("the module gives no reader away")?;
        let load = format!("(() => {{ {body}; window.screenReader = {reader}; }})()");
        self.page
            .evaluate_expression(&load)
            .await
            .context("loading the screen reader")?;
        let read = "(async () => { const reader = window.screenReader; \
                    await reader.start({ container: document.querySelector('main') }); \
                    for (let steps = 0; steps < 3000; steps += 1) { \
                        await reader.next(); \
                        if (await reader.lastSpokenPhrase() === 'end of main') break; \
                    } \
                    const said = await reader.spokenPhraseLog(); await reader.stop(); return said; })()";
        let said: Vec<String> = self.page.evaluate::<(), _>(read, None).await?;
        ensure!(
            said.last().is_some_and(|last| last == "end of main"),
            "{} is not read to its end: {said:#?}",
            self.page.url()
        );
        Ok(said)
    }

    /// Checks that a screen reader says these phrases of the page at hand, in this order.
    ///
    /// # Errors
    /// When it does not.
    pub async fn hears(&self, phrases: &[&str]) -> Result {
        let said = self.heard().await?;
        let mut rest = said.iter();
        for phrase in phrases.iter().filter(|_| self.scripts) {
            ensure!(
                rest.any(|said| said == phrase),
                "\"{phrase}\" is not heard in its place at {}: {said:#?}",
                self.page.url()
            );
        }
        Ok(())
    }

    /// A picture of the page, for people; kept when `COUNTERSIGN_SHOTS` names a directory.
    ///
    /// # Errors
    /// When it cannot be taken.
    pub async fn shot(&self, name: &str) -> Result {
        if let Ok(dir) = std::env::var("COUNTERSIGN_SHOTS") {
            let options = playwright_rs::protocol::ScreenshotOptions::builder()
                .full_page(true)
                .build();
            let png = self.page.screenshot(options).await?;
            std::fs::create_dir_all(&dir)?;
            std::fs::write(format!("{dir}/{name}.png"), png)?;
        }
        Ok(())
    }

    /// Closes the browser context.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn leave(self) -> Result {
        Ok(self.context.close().await?)
    }
}
