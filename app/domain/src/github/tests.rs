use super::*;

fn pm(login: &str, ids: &[i64]) -> PmAccount {
    PmAccount {
        login: login.to_owned(),
        ids: ids.to_vec(),
        since: None,
        until: None,
    }
}

fn marks(feature: i64, flag_key: &str, github_login: &str) -> Marks {
    Marks {
        feature: FeatureId(feature),
        flag_key: flag_key.to_owned(),
        pms: vec![pm(github_login, &[])],
        branch: String::new(),
        label: String::new(),
    }
}

#[test]
fn a_branch_or_a_label_belongs_to_the_one_feature_that_claims_it() {
    let marked = |feature, branch: &str, label: &str| Marks {
        branch: branch.to_owned(),
        label: label.to_owned(),
        ..marks(feature, "", "")
    };
    let of = |pattern: &str, branch: &str| feature_by_mark(&[marked(1, pattern, "")], &[branch], &[]).is_some();
    for (pattern, branch, fits) in [
        ("carts/*", "carts/one", true),
        ("carts/*", "carts/", true),
        ("carts/*", "my-carts/one", false),
        ("*/carts", "mira/carts", true),
        ("*/carts", "mira/carts-2", false),
        ("*carts*", "mira/carts-2", true),
        ("a*b*c", "a-x-b-y-c", true),
        ("a*b*c", "a-c-b", false),
        ("a*a", "a", false),
        ("a*a", "aa", true),
        ("carts", "carts", true),
        ("carts", "carts-2", false),
        ("Carts", "carts", false),
        ("", "", false),
        ("c*ß", "carts-ß", true),
    ] {
        assert_eq!(of(pattern, branch), fits, "{pattern} {branch}");
    }
    let both = [marked(1, "carts/*", "Saved carts"), marked(2, "*/gifts", "")];
    let labels = |label: &str| vec![label.to_owned()];
    assert_eq!(
        feature_by_mark(&both, &["x"], &labels("saved CARTS")),
        Some(FeatureId(1))
    );
    assert_eq!(feature_by_mark(&both, &["x"], &labels("carts")), None);
    // One that was renamed is known by each name it had; what both claim is nobody's.
    assert_eq!(feature_by_mark(&both, &["new", "mira/gifts"], &[]), Some(FeatureId(2)));
    assert_eq!(feature_by_mark(&both, &["carts/gifts"], &[]), None);
    assert_eq!(feature_by_mark(&both, &["mira/gifts"], &labels("Saved carts")), None);
}

#[test]
fn a_flag_key_counts_as_a_word_of_its_own() {
    for (text, found) in [
        ("feat/checkout-banner", true),
        ("feat/Checkout-Banner-v2", true),
        ("Add the checkout-banner", true),
        ("checkout-banners", false),
        ("recheckout-banner", false),
        ("checkout", false),
        ("checkout-banners then checkout-banner", true),
    ] {
        assert_eq!(names(text, "checkout-banner"), found, "{text}");
    }
    assert!(!names("anything", "  "));
}

fn account(login: &str, id: Option<i64>) -> Account {
    Account {
        login: login.to_owned(),
        is_bot_type: false,
        id,
    }
}

#[test]
fn the_flag_key_comes_before_the_author_and_the_longer_key_before_the_shorter() {
    let of = |marks: &[Marks], title: &str, author: &str| {
        let author = account(author, None);
        let pointers = Pointers {
            branches: &[],
            title,
            labels: &[],
            author: &author,
            assignees: &[],
            opened_at: None,
        };
        linked(marks, pointers).map(|(feature, _)| feature)
    };
    let both = [marks(1, "checkout", "lee"), marks(2, "checkout-banner", "sam")];
    assert_eq!(of(&both, "x/checkout-banner", "lee"), Some(FeatureId(2)));
    assert_eq!(of(&both, "x/checkout", "sam"), Some(FeatureId(1)));
    assert_eq!(of(&both, "fix typo", "SAM"), Some(FeatureId(2)));
    assert_eq!(of(&both, "fix typo", "kim"), None);
    assert_eq!(of(&both, "fix typo", "ghost"), None);
    let same = [marks(1, "shop", "lee"), marks(2, "shop", "lee")];
    assert_eq!(of(&same, "x/shop", "lee"), None);
}

#[test]
fn what_an_agent_opened_is_of_whom_it_is_assigned_to_and_a_renamed_pm_is_still_theirs() {
    let mut both = [marks(1, "checkout", "lee"), marks(2, "banner", "sam")];
    both[1].pms = vec![pm("sam", &[7])];
    let agent = account("writer[bot]", Some(1));
    let of = |author: &Account, assignees: &[Account]| {
        let pointers = Pointers {
            branches: &["fix"],
            title: "Fix typo",
            labels: &[],
            author,
            assignees,
            opened_at: None,
        };
        linked(&both, pointers)
    };
    let assigned = |feature| Some((FeatureId(feature), LinkedBy::Assignee));
    assert_eq!(of(&agent, &[account("sam", None)]), assigned(2));
    assert_eq!(of(&agent, &[account("sam-renamed", Some(7))]), assigned(2));
    assert_eq!(of(&agent, &[account("kim", None), account("lee", None)]), assigned(1));
    assert_eq!(of(&agent, &[account("sam", None), account("lee", None)]), None);
    let opened = Some((FeatureId(2), LinkedBy::Author));
    assert_eq!(of(&account("sam-renamed", Some(7)), &[]), opened);
    assert_eq!(of(&account("sam", None), &[account("lee", None)]), opened);
}

