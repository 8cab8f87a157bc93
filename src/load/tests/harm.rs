//! Harmful input: it makes a parser panic, is too long, or contains data that must not be shown.

use super::*;

#[test]
fn a_panic_in_a_parser_is_that_files_problem() {
    let result: Result<Parsed, _> = guarded(Path::new("a.md"), || panic!("index out of bounds"));
    let problem = result.expect_err("a problem");
    assert_eq!(problem.path, Path::new("a.md"));
    assert!(problem.what.contains("index out of bounds"));
}

/// The list of problems showed the start of a broken file unmasked, a header without an end became
/// the text of the article, and standard input was kept whole.
#[test]
fn sealed_data_is_neither_shown_nor_kept() {
    let unclosed = "---\ntitle: T\nsecured: \"c2VhbGVk;\n  c2VhbGVk\"\nheat: 1\n\nWords.\n";
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.md", "a.yaml", "a.txt"] {
        let path = folder.path().join(name);
        std::fs::write(&path, unclosed).expect("written");
        let origin = Origin::File(path.clone().into());
        let shown = head_of(&Input::Paths(Vec::new().into()), &path, 1024).expect("readable");
        let body = body(&origin, &Body::OnDisk).expect("readable");
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

/// The limit cut a character in two, which was reported as invalid UTF-8.
#[test]
fn standard_input_beyond_the_limit_is_cut_between_characters() {
    let long = "é".repeat(usize::try_from(BODY_BYTES).expect("a size") / 2 + 9);
    let input = input(format!("-{long}").as_bytes()).expect("read");
    let loaded = read_stdin(&OnceLock::from(input), &Pool::default()).expect("an article");
    let found = problems(&loaded);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("standard input: warning: only its first 8 MiB were read"),
        "{found:?}"
    );
}

/// An empty pipe became an article named `-`.
#[test]
fn nothing_on_standard_input_is_a_problem_and_no_article() {
    let kept = OnceLock::from(input(&b""[..]).expect("read"));
    let problem = read_stdin(&kept, &Pool::default()).expect_err("a problem");
    assert!(
        problem.to_string().starts_with("standard input: error: nothing on standard input"),
        "{problem}"
    );
}
