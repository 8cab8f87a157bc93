//! Names of documents and of their folders, which are chosen once and never change.

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::text;

/// Upper bound on the words of a name, in characters.
const MAX_CHARS: usize = 60;
/// File systems allow 255 bytes; date, hash and extension need some of them.
const MAX_BYTES: usize = 180;

/// Digits of the hash in a name; more where two entries would share it.
pub(super) const SUFFIXES: [usize; 3] = [8, 12, 16];

/// Returns `2026-01-02-words-of-the-title-0123abcd.html`: the day orders the files, and the last
/// part identifies the entry.
pub(super) fn document_name(day: Timestamp, title: &str, suffix: &str) -> String {
    let day = Offset::UTC.to_datetime(day).strftime("%Y-%m-%d").to_string();
    match slug(title) {
        words if words.is_empty() => format!("{day}-{suffix}.html"),
        words => format!("{day}-{words}-{suffix}.html"),
    }
}

/// Returns the part of a document's name that identifies the entry: the last digits of a hash.
pub(super) fn suffix(hash: u64, digits: usize) -> String {
    let hash = format!("{hash:016x}");
    hash.chars().skip(hash.len().saturating_sub(digits)).collect()
}

/// Returns the part of a name that identifies the entry, if the file may be a document of the
/// library.
pub(super) fn suffix_of(name: &str) -> Option<&str> {
    let (_, suffix) = name.strip_suffix(".html")?.rsplit_once('-')?;
    let is_hash = suffix.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_hash = is_hash && SUFFIXES.contains(&suffix.len());
    is_hash.then_some(suffix)
}

/// Returns `words-of-the-title-1a2b`, the name of a feed's folder; `digits` of the hash tell feeds
/// of one title apart.
pub(super) fn folder_name(title: &str, feed: u64, digits: usize) -> String {
    let hash = format!("{feed:016x}");
    let hash: String = hash.chars().take(digits).collect();
    match slug(title) {
        words if words.is_empty() => format!("feed-{hash}"),
        words => format!("{words}-{hash}"),
    }
}

/// Returns the words of a text in lower case, joined by `-`.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    let folded = text::folded(title);
    for (count, c) in folded.chars().enumerate() {
        if count == MAX_CHARS || slug.len() + c.len_utf8() > MAX_BYTES {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_plain_and_ordered_by_day() {
        let day = "2026-01-02T23:00:00Z".parse().expect("a time");
        let name = document_name(day, "  Été à l'eau: \"100 %\" / ../x", &suffix(0xabc, 8));
        assert_eq!(name, "2026-01-02-ete-a-l-eau-100-x-00000abc.html");
        assert_eq!(suffix_of(&name), Some("00000abc"));
        assert_eq!(document_name(day, "?!", "00000001"), "2026-01-02-00000001.html");
        let long = document_name(day, &"中".repeat(500), &suffix(1, 16));
        assert!(long.len() < 255, "{}", long.len());
        assert_eq!(suffix_of("2026-01-02-00000001.html"), Some("00000001"));
        assert_eq!(suffix_of(&long), Some("0000000000000001"));
        assert_eq!(suffix_of("notes.html"), None);
        assert_eq!(suffix_of("2026-01-02-123456789.html"), None);
    }

    #[test]
    fn folders_of_one_title_differ() {
        assert_eq!(folder_name("A Blog", 0x1a2b_0000_0000_0000, 4), "a-blog-1a2b");
        assert_eq!(folder_name("", 0x1a2b_0000_0000_0000, 8), "feed-1a2b0000");
    }
}
