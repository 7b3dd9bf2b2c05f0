//! Somebody takes over from a pilot PM while the pilot runs: offered, signed by both sides, in red on the numbers.

use anyhow::{Context as _, ensure};
use end2end::{Result, World};
use serde_json::Value;

/// The example that runs, and the password of everybody in it, as the program prints them at its start.
const PILOT: &str = "/p/ferry-booking";
const PASSWORD: &str = "ferries-at-dawn";

#[tokio::test]
async fn an_observer_takes_over_from_a_pilot_pm() -> Result {
    walk("replacement", true).await
}

#[tokio::test]
async fn an_observer_takes_over_from_a_pilot_pm_without_scripts() -> Result {
    walk("replacement-plain", false).await
}

async fn walk(name: &str, scripts: bool) -> Result {
    let world = World::new(name, scripts, "2026-09-07T07:00:00Z").await?;
    let (program, _proxy) = world.example_behind_a_proxy().await?;
    let mut people = Vec::new();
    for who in ["greta", "ines", "hanna", "rafael", "naomi", "viktor"] {
        let person = world.person(who, &program).await?;
        person.sign_in(&format!("{who}@example.com"), PASSWORD).await?;
        people.push(person);
    }
    let [greta, ines, signing @ ..] = &people[..] else {
        unreachable!()
    };
    // Greta observes. She offers it herself, so nobody is seen to be asked or to say no.
    greta.open(&format!("{PILOT}/people")).await?;
    greta
        .sees("Where a pilot PM or an engineering DRI leaves, you can offer to take over.")
        .await?;
    greta.open_details().await?;
    greta.accessible_if_scripts().await?;
    let option = "(() => {
        const options = [...document.querySelectorAll('select[name=takes_over] option')];
        return options.find(option => option.textContent === 'Ines Carvalho, pilot PM, new model')?.value ?? '';
    })()";
    let takes_over = greta.page.evaluate::<(), Value>(option, None).await?;
    let takes_over = takes_over.as_str().context("a value")?;
    ensure!(takes_over.starts_with("pilot_pm:new_model:"), "{takes_over}");
    let offer = [
        ("takes_over", takes_over),
        ("login", "greta-holm"),
        ("reason", "Ines goes to another team."),
        ("password", PASSWORD),
    ];
    greta.submit("replacement/offer", &offer).await?;
    let offered = "Greta Holm offers to take over from Ines Carvalho as pilot PM, new model.";
    greta.sees(offered).await?;
    greta.shot("offered").await?;
    // Whoever is replaced reads it and signs nothing.
    ines.open(&format!("{PILOT}/people")).await?;
    ines.sees(offered).await?;
    ines.sees_not("Sign that Greta Holm takes over").await?;
    let red = "The pilot PM of the new model changed from Ines Carvalho to Greta Holm";
    for person in signing {
        person.open(&format!("{PILOT}/metrics")).await?;
        person.sees_not(red).await?;
        person.open("/").await?;
        person
            .follow("Sign that Greta Holm takes over from Ines Carvalho, or object")
            .await?;
        person.submit("replacement/sign", &[("password", PASSWORD)]).await?;
    }
    let last = signing.last().context("somebody signs")?;
    last.sees("Yours was the last signature: from now on there is another pilot PM.")
        .await?;
    last.sees(red).await?;
    // In red, to everybody, on the numbers and in the readout.
    for path in ["people", "metrics", "readout/overview", "decision"] {
        ines.open(&format!("{PILOT}/{path}")).await?;
        ines.sees(red).await?;
        ines.accessible_if_scripts().await?;
    }
    let banner =
        "[...document.querySelectorAll('.banner[data-kind=bad]')].some(one => one.innerText.includes('Greta Holm'))";
    ines.open(&format!("{PILOT}/metrics")).await?;
    let in_red = ines.page.evaluate::<(), Value>(banner, None).await?;
    ensure!(in_red == Value::Bool(true), "not in red");
    ines.shot("in-red").await?;
    // The weeks that were asked of Ines are hers, and Greta is asked first whether she agrees.
    ines.open(&format!("{PILOT}/survey")).await?;
    ines.sees("Here are the weeks that are yours").await?;
    greta.open(&format!("{PILOT}/survey")).await?;
    greta.sees("Say first whether you agree to").await?;
    greta.open(&format!("{PILOT}/people/participation")).await?;
    greta.submit("enrolment/participate", &[("agrees", "yes")]).await?;
    greta.open(&format!("{PILOT}/week-one")).await?;
    greta.submit("week_one/acknowledge", &[]).await?;
    for person in people {
        person.leave().await?;
    }
    program.stop().await?;
    world.end().await
}
