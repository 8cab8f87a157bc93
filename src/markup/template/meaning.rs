//! What a template tag shows on its site: pictures, videos, paths, quotations.

use super::tag::{Kind, Tag, arguments};

/// What stands in the place of a tag.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning {
    /// Nothing: the tag only means something to its site.
    Nothing,
    /// What it encloses is code of this language.
    Code(Option<String>),
    /// What it encloses has no tags.
    Raw,
    /// What it encloses is not shown.
    Remark,
    /// What it encloses is quoted, from this author.
    Quote(String),
    /// A path or an address, as part of something else.
    Path(String),
    /// A picture, with its caption.
    Picture { source: String, caption: String },
    /// A link.
    Link { target: String, text: String },
}

impl Meaning {
    /// Interprets the opening tag `tag`.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        if tag.kind == Kind::Output {
            return literal(tag.name).map_or(Self::Nothing, Self::Path);
        }
        let all = arguments(tag.arguments);
        let first = all.iter().find(|(name, _)| name.is_empty()).map(|(_, value)| *value);
        match tag.name {
            "raw" | "verbatim" => Self::Raw,
            "comment" => Self::Remark,
            "highlight" | "codeblock" | "code" => Self::Code(language(&all)),
            "blockquote" | "quote" | "pullquote" => Self::Quote(author(tag.arguments)),
            "note" | "notice" | "callout" | "alert" | "admonition" | "hint" | "tip" | "warning"
            | "info" => Self::Quote(String::new()),
            "include" | "include_relative" | "include_cached" | "partial" => included(&all),
            "figure" | "img" | "image" | "asset_img" | "picture" => picture(&all),
            "youtube" | "vimeo" => video(tag.name, &all),
            "gist" => gist(&all),
            "tweet" | "x" | "twitter" => post(&all),
            "link" | "post_url" | "post_link" | "post_path" | "asset_path" | "asset_link"
            | "ref" | "relref" => link(first, &all),
            name if ["image", "img", "figure", "photo"].iter().any(|it| name.contains(it)) => {
                picture(&all)
            }
            _ => Self::Nothing,
        }
    }
}

/// The text between quotation marks at the start of an expression.
fn literal(expression: &str) -> Option<String> {
    let quote = expression.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (text, _) = expression.strip_prefix(quote)?.split_once(quote)?;
    Some(text.to_owned())
}

/// `python linenos`, `lang:python`, `Title lang:python`.
fn language(all: &[(&str, &str)]) -> Option<String> {
    let marked = all.iter().find_map(|(_, value)| value.strip_prefix("lang:"));
    let first = all.first().filter(|(name, _)| name.is_empty()).map(|(_, value)| *value);
    let named = all.iter().find(|(name, _)| matches!(*name, "lang" | "language"));
    let plain = |name: &&str| {
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.'))
    };
    let language = marked.or(named.map(|(_, value)| *value)).or(first.filter(plain));
    language.map(str::to_owned)
}

/// The words of an attribution, without the addresses among them.
fn author(written: &str) -> String {
    let words = written.split_whitespace().filter(|word| !word.contains("://"));
    words.collect::<Vec<_>>().join(" ").replace('"', "")
}

/// Whether a path or an address ends as that of a picture.
pub(in super::super) fn is_picture(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"];
    endings.iter().any(|ending| path.ends_with(ending))
}

fn included(all: &[(&str, &str)]) -> Meaning {
    let file = all.first().map_or("", |(_, value)| *value);
    if file.contains("youtube") || file.contains("vimeo") {
        let site = if file.contains("vimeo") { "vimeo" } else { "youtube" };
        return video(site, all.get(1..).unwrap_or_default());
    }
    picture(all.get(1..).unwrap_or_default())
}

/// The picture among the arguments, with the best of what could be its caption.
fn picture(all: &[(&str, &str)]) -> Meaning {
    let Some((_, source)) = all
        .iter()
        .find(|(_, value)| is_picture(value))
        .or_else(|| all.iter().find(|(name, _)| *name == "src"))
    else {
        return Meaning::Nothing;
    };
    let named = |wanted: &str| all.iter().find(|(name, _)| *name == wanted);
    let last = all.last().filter(|(name, value)| name.is_empty() && value.contains(' '));
    let caption = ["caption", "alt", "title", "description"].into_iter().find_map(named).or(last);
    let caption = caption.map(|(_, value)| (*value).to_owned()).unwrap_or_default();
    Meaning::Picture { source: (*source).to_owned(), caption }
}

