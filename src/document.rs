//! Parses one document: bytes → article and problems, without touching the disk. Never fails and
//! never drops a word silently; a document with a malformed header is still an article. Finding and
//! reading files is left to `load`.

mod bare;
mod block;
mod date;
mod enclosure;
mod encoding;
mod feed;
mod fields;
mod front_matter;
mod header;
mod lines;
mod names;
mod node;
mod object;
mod related;
mod sealed;
mod site;
mod title;
mod value;

pub use date::parse as parse_date;
pub(crate) use date::parse_leniently as parse_date_leniently;
pub(crate) use sealed::mask_bytes;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use crate::article::Article;
use crate::article::Body;
use crate::article::Origin;
use crate::article::Pool;
use crate::article::canonical;
use crate::markup;
use crate::problem::Problem;
use crate::text;

use fields::{Fields, Warnings};
use front_matter::{Fault, Parts};
use header::{Header, Refusal};
use names::{Entries, Field};

/// Bytes that hold the longest header that is parsed, and the body of a typical article.
pub(crate) const HEAD_BYTES: u64 = 320 * 1024;

/// An article and its problems.
#[derive(Debug)]
pub struct Parsed {
    /// The article, as far as it could be read.
    pub article: Article,
    /// Warnings for lost fields, an error for a lost header.
    pub problems: Vec<Problem>,
}

/// Parses the document of an `origin` from its `bytes`; `cut` says that these are only its start.
/// Strings that repeat between documents are shared through the `pool`.
#[must_use]
pub fn parse(origin: &Origin, bytes: &[u8], cut: bool, pool: &Pool) -> Parsed {
    parse_below(None, origin, bytes, cut, pool)
}

/// Like [`parse`], for a document that was found below an opened folder.
pub(crate) fn parse_below(
    opened: Option<&Path>,
    origin: &Origin,
    bytes: &[u8],
    cut: bool,
    pool: &Pool,
) -> Parsed {
    let whole = is_yaml(origin);
    let (content, damaged) = encoding::decode(bytes);
    let masked;
    let mut parts = front_matter::split(&content, whole);
    // Without fences a header is treated as text, sealed data included.
    if parts.header.is_none() {
        masked = sealed::mask(Cow::Borrowed(&content), whole);
        parts = front_matter::split(&masked, whole);
    }
    let mut problems = Vec::new();
    if damaged {
        problems.push(damage(origin.path(), &content));
    }
    let header = read_header(&parts, origin.path(), cut, &mut problems);
    let warnings = Warnings {
        path: origin.path(),
        header: parts.header.unwrap_or_default(),
        lines_before: parts.lines_before,
        found: Vec::new(),
    };
    let mut fields = Fields { entries: Entries::of(&header), pool, warnings, opened };
    let mut article = article(origin, &mut fields, parts.body, cut);
    problems.append(&mut fields.warnings.found);
    article.has_problem = !problems.is_empty();
    Parsed { article, problems }
}

/// Returns the body of a document, exactly as in `bytes`.
#[must_use]
pub(crate) fn body_of(origin: &Origin, bytes: &[u8]) -> String {
    front_matter::split(&text_of(origin, bytes), is_yaml(origin)).body.to_owned()
}

/// Returns everything in a document that may be shown, exactly as in `bytes`.
#[must_use]
pub(crate) fn text_of<'a>(origin: &Origin, bytes: &'a [u8]) -> Cow<'a, str> {
    sealed::mask(encoding::decode(bytes).0, is_yaml(origin))
}

fn is_yaml(origin: &Origin) -> bool {
    matches!(origin.extension().as_deref(), Some("yaml" | "yml"))
}

fn damage(path: &Path, content: &str) -> Problem {
    let problem = Problem::warning(path, "not all of it is UTF-8; what is not shows as \u{FFFD}")
        .hint("save the file as UTF-8");
    // There is none if the damage was in a part that is never shown.
    let Some((before, _)) = content.split_once(char::REPLACEMENT_CHARACTER) else {
        return problem;
    };
    let line = before.matches('\n').count() + 1;
    problem.at(line, before.chars().rev().take_while(|c| *c != '\n').count() + 1)
}

fn read_header(parts: &Parts<'_>, path: &Path, cut: bool, problems: &mut Vec<Problem>) -> Header {
    if let Some(fault) = parts.fault {
        problems.push(problem_of(fault, parts.lines_before, path, cut));
        return Header::default();
    }
    let Some(header) = parts.header.filter(|header| !header.trim().is_empty()) else {
        return Header::default();
    };
    match header::parse(header, parts.language) {
        Ok(entries) => entries,
        Err(refusal) => {
            problems.push(refused(&refusal, parts.lines_before, path));
            Header::default()
        }
    }
}

