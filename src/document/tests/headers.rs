//! Headers as generators of sites and programs for notes write them.

use super::*;

/// None of the nine had a date, and nothing was told.
#[test]
fn dates_have_the_names_of_all_generators() {
    for name in [
        "pubDatetime",
        "publishDate",
        "published_at",
        "date_published",
        "datePublished",
        "date created",
        "created_at",
        "lastmod",
        "updated",
    ] {
        let loaded = read("a.md", &format!("---\n{name}: 2022-09-23T15:22:00Z\n---\n"));
        let date = loaded.article.date.unwrap_or_else(|| panic!("{name}"));
        assert_eq!(date.rfc3339(), "2022-09-23T15:22:00Z", "{name}");
    }
    let all =
        "updated: 2022-09-24\ncreated: 2022-09-22\npublished: 2022-09-23\nlastmod: 2022-09-25";
    let loaded = read("a.md", &format!("---\n{all}\n---\n"));
    assert_eq!(loaded.article.date.expect("a date").rfc3339(), "2022-09-23T00:00:00Z");
    assert_eq!(loaded.article.updated.expect("a date").rfc3339(), "2022-09-24T00:00:00Z");
    let both = "created: 2022-09-22\ndate: 2022-09-21";
    let loaded = read("a.md", &format!("---\n{both}\n---\n"));
    assert_eq!(loaded.article.date.expect("a date").rfc3339(), "2022-09-21T00:00:00Z");
}

/// The address of a clipped page was taken for the name of its provider.
#[test]
fn a_clipped_page_has_its_link_and_its_author() {
    let clipped = "title: \"[[Kelp]]\"\nsource: \"https://www.a.example/kelp\"\nauthor:\n  - \"[[Ann Lee]]\"\n\
        published: 2022-09-23\ncreated: 2024-01-01\ndescription: \"Deep\"\ntags:\n  - \"clippings\"\n  - \"#sea\"";
    let Parsed { article, problems } = read("a.md", &format!("---\n{clipped}\n---\n"));
    assert_eq!((&*article.title, &*article.excerpt), ("Kelp", "Deep"));
    assert_eq!(article.web_url.as_deref(), Some("https://www.a.example/kelp"));
    assert_eq!(&*article.provider.name, "a.example");
    assert_eq!(article.author.as_deref(), Some("Ann Lee"));
    assert_eq!(article.topics.iter().map(|t| &**t).collect::<Vec<_>>(), ["clippings", "sea"]);
    assert_eq!(article.date.expect("a date").rfc3339(), "2022-09-23T00:00:00Z");
    assert!(problems.is_empty(), "{problems:?}");
    let named = read("a.md", "---\nsource: \"[[The Wire]]\"\nurl: https://a.example/b\n---\n");
    assert_eq!(&*named.article.provider.name, "The Wire");
    let nested = read("a.md", "---\ncategories:\n- [Sea, Kelp]\n- [Land]\n---\n");
    assert_eq!(nested.article.category.as_deref(), Some("Sea, Kelp, Land"));
    let bare = read("a.md", "---\nauthor: [[Ann]]\ntags: [[[Sea]], land]\n---\n");
    assert_eq!(bare.article.author.as_deref(), Some("Ann"));
    assert_eq!(bare.article.topics.iter().map(|t| &**t).collect::<Vec<_>>(), ["Sea", "land"]);
}

#[test]
fn words_of_jekyll_are_tags() {
    let words = "tags: ruby rails jekyll\ncategories: news old\nkeywords: deep sea";
    let loaded = read("a.md", &format!("---\n{words}\n---\n"));
    let topics: Vec<&str> = loaded.article.topics.iter().map(|topic| &**topic).collect();
    assert_eq!(topics, ["ruby", "rails", "jekyll"]);
    assert_eq!(loaded.article.category.as_deref(), Some("news, old"));
    let one = read("a.md", "---\nkeywords: deep sea\ncategory: far away\n---\n");
    assert_eq!(one.article.topics.iter().map(|t| &**t).collect::<Vec<_>>(), ["deep sea"]);
    assert_eq!(one.article.category.as_deref(), Some("far away"));
}

/// `tags: #sea` said nothing, without a word.
#[test]
fn a_value_that_yaml_takes_for_a_comment_is_told() {
    let loaded = read("a.md", "---\ntitle: a\ntags: #sea #kelp\nauthor: # nobody\n---\n");
    let expected = "a.md:3:1: warning: `tags` has no value: what follows `#` is a comment (hint: put it in quotes)";
    assert_eq!(problems(&loaded), [expected]);
}

