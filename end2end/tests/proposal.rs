//! The proposal as it lives: written by two at once, commented on, sent, approved by a deputy under a
//! condition, changed a little and changed for good. With scripts and without.

use end2end::{Person, Program, Result, World, proposal};

const PASSWORD: &str = "a long sentence to sign in with";
const PILOT: &str = "/p/living-pilot";

/// Everybody with a say, each with a browser of their own; Dana has two.
struct Cast {
    dana: Person,
    /// The same person at another desk.
    dana_too: Person,
    priya: Person,
    omar: Person,
    tom: Person,
}

#[tokio::test]
async fn a_proposal_is_argued_about_and_approved() -> Result {
    walk("proposal-scripts", true).await
}

#[tokio::test]
async fn a_proposal_is_argued_about_and_approved_without_scripts() -> Result {
    walk("proposal-no-scripts", false).await
}

async fn walk(name: &str, scripts: bool) -> Result {
    // Monday, 09:00 in Berlin.
    let world = World::new(name, scripts, "2026-09-07T07:00:00Z").await?;
    let program = world.program().await?;
    let cast = gather(&world, &program).await?;
    complete(&cast.dana).await?;
    write_at_once(&cast).await?;
    keep_a_draft(&world, &cast.dana).await?;
    argue(&cast).await?;
    decide_for_somebody(&cast).await?;
    change_a_little(&cast).await?;
    meet_the_condition(&cast).await?;
    change_for_good(&cast).await?;
    look_back(&cast).await?;
    program.stop().await?;
    let verified = Program::verify(&world.data()).await?;
    assert!(verified.contains("whole"), "{verified}");
    world.end().await
}

async fn gather(world: &World, program: &Program) -> Result<Cast> {
    let dana = world.person("Dana", program).await?;
    dana.open(program.setup_link()?).await?;
    let first = [
        ("name", "Dana Levin"),
        ("email", "dana@example.com"),
        ("password", PASSWORD),
    ];
    dana.submit("account/set_up", &first).await?;
    let dana_too = world.person("Dana, at another desk", program).await?;
    dana_too.sign_in("dana@example.com", PASSWORD).await?;
    dana.open("/pilots/new").await?;
    let file = world.data().with_extension("md");
    std::fs::write(&file, proposal())?;
    dana.choose_file(&file).await?;
    dana.submit("pilot/add", &[("name", "Living pilot"), ("zone", "Europe/Berlin")])
        .await?;
    let mut others = Vec::new();
    for (name, email, role) in [
        ("Priya Nair", "priya@example.com", "approver"),
        ("Omar Haddad", "omar@example.com", "dri:new_model"),
        ("Tom Reed", "tom@example.com", "observer"),
    ] {
        dana.open(&format!("{PILOT}/people")).await?;
        dana.submit("account/invite", &[("name", name), ("email", email), ("role", role)])
            .await?;
        let link = dana.shown_link().await?;
        let person = match role {
            "approver" => world.person_with_phone(name, program).await?,
            _ => world.person(name, program).await?,
        };
        person.open(&link).await?;
        person
            .submit("account/accept_invitation", &[("password", PASSWORD)])
            .await?;
        others.push(person);
    }
    let mut others = others.into_iter();
    let mut next = || others.next().expect("three were invited");
    Ok(Cast {
        dana,
        dana_too,
        priya: next(),
        omar: next(),
        tom: next(),
    })
}

/// The key of the first section of the newest revision that says `words`.
async fn section_with(person: &Person, words: &str) -> Result<String> {
    person.open(&format!("{PILOT}/proposal")).await?;
    let key: Option<String> = person
        .page
        .evaluate::<(), _>(
            &format!(
                "[...document.querySelectorAll('.document a.section-edit')]
                    .find((a) => a.closest('section').textContent.includes({words:?}))?.getAttribute('href').split('/').pop() ?? null"
            ),
            None,
        )
        .await?;
    key.ok_or_else(|| anyhow::anyhow!("no section says {words}"))
}

async fn written(person: &Person) -> Result<String> {
    Ok(person
        .page
        .locator("main textarea[name=new_text]")
        .first()
        .input_value(None)
        .await?)
}

