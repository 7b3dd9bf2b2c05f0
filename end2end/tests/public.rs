//! Pages before and outside a pilot: reachable, accessible, and without a script wherever nothing needs one.

use end2end::{Result, World};

#[tokio::test]
async fn pages_outside_a_pilot_are_accessible_and_all_but_one_load_no_script() -> Result {
    let world = World::new("public", true, "2026-09-07T07:00:00Z").await?;
    let program = world.program().await?;
    let anybody = world.person_with_phone("Anybody", &program).await?;
    for path in ["/", "/sign-in", "/help"] {
        anybody.open(path).await?;
        anybody.accessible_if_scripts().await?;
        assert_eq!(anybody.scripts_loaded(), [""; 0], "{path} loads no script");
    }
    anybody.open(program.setup_link()?).await?;
    anybody.accessible_if_scripts().await?;
    anybody.submit("account/set_up", &[]).await?;
    anybody.accessible_if_scripts().await?;
    assert_eq!(
        anybody.status("/p/nothing").await?,
        200,
        "a pilot's page asks to sign in first"
    );
    anybody.sees("Sign in").await?;
    assert_eq!(anybody.status("/nothing").await?, 404);
    anybody.accessible_if_scripts().await?;
    let first = [
        ("name", "Dana"),
        ("email", "dana@example.com"),
        ("password", "a long sentence to sign in with"),
    ];
    anybody.open(program.setup_link()?).await?;
    anybody.submit("account/set_up", &first).await?;
    anybody.sees("Welcome, Dana.").await?;
    assert_eq!(anybody.status("/p/nothing").await?, 404, "there is no such pilot");
    for path in ["/", "/settings"] {
        anybody.open(path).await?;
        anybody.accessible_if_scripts().await?;
        assert_eq!(anybody.scripts_loaded(), [""; 0], "{path} loads no script");
    }
    // The one page with a script: it proposes the browser's time zone.
    anybody.open("/pilots/new").await?;
    anybody.sees("Chosen: where your browser is.").await?;
    anybody.accessible_if_scripts().await?;
    program.stop().await?;
    world.end().await
}