/// The header was shown as the first paragraph, and the article was named by its file.
#[test]
fn headers_of_all_languages_have_the_same_fields() {
    for header in [
        "+++\ntitle = \"Sun\"\ndate = 2020-02-13T10:00:00Z\n[taxonomies]\ntags = [\"sea\"]\n+++\n",
        "{\n\"title\": \"Sun\",\n\"date\": \"2020-02-13 10:00\", \"tags\": [\"sea\"]\n}\n",
        ";;;\n\"title\": \"Sun\",\n\"date\": \"2020-02-13 10:00\", \"tags\": \"sea\"\n;;;\n",
        "---json\n{\"title\": \"Sun\", \"date\": \"2020-02-13 10:00\", \"tags\": [\"sea\"]}\n---\n",
        "---toml\ntitle = 'Sun'\ndate = '2020-02-13 10:00'\ntags = 'sea'\n---\n",
        "---yaml\ntitle: Sun\ndate: 2020-02-13 10:00\ntags: sea\n---\n",
        "title: Sun\ndate: 2020-02-13 10:00:00\ntags: [sea]\n---\n",
        "Title: Sun\nDate: 2020-02-13 10:00\nTags: sea\nSlug: sun\n\n",
        "-----\ntitle: Sun\ndate: 2020-02-13 10:00\ntags: sea\n-----\n",
    ] {
        let origin = Origin::File(Path::new("a.md").into());
        let text = format!("{header}Words.\n");
        let loaded = read("a.md", &text);
        assert_eq!(problems(&loaded), Vec::<String>::new(), "{header}");
        let article = loaded.article;
        assert_eq!(&*article.title, "Sun", "{header}");
        assert_eq!(article.date.expect("a date").rfc3339(), "2020-02-13T10:00:00Z", "{header}");
        assert_eq!(article.topics.iter().map(|t| &**t).collect::<Vec<_>>(), ["sea"], "{header}");
        assert_eq!(body_of(&origin, text.as_bytes()), "Words.\n", "{header}");
    }
}

#[test]
fn mistakes_of_other_languages_are_told_where_they_are() {
    for (text, expected) in [
        ("+++\ntitle = 'a'\ndate = soon\n+++\n", "a.md:3:8: error: cannot parse the header: "),
        ("\n{\n\"title\": \"a\",\n}\n", "a.md:4:1: error: cannot parse the header: trailing comma"),
        ("+++\ntitle = 'a'\n", "a.md:1:1: error: the header has no closing +++"),
        ("---coffee\ntitle: a\n---\n", "a.md:1:1: warning: a header in `coffee` is not understood"),
        ("+++\ntitle = 'a'\nquality = 'high'\n+++\n", "a.md:3:1: warning: `quality` is text"),
        ("Title: a\nDate: soon\n\n", "a.md:2:1: warning: `Date` is not a readable date: soon"),
    ] {
        let found = problems(&read("a.md", text));
        assert!(found.len() == 1 && found[0].starts_with(expected), "{text}: {found:#?}");
    }
}

/// Such a header became text without a word, and the title was the name of the file.
#[test]
fn an_object_that_cannot_be_read_is_told() {
    let deep = |count: usize| format!("{}1{}", "{\"a\":".repeat(count), "}".repeat(count));
    let long = "x".repeat(300_000);
    let cases = [
        (
            "{\"title\": \"abc".to_owned(),
            "1:14: error: cannot parse the header: a text in quotes has no end (hint: close",
        ),
        (
            "\n{\"title\": \"abc\",\n".to_owned(),
            "3:1: error: cannot parse the header: it has no closing } (hint: write }",
        ),
        (
            "{\"title\": \"abc\"\nWords.\n".to_owned(),
            "2:1: error: cannot parse the header: expected `,` or `}`",
        ),
        ("{\"a\":1,".repeat(100_000), "1:8: error: cannot parse the header: key must be a string"),
        (
            format!("{{\"title\": \"{long}\"}}\nb"),
            "1:1: error: cannot parse the header: it is longer than 256 KiB",
        ),
        (
            format!("{{\"a\": \"{long}\"}}\nb"),
            "1:1: error: cannot parse the header: it is longer than 256 KiB",
        ),
        (deep(100_000), "1:1: error: cannot parse the header: it is longer than 256 KiB"),
        (
            deep(1_000),
            "1:1: error: cannot parse the header: recursion limit exceeded (hint: the values",
        ),
        ("{\"a\": b}\n".to_owned(), "1:7: error: cannot parse the header: expected value"),
    ];
    for (text, expected) in cases {
        let found = problems(&read("a.md", &text));
        let start = text.get(..40.min(text.len()));
        assert!(
            found.len() == 1 && found[0].starts_with(&format!("a.md:{expected}")),
            "{start:?}: {found:?}"
        );
    }
    assert_eq!(problems(&read("a.md", &format!("{}\nb", deep(100)))), Vec::<String>::new());
}
