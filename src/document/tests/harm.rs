//! Harmful documents: expensive to parse or dangerous to display.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::*;

#[test]
fn bombs_are_refused_at_once() {
    let nested = format!("---\na: {}\n---\nbody", "[".repeat(100_000));
    let long = format!("---\na: {}\n---\nbody", "x".repeat(300_000));
    let mut aliases = "---\na0: &a0 [x, x]\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        writeln!(aliases, "a{level}: &a{level} [*a{below}, *a{below}]").expect("a string");
    }
    aliases.push_str("tags: *a39\n---\nbody");
    let mut deep = "---\ntags:\n".to_owned();
    for level in 0..500 {
        writeln!(deep, "{}-", " ".repeat(level)).expect("a string");
    }
    deep.push_str("---\n");
    for bomb in [nested, long, aliases, deep] {
        let loaded = read("bomb.md", &bomb);
        assert_eq!(&*loaded.article.title, "bomb");
        assert_eq!(loaded.problems.len(), 1, "{:?}", loaded.problems);
    }
}

/// The shortest time of three runs, so that a busy machine does not matter.
fn fastest(text: &str) -> Duration {
    let took = || {
        let began = Instant::now();
        assert!(problems(&read("a.md", text)).len() < 2);
        began.elapsed()
    };
    (0..3).map(|_| took()).min().expect("three times")
}

/// 26,000 aliases of one long text used three gigabytes until the process was killed; 30,000
/// aliases of one long list kept a core busy for many seconds.
#[test]
fn aliases_may_not_make_more_than_the_header_holds() {
    let text = format!("topics:\n- &a \"{}\"\n{}", "x".repeat(120_000), "- *a\n".repeat(26_000));
    let list = |name, times| {
        format!("x: &a\n{}{name}:\n{}", "- 1\n".repeat(10_000), "- *a\n".repeat(times))
    };
    let keys = format!("? &a [{}]\n: 1\n{}", "1,".repeat(10_000), "? *a\n: 1\n".repeat(20_000));
    let tagged = format!("topics:\n- &a !{} x\n{}", "t".repeat(99_000), "- *a\n".repeat(30_000));
    for bomb in [text, list("related", 30_000), keys] {
        let loaded = read("bomb.md", &format!("---\n{bomb}---\n"));
        let problem = loaded.problems[0].to_string();
        assert!(
            problem.contains("its aliases expand to far more than the text itself"),
            "{problem}"
        );
        assert!(problem.contains("hint: write the repeated parts out"), "{problem}");
    }
    // Entries without a meaning are skipped along with their aliases.
    for skipped in [list("unknown", 30_000), list("secured", 30_000), tagged] {
        let took = |header: &str| fastest(&format!("---\n{header}---\n"));
        let (with, without) = (took(&skipped), took(&skipped.replace("*a", "aa")));
        assert!(with < without * 20, "{with:?} with aliases, {without:?} without");
    }
    let usual = "a: &a {title: Same, webUrl: \"https://a.example\"}\nrelated: [*a, *a, *a]\n";
    let loaded = read("a.md", &format!("---\n{usual}---\n"));
    assert_eq!((loaded.article.related.len(), problems(&loaded)), (3, Vec::new()));
}

/// 1,990 open brackets before 120,000 items took a second.
#[test]
fn brackets_within_brackets_are_bounded_but_those_of_titles_are_fine() {
    let items = "x,".repeat(120_000);
    let deep = format!("---\na: {}{items}{}\n---\n", "[".repeat(1_990), "]".repeat(9));
    let problem = read("bomb.md", &deep).problems[0].to_string();
    assert!(problem.contains("its brackets are nested too deeply (hint: put values"), "{problem}");
    let title = "[Video] {live} ".repeat(900);
    let excerpt = "words [".repeat(40) + &"x".repeat(200_000);
    let fine = format!("---\ntitle: \"{title}\"\nexcerpt: \"{excerpt}\"\n---\n");
    assert_eq!(problems(&read("a.md", &fine)), Vec::<String>::new());
}

#[test]
fn escape_sequences_in_values_never_arrive() {
    let loaded = read("a.md", "---\ntitle: \"a\\e[31mb\\e]0;x\\acd\"\n---\n");
    assert_eq!(&*loaded.article.title, "abcd");
}

/// Thirty times the header may take thirty times as long on a busy machine, not a thousand times.
#[test]
fn no_header_costs_more_than_its_size() {
    let list = |open: &str, item: &str, close: &str, times: usize| {
        format!("{open}{}{close}", item.repeat(times))
    };
    for (open, item, close) in [
        ("+++\ntags = [", "'a',", "]\n+++\n"),
        ("+++\ntitle = \"", "\\\"", "\"\n+++\n"),
        ("+++\n", "#\n", "+++\n"),
        ("{\"title\": [", "{},", "{}]}"),
        (";;;\n\"tags\": [", "\"a\",", "\"a\"]\n;;;\n"),
        ("Title: a\n", "Tags: b\n", "\n"),
        ("Title: a\n", " b: c\n", "\n"),
        ("title: a\n", "\n", "---\n"),
        ("", "# \n", ""),
        ("", "<h1\n", ""),
        ("", "a\n", "===\n"),
        ("---\ntitle: ", "<b", "\n---\n"),
        ("---\ntags: ", "# ", "\n---\n"),
        ("---\ntags: \"", "[[", "\"\n---\n"),
    ] {
        let took = |times| {
            let text = list(open, item, close, times);
            let once = || {
                let began = Instant::now();
                let _ = read("a.md", &text);
                began.elapsed()
            };
            (0..3).map(|_| once()).min().expect("three times")
        };
        let (few, many) = (took(1_000), took(30_000));
        assert!(many < few * 200 + Duration::from_millis(100), "{open}{item}: {few:?}, {many:?}");
    }
}

/// A date of weekdays overflowed the stack, and the program was gone.
#[test]
fn a_date_of_many_words_is_none_and_told() {
    let date = "Mon, ".repeat(40_000);
    let loaded = read("a.md", &format!("---\ntitle: x\ndate: \"{date}\"\n---\n"));
    assert_eq!((&*loaded.article.title, loaded.article.date), ("x", None));
    assert!(problems(&loaded)[0].contains("`date` is not a readable date: Mon, "));
}
