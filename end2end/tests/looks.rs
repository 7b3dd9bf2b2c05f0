//! What only a browser can say of how pages look: that nothing is cut, too small, in the way or lost on paper.

use end2end::{Person, Program, Result, World};
use playwright_rs::protocol::{ColorScheme, EmulateMediaOptions, Media};
use serde_json::{Value, json};

/// The example's sponsor, as the program prints them at its start.
const HANNA: (&str, &str) = ("hanna@example.com", "ferries-at-dawn");
const PILOT: &str = "/p/ferry-booking";

/// A page of each kind, after the pilot's address.
const PAGES: [&str; 20] = [
    "",
    "/proposal",
    "/proposal/understood",
    "/proposal/history",
    "/proposal/comments",
    "/approval",
    "/zone",
    "/people",
    "/start",
    "/week-one",
    "/survey",
    "/hours",
    "/pull-requests",
    "/metrics",
    "/metrics/energy",
    "/data",
    "/data/corrections",
    "/readout",
    "/activity",
    "/decision",
];

/// The smallest letters that are to be seen in pixels, what they say, by how much the page is wider than its window, and how
/// high the bar at its top is.
const SEEN: &str = "(() => {
    let found = [Infinity, ''];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const within = texts.currentNode.parentElement;
        const said = texts.currentNode.data.trim();
        if (!said || within.closest('.visually-hidden')) continue;
        if (!within.checkVisibility({ visibilityProperty: true }) || !within.getClientRects().length) continue;
        const drawing = within.closest('svg');
        const unit = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
        const size = parseFloat(getComputedStyle(within).fontSize) * unit;
        if (size < found[0]) found = [size, said];
    }
    const bar = document.querySelector('.top-bar').getBoundingClientRect().height;
    return [found[0], found[1], document.documentElement.scrollWidth - innerWidth, bar];
})()";

async fn example(name: &str) -> Result<(World, Program)> {
    let world = World::new(name, true, "2026-09-07T07:00:00Z").await?;
    let (program, _proxy) = world.example_behind_a_proxy().await?;
    Ok((world, program))
}

async fn asked(person: &Person, script: &str) -> Result<Value> {
    Ok(person.page.evaluate::<(), _>(script, None).await?)
}

/// The bar stays one row, with the longest name and status that the example has.
#[tokio::test]
async fn on_a_phone_no_page_is_cut_or_in_letters_under_twelve_pixels() -> Result {
    let (world, program) = example("phone-pages").await?;
    for width in [320, 390] {
        let hanna = world.person_with("Hanna", &program, width, 664, "light").await?;
        hanna.sign_in(HANNA.0, HANNA.1).await?;
        let own = ["/", "/help", "/settings"].map(str::to_owned);
        for address in PAGES.iter().map(|page| format!("{PILOT}{page}")).chain(own) {
            hanna.open(&address).await?;
            let found = asked(&hanna, SEEN).await?;
            let size = |place: usize| found[place].as_f64().unwrap_or_default();
            assert!(size(0) >= 12.0, "{address} at {width}: {found}");
            assert_eq!(found[2], 0, "{address} at {width} scrolls sideways");
            assert!(size(3) <= 57.0, "{address} at {width}: the bar is {} high", size(3));
        }
        hanna.leave().await?;
    }
    program.stop().await?;
    world.end().await
}

#[tokio::test]
async fn weeks_of_the_survey_are_read_in_lines_on_a_phone() -> Result {
    let (world, program) = example("phone-weeks").await?;
    let ines = world.person_with("Ines", &program, 390, 664, "light").await?;
    ines.sign_in("ines@example.com", HANNA.1).await?;
    ines.open(&format!("{PILOT}/survey")).await?;
    // Four weeks, and in each a day stands in one line.
    let lines = "[...document.querySelectorAll('.own-weeks time')].map(time => time.getClientRects().length)";
    assert_eq!(asked(&ines, lines).await?, json!([1, 1, 1, 1]));
    ines.leave().await?;
    program.stop().await?;
    world.end().await
}

