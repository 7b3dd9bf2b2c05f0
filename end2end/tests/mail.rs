//! A pilot from the first invitation to the decision, each step from a link of a mail, over a real mail server, with scripts off;
//! and each mail as a phone shows it.

use std::collections::BTreeMap;
use std::time::Duration;

use end2end::way::{PASSWORD, baseline, begin, draw_the_zone, features, settle};
use end2end::{Mail, MailServer, Person, Program, Result, World};

const DANA: &str = "dana@example.com";
const PRIYA: &str = "priya@example.com";
const ANA: &str = "ana@example.com";
const BEN: &str = "ben@example.com";
const OMAR: &str = "omar@example.com";
const LEA: &str = "lea@example.com";

/// Whom Dana invites, in the order the form proposes.
const INVITED: [(&str, &str); 5] = [
    ("Priya Nair", PRIYA),
    ("Ana Ruiz", ANA),
    ("Ben Ochs", BEN),
    ("Omar Haddad", OMAR),
    ("Lea Brandt", LEA),
];

/// Opens the first link with these words in the mail to somebody about something.
async fn from_mail(server: &MailServer, person: &Person, to: &str, subject: &str, words: &str) -> Result {
    let mail = server.mail(to, subject).await?;
    person.open(mail.link(words)?).await
}

#[tokio::test]
async fn a_pilot_is_run_by_mail_links_alone() -> Result {
    // Monday, 09:00 in Berlin.
    let world = World::new("mail", false, "2026-09-07T07:00:00Z").await?;
    let server = MailServer::start().await?;
    let program = world.program_with_mail(&server).await?;
    let dana = world.person("Dana", &program).await?;
    begin(&world, &program, &dana).await?;
    settle(&dana).await?;
    let [priya, ana, ben, omar, lea] = &invited(&world, &program, &server, &dana).await?;
    draw_the_zone(&dana).await?;
    dana.follow("Send revision").await?;
    dana.submit("proposal/send", &[]).await?;

    from_mail(&server, priya, PRIYA, "A revision waits for your decision", "/approval").await?;
    decide(priya).await?;
    from_mail(&server, &dana, DANA, "Your revision was approved", "/approval/record/").await?;
    dana.sees("Priya").await?;
    for (person, address) in [(&dana, DANA), (priya, PRIYA), (omar, OMAR), (lea, LEA)] {
        from_mail(&server, person, address, "A zone waits for your signature", "/zone").await?;
        person.submit("zone/sign", &[("password", PASSWORD)]).await?;
        person.sees("You signed version 2").await?;
    }
    for (dri, address) in [(omar, OMAR), (lea, LEA)] {
        from_mail(
            &server,
            dri,
            address,
            "A question only you can answer",
            "/people/consent",
        )
        .await?;
        dri.submit("enrolment/consent", &[("answer", "yes")]).await?;
    }
    dana.turn_to("Overview").await?;
    features(&dana).await?;
    baseline(&dana).await?;
    dana.turn_to("Overview").await?;
    dana.follow("Start the pilot").await?;
    dana.submit("pilot/start", &[]).await?;
    from_mail(&server, ana, ANA, "A pilot has started", "/start").await?;

    weeks(&world, &program, &server, (&dana, ana, ben)).await?;
    readout(&world, &server, &dana, priya).await?;
    on_a_phone(&world, &program, &server.taken()).await?;
    program.stop().await?;
    world.end().await
}

/// Each comes by the link of their own mail, and Dana sees none of them.
async fn invited(world: &World, program: &Program, server: &MailServer, dana: &Person) -> Result<[Person; 5]> {
    dana.follow("Invite an approver").await?;
    let mut cast = Vec::new();
    for (name, email) in INVITED {
        dana.submit("account/invite", &[("name", name), ("email", email)])
            .await?;
        dana.sees(&format!("A mail to {email} lets them in once")).await?;
        let text = dana.page.locator("main").first().inner_html().await?;
        assert!(!text.contains("/invitation/"), "whoever invites holds no link");
        let person = world.person_with_phone(name, program).await?;
        from_mail(server, &person, email, "You are invited to Countersign", "/invitation/").await?;
        person
            .submit("account/accept_invitation", &[("password", PASSWORD)])
            .await?;
        person.sees("What you need to do").await?;
        cast.push(person);
    }
    cast.try_into().map_err(|_| anyhow::anyhow!("five were invited"))
}

async fn decide(priya: &Person) -> Result {
    let asks = priya.page.locator("main fieldset.ask").count().await?;
    let mut answers: Vec<(String, &str)> = (1..=asks).map(|n| (format!("ask_{n}"), "agree")).collect();
    answers.push(("verdict".to_owned(), "approve"));
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (&**name, *value)).collect();
    priya.submit("approval/check", &answers).await?;
    priya.submit("approval/decide", &[("password", PASSWORD)]).await
}

