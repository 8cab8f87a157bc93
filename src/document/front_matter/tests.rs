//! Where headers begin and end.

use super::*;

fn parts(text: &str) -> (Option<&str>, &str, usize) {
    let parts = split(text, false);
    (parts.header, parts.body, parts.lines_before)
}

#[test]
fn fences_are_lines_of_their_own() {
    assert_eq!(parts("---\na: 1\n---\nbody"), (Some("a: 1\n"), "body", 1));
    assert_eq!(parts("---  \na: 1\n...\nbody"), (Some("a: 1\n"), "body", 1));
    assert_eq!(parts("\n\n---\na: 1\n---"), (Some("a: 1\n"), "", 3));
    assert_eq!(parts("---\na: '---x'\nb: |\n  ---\n---\n").0, Some("a: '---x'\nb: |\n  ---\n"));
    assert_eq!(parts("---\n---\nbody"), (Some(""), "body", 1));
    assert_eq!(parts("text\n---\na: 1\n---\n").0, None);
    assert_eq!(parts(""), (None, "", 0));
}

#[test]
fn a_fence_that_is_never_closed_is_told() {
    for (text, end) in [("---\na: 1\n", "---"), ("+++\na = 1\n", "+++"), (";;;\n\"a\": 1\n", ";;;")]
    {
        let unclosed = split(text, false);
        assert_eq!((unclosed.fault, unclosed.header), (Some(Fault::Unclosed(end)), None));
        assert_eq!(unclosed.body, text);
    }
    assert_eq!(split("---\na: 1\n", true).header, Some("a: 1\n"));
    assert_eq!(split("a: 1\n", true).header, Some("a: 1\n"));
}

/// The fence after a directive was taken for the start of a second document.
#[test]
fn directives_may_stand_before_the_opening_fence() {
    let text = "%YAML 1.2\n%TAG ! tag:example.org,2000:\n---\na: 1\n";
    let found = split(text, true);
    assert_eq!((found.header, found.lines_before), (Some("a: 1\n"), 3));
    assert_eq!(parts("%YAML 1.2\n---\na: 1\n---\nbody"), (Some("a: 1\n"), "body", 2));
    assert_eq!(parts("<!-- a\nb -->\n---\na: 1\n---\nc"), (Some("a: 1\n"), "c", 3));
    assert_eq!(parts("% Title\n---\na: 1\n---\n").0, None);
    assert_eq!(parts("%YAML is a format\n\ntext").0, None);
}

/// All but the first were text, header and all.
#[test]
fn the_opening_line_names_the_language() {
    for (text, language, header) in [
        ("---\na: 1\n---\nb", Language::Yaml, "a: 1\n"),
        ("---yaml\na: 1\n---\nb", Language::Yaml, "a: 1\n"),
        ("--- # of a post\na: 1\n---\nb", Language::Yaml, "a: 1\n"),
        ("-----\ntitle: 1\n---\n-----\nb", Language::Yaml, "title: 1\n---\n"),
        ("+++\na = 1\n+++\nb", Language::Toml, "a = 1\n"),
        ("---toml\na = 1\n---\nb", Language::Toml, "a = 1\n"),
        ("--- JSON\n{}\n---\nb", Language::Json, "{}\n"),
        (";;;\n\"a\": 1\n;;;\nb", Language::Json, "\"a\": 1\n"),
        (
            "\n{\"title\": \"}\\\"\", \"a\": {}}\nb",
            Language::Json,
            "{\"title\": \"}\\\"\", \"a\": {}}",
        ),
    ] {
        let found = split(text, false);
        let expected = (Some(header), language, "b", None);
        assert_eq!((found.header, found.language, found.body, found.fault), expected, "{text}");
    }
    assert_eq!(split("---coffee\na = 1\n---\nb", false).fault, Some(Fault::Language("coffee")));
}

#[test]
fn what_only_looks_like_a_header_is_text() {
    for text in [
        "-----\nA rule and a text.\n-----\nb",
        "---\n\nA paragraph between rules.\n\n---\n\nb",
        "<!-- a remark -->\nA text.\n---\n",
        "--- said the man\n---\n",
        "{% include a %}\ntitle: b\n",
        "{\"unknown\": 1}\nb",
        "{\"title\" said the man\nb",
        "{: .class}\n",
        "+++ words\n+++\n",
    ] {
        let found = split(text, false);
        assert_eq!((found.header, found.body, found.fault), (None, text, None), "{text}");
    }
}

#[test]
fn lines_before_the_header_are_counted() {
    assert_eq!(split("\n\n{\"title\": 1}", false).lines_before, 2);
    assert_eq!(split("\ntitle: a\n\nb", false).lines_before, 1);
    assert_eq!(split("title: a\n\nb", false).lines_before, 0);
}
