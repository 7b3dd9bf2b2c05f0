//! Whatever people type is shown and never runs: the examples of CommonMark, a published collection of
//! naughty strings and attacks of our own go through the editor and are looked at in a real browser.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use end2end::{Person, Program, Result, World};
use serde_json::Value;

const PASSWORD: &str = "a long sentence to sign in with";
/// As a name it ends what it stands in, if anything does.
const NAME: &str = "</title></textarea><script>alert(1)</script>\"><img src=x>";
/// Bytes of a section and of a document, with room for headings.
const SECTION: usize = 60_000;
const DOCUMENT: usize = 460_000;

/// Runs before anything of a page: notes what a payload would do, and what the policy stops.
const WATCH: &str = "window.ran = []; window.refused = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { window.ran.push(name); };
    document.addEventListener('securitypolicyviolation', (e) =>
        window.refused.push([e.violatedDirective, e.blockedURI, e.sample].join(' ')));";

/// What stands in the page that no text may put there; what ran; what the policy stopped.
const LOOK: &str = "(() => {
    const found = [...window.ran.map((what) => 'ran ' + what), ...window.refused.map((what) => 'refused ' + what)];
    const own = 'leptos-island, leptos-children, form, input, select, option, textarea, label, button, fieldset, legend, svg.icon, svg.icon *';
    const elements = new Set(('p h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del s ins mark a hr br table thead tbody tr th td ' +
        'div span section article header footer nav aside details summary dl dt dd time small b i').split(' '));
    for (const e of document.querySelectorAll('*')) {
        const name = e.localName;
        for (const a of e.attributes) {
            if (/^on|^(style|srcdoc|formaction|background|ping|xlink:href)$/i.test(a.name)) found.push(`<${name} ${a.name}=${a.value}>`);
        }
        if (['iframe', 'frame', 'object', 'embed', 'applet', 'base', 'style', 'img', 'video', 'audio', 'math', 'template'].includes(name)) {
            found.push(`<${name}>`);
        }
        if (name === 'meta' && e.httpEquiv) found.push('<meta http-equiv>');
        if (name === 'script' && !e.nonce && !(e.src && new URL(e.src).origin === location.origin)) found.push('<script> of nobody');
        if (name === 'a' && e.hasAttribute('href') && !['http:', 'https:', 'mailto:'].includes(e.protocol)) found.push(`link to ${e.href}`);
        if (name === 'a' && e.host && e.host !== location.host && !/noopener/.test(e.rel)) found.push(`open link to ${e.href}`);
        if (name === 'form' && new URL(e.getAttribute('action') ?? '', location).origin !== location.origin) found.push(`form to ${e.action}`);
    }
    for (const e of document.querySelectorAll('.document *, .diff *')) {
        if (!elements.has(e.localName) && !e.matches(own)) found.push(`<${e.localName}> in the text`);
    }
    return found;
})()";

/// The numbers of the items that stand in the document, in order, outside everything that was typed.
const ITEMS: &str = "[...document.querySelectorAll('.document h4')]
    .filter((h) => /^Item \\d+$/.test(h.textContent) && !h.closest('blockquote, ul, ol, table')).map((h) => +h.textContent.slice(5))";

fn package(file: &str) -> Result<String> {
    let path = format!("{}/../node_modules/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).with_context(|| {
        format!("{file} is of a pinned npm package: `./test end2end` fetches it, and so does `npm ci --ignore-scripts`")
    })
}

fn strings(json: &str) -> Result<Vec<String>> {
    Ok(serde_json::from_str(json)?)
}

/// The examples of CommonMark 0.31.2, as Markdown.
fn examples() -> Result<Vec<String>> {
    let spec = package("commonmark-spec/spec.txt")?;
    let fence = "`".repeat(32);
    let examples: Vec<String> = spec
        .split(&format!("{fence} example\n"))
        .skip(1)
        .map(|rest| {
            let markdown = if rest.starts_with(".\n") {
                ""
            } else {
                rest.split("\n.\n").next().unwrap_or_default()
            };
            markdown.replace('→', "\t")
        })
        .collect();
    ensure!(examples.len() == 652, "{} examples", examples.len());
    Ok(examples)
}

/// A payload in the places of Markdown where it could get out of hand.
fn places(payload: &str) -> Vec<String> {
    let line = payload.replace(['\r', '\n'], " ");
    let mut places = vec![payload.to_owned()];
    if ["<", "javascript", "alert", "&#", "\""]
        .iter()
        .any(|sign| payload.contains(sign))
    {
        places.extend([
            format!("[x]({line})"),
            format!("[x](/u \"{line}\")"),
            format!("![{line}]({line})"),
            format!("| {line} |\n|---|\n| x |"),
            format!("```{line}\nx\n```"),
        ]);
    }
    places
}

/// Each text in a quote of its own, which ends whatever is left open in it.
fn quoted(texts: &[String]) -> String {
    let quote = |text: &String| {
        let lines: Vec<_> = text.split('\n').map(|line| format!("> {line}")).collect();
        lines.join("\n")
    };
    texts.iter().map(quote).collect::<Vec<_>>().join("\n\n")
}