/// What was understood is confirmed by filling what was left open.
async fn complete(dana: &Person) -> Result {
    dana.open(&format!("{PILOT}/proposal/understood")).await?;
    dana.accessible_if_scripts().await?;
    dana.open(&format!("{PILOT}/proposal")).await?;
    dana.sees("Nobody has confirmed these terms yet").await?;
    dana.open(&format!("{PILOT}/proposal/complete")).await?;
    let gaps = dana.page.locator("main input[name^=value_]").count().await?;
    let mut fields: Vec<(String, String)> = (1..=gaps)
        .zip('A'..)
        // No digit: a gap may stand in a sentence that says a number.
        .map(|(n, letter)| (format!("value_{n}"), format!("Somebody {letter}")))
        .collect();
    for (term, value) in [
        ("baseline_statistic", "median"),
        ("readout_at", "2026-10-16T15:00"),
        ("weeks", "4"),
        ("pilot_pms", "2"),
        ("dri_hours_per_week", "2"),
        ("baseline_features", "4"),
        ("energy_baseline", "There is none."),
        ("missing_data", "It counts neither as met nor as not met."),
        // Settled so, or open: only where the text leaves it open.
        ("metrics_without_criterion", "yes"),
    ] {
        let is_there = dana.page.locator(format!("main [name={term}]")).count().await? > 0;
        if is_there {
            fields.push((term.to_owned(), value.to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    dana.submit("proposal/complete", &fields).await?;
    dana.sees("Saved as revision 2").await?;
    let live = dana.page.locator("main .document mark.term").count().await?;
    assert!(live > 0, "the terms show inside the text");
    dana.accessible_if_scripts().await
}

/// Two desks, one text: what does not overlap is merged, what does is asked about, nothing is lost.
async fn write_at_once(cast: &Cast) -> Result {
    let Cast { dana, dana_too, .. } = cast;
    let first = section_with(dana, "").await?;
    let other = section_with(dana, "30%").await?;
    for (person, key) in [(dana, &first), (dana_too, &other)] {
        person.open(&format!("{PILOT}/proposal/edit/{key}")).await?;
    }
    dana.accessible_if_scripts().await?;
    dana.shot("edit").await?;
    let text = format!(
        "{}\n\nTulip, a line of the first desk.\n",
        written(dana).await?.trim_end()
    );
    dana.submit("proposal/revise", &[("new_text", &text)]).await?;
    dana.sees("Saved as revision 3").await?;
    let text = format!(
        "{}\n\nOrchid, a line of the other desk.\n",
        written(dana_too).await?.trim_end()
    );
    dana_too.submit("proposal/revise", &[("new_text", &text)]).await?;
    dana_too.sees("Saved as revision 4").await?;
    dana_too.open(&format!("{PILOT}/proposal")).await?;
    for line in ["Tulip", "Orchid"] {
        dana_too.sees(line).await?;
    }

    // The same line at both desks.
    for person in [dana, dana_too] {
        person.open(&format!("{PILOT}/proposal/edit/{first}")).await?;
    }
    for (person, word) in [(dana, "Crocus"), (dana_too, "Dahlia")] {
        let text = written(person).await?.replace("Tulip", word);
        person.submit("proposal/revise", &[("new_text", &text)]).await?;
    }
    dana_too.sees("Two edits overlap").await?;
    dana_too.accessible_if_scripts().await?;
    dana_too.shot("conflict").await?;
    let result = written(dana_too).await?;
    assert!(
        result.contains("Crocus") && result.contains("Dahlia"),
        "both are in the result: {result}"
    );
    dana_too.submit("proposal/revise", &[("new_text", &result)]).await?;
    dana_too.sees("Saved as revision 6").await?;
    dana_too.open(&format!("{PILOT}/proposal/kept")).await?;
    dana_too.open_details().await?;
    dana_too.sees("Dahlia").await?;
    dana_too.accessible_if_scripts().await
}

/// A draft is there again after the page was left: by its button, and by itself where scripts run.
async fn keep_a_draft(world: &World, dana: &Person) -> Result {
    let key = section_with(dana, "Crocus").await?;
    let page = format!("{PILOT}/proposal/edit/{key}");
    dana.open(&page).await?;
    let text = format!("{}\n\nNot finished yet.\n", written(dana).await?.trim_end());
    if world.scripts {
        dana.waits_for_islands().await?;
        let field = dana.page.locator("main textarea[name=new_text]").first();
        field.fill(&text, None).await?;
        dana.waits_for("Draft saved", std::time::Duration::from_secs(15))
            .await?;
    } else {
        dana.submit_with("proposal/revise", "keep", &[("new_text", &text)])
            .await?;
    }
    dana.open(&page).await?;
    assert!(written(dana).await?.contains("Not finished yet."), "the draft is there");
    dana.submit("proposal/drop_draft", &[]).await?;
    dana.open(&page).await?;
    assert!(!written(dana).await?.contains("Not finished yet."), "and gone");
    Ok(())
}

/// An observer asks and suggests; the sponsor answers and takes it up.
async fn argue(cast: &Cast) -> Result {
    let Cast { dana, priya, tom, .. } = cast;
    tom.open(&format!("{PILOT}/proposal")).await?;
    tom.follow("Comment").await?;
    let at = |key: &str| format!("{PILOT}/proposal/comment?section={key}");
    let key = section_with(dana, "Orchid").await?;
    tom.open(&at(&key)).await?;
    let question = "@Priya Nair, does **anybody** read this line? <script>alert(1)</script>";
    tom.submit(
        "comment/start",
        &[("quote", "words that nobody wrote"), ("text", question)],
    )
    .await?;
    tom.sees("There is a problem").await?;
    tom.submit("comment/start", &[("quote", "Orchid, a line")]).await?;
    tom.sees("does anybody read this line? <script>").await?;
    tom.accessible_if_scripts().await?;
    tom.shot("comment").await?;
    priya.open("/").await?;
    priya.sees("Tom Reed").await?;
    tom.open(&at(&key)).await?;
    tom.open_details().await?;
    tom.submit(
        "comment/start",
        &[
            ("quote", "of the other desk"),
            ("replacement", "of the desk next door"),
            ("text", "More exact."),
        ],
    )
    .await?;
    tom.sees("Suggestion for").await?;
    let suggestion = tom.page.url();
    dana.open("/").await?;
    dana.accessible_if_scripts().await?;
    dana.open(&format!("{PILOT}/proposal")).await?;
    let marks = dana.page.locator("main .document mark.comment").count().await?;
    assert!(marks > 0, "the words commented on are marked");
    dana.accessible_if_scripts().await?;
    dana.shot("proposal-comments").await?;
    dana.open(&suggestion).await?;
    dana.submit("comment/reply", &[("reply_text", "Which one?")]).await?;
    // Other words in a reply take the place of the first, which stay to be read.
    tom.open(&suggestion).await?;
    tom.sees("Which one?").await?;
    tom.open_details().await?;
    tom.submit(
        "comment/reply",
        &[("reply_text", "The second."), ("replacement", "of the second desk")],
    )
    .await?;
    tom.sees("A newer suggestion took their place").await?;
    tom.sees("of the desk next door").await?;
    tom.accessible_if_scripts().await?;
    // Accepted where it stands, beside the text, with one press.
    dana.open(&format!("{PILOT}/proposal")).await?;
    dana.submit("comment/accept", &[]).await?;
    dana.sees("Accepted: the words are in revision").await?;
    dana.sees("of the second desk").await?;
    dana.open(&format!("{PILOT}/proposal/history")).await?;
    dana.sees("Tom Reed").await?;
    dana.open(&format!("{PILOT}/proposal/comments")).await?;
    dana.sees("Orchid, a line").await?;
    dana.accessible_if_scripts().await
}

/// Priya is away: Omar decides for her, under a condition.
async fn decide_for_somebody(cast: &Cast) -> Result {
    let Cast { dana, priya, omar, .. } = cast;
    dana.open(&format!("{PILOT}/proposal")).await?;
    dana.submit("proposal/send", &[("empty_zone", "yes")]).await?;
    dana.sees("Revision 7").await?;
    dana.accessible_if_scripts().await?;
    // Asked back for once, and sent again.
    dana.open_details().await?;
    dana.submit("approval/withdraw", &[("reason", "One word is wrong")])
        .await?;
    priya.open(&format!("{PILOT}/approval")).await?;
    priya.sees("One word is wrong").await?;
    dana.open(&format!("{PILOT}/proposal")).await?;
    dana.submit("proposal/send", &[("empty_zone", "yes")]).await?;

    let page = format!("{PILOT}/approval/deputy");
    priya.open(&page).await?;
    priya.accessible_if_scripts().await?;
    let deputy = priya
        .page
        .locator("main select[name=deputy] option:has-text('Omar')")
        .first()
        .get_attribute("value")
        .await?
        .unwrap_or_default();
    let days = [
        ("deputy", deputy.as_str()),
        ("first", "2026-09-07"),
        ("last", "2026-09-06"),
    ];
    priya.submit("approval/name_deputy", &days).await?;
    priya.sees("There is a problem").await?;
    priya.submit("approval/name_deputy", &[("last", "2026-09-11")]).await?;
    priya.sees("Deputy now").await?;

    omar.open("/").await?;
    omar.sees("Decide on revision 7").await?;
    omar.open(&format!("{PILOT}/approval")).await?;
    omar.accessible_if_scripts().await?;
    omar.shot("approval-deputy").await?;
    let mut answers = vec![
        ("ask_1", "agree"),
        ("ask_2", "agree_with_condition"),
        ("ask_3", "agree"),
        ("ask_4", "agree"),
        ("verdict", "approve"),
    ];
    omar.submit("approval/check", &answers).await?;
    omar.sees("There is a problem").await?;
    answers[4].1 = "approve_with_conditions";
    answers.extend([
        // The row at the second ask: three fields, what it is about is known.
        ("condition_text_2", "The calendar of the reviewers is clear"),
        ("condition_owner_2", deputy.as_str()),
        ("condition_due_2", "2026-09-14"),
    ]);
    // What a person is, the form says by name; Dana owns it.
    let dana_id = omar
        .page
        .locator("main select[name=condition_owner_2] option:has-text('Dana')")
        .first()
        .get_attribute("value")
        .await?
        .unwrap_or_default();
    let owner = answers.iter_mut().find(|(field, _)| *field == "condition_owner_2");
    owner.expect("it is among them").1 = &dana_id;
    omar.submit("approval/check", &answers).await?;
    omar.sees("Approve revision 7 with 1 condition").await?;
    omar.accessible_if_scripts().await?;
    omar.shot("approval-check").await?;
    omar.submit("approval/decide", &[("password", PASSWORD)]).await?;
    assert!(omar.page.url().contains("/approval/record/"), "{}", omar.page.url());
    for words in ["Omar Haddad", "Priya Nair", "The calendar of the reviewers is clear"] {
        omar.sees(words).await?;
    }
    omar.accessible_if_scripts().await?;
    omar.shot("record").await
}

/// A typing mistake mended where nothing binds: the approval stands, and every page says so.
async fn change_a_little(cast: &Cast) -> Result {
    let dana = &cast.dana;
    let key = section_with(dana, "Risks").await?;
    dana.open(&format!("{PILOT}/proposal/edit/{key}")).await?;
    let text = format!("{}\n\nNothing in this line binds.\n", written(dana).await?.trim_end());
    dana.submit("proposal/revise", &[("new_text", &text)]).await?;
    dana.sees("Saved as revision 8").await?;
    for page in ["proposal", "approval"] {
        dana.open(&format!("{PILOT}/{page}")).await?;
        dana.sees("Approved with 1 condition, which is open: revision 7")
            .await?;
        dana.sees_not("outdated").await?;
    }
    dana.open(&format!("{PILOT}/metrics")).await?;
    dana.sees_not("outdated").await
}

/// Evidence goes in, comes back, goes in again; the approver closes it.
async fn meet_the_condition(cast: &Cast) -> Result {
    let Cast { dana, priya, .. } = cast;
    dana.open(&format!("{PILOT}/start")).await?;
    dana.sees("condition").await?;
    dana.open(&format!("{PILOT}/approval")).await?;
    dana.follow("The calendar of the reviewers is clear").await?;
    let condition = dana.page.url();
    dana.submit("approval/submit_evidence", &[("evidence", "Ask me")])
        .await?;
    priya.open(&condition).await?;
    priya.accessible_if_scripts().await?;
    priya.open_details().await?;
    priya
        .submit("approval/return_evidence", &[("return_reason", "This shows nothing")])
        .await?;
    dana.open(&condition).await?;
    dana.sees("This shows nothing").await?;
    dana.submit(
        "approval/submit_evidence",
        &[("evidence", "https://example.com/calendar")],
    )
    .await?;
    priya.open(&condition).await?;
    priya.submit("approval/close_condition", &[]).await?;
    priya.sees("Say what you saw.").await?;
    priya
        .submit(
            "approval/close_condition",
            &[("closing_note", "All four weeks are clear")],
        )
        .await?;
    priya.sees("Closed").await?;
    priya.accessible_if_scripts().await
}

/// 30 % becomes 20 %: the approval is outdated, and every page says so.
async fn change_for_good(cast: &Cast) -> Result {
    let Cast { dana, priya, .. } = cast;
    let key = section_with(dana, "30%").await?;
    dana.open(&format!("{PILOT}/proposal/edit/{key}")).await?;
    let text = written(dana).await?.replace("30%", "20%");
    dana.submit("proposal/revise", &[("new_text", &text)]).await?;
    dana.sees("Saved as revision 9").await?;
    let differs = dana
        .page
        .locator("main .document mark.term-differs:has-text('20%')")
        .count()
        .await?;
    assert_eq!(differs, 1, "the text says other than the terms");
    dana.accessible_if_scripts().await?;
    for page in ["proposal", "approval", "metrics"] {
        dana.open(&format!("{PILOT}/{page}")).await?;
        dana.sees("outdated").await?;
    }
    dana.shot("metrics-outdated").await?;
    // The terms follow the text, a person confirms, and the approver is asked again.
    dana.open(&format!("{PILOT}/proposal/complete")).await?;
    dana.submit("proposal/complete", &[("commit_drop_percent", "20")])
        .await?;
    dana.sees("Saved as revision 10").await?;
    dana.submit("proposal/send", &[("empty_zone", "yes")]).await?;
    priya.open(&format!("{PILOT}/approval")).await?;
    for words in ["30", "20"] {
        priya.sees(words).await?;
    }
    priya.accessible_if_scripts().await?;
    priya.shot("approval-again").await
}

/// What was, is there: compared, restored, exported, told.
async fn look_back(cast: &Cast) -> Result {
    let Cast { dana, tom, .. } = cast;
    dana.open(&format!("{PILOT}/proposal/compare/2/10")).await?;
    for words in ["Orchid", "Crocus", "30"] {
        dana.sees(words).await?;
    }
    dana.accessible_if_scripts().await?;
    dana.shot("compare").await?;
    dana.open(&format!("{PILOT}/proposal/compare/2/10?view=source")).await?;
    dana.accessible_if_scripts().await?;
    tom.open(&format!("{PILOT}/proposal")).await?;
    tom.submit_in("form[action='/do/proposal/mark_read']", &[]).await?;
    dana.open(&format!("{PILOT}/proposal/r/2")).await?;
    dana.accessible_if_scripts().await?;
    dana.open(&format!("{PILOT}/proposal/r/2/restore")).await?;
    dana.accessible_if_scripts().await?;
    dana.submit("proposal/restore", &[]).await?;
    dana.open(&format!("{PILOT}/proposal")).await?;
    dana.sees_not("Orchid").await?;
    tom.open(&format!("{PILOT}/proposal")).await?;
    tom.sees("Changed since").await?;
    tom.accessible_if_scripts().await?;
    // The thread outlives its words.
    dana.open(&format!("{PILOT}/proposal/comments")).await?;
    dana.sees("Was about").await?;
    dana.open(&format!("{PILOT}/activity")).await?;
    for words in ["Omar Haddad", "revision 11"] {
        dana.sees(words).await?;
    }
    dana.accessible_if_scripts().await
}
