//! Finds headers without an opening line: `Name: value` up to an empty line, as Pelican writes
//! them, and YAML or JSON up to a closing line, as Hexo does. What they say is read in `header`.

use super::front_matter::Language;
use super::lines::lines;
use super::names::{Field, field_of};

/// Longest name in bytes.
const MAX_NAME: usize = 40;
/// A name of more words is the start of a sentence.
const MAX_WORDS: usize = 3;

/// A header at the start of a text.
pub(super) struct Found {
    pub(super) language: Language,
    /// Bytes of the header.
    pub(super) length: usize,
    /// Where the body starts.
    pub(super) body: usize,
}

/// Splits `Name: value`, with the value trimmed.
pub(super) fn entry(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let is_name = name.len() <= MAX_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(is_letter)
        && name.split(' ').count() <= MAX_WORDS;
    (is_name && (value.is_empty() || value.starts_with([' ', '\t', '\n'])))
        .then_some((name.trim_end(), value.trim()))
}

/// Whether a text begins with a field, or a comment of YAML.
pub(super) fn begins(text: &str) -> bool {
    let first = lines(text).find(|line| !line.trim().is_empty()).unwrap_or_default();
    first.starts_with('#') || json_name(first).or(entry(first).map(|(name, _)| name)).is_some()
}

/// Finds the header that a text begins with.
pub(super) fn find(text: &str) -> Option<Found> {
    let first = lines(text).next()?;
    if let Some(name) = json_name(first) {
        return field_of(name).and_then(|_| closed(text, Language::Json));
    }
    entry(first)?;
    closed(text, Language::Yaml).or_else(|| up_to_blank(text))
}

/// The name in a line `"name": value`.
fn json_name(line: &str) -> Option<&str> {
    let (name, rest) = line.trim_start().strip_prefix('"')?.split_once('"')?;
    rest.trim_start().starts_with(':').then_some(name)
}

/// Finds the line that closes a header, if there are only lines of a header before it.
fn closed(text: &str, language: Language) -> Option<Found> {
    let mut known = Known::default();
    let (mut at, mut is_after_blank) = (0, false);
    for line in lines(text) {
        let length = at;
        at += line.len();
        let bare = line.trim_end();
        if is_fence(bare) {
            let is_header = known.make_a_header() || language == Language::Json;
            return is_header.then_some(Found { language, length, body: at });
        }
        let name = json_name(bare).or(entry(line).map(|(name, _)| name));
        let is_comment = bare.starts_with('#') && !is_after_blank;
        let is_more = is_comment || is_continuation(line) || is_item(bare) || is_bracket(bare);
        let is_of_header = match name {
            Some(name) => known.add(name) || !is_after_blank,
            None => bare.is_empty() || (is_more && !is_after_blank),
        };
        if !is_of_header {
            return None;
        }
        is_after_blank = bare.is_empty();
    }
    None
}

fn up_to_blank(text: &str) -> Option<Found> {
    let mut known = Known::default();
    let mut at = 0;
    let mut length = text.len();
    for line in lines(text) {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            length = start;
            break;
        }
        match entry(line) {
            Some((name, _)) => {
                known.add(name);
            }
            None if is_continuation(line) => {}
            None => return None,
        }
    }
    known.make_a_header().then_some(Found { language: Language::Bare, length, body: at })
}

/// The fields of a header that have been seen.
#[derive(Default)]
struct Known {
    has_title: bool,
    count: usize,
}

impl Known {
    /// Returns whether the name has a meaning that no word of a text has.
    fn add(&mut self, name: &str) -> bool {
        let Some((field, _)) = field_of(name) else {
            return false;
        };
        let is_telling = matches!(
            field,
            Field::Title
                | Field::Summary
                | Field::Date
                | Field::Created
                | Field::Published
                | Field::Updated
                | Field::WebUrl
                | Field::OriginalUrl
                | Field::Category
                | Field::Provider
                | Field::Topics
                | Field::Author
                | Field::Images
        );
        self.has_title |= name.eq_ignore_ascii_case("title");
        self.count += usize::from(is_telling);
        is_telling
    }

    /// Whether these fields are a header: a text may begin with one word and a colon too.
    fn make_a_header(&self) -> bool {
        self.has_title || self.count > 1
    }
}

fn is_fence(line: &str) -> bool {
    line.len() >= 3 && ["-", ";"].iter().any(|mark| line.chars().all(|c| mark.starts_with(c)))
}

/// Whether a line goes on with the value before it.
pub(super) fn is_continuation(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

fn is_item(line: &str) -> bool {
    line == "-" || line.starts_with("- ")
}

fn is_bracket(line: &str) -> bool {
    line.starts_with(['[', ']', '{', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(Language, &str, &str)> {
        let found = find(text)?;
        Some((found.language, text.get(..found.length)?, text.get(found.body..)?))
    }

    /// They were run together as a first paragraph.
    #[test]
    fn lines_of_fields_are_a_header() {
        let pelican = "Title: Growing kelp\nDate: 2020-02-13\nSummary: What\n    it needs.\n";
        let text = format!("{pelican}\nBody: text\n");
        assert_eq!(found(&text), Some((Language::Bare, pelican, "Body: text\n")));
        assert_eq!(found("Title: a\n"), Some((Language::Bare, "Title: a\n", "")));
        let hexo = "title: Pears\ntags:\n- fruit\n\ndate: 2020-01-07\n";
        let text = format!("{hexo}---\nBody.\n");
        assert_eq!(found(&text), Some((Language::Yaml, hexo, "Body.\n")));
        let json = "\"title\": \"a\",\n\"tags\": [\n\"b\"\n]\n";
        assert_eq!(found(&format!("{json};;;\nb")), None, "an item is no field");
        let json = "\"title\": \"a\",\n\"tags\": [\n  \"b\"\n]\n";
        assert_eq!(found(&format!("{json};;;\nb")), Some((Language::Json, json, "b")));
    }

    #[test]
    fn a_text_with_a_colon_is_no_header() {
        for text in [
            "Note: this is a text.\n\nMore.",
            "Note: a text\n---\n",
            "Source: a newspaper\n\nText.",
            "Key: C major\nType: waltz\n\nText.",
            "http://a.example/\n\nText.",
            "12:30: lunch\n\nText.",
            "Title: a\nand so on\n\nText.",
            "The title of this is: a\nDate: b\n\nText.",
            "# Heading\n\ntitle: a\n---\n",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        let list = "Title: a\nDate: b\n\n- an item\n\n---\n\nmore";
        assert_eq!(found(list).map(|(language, ..)| language), Some(Language::Bare));
    }
}