/// Sections of quoted items, each with its number over it, packed into documents.
fn documents(items: &[String]) -> Vec<Vec<String>> {
    let mut documents: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut bytes = 0;
    for (n, item) in items.iter().enumerate() {
        let item = format!("### Item {n}\n\n{item}\n\n");
        let document = documents.last_mut().expect("there is one");
        let full = document
            .last()
            .is_some_and(|section| section.len() + item.len() > SECTION);
        if bytes + item.len() > DOCUMENT {
            documents.push(vec![item.clone()]);
            bytes = 0;
        } else if full {
            document.push(item.clone());
        } else if let Some(section) = document.last_mut() {
            section.push_str(&item);
        }
        bytes += item.len();
    }
    documents
}

/// Somebody who watches what the pages do.
struct Watcher {
    person: Person,
    address: String,
    strange: Arc<Mutex<Vec<String>>>,
}

impl Watcher {
    async fn new(world: &World, program: &Program) -> Result<Self> {
        let person = world.person("Dana", program).await?;
        let address = program.address().to_owned();
        let strange = Arc::new(Mutex::new(Vec::new()));
        person.page.add_init_script(WATCH).await?;
        person
            .page
            .on_dialog({
                let strange = strange.clone();
                move |dialog| {
                    let strange = strange.clone();
                    async move {
                        strange
                            .lock()
                            .expect("not poisoned")
                            .push(format!("dialog {}", dialog.message()));
                        dialog.dismiss().await
                    }
                }
            })
            .await?;
        person
            .page
            .on_request({
                let (strange, address) = (strange.clone(), address.clone());
                move |request| {
                    if !request.url().starts_with(&address) {
                        strange
                            .lock()
                            .expect("not poisoned")
                            .push(format!("asked for {}", request.url()));
                    }
                    async { Ok(()) }
                }
            })
            .await?;
        Ok(Self {
            person,
            address,
            strange,
        })
    }

    /// Opens a page and looks at everything in it.
    async fn open(&self, path: &str) -> Result {
        self.person.open(path).await?;
        self.look().await.with_context(|| format!("at {path}"))
    }

    async fn look(&self) -> Result {
        let found: Vec<String> = self.person.page.evaluate(LOOK, None::<&()>).await?;
        ensure!(found.is_empty(), "{:?}", &found[..found.len().min(20)]);
        let strange = std::mem::take(&mut *self.strange.lock().expect("not poisoned"));
        ensure!(strange.is_empty(), "{strange:?}");
        ensure!(
            self.person.page.url().starts_with(&self.address),
            "led away to {}",
            self.person.page.url()
        );
        Ok(())
    }

    /// What the looking is worth, asked last: a payload put into the page behind the program's back is noticed.
    async fn the_alarm_rings(&self) -> Result {
        for (payload, sign) in [
            ("<img src=x onerror=alert(1)>", "refused"),
            ("<a href=javascript:alert(1)>x</a>", "link to javascript"),
            ("<iframe src=https://evil.example/></iframe>", "<iframe>"),
            ("<p onclick=alert(1)>x</p>", "onclick"),
        ] {
            self.person.status("/").await?;
            let payload = serde_json::to_string(payload)?;
            let put = format!("document.querySelector('main').insertAdjacentHTML('beforeend', {payload})");
            let _: Value = self.person.page.evaluate(&put, None::<&()>).await?;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let rung = self.look().await;
            ensure!(
                rung.as_ref().is_err_and(|error| error.to_string().contains(sign)),
                "{payload} goes unnoticed: {rung:?}"
            );
        }
        Ok(())
    }

    /// A new pilot whose document has this many sections; the answer is its address.
    async fn pilot(&self, sections: usize) -> Result<String> {
        self.open("/pilots/new").await?;
        let mut document = format!("# {NAME}\n\n");
        for n in 1..=sections {
            document.push_str(&format!("## Batch {n}\n\nNothing yet.\n\n"));
        }
        let form = [("name", NAME), ("zone", "Europe/Berlin"), ("document", &document)];
        self.person.submit("pilot/add", &form).await.context("adding a pilot")?;
        self.look().await?;
        let url = self.person.page.url();
        let rest = url.split_once("/p/").context("the pilot's page")?.1;
        Ok(format!("/p/{}", rest.split(['/', '?']).next().unwrap_or_default()))
    }

    /// Puts a text into the editor as a paste would: typing 60 kB key by key takes minutes.
    async fn enter(&self, text: &str) -> Result {
        let text = serde_json::to_string(text)?;
        let paste = format!(
            "(() => {{ const field = document.querySelector('main textarea[name=new_text]');
                field.value = {text}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        );
        Ok(self
            .person
            .page
            .evaluate::<(), Option<bool>>(&paste, None)
            .await
            .map(drop)?)
    }

