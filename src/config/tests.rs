//! Valid settings, and the exact message for each mistake.

use super::*;

fn parse(content: &str) -> Result<Config, String> {
    let (config, problems, _) = Config::parse(Path::new("/etc/nw/config.yaml"), content);
    problems.first().map_or(Ok(config), |problem| Err(problem.to_string()))
}

/// Aliases, brackets and twenty thousand keys took minutes.
#[test]
fn a_file_that_would_take_long_is_refused_at_once() {
    let list = "a, ".repeat(10_000);
    let lines = |name: &str| -> String {
        let lines = (0..20_000).map(|number| [name, &number.to_string(), ": a\n"].concat());
        lines.collect()
    };
    for (large, what) in [
        (
            format!("views: &a [{list}]\nmute:\n{}", "- *a\n".repeat(30_000)),
            "aliases expand to far more",
        ),
        (format!("folders: {}", "[".repeat(100_000)), "more than 2000 brackets"),
        (lines("keys."), "unknown key"),
        (format!("keys:\n{}", lines("  a")), "more than 1000 actions have keys"),
    ] {
        let found = parse(&large).expect_err("it is refused");
        assert!(found.contains(what), "{found}");
    }
}

#[test]
fn what_is_written_is_read() {
    let config =
        parse("folders: [/a, ~/b, c]\nbrowser: firefox --new-tab %s\n").expect("a good config");
    let home = etcetera::home_dir().expect("a home");
    let expected = [PathBuf::from("/a"), home.join("b"), "/etc/nw/c".into()];
    assert_eq!(config.folders, expected);
    assert_eq!(config.browser.as_deref(), Some("firefox --new-tab %s"));
    assert!(config.stories);
    assert!(!parse("stories: off\n").expect("a good config").stories);
    assert!(!parse("stories: false\n").expect("a good config").stories);
    assert_eq!(parse(""), Ok(Config::default()));
    assert_eq!(parse("# nothing yet\n"), Ok(Config::default()));
    assert_eq!(parse("folders:\nbrowser:\n"), Ok(Config::default()));
}

#[test]
fn what_is_wrong_has_place_and_hint() {
    let wrong = |content: &str| parse(content).expect_err(content);
    let found = wrong("browser: x\nfolder: [a]\n");
    assert_eq!(
        found,
        "/etc/nw/config.yaml:2:1: error: unknown key `folder` (hint: did you mean `folders`?)"
    );
    assert!(wrong("zebra: 1\n").contains("hint: the keys are folders, ignore, browser"));
    let found = wrong("folders: 3\n");
    assert!(found.contains("config.yaml:1:10: error: folders: wrong type"), "{found}");
    assert!(found.contains("hint: write a list of paths"), "{found}");
    let found = wrong("\nbrowser: [a]\n");
    assert!(found.contains("config.yaml:2:10: error: browser:"), "{found}");
    let found = wrong("browser: \"firefox 'x\"\n");
    assert!(found.contains("config.yaml:1:10"), "{found}");
    assert!(found.contains("not closed"), "{found}");
    let found = wrong("stories: maybe\n");
    assert!(found.contains("config.yaml:1:10: error: stories: wrong value"), "{found}");
    assert!(found.contains("hint: write stories: on or stories: off"), "{found}");
    let found = wrong("folders: [a\n");
    assert!(found.contains("config.yaml:"), "{found}");
    let found = wrong("just words\n");
    assert!(found.contains("lines of the form"), "{found}");
}

