//! An entry as a document: a YAML header and the HTML of the entry. A pure function of the entry
//! and its subscription, without the time of fetching or the name of the computer, so that two
//! computers that fetch one feed into a synchronised folder write the same bytes.
//!
//! An entry without a date gets none in the header either: the time of arrival differs between
//! computers. Its file name carries the day of arrival, which is where its date is read from.

use std::fmt::Write;

use crate::article::Date;
use crate::article::Enclosure;
use crate::article::Image;
use crate::feed::Entry;
use crate::markup;

/// Upper bound on topics, pictures and media files in a header: a header of more than a certain
/// size is not read.
const MAX_ITEMS: usize = 32;
/// Upper bound on the length of a link, in bytes.
const MAX_LINK: usize = 4 * 1024;
/// Size of a header from which lists get no more items: from 256 KiB on it is not read.
const MAX_HEADER: usize = 128 * 1024;
/// Upper bound on links of which there are many, and on an id, in bytes.
const MAX_LISTED: usize = 1_500;
/// Upper bounds on texts, in characters.
const MAX_TEXT: usize = 1_000;
const MAX_NAME: usize = 200;
/// Bytes at the beginning of a text in which the words of the excerpt are looked for: pictures may
/// have captions above them.
const BEGINNING: usize = 3_000;
/// Brackets that a text may have before they are escaped: a header with thousands of them is not
/// read, because some YAML readers take very long for it.
const MAX_BRACKETS: usize = 8;

/// The facts about a feed in its documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the provider.
    pub provider: String,
    /// Host of the provider.
    pub domain: Option<String>,
    /// Tags of the subscription.
    pub tags: Vec<String>,
    /// Address of the feed, masked.
    pub feed: String,
}

/// Fields that are decided once for a document, and stay when it is written again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Identity in the marks, if the link does not tell the entry apart.
    pub key: Option<String>,
    /// Date of publication, where the feed gives only the date of the last change.
    pub published: Option<Date>,
}

/// Returns the document of an entry.
#[must_use]
pub fn document(entry: &Entry, about: &About, fixed: &Fixed) -> String {
    let mut header = Header(String::with_capacity(entry.body.len() + 1024));
    header.0.push_str("---\n");
    header.text("title", Some(title(entry, about)));
    header.text("excerpt", Some(summary(entry)));
    header.date("publishedDateTime", entry.published.or(fixed.published));
    header.date("updated", entry.updated.filter(|it| Some(*it) != entry.published));
    let (web, original) = (entry.link.as_deref(), entry.original_link.as_deref());
    header.link("webUrl", web);
    header.link("originalUrl", original.filter(|link| Some(*link) != web));
    header.text("type", Some(if entry.is_video { "video" } else { "article" }));
    header.text("author", entry.author.as_deref());
    header.provider(entry, about);
    header.topics(&about.tags, &entry.categories);
    header.images(&entry.images);
    header.link("comments", entry.comments.as_deref().filter(|link| is_web(link)));
    header.enclosures(&entry.enclosures);
    header.link("id", written_id(entry));
    header.link("feed", Some(&about.feed));
    header.text("key", fixed.key.as_deref());
    header.0.push_str("---\n");
    header.0.push_str(&entry.body);
    if !entry.body.is_empty() && !entry.body.ends_with('\n') {
        header.0.push('\n');
    }
    header.0
}

fn title<'a>(entry: &'a Entry, about: &'a About) -> &'a str {
    let titles = [entry.title.as_str(), entry.link.as_deref().unwrap_or_default(), &about.provider];
    titles.into_iter().find(|title| !title.is_empty()).unwrap_or("no title")
}

/// Returns the id of an entry as its document has it.
pub(super) fn written_id(entry: &Entry) -> Option<&str> {
    entry.id.as_deref().filter(|id| !id.is_empty() && id.len() <= MAX_LISTED)
}

/// Returns the excerpt, unless the text begins with its words: an article shows both.
fn summary(entry: &Entry) -> &str {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let excerpt = plain(&entry.excerpt);
    let beginning = plain(&markup::words(&entry.body, BEGINNING));
    if !excerpt.is_empty() && beginning.contains(&excerpt) { "" } else { &entry.excerpt }
}