#[test]
fn a_pull_request_is_of_whoever_was_the_pilot_pm_when_it_was_opened() {
    let change: DateTime<Utc> = "2026-03-11T10:00:00Z".parse().unwrap();
    let second = chrono::TimeDelta::seconds(1);
    let for_a_time = |login: &str, id, since, until| PmAccount {
        since,
        until,
        ..pm(login, &[id])
    };
    // Sam of the second feature was replaced by Nell.
    let mut both = [marks(1, "checkout", "lee"), marks(2, "banner", "")];
    both[1].pms = vec![
        for_a_time("sam", 7, None, Some(change)),
        for_a_time("nell", 8, Some(change), None),
    ];
    let of = |author: &Account, assignees: &[Account], opened_at| {
        let pointers = Pointers {
            branches: &["fix"],
            title: "Fix typo",
            labels: &[],
            author,
            assignees,
            opened_at,
        };
        linked(&both, pointers)
    };
    let agent = account("writer[bot]", Some(1));
    let author = Some((FeatureId(2), LinkedBy::Author));
    let assignee = Some((FeatureId(2), LinkedBy::Assignee));
    for (login, id, opened_at, theirs) in [
        ("sam", None, Some(change - second), true),
        ("sam", None, Some(change), false),
        ("sam-renamed", Some(7), Some(change), false),
        ("nell", None, Some(change - second), false),
        ("nell", Some(8), Some(change), true),
        // Whose opening nobody told: listed as incomplete, and of either.
        ("sam", None, None, true),
        ("nell", None, None, true),
        ("lee", None, Some(change), false),
    ] {
        let who = account(login, id);
        let expected = |by| if theirs { by } else { None };
        match login {
            "lee" => assert_eq!(of(&who, &[], opened_at), Some((FeatureId(1), LinkedBy::Author))),
            _ => {
                assert_eq!(of(&who, &[], opened_at), expected(author), "{login} {opened_at:?}");
                assert_eq!(
                    of(&agent, &[who], opened_at),
                    expected(assignee),
                    "{login} {opened_at:?}"
                );
            }
        }
    }
}

fn commit(sha: &str, message: &str, distinct: bool, files: &[&str]) -> Commit {
    Commit {
        sha: sha.to_owned(),
        message: message.to_owned(),
        distinct,
        files: Some(Touched {
            modified: files.iter().map(|&file| file.to_owned()).collect(),
            ..Touched::default()
        }),
        author_login: "lee".to_owned(),
        authored_at: None,
    }
}

#[test]
fn a_merge_of_the_base_is_told_by_its_commits() {
    let theirs = commit("a", "Prices: round half up", false, &["prices.ts"]);
    let merge = |files: &[&str]| commit("b", "Merge branch 'main' into feat/banner", true, files);
    let merged = |forced, commits: &[Commit]| Push::merged_branch("feat/banner", forced, commits);
    let main = Some("main".to_owned());
    assert_eq!(merged(false, &[theirs.clone(), merge(&[])]), main);
    assert_eq!(merged(false, &[theirs.clone(), merge(&["prices.ts"])]), main);
    assert_eq!(merged(false, &[merge(&[])]), main);
    for (what, forced, commits) in [
        (
            "a file changed by hand",
            false,
            vec![theirs.clone(), merge(&["banner.ts"])],
        ),
        ("rewritten", true, vec![theirs.clone(), merge(&[])]),
        (
            "something else is new",
            false,
            vec![commit("c", "Fix", true, &[]), merge(&[])],
        ),
        ("nothing is new", false, vec![theirs.clone()]),
        (
            "into another",
            false,
            vec![commit("b", "Merge branch 'main' into other", true, &[])],
        ),
        (
            "conflicts",
            false,
            vec![commit(
                "b",
                "Merge branch 'main' into feat/banner\n\n# Conflicts:",
                true,
                &[],
            )],
        ),
    ] {
        assert_eq!(merged(forced, &commits), None, "{what}");
    }
}

#[test]
fn a_repository_is_known_by_its_id_whatever_it_is_called() {
    let named = |id, name: &str, was: Option<&str>| Repository {
        id,
        name: name.to_owned(),
        was: was.map(str::to_owned),
    };
    for (repository, known, is) in [
        (named(Some(7), "acme/shop", None), None, true),
        (named(Some(7), "Acme/Shop", None), Some(7), true),
        (named(Some(7), "acme/store", None), Some(7), true),
        (named(Some(8), "acme/shop", None), Some(7), false),
        (named(Some(7), "acme/store", None), None, false),
        (named(Some(7), "acme/store", Some("acme/shop")), None, true),
        (named(None, "acme/shop", None), Some(7), true),
    ] {
        assert_eq!(repository.is("acme/shop", known), is, "{repository:?}");
    }
}