#[test]
fn views_mutes_and_patience_are_read() {
    let config = parse(
        "views:\n  - {name: \" Deep\\tspace \", query: topic:space sort:heat, key: a}\n  \
         - name: Today\n    query: 'today is:unread'\nmute: [provider:tabloid, -has:image]\n\
         read_after: 0.5\n",
    )
    .expect("a good config");
    let query = |text: &str| crate::query::parse(text).expect("a query");
    let space = query("topic:space sort:heat");
    let today = query("today is:unread");
    let expected = [
        SavedView { name: "Deep space".to_owned(), query: space, key: Some('a') },
        SavedView { name: "Today".to_owned(), query: today, key: None },
    ];
    assert_eq!(config.views, expected);
    let expected = ["provider:tabloid", "-has:image"].map(|text| MuteRule { query: query(text) });
    assert_eq!(config.mute, expected);
    let patience = |text: &str| parse(&format!("read_after: {text}")).expect(text).read_after;
    assert_eq!(patience("0.5"), Some(Duration::from_millis(500)));
    assert_eq!(patience("0"), Some(Duration::ZERO));
    assert_eq!(patience("12"), Some(Duration::from_secs(12)));
    assert_eq!(patience(""), Some(Duration::from_secs(2)));
    for never in ["off", "Off", "never", "false"] {
        assert_eq!(patience(never), None, "{never}");
    }
    let watch = |text: &str| parse(&format!("watch: {text}")).expect(text).watch;
    let ways = ["on", "off", "Poll", "true", "no", ""].map(watch);
    assert_eq!(ways, [Watch::On, Watch::Off, Watch::Poll, Watch::On, Watch::Off, Watch::On]);
    assert_eq!(parse("views:\nmute: []\nread_after:\n"), Ok(Config::default()));
}

fn all_say(mistakes: &[(&str, &str)]) {
    for (content, said) in mistakes {
        let found = parse(content).expect_err(content);
        assert_eq!(found.strip_prefix("/etc/nw/config.yaml:"), Some(*said), "{content}");
    }
}

/// The position is that of the invalid part of the query.
#[test]
fn a_query_that_is_no_query_is_marked_and_told() {
    all_say(&[
        (
            "views:\n  - name: A\n    query: mars tilte:x\n",
            "3:17: error: views[0].query: there is no field `tilte` \
             (hint: did you mean title:? Or quote it to search for it literally)",
        ),
        (
            "views: [{name: A, query: \"火星 is:red\"}]\n",
            "1:30: error: views[0].query: there is no `is:red` (hint: there are is:lead, \
             is:published, is:video, is:unread, is:read, is:starred, is:new, is:muted)",
        ),
        (
            "mute: [golf, '(a or b']\n",
            "1:15: error: mute[1]: this parenthesis is not closed (hint: close it with ))",
        ),
        (
            // With escapes or line breaks, columns of the query are not columns of the file.
            "mute: [\"\\u0061 (b\"]\n",
            "1:8: error: mute[0]: this parenthesis is not closed (hint: close it with ))",
        ),
        (
            "mute:\n  - golf\n    (b\n",
            "2:5: error: mute[0]: this parenthesis is not closed (hint: close it with ))",
        ),
    ]);
}

#[test]
fn what_views_may_not_say() {
    all_say(&[
        (
            "views:\n  - {name: A, query: a}\n  - {name: B, query: b}\n  - {name: a, query: c}\n",
            "4:5: error: views[2]: a view `a` already exists \
             (hint: give each view a unique name)",
        ),
        (
            "views:\n  - {name: A, query: a, key: x}\n  - {name: B, query: b, key: x}\n",
            "3:5: error: views[1]: the key `x` belongs to the view `A` \
             (hint: give each view a unique key, or none)",
        ),
        (
            "views:\n  - name: top\n    query: a\n",
            "2:11: error: views[0].name: `Top` is a built-in view \
             (hint: give this one another name)",
        ),
        (
            "views:\n  - name: \"\\e[1m \"\n    query: a\n",
            "2:11: error: views[0].name: the name is empty \
             (hint: write the name for the header, as in name: Space)",
        ),
        (
            "views: [{name: A, query: a, key: u}]\n",
            "1:34: error: views[0].key: the menu already uses the key `u` \
             (hint: use none of l m u s h n t w i ! / j k g G q Q ? 0 1 2 3 4 5 6 7 8 9)",
        ),
        (
            "views: [{name: A, query: a, key: ab}]\n",
            "1:34: error: views[0].key: a key is one character (hint: write one, as in key: a)",
        ),
        (
            "views: [{name: A, query: a, key: \" \"}]\n",
            "1:34: error: views[0].key: a key is one character (hint: write one, as in key: a)",
        ),
        (
            "views: [{name: A, query: \"\"}]\n",
            "1:26: error: views[0].query: the query is empty \
             (hint: write a query, as in topic:space)",
        ),
        (
            "views: [{query: a}]\n",
            "1:9: error: views[0]: missing `name` (hint: write a list of views: \
             views: [{name: Space, query: \"topic:space\", key: a}])",
        ),
        (
            "views: [{name: A, qurey: a}]\n",
            "1:19: error: unknown key `qurey` (hint: did you mean `query`?)",
        ),
        (
            "views: {A: a}\n",
            "1:8: error: views: wrong type: map, expected a list of views \
             (hint: write a list of views: views: [{name: Space, query: \"topic:space\", key: a}])",
        ),
        (
            "views: [A]\n",
            "1:9: error: views[0]: wrong type: string \"A\", expected a view \
             (hint: write a list of views: views: [{name: Space, query: \"topic:space\", key: a}])",
        ),
        (
            "views: [{name: A, query: {title: mars}}]\n",
            "1:26: error: views[0].query: wrong type: map, expected a query \
             (hint: write the query in quotes)",
        ),
    ]);
}

