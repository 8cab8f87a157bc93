//! JSON for scripts: names and order of its fields are a contract. What is
//! missing is null, or an empty list.

use std::io::{self, Write};

use rustc_hash::FxHashSet;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::article::Date;
use crate::article::Image;
use crate::article::Provider;
use crate::article::Related;
use crate::problem::Problem;
use crate::store::Id;
use crate::store::Reading;
use crate::store::Store;

/// One article.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record<'a> {
    id: &'a str,
    path: String,
    title: &'a str,
    excerpt: &'a str,
    published_date_time: Option<String>,
    url: Option<String>,
    web_url: Option<&'a str>,
    original_url: Option<&'a str>,
    r#type: Option<&'a str>,
    category: Option<&'a str>,
    quality: Option<i32>,
    heat: Option<i32>,
    published: Option<bool>,
    provider: Source<'a>,
    topics: Vec<&'a str>,
    images: Vec<Picture<'a>>,
    related: Vec<Other<'a>>,
    story: Story<'a>,
    unread: bool,
    starred: bool,
    /// Of a story that is listed as one: how many providers tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<usize>,
    /// Of a story that is listed as one: all its documents, the lead first.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<&'a str>>,
}

#[derive(Serialize)]
struct Story<'a> {
    id: &'a str,
    lead: &'a str,
    sources: usize,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    domain: Option<&'a str>,
}

#[derive(Serialize)]
struct Picture<'a> {
    url: &'a str,
    title: Option<&'a str>,
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Other<'a> {
    title: &'a str,
    url: Option<&'a str>,
    provider: Source<'a>,
    published_date_time: Option<String>,
    quality: Option<i32>,
}

impl<'a> Record<'a> {
    /// Of an article, or with `whole` of the story that it leads.
    pub(super) fn of(store: &'a Store, id: Id, whole: bool) -> Option<Self> {
        let article = store.get(id)?;
        let key = |id: &Id| store.get(*id).map(|article| &*article.key);
        // Copies of one page have one id.
        let members = || {
            let mut keys: Vec<&str> = store.story(id).iter().filter_map(key).collect();
            let mut seen = FxHashSet::default();
            keys.retain(|key| seen.insert(*key));
            keys
        };
        Some(Self {
            id: &article.key,
            path: article.source.path().to_string_lossy().into_owned(),
            title: &article.title,
            excerpt: &article.excerpt,
            published_date_time: article.date.as_ref().map(Date::rfc3339),
            url: article.link().ok().map(String::from),
            web_url: article.web_url.as_deref(),
            original_url: article.original_url.as_deref(),
            r#type: article.kind.as_deref(),
            category: article.category.as_deref(),
            quality: article.quality,
            heat: article.heat,
            published: article.published,
            provider: Source::of(&article.provider),
            topics: article.topics.iter().map(|topic| &**topic).collect(),
            images: article.images.iter().map(Picture::of).collect(),
            related: article.related.iter().map(|item| Other::of(item)).collect(),
            story: Story {
                id: store.story_name(id),
                lead: key(&store.lead(id))?,
                sources: store.sources(id),
            },
            unread: store.reading(id) == Reading::Unread,
            starred: starred(store, id, whole),
            sources: whole.then(|| store.sources(id)),
            members: whole.then(members),
        })
    }
}

/// A story is starred where any of its reports is.
fn starred(store: &Store, id: Id, whole: bool) -> bool {
    let alone = [id];
    let told = if whole { store.story(id) } else { &alone };
    told.iter().any(|id| store.is_starred(*id))
}

impl<'a> Source<'a> {
    fn of(provider: &'a Provider) -> Self {
        Self { name: &provider.name, domain: provider.domain.as_deref() }
    }
}

impl<'a> Picture<'a> {
    fn of(image: &'a Image) -> Self {
        Self {
            url: &image.url,
            title: image.title.as_deref(),
            width: image.width,
            height: image.height,
        }
    }
}

impl<'a> Other<'a> {
    fn of(related: &'a Related) -> Self {
        Self {
            title: &related.title,
            url: related.url.as_deref(),
            provider: Source::of(&related.provider),
            published_date_time: related.date.as_ref().map(Date::rfc3339),
            quality: related.quality,
        }
    }
}

/// One problem.
#[derive(Serialize)]
pub(super) struct Complaint<'a> {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
    severity: String,
    what: &'a str,
    hint: Option<&'a str>,
}

impl<'a> Complaint<'a> {
    pub(super) fn of(problem: &'a Problem) -> Self {
        Self {
            path: problem.path.to_string_lossy().into_owned(),
            line: problem.line,
            column: problem.column,
            severity: problem.severity.to_string(),
            what: &problem.what,
            hint: problem.hint.as_deref(),
        }
    }
}

/// One object a line.
pub(super) fn lines(
    values: impl Iterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for value in values {
        object(&value, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// One array, still one object a line.
pub(super) fn array(
    values: impl Iterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut before: &[u8] = b"[\n";
    for value in values {
        out.write_all(before)?;
        object(&value, out)?;
        before = b",\n";
    }
    let none = before.starts_with(b"[");
    out.write_all(if none { b"[]\n" } else { b"\n]\n" })
}

fn object(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Plain);
    Ok(value.serialize(&mut serializer)?)
}

/// Compact, and also escapes what JSON would let through though a terminal obeys it.
/// A path keeps its true characters that way, and still cannot steer the screen.
struct Plain;

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if !fragment.contains(steers) {
            return out.write_all(fragment.as_bytes());
        }
        for c in fragment.chars() {
            if steers(c) {
                write!(out, "\\u{:04x}", u32::from(c))?;
            } else {
                write!(out, "{c}")?;
            }
        }
        Ok(())
    }
}

/// DEL, the C1 controls, and the bidi and line controls of Unicode.
fn steers(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_escaped_and_come_back_as_they_were() {
        let name = "a\u{1b}[31m\u{9b}31m\u{7f}\u{202e}é中.md";
        let mut out = Vec::new();
        lines([name].iter(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.trim_end().chars().all(|c| !c.is_control() && !steers(c)), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), name);
    }

    #[test]
    fn an_empty_array_is_an_array() {
        let mut out = Vec::new();
        array(std::iter::empty::<u8>(), &mut out).expect("memory");
        assert_eq!(out, b"[]\n");
    }
}