/// Four weeks: each answers from the mail, in one tap there and one on the page, on a phone and without signing in. What looks
/// into a mail before, as programs do, records nothing: ten times by fetching, and once by rendering the page with its scripts.
async fn weeks(
    world: &World,
    program: &Program,
    server: &MailServer,
    (dana, ana, ben): (&Person, &Person, &Person),
) -> Result {
    let stranger = world.person_with_phone("Nobody", program).await?;
    let scanner = world.scanner(program).await?;
    // What the log holds of answers, which everybody reads.
    let answers = async || -> Result<usize> {
        dana.open("/p/checkout-pilot/activity").await?;
        Ok(dana.text().await?.matches("answered the survey").count())
    };
    let mut given = 0;
    for (week, day) in [
        (1, "2026-09-11"),
        (2, "2026-09-18"),
        (3, "2026-09-25"),
        (4, "2026-10-02"),
    ] {
        world.set_clock(&format!("{day}T11:00:00Z"))?;
        for (person, address) in [(ana, ANA), (ben, BEN)] {
            let mail = server.mail(address, &format!("Week {week}: one question")).await?;
            let links: Vec<&String> = mail.links.iter().filter(|link| link.contains("/s/")).collect();
            assert_eq!(links.len(), 5, "{links:?}");
            for link in links.iter().chain(&links) {
                stranger.open(link).await?;
            }
            for link in &links {
                scanner.open(link).await?;
                scanner.page.wait_for_load_state(None).await?;
                tokio::time::sleep(Duration::from_millis(300)).await;
                scanner.sees("Send").await?;
            }
            assert_eq!(
                answers().await?,
                given,
                "what looks into a mail answered in week {week}"
            );
            // A tap in the mail, and one on the page, where what is to be pressed is in sight.
            let before = person.effort();
            person.open(mail.link("?a=4")?).await?;
            person.sees("Send 4, Good").await?;
            if week == 1 {
                person.shot("mail-survey-390").await?;
            }
            let send = person.page.locator("main .survey button").first();
            let send = send.bounding_box().await?.expect("it shows");
            assert!(send.y + send.height <= 664.0, "it ends at {}", send.y + send.height);
            person.submit("survey/answer_by_link", &[]).await?;
            person.sees(&format!("for week {week}.")).await?;
            let took = person.effort() - before;
            assert_eq!((took.clicks, took.fields, took.keys), (1, 0, 0));
            given += 1;
            assert_eq!(answers().await?, given, "one answer, of one person, in week {week}");
        }
    }
    Ok(())
}

async fn readout(world: &World, server: &MailServer, dana: &Person, priya: &Person) -> Result {
    world.set_clock("2026-10-16T13:00:00Z")?;
    from_mail(server, dana, DANA, "Readout of a pilot", "/readout/overview").await?;
    dana.open("/p/checkout-pilot/readout").await?;
    dana.submit("readout/take_snapshot", &[]).await?;
    dana.open("/p/checkout-pilot/decision").await?;
    let record = [
        ("choice", "iterate"),
        ("reason", "The numbers do not say enough."),
        ("attendees", "Dana, Priya, Ana, Ben"),
        ("next_step", "A second pilot on the account pages"),
        ("owner", "Dana"),
        ("due_on", "2026-11-02"),
    ];
    dana.submit("decision/record", &record).await?;
    from_mail(
        server,
        priya,
        PRIYA,
        "A decision waits for your confirmation",
        "/decision",
    )
    .await?;
    priya.submit("decision/confirm", &[("password", PASSWORD)]).await?;
    for to in [DANA, PRIYA, ANA, BEN, OMAR, LEA] {
        server.mail(to, "A pilot was decided").await?;
    }
    from_mail(server, dana, DANA, "A pilot was decided", "/decision").await?;
    dana.sees("Iterate").await
}

/// One mail of each subject, at 390 in light and in dark: nothing is cut off, and what is pressed is large.
async fn on_a_phone(world: &World, program: &Program, mails: &[Mail]) -> Result {
    let mut of_each: BTreeMap<&str, &Mail> = BTreeMap::new();
    for mail in mails {
        of_each.entry(&mail.subject).or_insert(mail);
    }
    assert!(of_each.len() >= 12, "{:?}", of_each.keys());
    let file = world.data().with_extension("html");
    for scheme in ["light", "dark"] {
        let phone = world.person_with("A phone", program, 390, 664, scheme).await?;
        for (subject, mail) in &of_each {
            std::fs::write(&file, &mail.html)?;
            phone.page.goto(&format!("file://{}", file.display()), None).await?;
            let page = phone
                .page
                .locator(".page")
                .first()
                .bounding_box()
                .await?
                .expect("it shows");
            assert!(page.x >= 0.0 && page.x + page.width <= 390.0, "{subject}: {page:?}");
            let buttons = phone.page.locator("a.button, a.choice");
            for n in 0..buttons.count().await? {
                let button = buttons.nth(i32::try_from(n)?).bounding_box().await?.expect("it shows");
                assert!(button.height >= 44.0, "{subject}: {button:?}");
                assert!(
                    button.x >= 0.0 && button.x + button.width <= 390.0,
                    "{subject}: {button:?}"
                );
            }
            let name: String = subject
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
                .collect();
            phone.shot(&format!("mail-{scheme}-{}", name.to_lowercase())).await?;
        }
        phone.leave().await?;
    }
    Ok(())
}
