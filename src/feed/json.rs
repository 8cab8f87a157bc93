//! JSON Feed 1.0 and 1.1 (jsonfeed.org), leniently: whatever has items is read.

mod mend;

use serde_json::{Map, Value};
use url::Url;

use super::content::{Content, TextKind};
use super::entry_builder::{EntryBuilder, Trust};
use super::links;
use super::media::{self, FileFacts};
use super::model::{Entry, Feed};
use super::parse_error::ParseError;
use super::person;
use super::words;
use crate::text;

/// Most entries that are kept.
const MAX_ENTRIES: usize = 2_000;

type Object = Map<String, Value>;

/// Reads a document that begins with a bracket.
pub(super) fn read(source: &str, url: &Url) -> Result<Feed, ParseError> {
    let not_feed = |why: String| ParseError::NotFeed { why };
    let value = serde_json::from_str(source).or_else(|_| serde_json::from_str(&mend::mend(source)));
    let value: Value = value.map_err(|error| not_feed(format!("it is broken JSON ({error})")))?;
    let Some(feed) = value.as_object() else {
        return Err(not_feed("it is JSON without items".to_owned()));
    };
    let is_feed = string(feed, "version").is_some_and(|version| version.contains("jsonfeed"));
    let items = feed.get("items").and_then(Value::as_array);
    if items.is_none() && !is_feed {
        return Err(not_feed("it is JSON without items".to_owned()));
    }
    let site = address(feed, "home_page_url", url);
    let base =
        site.as_deref().and_then(|site| Url::parse(site).ok()).unwrap_or_else(|| url.clone());
    let authors = authors(feed);
    let objects = items.into_iter().flatten().filter_map(Value::as_object);
    let entries = objects.take(MAX_ENTRIES).map(|item| entry(item, &base, &authors)).collect();
    Ok(Feed {
        title: title(feed, "title"),
        description: words::excerpt(&title(feed, "description")),
        language: string(feed, "language").map(|tag| text::line(tag.trim()).into_owned()),
        icon: address(feed, "icon", url).or_else(|| address(feed, "favicon", url)),
        next: address(feed, "next_url", url),
        site,
        entries,
        ..Feed::default()
    })
}

fn entry(item: &Object, base: &Url, feed_authors: &[String]) -> Entry {
    let mut builder = EntryBuilder::default();
    builder.entry.id = ["id", "guid"].into_iter().find_map(|name| text_of(item.get(name)?));
    builder.title(0, title(item, "title"));
    builder.link(0, address(item, "url", base));
    builder.link(1, address(item, "external_url", base));
    if let Some(id) = builder.entry.id.clone().filter(|id| links::is_web(id)) {
        builder.link(2, links::resolve(base, &id));
    }
    if item.contains_key("url") {
        builder.entry.original_link = address(item, "external_url", base);
    }
    if let Some(date) = string(item, "date_published") {
        builder.published(0, date);
    }
    if let Some(date) = string(item, "date_modified") {
        builder.updated(date);
    }
    builder.authors = authors(item);
    if builder.authors.is_empty() {
        builder.authors.extend_from_slice(feed_authors);
    }
    tags(item, &mut builder);
    texts(item, &mut builder);
    attachments(item, base, &mut builder);
    builder.finish(base)
}

/// Tags are a list, or words between commas.
fn tags(item: &Object, builder: &mut EntryBuilder) {
    match item.get("tags") {
        Some(Value::Array(tags)) => {
            tags.iter().filter_map(Value::as_str).for_each(|tag| builder.category(tag));
        }
        Some(Value::String(tags)) => tags.split(',').for_each(|tag| builder.category(tag)),
        _ => {}
    }
}

fn texts(item: &Object, builder: &mut EntryBuilder) {
    let mut add = |name, trust, kind| {
        if let Some(text) = string(item, name) {
            builder.content(trust, Content::new(text, kind), None);
        }
    };
    add("content_html", Trust::Content, TextKind::Html);
    add("content_text", Trust::Content, TextKind::Plain);
    add("summary", Trust::Summary, TextKind::Unknown);
}

fn attachments(item: &Object, base: &Url, builder: &mut EntryBuilder) {
    for name in ["image", "banner_image"] {
        if let Some(picture) = string(item, name) {
            builder.media.picture(picture, base);
        }
    }
    let attachments = item.get("attachments").and_then(Value::as_array);
    for own in attachments.into_iter().flatten().filter_map(Value::as_object) {
        let Some(url) = string(own, "url") else { continue };
        let seconds = own.get("duration_in_seconds").and_then(text_of);
        let facts = FileFacts {
            kind: string(own, "mime_type").map(str::to_owned),
            length: own.get("size_in_bytes").and_then(Value::as_u64),
            duration: seconds.and_then(|seconds| media::duration(&seconds)),
        };
        builder.media.enclosure(url, facts, base);
    }
}

/// `authors` since 1.1, `author` before; an object or its name alone.
fn authors(object: &Object) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(name) => person::name(name),
        Value::Object(author) => {
            person::name(string(author, "name").or_else(|| string(author, "url"))?)
        }
        _ => None,
    };
    match (object.get("authors"), object.get("author")) {
        (Some(Value::Array(authors)), _) => authors.iter().filter_map(name).collect(),
        (_, Some(author)) => name(author).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn string<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str().filter(|text| !text.trim().is_empty())
}

/// Numbers are written where text should be.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text::line(text).into_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn title(object: &Object, name: &str) -> String {
    string(object, name).map(|text| words::title(text, TextKind::Unknown)).unwrap_or_default()
}

fn address(object: &Object, name: &str, base: &Url) -> Option<String> {
    links::resolve(base, string(object, name)?).filter(|address| links::is_web(address))
}