#[test]
fn what_mutes_and_patience_may_not_say() {
    all_say(&[
        (
            "mute: golf\n",
            "1:7: error: mute: wrong type: string \"golf\", expected a list \
             (hint: write a list of queries: mute: [\"topic:golf\"])",
        ),
        (
            "mute: [sort:heat]\n",
            "1:8: error: mute[0]: this would hide everything (hint: write what to hide)",
        ),
        (
            "mute: [golf or -is:muted]\n",
            "1:8: error: mute[0]: what is hidden cannot depend on what was read, starred or hidden, or is new (hint: hide by provider, topic or words)",
        ),
        (
            "watch: maybe\n",
            "1:8: error: watch: wrong value: string \"maybe\", expected on, off or poll \
             (hint: write watch: on, watch: off or watch: poll)",
        ),
        (
            "\nread_after: soon\n",
            "2:13: error: read_after: wrong value: string \"soon\", expected seconds or off \
             (hint: write seconds, as in read_after: 2.5, or read_after: off)",
        ),
        (
            "read_after: true\n",
            "1:13: error: read_after: wrong value: boolean `true`, expected seconds or off \
             (hint: write seconds, as in read_after: 2.5, or read_after: off)",
        ),
        (
            "read_after: -1\n",
            "1:13: error: read_after: number of seconds out of range \
             (hint: write 0 to 86400, or off for never)",
        ),
        (
            "read_after: .nan\n",
            "1:13: error: read_after: number of seconds out of range \
             (hint: write 0 to 86400, or off for never)",
        ),
        (
            "read_after: 1e300\n",
            "1:13: error: read_after: number of seconds out of range \
             (hint: write 0 to 86400, or off for never)",
        ),
    ]);
}

#[test]
fn the_documented_defaults_are_the_defaults_and_none_is_missing() {
    let (config, problems, _) = Config::parse(Path::new("config.yaml"), DEFAULTS);
    assert_eq!(problems, []);
    let Config { keys, .. } = &config;
    assert_eq!(
        (keys.preset.as_ref().map(|it| it.0.as_str()), keys.lines.len()),
        (Some("default"), 0)
    );
    let expected = Config { keys: config.keys.clone(), ..Config::default() };
    assert_eq!(config, expected, "assets/config.yaml shows other values than the defaults");
    // The parser's own error lists every key.
    let unknown = parse("zebra: 1").expect_err("there is none");
    let (_, names) = unknown.split_once("the keys are ").expect("a list");
    let documented: Vec<String> = options().into_iter().map(|option| option.name).collect();
    for name in names.trim_end_matches(')').split(", ") {
        assert!(
            documented.iter().any(|it| it == name),
            "assets/config.yaml says nothing of `{name}`"
        );
    }
    assert_eq!(names.split(", ").count(), documented.len(), "{documented:?}");
    for option in options() {
        assert!(option.sentence.len() > 10, "no sentence over `{}`", option.name);
    }
}