fn refused(refusal: &Refusal, lines_before: usize, path: &Path) -> Problem {
    let (line, column) = refusal.place.unwrap_or((1, 1));
    let what = format!("cannot parse the header: {}", refusal.cause);
    Problem::error(path, what).hint(refusal.hint).at(lines_before + line, column)
}

fn problem_of(fault: Fault<'_>, lines_before: usize, path: &Path, cut: bool) -> Problem {
    let problem = match fault {
        Fault::Object(text) => {
            return refused(&header::fault_of_object(text), lines_before, path);
        }
        Fault::Unclosed(end) => {
            let within = format!(" within its first {} KiB", HEAD_BYTES / 1024);
            let what = format!("the header has no closing {end}{}", if cut { &within } else { "" });
            let hint = format!("write {end} on a line of its own below the last field");
            Problem::error(path, what).hint(hint)
        }
        Fault::Language(language) => {
            let what = format!("a header in `{language}` is not understood, and taken for text");
            Problem::warning(path, what).hint("write it as YAML, between lines of ---")
        }
    };
    problem.at(lines_before.max(1), 1)
}

fn article(origin: &Origin, fields: &mut Fields<'_>, body: &str, cut: bool) -> Article {
    let web_url = fields.link(Field::WebUrl);
    // Most documents give the same link twice.
    let original_url = fields.link(Field::OriginalUrl).map(|link| match &web_url {
        Some(same) if *same == link => Arc::clone(same),
        _ => link,
    });
    let (mut date, published) = fields.date_and_published();
    if date.is_none() {
        date =
            origin.path().file_name().and_then(|name| date::of_file_name(&name.to_string_lossy()));
    }
    let has_body = cut || !body.trim().is_empty();
    let page = [&web_url, &original_url]
        .into_iter()
        .flatten()
        .find_map(|link| Some((&**link, canonical(link)?)));
    let (link, key) = match page {
        Some((link, key)) => (Some(link), Arc::from(key)),
        None => (None, Arc::from(origin.key())),
    };
    let feed = fields.feed();
    let updated = fields.updated();
    Article {
        // In other documents a field of this name means something else.
        key: feed.as_ref().and_then(|_| fields.key()).unwrap_or(key),
        title: fields.title().unwrap_or_else(|| fallback_title(origin, body)).into(),
        excerpt: fields.raw(Field::Summary).map(|raw| summary(&raw)).unwrap_or_default().into(),
        date: date.or(updated),
        updated: updated.filter(|updated| date.is_some_and(|date| date.at != updated.at)),
        kind: fields.shared(Field::Kind),
        category: fields.category(),
        author: fields.shared(Field::Author),
        quality: fields.number(Field::Quality),
        heat: fields.number(Field::Heat),
        published,
        removed: fields.flag(Field::Removed).unwrap_or(false),
        has_problem: false,
        provider: fields.provider(link, origin),
        topics: fields.topics(),
        images: fields.images(),
        related: fields.related(),
        featured: fields.raw(Field::Featured),
        feed,
        comments: fields.comments(),
        enclosures: fields.enclosures(),
        body: match (origin, has_body) {
            (_, false) => Body::Empty,
            (Origin::Stdin, true) => Body::Kept(Arc::from(body)),
            (_, true) => Body::OnDisk,
        },
        web_url,
        original_url,
        origin: origin.clone(),
    }
}

/// Cleans a summary: HTML from a feed is reduced to its text.
fn summary(raw: &str) -> Box<str> {
    let decoded = text::decode_entities(raw);
    let has_tags = decoded.contains("</")
        || decoded.contains("/>")
        || decoded.contains("<p>")
        || decoded.contains("<br");
    if has_tags {
        return markup::plain(markup::Format::Html, &decoded).into();
    }
    text::line(&decoded).into()
}

/// Returns the title that the text has, or else the file name.
fn fallback_title(origin: &Origin, body: &str) -> Box<str> {
    let format = markup::Format::detect(origin.extension().as_deref(), body);
    if let Some(title) = title::of_body(format, body) {
        return title;
    }
    let stem = origin.path().file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = stem.map(|stem| text::line(&stem).into_owned()).filter(|name| !text::is_blank(name));
    name.map_or_else(|| origin.label().into(), Into::into)
}

#[cfg(test)]
mod tests;
