//! Names of downloaded files: plain names, whatever an address holds.

use percent_encoding::percent_decode_str;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::text;

/// Longest name in bytes; with the endings of unfinished files it fits every file system.
const LONGEST: usize = 150;
/// Longest ending in bytes that is taken for the kind of the file.
const LONGEST_ENDING: usize = 8;
/// Name of a file whose address has none.
const NAMELESS: &str = "media";
/// Endings of media types whose address has none.
const ENDINGS: [(&str, &str); 12] = [
    ("audio/mpeg", "mp3"),
    ("audio/mp3", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/x-m4a", "m4a"),
    ("audio/aac", "aac"),
    ("audio/ogg", "ogg"),
    ("audio/opus", "opus"),
    ("audio/flac", "flac"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
    ("video/quicktime", "mov"),
    ("application/pdf", "pdf"),
];

/// The name for a file from this address: the last part of its path without anything that means
/// something to a file system, a shell or a terminal, with the ending of its media type if it has
/// none.
#[must_use]
pub fn file_name(url: &str, media_type: Option<&str>) -> String {
    let parsed = Url::parse(url).ok();
    let last = parsed.as_ref().and_then(|url| {
        let mut parts: Vec<&str> = url.path_segments()?.collect();
        parts.retain(|part| !part.is_empty());
        parts.last().map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
    });
    let plain = plain(&last.unwrap_or_default());
    let name = if plain.is_empty() { NAMELESS.to_owned() } else { plain };
    let (stem, ending) = split(&name);
    let known = media_type.and_then(|it| {
        let kind = it.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        ENDINGS.iter().find(|(media, _)| *media == kind)
    });
    let ending = match (ending, known) {
        ("", Some((_, ending))) => format!(".{ending}"),
        (ending, _) => ending.to_owned(),
    };
    format!("{}{ending}", cut(stem, LONGEST - ending.len()))
}

/// The name with a number before its ending, from the second on: `episode-2.mp3`.
pub(super) fn numbered(name: &str, number: usize) -> String {
    let (stem, ending) = split(name);
    if number < 2 { name.to_owned() } else { format!("{stem}-{number}{ending}") }
}

/// Replaces what is no part of a plain name. A name never begins with a dot, which would hide it,
/// or a dash, which programs take for an option.
fn plain(name: &str) -> String {
    let is_special = |c: char| "/\\:*?\"<>|".contains(c) || c.is_control();
    let replaced: String = name.chars().map(|c| if is_special(c) { '-' } else { c }).collect();
    let clean = text::line(&replaced);
    let is_edge = |c: char| c == '.' || c == '-' || c.is_whitespace();
    clean.trim_start_matches(is_edge).trim_end_matches(['.', ' ']).to_owned()
}

/// The stem and the ending with its dot, which may be empty.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.').and_then(|dot| name.split_at_checked(dot)) {
        Some((stem, ending))
            if !stem.is_empty()
                && (2..=LONGEST_ENDING).contains(&ending.len())
                && ending.chars().skip(1).all(|c| c.is_ascii_alphanumeric()) =>
        {
            (stem, ending)
        }
        _ => (name, ""),
    }
}

/// The first graphemes that fit into so many bytes.
fn cut(name: &str, most: usize) -> &str {
    let ends = name.grapheme_indices(true).map(|(at, part)| at + part.len());
    let end = ends.take_while(|end| *end <= most).last().unwrap_or(0);
    name.get(..end).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str) -> String {
        file_name(&format!("https://a.example/{path}"), None)
    }

    #[test]
    fn a_file_has_the_name_at_the_end_of_its_address() {
        assert_eq!(of("x/7.mp3?token=1#t"), "7.mp3");
        assert_eq!(of("x/Folge%20%C3%BC%207.mp3"), "Folge ü 7.mp3");
        assert_eq!(of("play/"), "play");
        assert_eq!(of(""), "media");
        assert_eq!(file_name("nonsense", Some("audio/mpeg")), "media.mp3");
        assert_eq!(file_name("https://a.example/play/9", Some("Video/MP4; x=1")), "9.mp4");
        assert_eq!(file_name("https://a.example/9.ogg", Some("audio/mpeg")), "9.ogg");
    }

    #[test]
    fn a_name_is_nothing_but_a_name() {
        assert_eq!(of("%2e%2e%2f%2e%2e%2fetc%2fpasswd"), "etc-passwd");
        assert_eq!(of("..%5c..%5ca.mp3"), "a.mp3");
        assert_eq!(of("%2Ebashrc"), "bashrc");
        assert_eq!(of("-rf.mp3"), "rf.mp3");
        assert_eq!(of("a%00b%1b%5b31mc%0a.mp3"), "a-b-[31mc-.mp3");
        assert_eq!(of("a%E2%80%AE3pm.exe"), "a3pm.exe");
        assert_eq!(of("%2e%2e"), "media");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = of(&format!("{}.mp3", "é".repeat(300)));
        assert!(name.len() <= LONGEST && name.ends_with("é.mp3"), "{name}");
        assert_eq!(numbered("a.b.mp3", 2), "a.b-2.mp3");
        assert_eq!(numbered("a", 12), "a-12");
        assert_eq!(numbered("a.mp3", 1), "a.mp3");
    }
}