#[test]
fn keys_are_read_with_their_places() {
    let config = parse(
        "stories: on\nkeys:\n  preset: vim\n  zen: Z\n  top: [g g, Home]\n  mute: off\n  \
         list: {open: Enter}\n",
    )
    .expect("a good config");
    let keys = config.keys;
    assert_eq!(keys.preset, Some(("vim".to_owned(), (3, 11))));
    assert_eq!(keys.path, Path::new("/etc/nw/config.yaml"));
    let line = |pane, action: &str, keys: &[(&str, Position)], place| KeyLine {
        pane,
        action: action.to_owned(),
        keys: keys.iter().map(|(key, at)| ((*key).to_owned(), *at)).collect(),
        place,
    };
    let expected = [
        line(None, "zen", &[("Z", (4, 3))], (4, 3)),
        line(None, "top", &[("g g", (5, 9)), ("Home", (5, 14))], (5, 3)),
        line(None, "mute", &[], (6, 3)),
        line(Some("list"), "open", &[("Enter", (7, 10))], (7, 10)),
    ];
    assert_eq!(keys.lines, expected);
}

#[test]
fn what_keys_may_not_say() {
    all_say(&[
        (
            "keys: [j]\n",
            "1:7: error: keys: wrong type: list, expected a preset or lines of the form `action: key` \
             (hint: write an action and its keys: keys: {zen: Z, top: [g g, Home]})",
        ),
        (
            "keys:\n  lits: {zen: x}\n",
            "2:9: error: keys.lits: there is no pane `lits` (hint: did you mean `list`?)",
        ),
        (
            "keys:\n  zebra: {zen: x}\n",
            "2:10: error: keys.zebra: there is no pane `zebra` \
             (hint: the panes are sidebar, list, article, related)",
        ),
        (
            "keys:\n  list:\n    open: {a: b}\n",
            "3:11: error: keys.list.open: wrong type: map, expected a key or a list of keys \
             (hint: write an action and its keys: keys: {zen: Z, top: [g g, Home]})",
        ),
        (
            "keys:\n  zen: [[a]]\n",
            "2:9: error: keys.zen[0]: wrong type: list, expected a key \
             (hint: write an action and its keys: keys: {zen: Z, top: [g g, Home]})",
        ),
        (
            "keys:\n  zen: true\n",
            "2:8: error: keys.zen: wrong type: boolean `true`, expected a key or a list of keys \
             (hint: write an action and its keys: keys: {zen: Z, top: [g g, Home]})",
        ),
        (
            "keys:\n  zen: a\n  zen: b\n",
            "2:3: error: keys: `zen` is set twice (hint: keep one of the two)",
        ),
    ]);
}

#[test]
fn the_layout_of_articles_is_read() {
    let of = |text: &str| parse(text).expect(text);
    assert_eq!((Config::default().text_width, Config::default().bidi), (Some(80), None));
    assert_eq!(of("text_width: 20").text_width, Some(20));
    assert_eq!(of("text_width: 400").text_width, Some(400));
    assert_eq!(of("text_width: off").text_width, None);
    assert_eq!(of("text_width: false").text_width, None);
    assert!(of("wrap_code: on").wrap_code && !of("wrap_code: off").wrap_code);
    assert_eq!(of("bidi: on").bidi, Some(true));
    assert_eq!(of("bidi: off").bidi, Some(false));
    assert_eq!(of("bidi: auto").bidi, None);
    for (word, lines) in [("auto", RowLines::Auto), ("one", RowLines::One), ("2", RowLines::Two)] {
        assert_eq!(of(&format!("rows: {word}")).rows, lines);
    }
    assert_eq!(parse("text_width:\nwrap_code:\nbidi:\n"), Ok(Config::default()));
    let range = "1:13: error: text_width: width out of range \
                 (hint: write 20 to 400, or off for the whole pane)";
    all_say(&[
        ("text_width: 19\n", range),
        ("text_width: 401\n", range),
        ("text_width: -80\n", range),
        ("text_width: 70000\n", range),
        (
            "text_width: wide\n",
            "1:13: error: text_width: wrong value: string \"wide\", expected columns or off \
             (hint: write columns, as in text_width: 80, or text_width: off)",
        ),
        (
            "wrap_code: 3\n",
            "1:12: error: wrap_code: wrong type: integer `3`, expected on or off \
             (hint: write wrap_code: on or wrap_code: off)",
        ),
        (
            "rows: 3\n",
            "1:7: error: rows: wrong value: integer `3`, expected auto, one or two \
             (hint: write rows: auto, rows: one or rows: two)",
        ),
        (
            "bidi: rtl\n",
            "1:7: error: bidi: wrong value: string \"rtl\", expected auto, on or off \
             (hint: write bidi: auto, bidi: on or bidi: off)",
        ),
    ]);
}
