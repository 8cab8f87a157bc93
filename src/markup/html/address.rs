//! Finds addresses in text, and shortens them for display.

use std::ops::Range;

use crate::text;

/// Bytes of the longest name of a host.
const MAX_HOST: usize = 253;

/// Returns the addresses in running text, in order. An address ends where its sentence goes on:
/// before white space, quotation marks, marks and brackets of Chinese, Japanese and Arabic, dashes,
/// the next address, a bracket that is not opened or not closed within it, and before the marks
/// that end a sentence.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut behind = 0;
    for (at, separator) in text.match_indices("://") {
        let before = text.get(behind..at).unwrap_or_default();
        let host = at + separator.len();
        if let Some(length) = scheme(before) {
            let end = host + extent(text.get(host..).unwrap_or_default());
            if end > host {
                found.push(at - length..end);
                behind = end;
            }
        }
    }
    found
}

/// Returns the length of the scheme of an address at the end of `before`.
fn scheme(before: &str) -> Option<usize> {
    let ends = |name: &&str| {
        let start = before.len().checked_sub(name.len());
        let own = start.and_then(|start| before.get(start..));
        own.is_some_and(|own| own.eq_ignore_ascii_case(name))
    };
    ["https", "http"].into_iter().find(ends).map(str::len)
}

/// Returns the length of the address that begins with the host at the start of `rest`; 0 if none
/// does.
fn extent(rest: &str) -> usize {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut is_host = true;
    let mut before = '/';
    let mut end = rest.len();
    for (at, c) in rest.char_indices() {
        is_host &= !matches!(c, '/' | '?' | '#');
        let is_unopened = match c {
            '(' | '[' | '{' => {
                open.push((at, closing(c)));
                false
            }
            ')' | ']' | '}' => open.pop_if(|(_, expected)| *expected == c).is_none(),
            _ => false,
        };
        let begins = matches!(c, 'h' | 'H') && begins_another(rest, at, before);
        if is_unopened || begins || ends_address(c) || (is_host && ends_host(rest, at, c)) {
            end = at;
            break;
        }
        before = c;
    }
    let unclosed = open.first().map_or(end, |(at, _)| *at).min(end);
    let whole = rest.get(..unclosed).unwrap_or_default();
    whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']).len()
}

fn closing(opening: char) -> char {
    match opening {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// Whether another address begins at `at`. Behind these signs it is part of the one before it, as
/// in addresses of archives.
fn begins_another(rest: &str, at: usize, before: char) -> bool {
    let is_part = matches!(before, '/' | '=' | '?' | '&' | ':' | '#' | '@' | '%' | '-' | '+');
    !is_part
        && ["https://", "http://"].iter().any(|scheme| {
            let own = rest.get(at..at + scheme.len());
            own.is_some_and(|own| own.eq_ignore_ascii_case(scheme))
        })
}

/// Characters that no address has, and marks with which a sentence goes on.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '\\')
        // Quotation marks, dashes and the ellipsis.
        || matches!(c, '«' | '»' | '‹' | '›' | '\u{2012}'..='\u{201f}' | '…')
        // Marks of Arabic and of Indian scripts.
        || matches!(c, '،' | '؛' | '؟' | '۔' | '।' | '॥')
        // Marks and brackets of Chinese and Japanese.
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301f}' | '\u{ff01}'..='\u{ff0c}'
            | '\u{ff0e}' | '\u{ff1a}'..='\u{ff1f}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5b}'..='\u{ff64}')
}

/// Whether the host before `at` is complete and what follows is Chinese or Japanese text: names of
/// hosts do not change their script within the last part.
fn ends_host(rest: &str, at: usize, c: char) -> bool {
    if at > MAX_HOST || !text::is_chinese_or_japanese(c) {
        return false;
    }
    let (name, last) = rest.get(..at).and_then(|host| host.rsplit_once('.')).unwrap_or_default();
    let is_domain = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_domain && name.is_ascii()
}

/// Host and path of an address.
pub(super) fn place(target: &str) -> &str {
    let rest = target.split_once("//").map_or(target, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// The host of an address; the whole string if it has none.
pub(super) fn host(target: &str) -> &str {
    let place = place(target);
    place.split_once('/').map_or(place, |(host, _)| host)
}

/// Whether the source is the picture itself and not its address.
pub(super) fn is_inline(source: &str) -> bool {
    source.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().filter_map(|range| text.get(range)).collect()
    }

    /// Addresses once took the marks behind them along, above all those of Chinese and Arabic.
    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        let cases = [
            ("see https://e.org/a.", "https://e.org/a"),
            ("(https://e.org/a)", "https://e.org/a"),
            ("(https://e.org/a), and", "https://e.org/a"),
            ("[https://e.org/a](b)", "https://e.org/a"),
            ("http://e.org/a_(b), or", "http://e.org/a_(b)"),
            ("https://e.org/a(see b)", "https://e.org/a"),
            ("或者 https://e.org/x。再见", "https://e.org/x"),
            ("见https://e.org/x（官方）和", "https://e.org/x"),
            ("「https://e.org/x」を", "https://e.org/x"),
            ("在https://e.org的网站", "https://e.org"),
            ("انظر https://e.org/x، ثم", "https://e.org/x"),
            ("“https://e.org/?a=b#c”", "https://e.org/?a=b#c"),
            ("«https://e.org/»", "https://e.org/"),
            ("https://e.org/a…", "https://e.org/a"),
            ("https://e.org/a—which", "https://e.org/a"),
            ("HTTPS://E.ORG/A is", "HTTPS://E.ORG/A"),
            ("http://[::1]/a b", "http://[::1]/a"),
            ("https://例え.jp/道", "https://例え.jp/道"),
            (
                "https://archive.example/2020/https://e.org/",
                "https://archive.example/2020/https://e.org/",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), [expected], "{text}");
        }
        assert_eq!(found("https://a.org,https://b.org"), ["https://a.org", "https://b.org"]);
        assert_eq!(found("http://a.orghttp://b.org/"), ["http://a.org", "http://b.org/"]);
        for none in ["ftp://e.org", "https://", "http://)", "://e.org"] {
            assert_eq!(found(none), Vec::<&str>::new(), "{none}");
        }
    }

    #[test]
    fn a_place_is_host_and_path() {
        assert_eq!(place("https://www.e.org/a/b/?c=d#e"), "e.org/a/b");
        assert_eq!(place("clip.mp4"), "clip.mp4");
        assert_eq!(host("//www.e.org/a/b"), "e.org");
    }
}
