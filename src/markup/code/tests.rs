//! What a reader sees of code in colour.

use super::*;

/// The parts with a tone, as `k:fn` for keywords, `l:` for literals and `c:` for comments.
fn told(language: &str, code: &str) -> Vec<String> {
    let sign = |tone| match tone {
        Tone::Keyword => 'k',
        Tone::Literal => 'l',
        Tone::Comment => 'c',
        other => panic!("{other:?}"),
    };
    let told = |toned: &Toned| {
        format!("{}:{}", sign(toned.tone), code.get(toned.range.clone()).expect("whole characters"))
    };
    tones(Some(language), code).iter().map(told).collect()
}

#[test]
fn keywords_strings_and_comments_are_told_apart() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "rust",
            "fn f<'a>(s: &'a str) -> char { 'x' } // it's \"so\"",
            &["k:fn", "l:'x'", "c:// it's \"so\""],
        ),
        ("rust,ignore", "let s = \"a \\\" b\"; x.type", &["k:let", "l:\"a \\\" b\""]),
        (
            "Python",
            "# one\ndef f():\n    \"\"\"two\nthree\"\"\"\n    return 'x' + name",
            &["c:# one", "k:def", "l:\"\"\"two\nthree\"\"\"", "k:return", "l:'x'"],
        ),
        ("js", "let a = `b\n${c}`; /* d */ 12.5", &["k:let", "l:`b\n${c}`", "c:/* d */", "l:12.5"]),
        ("sql", "SELECT a FROM t -- all", &["k:SELECT", "k:FROM", "c:-- all"]),
        ("bash", "echo $# \"a\" # b\ngit it's", &["k:echo", "l:\"a\"", "c:# b"]),
        ("html", "<!-- a --><p class=\"b\">if c</p>", &["c:<!-- a -->", "k:p", "l:\"b\"", "k:p"]),
        ("json", "{\"a\": [\"b\", true, 1]}", &["k:\"a\"", "l:\"b\"", "k:true", "l:1"]),
        ("yaml", "# c\na-b: \"d\"\n- e: 1", &["c:# c", "k:a-b", "l:\"d\"", "k:e", "l:1"]),
        ("toml", "[a.b]\nc = true", &["k:[a.b]", "k:c", "k:true"]),
        ("diff", "@@ -1 +1 @@\n-a\n+b\n c", &["c:@@ -1 +1 @@\n", "k:-a\n", "l:+b\n"]),
        ("unheard-of", "if a", &[]),
    ];
    for (language, code, expected) in cases {
        assert_eq!(told(language, code), *expected, "{language}");
    }
}

/// Code may be anything, and megabytes of it. Each space of an indent once looked through those
/// that follow: YAML with 20 000 took eight seconds.
#[test]
fn whatever_is_written_is_read_once() {
    for piece in
        [" ", "- ", "\"", "'", "`", "/*", "<!--", "<a b='", "'''", "\\", "--[[", "# ", "a:", "é"]
    {
        let code = piece.repeat(200_000 / piece.len());
        for language in ["rust", "python", "js", "html", "yaml", "lua", "php"] {
            let found = tones(Some(language), &code);
            let ends = found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
            assert!(ends, "{language} {piece}");
            let whole = |toned: &Toned| code.get(toned.range.clone()).is_some();
            assert!(found.iter().all(whole), "{language} {piece}");
        }
    }
}
