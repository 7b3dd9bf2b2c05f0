//! The shortest way of a new user with a document of their own: from the set-up link to the start, and of the approver on a
//! phone from the inbox to the receipt. Everybody follows what their pages lead to; only links that came by hand, and the front page, are opened.

use std::time::Duration;

use end2end::way::{PASSWORD, baseline, begin, draw_the_zone, features, settle};
use end2end::{Effort, Person, Program, Result, World};

/// The most clicks and loads the sponsor's way may take.
const SPONSOR: (u32, u32) = (60, 40);
/// The most taps the approver's decision may take.
const APPROVER: u32 = 9;
/// The most minutes it may take until it is sent, until it is started, and for the approver to decide: hands and machine by
/// [`Effort::acting`], which is a model and no measurement. What it leaves is for reading, and for sending five links.
const MINUTES: (u64, u64, u64) = (15, 40, 3);

/// Whom the sponsor invites, in the order the form proposes: with a phone, or at a desk.
const INVITED: [(&str, &str, bool); 5] = [
    ("Priya Nair", "priya@example.com", true),
    ("Ana Ruiz", "ana@example.com", false),
    ("Ben Ochs", "ben@example.com", false),
    ("Omar Haddad", "omar@example.com", false),
    ("Lea Brandt", "lea@example.com", false),
];

/// No more than so many minutes by the model.
fn at_most(minutes: u64, what: &str, took: Effort) {
    println!("{what}: {}", took.within(minutes));
    assert!(took.acting() <= Duration::from_secs(minutes * 60), "{what}: {took:?}");
}

/// Prints what each step took, so that a way that grows says where.
struct Steps<'a> {
    person: &'a Person,
    before: Effort,
}

impl<'a> Steps<'a> {
    fn of(person: &'a Person) -> Self {
        let before = Effort::default();
        Self { person, before }
    }

    fn done(&mut self, what: &str) {
        let now = self.person.effort();
        let step = now - self.before;
        println!(
            "{what}: {} clicks, {} loads, {} keys in {} fields",
            step.clicks, step.loads, step.keys, step.fields
        );
        self.before = now;
    }
}

#[tokio::test]
async fn from_the_set_up_link_to_the_start() -> Result {
    // Monday, 09:00 in Berlin.
    let world = World::new("shortest", true, "2026-09-07T07:00:00Z").await?;
    let program = world.program().await?;
    let dana = world.person("Dana", &program).await?;
    let mut steps = Steps::of(&dana);
    begin(&world, &program, &dana).await?;
    steps.done("set-up and document");
    settle(&dana).await?;
    steps.done("terms settled, gaps filled");
    let cast = invite(&world, &program, &dana).await?;
    steps.done("five people invited");
    draw_the_zone(&dana).await?;
    steps.done("zone with path rules");
    dana.follow("Send revision").await?;
    dana.submit("proposal/send", &[]).await?;
    dana.sees("is sent").await?;
    steps.done("sent");
    at_most(MINUTES.0, "from the set-up link to sent", dana.effort());

    let [priya, _, _, omar, lea] = &cast;
    decide(priya).await?;
    dana.turn_to("Overview").await?;
    sign(&dana).await?;
    steps.done("zone signed");
    features(&dana).await?;
    steps.done("two features");
    baseline(&dana).await?;
    steps.done("four baseline features");

    for person in [priya, omar, lea] {
        person.open("/").await?;
        sign(person).await?;
    }
    for dri in [omar, lea] {
        dri.follow("Say whether you will be the").await?;
        dri.submit("enrolment/consent", &[("answer", "yes")]).await?;
    }
    dana.turn_to("Overview").await?;
    dana.follow("Start the pilot").await?;
    dana.submit("pilot/start", &[]).await?;
    dana.sees("The pilot has started").await?;
    steps.done("started");

    let took = dana.effort();
    println!("in all: {took:?}");
    assert!(took.clicks <= SPONSOR.0, "{took:?}");
    assert!(took.loads <= SPONSOR.1, "{took:?}");
    at_most(MINUTES.1, "from the set-up link to started", took);
    program.stop().await?;
    world.end().await
}

/// Each for the role that the form proposes next; each with the link that Dana sends them.
async fn invite(world: &World, program: &Program, dana: &Person) -> Result<[Person; 5]> {
    dana.follow("Invite an approver").await?;
    let mut cast = Vec::new();
    for (name, email, with_phone) in INVITED {
        dana.submit("account/invite", &[("name", name), ("email", email)])
            .await?;
        let link = dana.shown_link().await?;
        let person = if with_phone {
            world.person_with_phone(name, program).await?
        } else {
            world.person(name, program).await?
        };
        person.open(&link).await?;
        person
            .submit("account/accept_invitation", &[("password", PASSWORD)])
            .await?;
        person.sees("What you need to do").await?;
        cast.push(person);
    }
    cast.try_into().map_err(|_| anyhow::anyhow!("five were invited"))
}

/// On a phone, without reading the text: from the inbox to the receipt.
async fn decide(priya: &Person) -> Result {
    priya.open("/").await?;
    let before = priya.effort();
    priya.follow("Decide on revision").await?;
    let asks = priya.page.locator("main fieldset.ask").count().await?;
    let mut answers: Vec<(String, &str)> = (1..=asks).map(|n| (format!("ask_{n}"), "agree")).collect();
    answers.push(("verdict".to_owned(), "approve"));
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (&**name, *value)).collect();
    priya.submit("approval/check", &answers).await?;
    priya.submit("approval/decide", &[("password", PASSWORD)]).await?;
    assert!(priya.page.url().contains("/approval/record/"), "{}", priya.page.url());
    let took = priya.effort() - before;
    println!("the approver's decision: {} taps", took.clicks);
    assert!(took.clicks <= APPROVER, "{took:?}");
    at_most(MINUTES.2, "the approver's decision", took);
    Ok(())
}

async fn sign(person: &Person) -> Result {
    person.follow("Sign version 2 of the zone").await?;
    person.submit("zone/sign", &[("password", PASSWORD)]).await?;
    person.sees("You signed version 2").await
}