    /// Saves a section through the editor, and looks at what comes of it.
    async fn save(&self, pilot: &str, batch: usize, text: &str) -> Result {
        let edit = format!("{pilot}/proposal/edit/batch-{batch}");
        self.open(&edit).await?;
        let text = format!("## Batch {batch}\n\n{text}");
        // What is typed shows in the preview at once, where scripts run.
        self.enter(&text).await?;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        self.look().await.context("while it is typed")?;
        self.person
            .submit("proposal/revise", &[("change_summary", NAME)])
            .await?;
        self.look().await.context("after it was saved")?;
        // In the editor it stands as it was typed.
        self.open(&edit).await?;
        let kept: Value = self
            .person
            .page
            .evaluate(
                "document.querySelector('main textarea[name=new_text]').value",
                None::<&()>,
            )
            .await?;
        let kept = kept.as_str().unwrap_or_default();
        let typed = text.replace("\r\n", "\n").replace('\r', "\n");
        ensure!(
            kept.trim_end() == typed.trim_end(),
            "batch {batch} is not kept as it was typed"
        );
        Ok(())
    }
}

/// Puts items through the editor of one pilot per document and looks at every page that shows them.
async fn go_through(watcher: &Watcher, items: &[String]) -> Result {
    let mut seen: Vec<u64> = Vec::new();
    for document in documents(items) {
        let pilot = watcher.pilot(document.len()).await?;
        for (n, section) in document.iter().enumerate() {
            let saved = watcher.save(&pilot, n + 1, section).await;
            saved.with_context(|| format!("batch {} of {pilot}", n + 1))?;
        }
        watcher.open(&format!("{pilot}/proposal")).await?;
        let here: Vec<u64> = watcher.person.page.evaluate(ITEMS, None::<&()>).await?;
        seen.extend(here);
        let revisions = document.len() + 1;
        for path in [
            "proposal/history".to_owned(),
            format!("proposal/r/{revisions}"),
            format!("proposal/compare/1/{revisions}"),
            "proposal/understood".to_owned(),
            "activity".to_owned(),
            String::new(),
        ] {
            watcher.open(format!("{pilot}/{path}").trim_end_matches('/')).await?;
        }
    }
    let all: Vec<u64> = (0..items.len() as u64).collect();
    ensure!(
        seen == all,
        "an item hides others: {} of {} are there",
        seen.len(),
        all.len()
    );
    Ok(())
}

/// Everything at once, nothing between: what one leaves open may hide what follows, and nothing may run.
async fn go_through_raw(watcher: &Watcher, texts: &[String]) -> Result {
    let mut batches = vec![String::new()];
    for text in texts {
        if batches.last().is_some_and(|batch| batch.len() + text.len() > SECTION) {
            batches.push(String::new());
        }
        let batch = batches.last_mut().expect("there is one");
        batch.push_str(text);
        batch.push_str("\n\n");
    }
    for batch in batches {
        let pilot = watcher.pilot(1).await?;
        watcher.save_raw(&pilot, &batch).await?;
        watcher.open(&format!("{pilot}/proposal")).await?;
        watcher.open(&format!("{pilot}/proposal/compare/1/2")).await?;
    }
    Ok(())
}

impl Watcher {
    async fn save_raw(&self, pilot: &str, text: &str) -> Result {
        self.open(&format!("{pilot}/proposal/edit/batch-1")).await?;
        self.enter(text).await?;
        self.person
            .submit("proposal/revise", &[("change_summary", "raw")])
            .await?;
        self.look().await
    }
}

#[tokio::test]
async fn nothing_typed_runs_and_everything_typed_shows() -> Result {
    let world = World::new("markdown", true, "2026-09-07T07:00:00Z").await?;
    let program = world.program().await?;
    let watcher = Watcher::new(&world, &program).await?;
    let first = [("name", NAME), ("email", "dana@example.com"), ("password", PASSWORD)];
    watcher.open(program.setup_link()?).await?;
    watcher.person.submit("account/set_up", &first).await?;
    watcher.look().await?;

    let examples = examples()?;
    let vectors = strings(include_str!("../../app/domain/tests/markdown/vectors.json"))?;
    let collection = strings(&package("blns/resources/blns.json")?)?;
    ensure!(
        collection.len() >= 485 && vectors.len() >= 80,
        "the collections are whole"
    );
    let mut items: Vec<String> = examples
        .iter()
        .map(|example| quoted(std::slice::from_ref(example)))
        .collect();
    for payload in vectors.iter().chain(&collection) {
        items.push(quoted(&places(payload)));
    }
    go_through(&watcher, &items).await?;
    go_through_raw(&watcher, &examples).await?;
    go_through_raw(&watcher, &vectors).await?;
    go_through_raw(&watcher, &collection).await?;
    // A further collection, as a JSON list of texts.
    if let Ok(file) = std::env::var("COUNTERSIGN_PAYLOADS") {
        let more = strings(&std::fs::read_to_string(file)?)?;
        let items: Vec<String> = more.iter().map(|payload| quoted(&places(payload))).collect();
        go_through(&watcher, &items).await?;
    }
    for path in ["/", "/settings", "/pilots/new"] {
        watcher.open(path).await?;
    }
    watcher.the_alarm_rings().await?;
    program.stop().await?;
    world.end().await
}
