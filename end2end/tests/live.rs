//! What is on a wall or in a tab while the server, the proxy before it or the network is away.

use std::time::{Duration, Instant};

use end2end::{Person, Program, Proxy, Result, World};
use playwright_rs::protocol::Page;

/// The example's people and their password, as the program prints them at its start.
const HANNA: (&str, &str) = ("hanna@example.com", "ferries-at-dawn");
const PILOT: &str = "/p/ferry-booking";

/// The example behind a proxy, with Hanna signed in.
async fn behind_a_proxy(name: &str) -> Result<(World, Program, Proxy, Person)> {
    let world = World::new(name, true, "2026-09-07T07:00:00Z").await?;
    let (program, proxy) = world.example_behind_a_proxy().await?;
    let mut hanna = world.person("Hanna", &program).await?;
    hanna.move_to(proxy.address());
    hanna.sign_in(HANNA.0, HANNA.1).await?;
    Ok((world, program, proxy, hanna))
}

#[tokio::test]
async fn a_page_whose_stream_was_closed_for_good_comes_back_by_itself() -> Result {
    let (world, program, proxy, hanna) = behind_a_proxy("live-502").await?;
    hanna.open(&format!("{PILOT}/metrics")).await?;
    hanna.waits_for_islands().await?;
    hanna.waits_for("Live. Updated", Duration::from_secs(10)).await?;

    // A 502 ends an event source by the standard, for good.
    proxy.goes_down();
    hanna.waits_for("Not live since", Duration::from_secs(10)).await?;
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(8) {
        hanna.sees_not("Live. Updated").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    proxy.comes_up(Duration::ZERO);
    hanna.waits_for("Live. Updated", Duration::from_secs(60)).await?;
    hanna.sees_not("Not live since").await?;

    // Once more: it does not try once only.
    proxy.goes_down();
    hanna.waits_for("Not live since", Duration::from_secs(10)).await?;
    proxy.comes_up(Duration::ZERO);
    hanna.waits_for("Live. Updated", Duration::from_secs(60)).await?;
    program.stop().await?;
    world.end().await
}

/// The slide that is shown: its address, and its headline.
async fn on_the_wall(person: &Person) -> Result<(String, String)> {
    let headline = person.page.locator("#headline").first().inner_text().await?;
    Ok((person.page.url(), headline))
}

#[tokio::test]
async fn a_slide_stays_on_the_wall_when_a_proxy_answers_502() -> Result {
    let (world, program, proxy, hanna) = behind_a_proxy("wall-502").await?;
    hanna.open(&format!("{PILOT}/readout/4")).await?;
    hanna.waits_for_islands().await?;
    let four = on_the_wall(&hanna).await?;

    proxy.goes_down();
    hanna.page.keyboard().press("ArrowRight", None).await?;
    let mark = hanna.page.locator(".stage-mark").first();
    let since = Instant::now();
    while !mark.inner_text().await?.contains("No connection. Trying.") {
        anyhow::ensure!(
            since.elapsed() < Duration::from_secs(15),
            "nothing is said beside the slide"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(on_the_wall(&hanna).await?, four);
    let html = hanna.page.content().await?;
    assert!(!html.contains("Bad Gateway"), "the proxy's page is on the wall");

    // Back again, a press turns the slide.
    proxy.comes_up(Duration::ZERO);
    hanna.page.keyboard().press("ArrowRight", None).await?;
    let since = Instant::now();
    while !hanna.page.url().ends_with("/readout/5") {
        anyhow::ensure!(since.elapsed() < Duration::from_secs(15), "{} stays", hanna.page.url());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_ne!(on_the_wall(&hanna).await?.1, four.1);

    // Signed out in another tab: the page for signing in is not projected.
    let five = on_the_wall(&hanna).await?;
    let tab = hanna.tab("/settings").await?;
    tab.locator("form[action='/do/account/sign_out'] button")
        .first()
        .click(None)
        .await?;
    hanna.page.keyboard().press("ArrowRight", None).await?;
    let since = Instant::now();
    while !mark.inner_text().await?.contains("Signed out.") {
        anyhow::ensure!(
            since.elapsed() < Duration::from_secs(15),
            "nothing is said beside the slide"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(on_the_wall(&hanna).await?, five);
    program.stop().await?;
    world.end().await
}

#[tokio::test]
async fn two_quick_presses_never_skip_a_slide() -> Result {
    let (world, program, proxy, hanna) = behind_a_proxy("wall-keys").await?;
    hanna.open(&format!("{PILOT}/readout/2")).await?;
    hanna.waits_for_islands().await?;
    // So slow that both presses fall into one turn on any machine.
    proxy.comes_up(Duration::from_secs(2));
    for (slide, key) in [(3, "ArrowRight"), (4, "PageDown"), (3, "ArrowLeft")] {
        hanna.page.keyboard().press(key, None).await?;
        hanna.page.keyboard().press(key, None).await?;
        let since = Instant::now();
        let mut seen = Vec::new();
        // Long enough for a second turn to show.
        while since.elapsed() < Duration::from_secs(5) {
            let url = hanna.page.url();
            if seen.last() != Some(&url) {
                seen.push(url);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let last = seen.last().cloned().unwrap_or_default();
        assert!(
            last.ends_with(&format!("/readout/{slide}")),
            "{key} twice went through {seen:?}"
        );
    }
    program.stop().await?;
    world.end().await
}

/// Waits until the speaker's window says this.
async fn says(notes: &Page, words: &str) -> Result {
    let line = notes.locator(".speaker-now").first();
    let since = Instant::now();
    while !line.inner_text().await?.contains(words) {
        anyhow::ensure!(
            since.elapsed() < Duration::from_secs(10),
            "the speaker's window does not say: {words}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

#[tokio::test]
async fn the_speakers_window_follows_the_stage() -> Result {
    let (world, program, proxy, hanna) = behind_a_proxy("speaker").await?;
    hanna.open(&format!("{PILOT}/readout/4")).await?;
    hanna.waits_for_islands().await?;
    let notes = hanna.tab(&format!("{PILOT}/readout/speaker")).await?;
    says(&notes, "Slide 4 is on the stage.").await?;
    hanna.page.keyboard().press("ArrowRight", None).await?;
    says(&notes, "Slide 5 is on the stage.").await?;
    let shown = notes.locator("[aria-current] h2").first().inner_text().await?;
    assert!(shown.starts_with("5. "), "{shown}");
    hanna.page.keyboard().press("b", None).await?;
    says(&notes, "The stage is blank.").await?;
    hanna.page.keyboard().press("b", None).await?;

    // Held, all slides are there without the server.
    hanna.page.keyboard().press("l", None).await?;
    says(&notes, "held as they are").await?;
    proxy.goes_down();
    hanna.page.keyboard().press("ArrowRight", None).await?;
    says(&notes, "Slide 6 is on the stage.").await?;
    // Loaded again, the window knows at once.
    proxy.comes_up(Duration::ZERO);
    notes.reload(None).await?;
    says(&notes, "Slide 6 is on the stage. The slides are held").await?;
    hanna.page.keyboard().press("l", None).await?;
    says(&notes, "Slide 6 is on the stage. Next:").await?;
    program.stop().await?;
    world.end().await
}

/// The size of the smallest letters that are to be seen, in pixels, and what they say.
const SMALLEST: &str = "(() => {
    let found = [Infinity, ''];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const within = texts.currentNode.parentElement;
        const said = texts.currentNode.data.trim();
        if (!said || !within.checkVisibility({ visibilityProperty: true }) || !within.getClientRects().length) continue;
        const drawing = within.closest('svg');
        const unit = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
        const size = parseFloat(getComputedStyle(within).fontSize) * unit;
        if (size < found[0]) found = [size, said];
    }
    return [found[0], found[1], document.documentElement.scrollWidth - innerWidth];
})()";

#[tokio::test]
async fn on_a_phone_a_slide_is_read_in_letters_of_twelve_pixels_and_more() -> Result {
    let world = World::new("phone-slides", true, "2026-09-07T07:00:00Z").await?;
    let (program, _proxy) = world.example_behind_a_proxy().await?;
    for width in [320, 390] {
        let hanna = world.person_with("Hanna", &program, width, 664, "light").await?;
        hanna.sign_in(HANNA.0, HANNA.1).await?;
        for slide in 1..=11 {
            hanna.open(&format!("{PILOT}/readout/{slide}")).await?;
            let found: serde_json::Value = hanna.page.evaluate::<(), _>(SMALLEST, None).await?;
            let smallest = found[0].as_f64().unwrap_or_default();
            assert!(smallest >= 12.0, "slide {slide} at {width}: {found}");
            assert_eq!(found[2], 0, "slide {slide} at {width} scrolls sideways");
        }
        hanna.leave().await?;
    }
    program.stop().await?;
    world.end().await
}

/// Writes down where the numbers stand after each change of the page, from its first bytes on.
const WHERE: &str = "addEventListener('DOMContentLoaded', () => {
    const seen = window.seen = [];
    const look = () => {
        const line = document.querySelector('.live-line');
        const top = Math.round(document.getElementById('metrics').getBoundingClientRect().top + scrollY);
        if (seen.at(-1)?.[1] !== top) seen.push([line.textContent.trim(), top]);
    };
    document.fonts.ready.then(() => {
        look();
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
})";

#[tokio::test]
async fn numbers_stay_in_their_place_while_a_page_becomes_live() -> Result {
    let world = World::new("still", true, "2026-09-07T07:00:00Z").await?;
    let (program, proxy) = world.example_behind_a_proxy().await?;
    for width in [320, 390, 1440] {
        let mut hanna = world.person_with("Hanna", &program, width, 844, "light").await?;
        hanna.move_to(proxy.address());
        hanna.sign_in(HANNA.0, HANNA.1).await?;
        hanna.page.add_init_script(WHERE).await?;
        hanna.open(&format!("{PILOT}/metrics")).await?;
        hanna.waits_for("Live. Updated", Duration::from_secs(10)).await?;
        let seen: serde_json::Value = hanna.page.evaluate::<(), _>("window.seen", None).await?;
        let places = seen.as_array().map_or(0, Vec::len);
        assert_eq!(places, 1, "at {width}: {seen}");
        hanna.leave().await?;
    }
    program.stop().await?;
    world.end().await
}

#[tokio::test]
async fn ten_open_tabs_of_live_pages_do_not_stall_the_next() -> Result {
    let (world, program, _proxy, hanna) = behind_a_proxy("ten-tabs").await?;
    // A browser that shows no window takes all of its tabs for visible: each is told when the next comes before it.
    let hide = "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }); \
                Object.defineProperty(document, 'hidden', { get: () => true }); \
                document.dispatchEvent(new Event('visibilitychange'))";
    let mut tabs = Vec::new();
    for number in 1..=10 {
        let since = Instant::now();
        let tab = hanna.tab(&format!("{PILOT}/metrics")).await?;
        assert!(
            since.elapsed() < Duration::from_secs(8),
            "tab {number} took {:?}",
            since.elapsed()
        );
        tokio::time::sleep(Duration::from_millis(500)).await;
        tab.evaluate_expression(hide).await?;
        tabs.push(tab);
    }
    let since = Instant::now();
    hanna.open(&format!("{PILOT}/activity")).await?;
    assert!(
        since.elapsed() < Duration::from_secs(5),
        "the next page took {:?}",
        since.elapsed()
    );
    hanna.open(&format!("{PILOT}/metrics")).await?;
    hanna.waits_for("Live. Updated", Duration::from_secs(10)).await?;
    drop(tabs);
    program.stop().await?;
    world.end().await
}