fn video(site: &str, all: &[(&str, &str)]) -> Meaning {
    let named = all.iter().find(|(name, _)| matches!(*name, "id" | "url" | "src" | "video"));
    let Some((_, id)) = named.or(all.first()).filter(|(_, id)| is_id(id)) else {
        return Meaning::Nothing;
    };
    let target = match (site, id.contains("://")) {
        (_, true) => (*id).to_owned(),
        ("vimeo", _) => format!("https://vimeo.com/{id}"),
        _ => format!("https://www.youtube.com/watch?v={id}"),
    };
    let text = format!("▶ video: {}", target.trim_start_matches("https://"));
    Meaning::Link { target, text }
}

/// Whether a value can be part of an address; `include.id` is a variable.
fn is_id(value: &str) -> bool {
    value.contains("://") || (!value.is_empty() && !value.contains(['.', '{', ' ', '|']))
}

fn gist(all: &[(&str, &str)]) -> Meaning {
    let id: Vec<&str> =
        all.iter().map(|(_, value)| *value).filter(|it| is_id(it)).take(2).collect();
    if id.is_empty() {
        return Meaning::Nothing;
    }
    let target = format!("https://gist.github.com/{}", id.join("/"));
    Meaning::Link { text: target.trim_start_matches("https://").to_owned(), target }
}

fn post(all: &[(&str, &str)]) -> Meaning {
    let named = |wanted: &str| all.iter().find(|(name, _)| *name == wanted).map(|(_, it)| *it);
    let address = all.iter().map(|(_, value)| *value).find(|value| value.contains("://"));
    let target = match (address, named("user"), named("id")) {
        (Some(address), ..) => address.to_owned(),
        (None, Some(user), Some(id)) => format!("https://twitter.com/{user}/status/{id}"),
        _ => return Meaning::Nothing,
    };
    Meaning::Link { text: target.trim_start_matches("https://").to_owned(), target }
}

/// `post_url slug`, `link path`, `link text address`, `post_link slug 'title'`.
fn link(first: Option<&str>, all: &[(&str, &str)]) -> Meaning {
    let values: Vec<&str> = all.iter().map(|(_, value)| *value).collect();
    let address = values.iter().position(|value| value.contains("://"));
    match (address, values.as_slice(), first) {
        (Some(at), ..) if at > 0 => {
            let text = values.get(..at).unwrap_or_default().join(" ");
            let target = values.get(at).copied().unwrap_or_default().to_owned();
            Meaning::Link { target, text }
        }
        (None, [target, text @ ..], _) if !text.is_empty() => {
            Meaning::Link { target: (*target).to_owned(), text: text.join(" ") }
        }
        (_, _, Some(path)) => Meaning::Path(path.to_owned()),
        _ => Meaning::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tag::Reader;
    use super::*;

    fn meaning(text: &str) -> Meaning {
        Meaning::of(&Reader::new(text).tag(0).expect("a tag"))
    }

    #[test]
    fn tags_mean_what_their_site_shows() {
        let picture = |source: &str, caption: &str| Meaning::Picture {
            source: source.to_owned(),
            caption: caption.to_owned(),
        };
        let path = |path: &str| Meaning::Path(path.to_owned());
        let cases = [
            ("{{< figure src=\"a.png\" title=\"A sea\" >}}", picture("a.png", "A sea")),
            ("{% include figure.html image='/i/b.jpg' caption='B' %}", picture("/i/b.jpg", "B")),
            ("{% asset_img c.gif 'The third one' %}", picture("c.gif", "The third one")),
            ("{% include toc.html %}", Meaning::Nothing),
            ("{% if page.a %}", Meaning::Nothing),
            ("{{ page.title }}", Meaning::Nothing),
            ("{{ '/about/' | relative_url }}", path("/about/")),
            ("{% post_url 2020-01-02-pears %}", path("2020-01-02-pears")),
            ("{{< ref \"b.md\" >}}", path("b.md")),
            ("{% codeblock A title lang:rust %}", Meaning::Code(Some("rust".to_owned()))),
            ("{% highlight c++ linenos %}", Meaning::Code(Some("c++".to_owned()))),
            (
                "{% blockquote Ann, \"A book\" https://e.org %}",
                Meaning::Quote("Ann, A book".to_owned()),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(meaning(text), expected, "{text}");
        }
        for (text, expected) in [
            ("{{< youtube w7Ft2ymGmfc >}}", "https://www.youtube.com/watch?v=w7Ft2ymGmfc"),
            ("{% include vimeo.html id=\"12\" %}", "https://vimeo.com/12"),
            ("{% gist ann/123 %}", "https://gist.github.com/ann/123"),
            ("{% link Its text https://e.org/a %}", "https://e.org/a"),
        ] {
            let Meaning::Link { target, .. } = meaning(text) else { panic!("{text}") };
            assert_eq!(target, expected);
        }
    }
}