/// Whether a link can be opened; others are kept only where they are all that is known of a page.
fn is_web(link: &str) -> bool {
    crate::article::openable(Some(link)).is_ok()
}

/// The lines of a header. What is missing has no line.
struct Header(String);

impl Header {
    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.line(0, name, &quoted(bounded(value, MAX_TEXT)));
        }
    }

    fn link(&mut self, name: &str, value: Option<&str>) {
        if let Some(link) = value.filter(|link| !link.is_empty() && link.len() <= MAX_LINK) {
            self.line(0, name, &quoted(link));
        }
    }

    fn date(&mut self, name: &str, date: Option<Date>) {
        if let Some(date) = date {
            let day = || date.offset.to_datetime(date.at).strftime("%Y-%m-%d").to_string();
            let value = if date.has_time { date.rfc3339() } else { day() };
            self.line(0, name, &quoted(&value));
        }
    }

    fn provider(&mut self, entry: &Entry, about: &About) {
        let source = entry.source.as_ref().filter(|source| !source.title.is_empty());
        let name = source.map_or(about.provider.as_str(), |source| source.title.as_str());
        let of_source = source.and_then(|source| source.url.as_deref());
        let domain = match source {
            Some(_) => of_source.or(entry.link.as_deref()).and_then(crate::article::host),
            None => about.domain.clone(),
        };
        // The output of a command may name neither itself nor its site.
        if name.is_empty() && domain.is_none() {
            return;
        }
        self.0.push_str("provider:\n");
        if !name.is_empty() {
            self.line(2, "name", &quoted(bounded(name, MAX_NAME)));
        }
        if let Some(domain) = domain {
            self.line(2, "domain", &quoted(&domain));
        }
    }

    fn topics(&mut self, tags: &[String], categories: &[String]) {
        let mut topics: Vec<&String> = Vec::new();
        for topic in tags.iter().chain(categories).filter(|topic| !topic.is_empty()) {
            if topics.len() < MAX_ITEMS && !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        self.list("topics", topics, |header, topic| header.item(&quoted(bounded(topic, MAX_NAME))));
    }

    fn images(&mut self, images: &[Image]) {
        let fit = images.iter().filter(|image| image.url.len() <= MAX_LISTED);
        self.list("images", fit.take(MAX_ITEMS), |header, image| {
            header.item(&format!("url: {}", quoted(&image.url)));
            if let Some(title) = &image.title {
                header.line(4, "title", &quoted(bounded(title, MAX_NAME)));
            }
            header.number("width", image.width.map(u64::from));
            header.number("height", image.height.map(u64::from));
        });
    }

    fn enclosures(&mut self, enclosures: &[Enclosure]) {
        let fit =
            enclosures.iter().filter(|file| file.url.len() <= MAX_LISTED && is_web(&file.url));
        self.list("enclosures", fit.take(MAX_ITEMS), |header, file| {
            header.item(&format!("url: {}", quoted(&file.url)));
            if let Some(kind) = &file.media_type {
                header.line(4, "type", &quoted(bounded(kind, MAX_NAME)));
            }
            header.number("length", file.length);
            header.number("duration", file.duration.map(|it| it.as_secs()));
        });
    }

    fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Self, T),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() && self.0.len() < MAX_HEADER {
            let _ = writeln!(self.0, "{name}:");
            for item in items {
                if self.0.len() < MAX_HEADER {
                    write(self, item);
                }
            }
        }
    }

    fn item(&mut self, value: &str) {
        let _ = writeln!(self.0, "  - {value}");
    }

    fn number(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.line(4, name, &value.to_string());
        }
    }

    fn line(&mut self, indent: usize, name: &str, value: &str) {
        let _ = writeln!(self.0, "{:indent$}{name}: {value}", "");
    }
}

/// Returns the beginning of a text.
fn bounded(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Returns a text as a double-quoted YAML string (YAML 1.2, 7.3.1): whatever would be a line break
/// or is not printable is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let has_many_brackets = text.matches(['[', '{']).count() > MAX_BRACKETS;
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '[' | '{' if has_many_brackets => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            _ if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests;
