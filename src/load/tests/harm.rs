//! Documents that would harm: by what they cost, by what they say, or by what must
//! not be seen of them.

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

/// 26,000 aliases of one long text filled three gigabytes and the process was killed;
/// 30,000 of one long list kept a core busy for many seconds.
#[test]
fn aliases_may_not_make_more_than_the_header_holds() {
    let text = format!("topics:\n- &a \"{}\"\n{}", "x".repeat(120_000), "- *a\n".repeat(26_000));
    let list = |name, times| {
        format!("x: &a\n{}{name}:\n{}", "- 1\n".repeat(10_000), "- *a\n".repeat(times))
    };
    let keys = format!("? &a [{}]\n: 1\n{}", "1,".repeat(10_000), "? *a\n: 1\n".repeat(20_000));
    let tagged = format!("topics:\n- &a !{} x\n{}", "t".repeat(99_000), "- *a\n".repeat(30_000));
    let started = Instant::now();
    for bomb in [text, list("related", 30_000), keys] {
        let loaded = read("bomb.md", &format!("---\n{bomb}---\n"));
        let problem = loaded.problems[0].to_string();
        assert!(problem.contains("its aliases repeat far more than it holds"), "{problem}");
        assert!(problem.contains("hint: write the repeated parts out"), "{problem}");
    }
    // What has no meaning is skipped, and its aliases with it.
    for skipped in [list("unknown", 30_000), list("secured", 30_000), tagged] {
        assert!(problems(&read("a.md", &format!("---\n{skipped}---\n"))).len() < 2);
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
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
    assert!(problem.contains("within brackets within brackets (hint: put values"), "{problem}");
    let title = "[Video] {live} ".repeat(900);
    let excerpt = "words [".repeat(40) + &"x".repeat(200_000);
    let fine = format!("---\ntitle: \"{title}\"\nexcerpt: \"{excerpt}\"\n---\n");
    assert_eq!(problems(&read("a.md", &fine)), Vec::<String>::new());
}

#[test]
fn a_panic_in_a_parser_is_that_files_problem() {
    let result: Result<Loaded, _> = guarded(Path::new("a.md"), || panic!("index out of bounds"));
    let problem = result.expect_err("a problem");
    assert_eq!(problem.path, Path::new("a.md"));
    assert!(problem.what.contains("index out of bounds"));
}

/// The list of problems showed the start of a broken file as it is, a header without an
/// end became the text of the article, and standard input was kept whole.
#[test]
fn sealed_data_is_neither_shown_nor_kept() {
    let unclosed = "---\ntitle: T\nsecured: \"c2VhbGVk;\n  c2VhbGVk\"\nheat: 1\n\nWords.\n";
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.md", "a.yaml", "a.txt"] {
        let path = folder.path().join(name);
        std::fs::write(&path, unclosed).expect("written");
        let source = Source::File(path.clone().into());
        let shown = head_of(&Origin::Paths(Vec::new()), &path, 1024).expect("readable");
        let body = body(&source, &Body::OnDisk).expect("readable");
        for text in [&shown, &body] {
            assert!(!text.contains("c2VhbGVk"), "{text}");
        }
        assert_eq!(shown.lines().nth(4), Some("heat: 1"), "lines keep their numbers");
        assert!(body.is_empty() || body.contains("Words."), "{body}");
    }
    let kept = Arc::new(OnceLock::from(input(unclosed.as_bytes()).expect("read")));
    assert!(!String::from_utf8_lossy(&kept.get().expect("kept").bytes).contains("c2VhbGVk"));
    let loaded = read_stdin(&kept, &Pool::default()).expect("read");
    assert!(matches!(&loaded.article.body, Body::Kept(text) if text.contains("Words.")));
    assert!(!format!("{loaded:?}").contains("c2VhbGVk"));
    let damaged = input(&b"---\ntitle: caf\xE9\nsecured: c2VhbGVk\n---\n"[..]).expect("read");
    assert_eq!(damaged.bytes, b"---\ntitle: caf\xFF\nsecured: (sealed)\n---\n");
}

/// The cut went through a character, which was told as bytes that are no UTF-8.
#[test]
fn standard_input_beyond_the_limit_is_cut_between_characters() {
    let long = "é".repeat(usize::try_from(BODY_BYTES).expect("a size") / 2 + 9);
    let input = input(format!("-{long}").as_bytes()).expect("read");
    let loaded = read_stdin(&OnceLock::from(input), &Pool::default()).expect("an article");
    let found = problems(&loaded);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("-: warning: only its first 8 MiB were read"), "{found:?}");
}

/// An empty pipe was an article named `-`.
#[test]
fn nothing_on_standard_input_is_a_problem_and_no_article() {
    let kept = OnceLock::from(input(&b""[..]).expect("read"));
    let problem = read_stdin(&kept, &Pool::default()).expect_err("a problem");
    assert!(problem.to_string().starts_with("-: error: nothing on standard input"), "{problem}");
}

#[test]
fn escape_sequences_in_values_never_arrive() {
    let loaded = read("a.md", "---\ntitle: \"a\\e[31mb\\e]0;x\\acd\"\n---\n");
    assert_eq!(&*loaded.article.title, "abcd");
}

#[test]
fn a_header_of_another_language_is_no_silent_loss() {
    let loaded = read("a.md", "+++\ntitle = \"Sun\"\n+++\nWords.\n");
    let said: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    let expected = "a.md:1:1: warning: a header between lines of +++ is TOML, and taken for text \
                    (hint: write it as YAML, between lines of ---)";
    assert_eq!(said, [expected]);
    for text in ["+++\nno end\n", "a\n+++\nb\n+++\n", "---\ntitle: a\n---\n+++\nb\n+++\n"] {
        assert!(read("a.md", text).problems.is_empty(), "{text}");
    }
}