/// Nothing lies over a slide before a pointer has moved, so that a remote control never brings it up.
#[tokio::test]
async fn the_controls_of_the_stage_wait_for_a_pointer() -> Result {
    let (world, program) = example("stage-controls").await?;
    let hanna = world.person("Hanna", &program).await?;
    hanna.sign_in(HANNA.0, HANNA.1).await?;
    hanna.open(&format!("{PILOT}/readout/3")).await?;
    hanna.waits_for_islands().await?;
    let shown = "getComputedStyle(document.querySelector('.slide-nav')).opacity";
    assert_eq!(asked(&hanna, shown).await?, json!("0"));
    hanna.page.keyboard().press("ArrowRight", None).await?;
    hanna.page.keyboard().press("ArrowRight", None).await?;
    assert_eq!(asked(&hanna, shown).await?, json!("0"));
    hanna.page.mouse().move_to(300.0, 300.0, None).await?;
    hanna.page.mouse().move_to(320.0, 320.0, None).await?;
    let comes = "new Promise(done => setTimeout(() => done(getComputedStyle(document.querySelector('.slide-nav')).opacity), 600))";
    assert_eq!(asked(&hanna, comes).await?, json!("1"));
    hanna.leave().await?;
    program.stop().await?;
    world.end().await
}

/// On paper every table is open, charts are the wide ones, and nothing calls itself live.
#[tokio::test]
async fn metrics_are_whole_on_paper() -> Result {
    let (world, program) = example("paper").await?;
    let hanna = world.person("Hanna", &program).await?;
    hanna.sign_in(HANNA.0, HANNA.1).await?;
    hanna.open(&format!("{PILOT}/metrics")).await?;
    let paper = EmulateMediaOptions::builder().media(Media::Print).build();
    hanna.page.emulate_media(paper).await?;
    let height = "[...document.querySelectorAll('main table')].map(table => table.getBoundingClientRect().height)";
    let tables = asked(&hanna, height).await?;
    let tables = tables.as_array().cloned().unwrap_or_default();
    assert!(tables.len() >= 5, "{tables:?}");
    assert!(tables.iter().all(|height| height.as_f64() > Some(20.0)), "{tables:?}");
    let charts = "[...document.querySelectorAll('figure.chart svg')].map(svg => [svg.classList.contains('wide'), svg.checkVisibility()])";
    for chart in asked(&hanna, charts).await?.as_array().cloned().unwrap_or_default() {
        assert_eq!(chart[0], chart[1], "{chart}");
    }
    let live = "[...document.querySelectorAll('main *')].filter(one => one.checkVisibility() && /\\bLive\\b/.test(one.innerText)).length";
    assert_eq!(asked(&hanna, live).await?, 0);
    hanna.leave().await?;
    program.stop().await?;
    world.end().await
}

/// The button says what it does, also where the system is dark and nobody has chosen; what is done with a row is no larger
/// than the row; the text's contents stay beside it.
#[tokio::test]
async fn small_things_stay_as_they_are() -> Result {
    let (world, program) = example("small-things").await?;
    let hanna = world.person_with("Hanna", &program, 1440, 900, "light").await?;
    hanna.sign_in(HANNA.0, HANNA.1).await?;
    hanna.open(PILOT).await?;
    let offered = "[...document.querySelectorAll('.theme-form button')].filter(one => one.checkVisibility()).map(one => one.textContent)";
    for (scheme, offers) in [(ColorScheme::Dark, "Light"), (ColorScheme::Light, "Dark")] {
        let system = EmulateMediaOptions::builder().color_scheme(scheme).build();
        hanna.page.emulate_media(system).await?;
        assert_eq!(asked(&hanna, offered).await?, json!([offers]));
    }
    // The example's people have nothing to press any more: what stands in the list before a start is put there.
    hanna.open(&format!("{PILOT}/people")).await?;
    let sizes = "(() => { const cell = document.querySelector('.table td'); \
        cell.insertAdjacentHTML('beforeend', '<button class=\"button\" data-kind=\"quiet\">Release</button>'); \
        return [cell, cell.lastElementChild].map(one => getComputedStyle(one).fontSize) })()";
    let sizes = asked(&hanna, sizes).await?;
    assert_eq!(sizes[0], sizes[1], "{sizes}");
    hanna.open(&format!("{PILOT}/proposal")).await?;
    asked(&hanna, "scrollTo(0, 3000)").await?;
    let beside = "[...document.querySelectorAll('.side-nav a[href*=\"#\"]')].filter(one => { \
        const place = one.getBoundingClientRect(); return place.height > 0 && place.top >= 0 && place.top < innerHeight }).length";
    assert!(asked(&hanna, beside).await?.as_u64() >= Some(3), "contents of the text");
    hanna.leave().await?;
    program.stop().await?;
    world.end().await
}
