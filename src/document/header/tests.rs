//! Headers in other languages than YAML, and what YAML merges.

use super::*;

fn read(header: &str, language: Language) -> Header {
    parse(header, language).unwrap_or_else(|refusal| panic!("{header}: {refusal:?}"))
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

fn value(header: &Header, name: &str) -> Option<Node> {
    header.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.clone())
}

#[test]
fn toml_has_the_same_values() {
    let header = read(
        "title = 'A'\ndate = 1979-05-27T07:32:00Z\nquality = 3\nunknown = 1\n\
         [taxonomies]\ntags = ['a b', \"c\"]\n[extra]\nauthor = 'Ann'\ntitle = 'B'\n",
        Language::Toml,
    );
    assert_eq!(value(&header, "title"), Some(text("A")));
    assert_eq!(value(&header, "date"), Some(text("1979-05-27T07:32:00Z")));
    assert_eq!(value(&header, "quality"), Some(Node::Int(3)));
    assert_eq!(value(&header, "tags"), Some(Node::List(vec![text("a b"), text("c")])));
    assert_eq!(value(&header, "author"), Some(text("Ann")));
    assert_eq!(value(&header, "unknown"), None);
    let refusal = parse("title = 'A'\ndate = yesterday\n", Language::Toml).expect_err("no date");
    assert_eq!(refusal.place.map(|(line, _)| line), Some(2), "{refusal:?}");
}

#[test]
fn json_has_the_same_values_with_and_without_brackets() {
    for header in
        ["{\"title\": \"A\", \"tags\": [\"b\"]}", "\"title\": \"A\",\n\"tags\": [\"b\"]\n"]
    {
        let header = read(header, Language::Json);
        assert_eq!(value(&header, "title"), Some(text("A")));
        assert_eq!(value(&header, "tags"), Some(Node::List(vec![text("b")])));
    }
    for (wrong, line) in [("{\n\"title\": A}", 2), ("\"title\": \"A\",\n\"date\": x\n", 2)] {
        let refusal = parse(wrong, Language::Json).expect_err("an error");
        assert_eq!(refusal.place.map(|(line, _)| line), Some(line), "{refusal:?}");
    }
    assert!(parse(&format!("{{\"tags\": {}", "[".repeat(100_000)), Language::Json).is_err());
    assert!(parse(&format!("tags = {}", "[".repeat(100_000)), Language::Toml).is_err());
}

#[test]
fn bare_lines_have_the_same_values() {
    let header = "Title: Rust: a \"history\"\nTags: deep sea, garden\nSummary: one\n   two\n\
                  Authors:\n  - A\n  - B\nName of it: x\nExcerpt: \"quoted\"\n";
    let header = read(header, Language::Bare);
    assert_eq!(value(&header, "Title"), Some(text("Rust: a \"history\"")));
    assert_eq!(value(&header, "Tags"), Some(Node::List(vec![text("deep sea"), text("garden")])));
    assert_eq!(value(&header, "Summary"), Some(text("one two")));
    assert_eq!(value(&header, "Authors"), Some(Node::List(vec![text("A"), text("B")])));
    assert_eq!(value(&header, "Excerpt"), Some(text("quoted")));
    let header = read("Keywords: a; b, c\ntags: [x, y]\n", Language::Bare);
    assert_eq!(value(&header, "Keywords"), Some(Node::List(vec![text("a"), text("b, c")])));
    assert_eq!(value(&header, "tags"), Some(Node::List(vec![text("x"), text("y")])));
}

/// What was merged was dropped without a word.
#[test]
fn merged_entries_count_after_those_that_are_written() {
    let header = "base: &base\n  title: Base\n  author: Ann\nother: &other {author: Bob, type: x}\n\
                  <<: [*base, *other]\ntitle: Own\nprovider:\n  <<: *base\n  name: P\n";
    let header = read(header, Language::Yaml);
    assert_eq!(value(&header, "title"), Some(text("Own")));
    assert_eq!(value(&header, "author"), Some(text("Ann")), "the first map counts");
    assert_eq!(value(&header, "type"), Some(text("x")));
    let Some(Node::Map(provider)) = value(&header, "provider") else {
        panic!("{header:?}");
    };
    assert_eq!(value(&provider, "name"), Some(text("P")));
    assert_eq!(value(&provider, "author"), Some(text("Ann")));
    let after = read("title: Own\n<<: {title: Base, author: Ann}\n", Language::Yaml);
    assert_eq!(value(&after, "title"), Some(text("Own")), "whatever the order");
    assert!(read("<<: 3\ntitle: A\n", Language::Yaml).len() == 1);
}

#[test]
fn a_field_is_found_where_it_stands() {
    assert_eq!(
        line_of("{\n  \"a\": {\n    \"title\": 1\n  },\n  \"title\": 2\n}", "title"),
        Some(5)
    );
    assert_eq!(line_of("a = 1\ntitle = 2\n", "title"), Some(2));
    assert_eq!(line_of("title: 1\na:\n  title: 2\ntitle: 3\n", "title"), Some(3 + 1));
}
