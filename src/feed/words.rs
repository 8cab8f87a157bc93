//! Titles and excerpts: plain text, never markup.

use std::borrow::Cow;

use super::content::{TextKind, is_reference};
use crate::markup;
use crate::text;

/// Longest title made of a text's first sentence, in characters.
const MAX_SENTENCE: usize = 80;
/// Longest excerpt, in characters.
const MAX_EXCERPT: usize = 300;
/// Longest title as written, in bytes; real ones have less than 1,000.
const MAX_TITLE_BYTES: usize = 2_000;
/// Ends of a text that its publisher has cut.
const CUTS: [&str; 8] = [
    "[…]",
    "[...]",
    "[ … ]",
    "(more…)",
    "Continue reading",
    "Continue reading →",
    "Read more",
    "Read more…",
];

/// Returns a title as one clean line.
pub(super) fn title(written: &str, kind: TextKind) -> String {
    let written = clip(written, MAX_TITLE_BYTES);
    match kind {
        TextKind::Plain => text::line(written).into_owned(),
        TextKind::Html => line(&without_tags(written, |_| true)),
        TextKind::Unknown => {
            let lower = written.to_ascii_lowercase();
            line(&without_tags(written, |tag| is_markup(tag, &lower)))
        }
    }
}

fn line(text: &str) -> String {
    match text.split_once('&') {
        Some((_, after)) if is_reference(after) || after.contains('&') => {
            text::line(&text::decode_entities(text)).into_owned()
        }
        _ => text::line(text).into_owned(),
    }
}

/// Removes the tags that are markup.
fn without_tags(text: &str, is_markup: impl Fn(&markup::Tag<'_>) -> bool) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let tag = markup::tag_at(after).filter(|tag| tag.source.ends_with('>') && is_markup(tag));
        if let Some(tag) = tag {
            if matches!(tag.name.as_str(), "br" | "p" | "div" | "li" | "h1" | "h2" | "h3") {
                out.push(' ');
            }
            rest = tag.behind;
        } else {
            out.push('<');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether a tag of a title that may be text is markup: one that formats and has its counterpart
/// in the title, which is given in lower case.
fn is_markup(tag: &markup::Tag<'_>, title: &str) -> bool {
    let name = tag.name.as_str();
    match name {
        "br" | "img" | "wbr" | "hr" | "p" | "div" => true,
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "blink" | "center" | "cite"
        | "code" | "del" | "dfn" | "em" | "font" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "i" | "ins" | "kbd" | "li" | "mark" | "nobr" | "pre" | "q" | "s" | "samp" | "small"
        | "span" | "strike" | "strong" | "sub" | "sup" | "tt" | "u" | "ul" | "var" => {
            let counterpart = if tag.closes { format!("<{name}") } else { format!("</{name}") };
            title.contains(&counterpart)
        }
        _ => false,
    }
}

/// Returns the first sentence of a text's words, for an entry without a title.
pub(super) fn first_sentence(words: &str) -> String {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？');
    let mut end = words.len();
    let mut before_end = false;
    for (at, c) in words.char_indices() {
        if before_end && c == ' ' && at > 12 {
            end = at;
            break;
        }
        before_end = ends(c) || (before_end && matches!(c, '"' | '”' | '’' | ')' | '»'));
        if matches!(c, '。' | '！' | '？') {
            end = at + c.len_utf8();
            break;
        }
    }
    shorten(words.get(..end).unwrap_or(words), MAX_SENTENCE)
}

/// Returns the beginning of a text's words.
pub(super) fn excerpt(words: &str) -> String {
    let mut words = words.trim_end();
    let mut was_cut = false;
    while let Some(rest) = CUTS.iter().find_map(|cut| words.strip_suffix(cut)) {
        words = rest.trim_end();
        was_cut = true;
    }
    let short = shorten(words, MAX_EXCERPT);
    if was_cut && !short.is_empty() && !short.ends_with(['…', '.', '!', '?']) {
        return short + "…";
    }
    short
}

/// Cuts a line after a word, and marks the cut.
fn shorten(line: &str, most: usize) -> String {
    let Some((end, _)) = line.char_indices().nth(most) else {
        return line.to_owned();
    };
    let start = line.get(..end).unwrap_or(line);
    let word = start.rfind(' ').filter(|at| *at > end / 2);
    let start = word.and_then(|at| start.get(..at)).unwrap_or(start);
    format!("{}…", start.trim_end_matches([' ', ',', ';', ':', '.', '…', '-', '–']))
}

/// Returns the beginning of a text, at most `most` bytes.
fn clip(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_words() {
        for (written, expected) in [
            ("<b>Bold</b> &amp; <i class='x'>new</i>", "Bold & new"),
            ("The <b> element", "The <b> element"),
            ("Vec<u8> is I <3 A<B", "Vec<u8> is I <3 A<B"),
            ("Q&amp;A: it&#8217;s", "Q&A: it’s"),
            ("R&D and AT&T", "R&D and AT&T"),
            ("one<br/>two\n three", "one two three"),
            ("Using <template> in a page", "Using <template> in a page"),
        ] {
            assert_eq!(title(written, TextKind::Unknown), expected);
        }
        assert_eq!(title("<b>x</b> &amp;", TextKind::Plain), "<b>x</b> &amp;");
        assert_eq!(title("<custom>x</custom> &amp;amp;", TextKind::Html), "x &");
    }

    #[test]
    fn the_first_sentence_serves_as_a_title() {
        assert_eq!(first_sentence("Dr. Who is on the air. And more."), "Dr. Who is on the air.");
        assert_eq!(first_sentence("今天天气很好。明天也是。"), "今天天气很好。");
        let long = "word ".repeat(50);
        let made = first_sentence(&long);
        assert!(made.chars().count() <= 81 && made.ends_with("word…"), "{made}");
    }

    #[test]
    fn an_excerpt_says_that_it_was_cut() {
        assert_eq!(excerpt("It begins so [...]"), "It begins so…");
        assert_eq!(excerpt("It ends here. Continue reading →"), "It ends here.");
        assert_eq!(excerpt("short"), "short");
        assert!(excerpt(&"long ".repeat(100)).chars().count() <= 301);
    }
}