#[test]
fn an_opening_that_was_missed_is_recorded_with_what_came_first() {
    let utc = |text: &str| text.parse().unwrap();
    let event = PullRequestEvent {
        number: 7,
        described_at: utc("2026-03-03T10:00:00Z"),
        title: "Banner".to_owned(),
        url: String::new(),
        author: account("lee", None),
        assignees: None,
        labels: None,
        head_branch: "banner".to_owned(),
        head: "a".to_owned(),
        base_branch: "main".to_owned(),
        is_revert: false,
        opened_at: utc("2026-03-02T10:00:00Z"),
        was_draft: true,
        happened: vec![Happened {
            at: utc("2026-03-03T10:00:00Z"),
            kind: FactKind::ReadyForReview,
        }],
    };
    let deduced = FactKind::Opened {
        draft: true,
        deduced_from: Some(utc("2026-03-03T10:00:00Z")),
    };
    let kinds: Vec<FactKind> = event.to_record().into_iter().map(|h| h.kind).collect();
    assert_eq!(kinds, [deduced, FactKind::ReadyForReview]);
}

#[test]
fn a_repository_is_owner_and_name() {
    for text in [
        "acme/shop",
        " https://github.com/acme/shop.git ",
        "https://github.com/acme/shop/",
    ] {
        assert_eq!(repository(text).as_deref(), Ok("acme/shop"), "{text}");
    }
    for text in [
        "",
        "acme",
        "acme/",
        "/shop",
        "a/b/c",
        "acme/..",
        "acme/sh op",
        "https://evil.example/acme/shop",
    ] {
        assert!(repository(text).is_err(), "{text}");
    }
}

#[test]
fn a_merge_is_of_the_base_only_into_a_pull_request_with_that_base() {
    let push = |merges: Option<&str>| Push {
        branch: "feat/banner".to_owned(),
        to_default: false,
        before: Some("a".to_owned()),
        after: "b".to_owned(),
        forced: false,
        by: account("mira", Some(7)),
        at: None,
        merges: merges.map(str::to_owned),
        commits: Vec::new(),
    };
    for (merges, base, base_only) in [
        (Some("main"), "main", true),
        (Some("feat/footer"), "main", false),
        // Where the base is not known, what is merged in is taken for it.
        (Some("feat/footer"), "", true),
        (None, "main", false),
        (None, "", false),
    ] {
        assert_eq!(
            push(merges).to_pull_request(base),
            FactKind::Pushed {
                sha: "b".to_owned(),
                author: account("mira", Some(7)),
                forced: false,
                content_id: None,
                merge_of_base_only: base_only,
                before: Some("a".to_owned()),
                told: Told::Branch,
            },
            "{merges:?} into {base:?}"
        );
    }
}

#[test]
fn a_check_is_the_skill_files_by_its_name() {
    for (name, is) in [
        ("PM PR Review", true),
        ("pm-pr-review", true),
        ("ci / pm_pr_review (pull_request)", true),
        ("PM PR review skill", true),
        ("review", false),
        ("PR Review", false),
        ("", false),
    ] {
        assert_eq!(is_skill_file(name), is, "{name}");
    }
}

#[test]
fn it_is_said_by_what_a_pull_request_was_linked() {
    let both = [
        Marks {
            branch: "carts/*".to_owned(),
            label: "Carts".to_owned(),
            ..marks(1, "saved-carts", "mira")
        },
        Marks {
            branch: "gifts/*".to_owned(),
            label: "Gifts".to_owned(),
            ..marks(2, "", "")
        },
    ];
    let of = |branch: &str, title: &str, label: &str, author: &str| {
        let pointers = Pointers {
            branches: &[branch],
            title,
            labels: &[label.to_owned()],
            author: &account(author, None),
            assignees: &[],
            opened_at: None,
        };
        linked(&both, pointers)
    };
    let (one, two) = (FeatureId(1), FeatureId(2));
    for (branch, title, label, author, expected) in [
        ("fix", "Copy of saved-carts", "", "olga", Some((one, LinkedBy::FlagKey))),
        // The key before the branch and the label of the other feature.
        (
            "gifts/1",
            "Copy of saved-carts",
            "Gifts",
            "olga",
            Some((one, LinkedBy::FlagKey)),
        ),
        ("gifts/1", "Copy", "", "mira", Some((two, LinkedBy::Branch))),
        ("fix", "Copy", "gifts", "mira", Some((two, LinkedBy::Label))),
        ("gifts/1", "Copy", "gifts", "mira", Some((two, LinkedBy::Branch))),
        ("fix", "Copy", "", "Mira", Some((one, LinkedBy::Author))),
        // Two features claim it: then the author.
        ("gifts/1", "Copy", "carts", "mira", Some((one, LinkedBy::Author))),
        ("fix", "Copy", "", "olga", None),
    ] {
        assert_eq!(
            of(branch, title, label, author),
            expected,
            "{branch} {title} {label} {author}"
        );
    }
}
