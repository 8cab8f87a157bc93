//! Finds addresses in text, and shortens them for display.

/// Returns the first address in running text, with the text before and after it. Excludes trailing
/// sentence punctuation, and a closing bracket that is not opened within the address.
pub(super) fn address(text: &str) -> Option<(&str, &str, &str)> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()?;
    let (before, rest) = text.split_at_checked(start)?;
    let stop =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '，' | '。');
    let mut address = rest.get(..rest.find(stop).unwrap_or(rest.len()))?;
    while let Some(last) = address.chars().next_back()
        && (matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | ']' | '’')
            || (last == ')' && !address.contains('(')))
    {
        address = address.strip_suffix(last)?;
    }
    Some((before, address, rest.get(address.len()..)?))
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

    #[test]
    fn an_address_ends_before_what_ends_the_sentence() {
        let cases = [
            ("see https://e.org/a.", "https://e.org/a"),
            ("(https://e.org/a)", "https://e.org/a"),
            ("http://e.org/a_(b), or", "http://e.org/a_(b)"),
            ("或者 https://e.org/x。再见", "https://e.org/x"),
            ("“https://e.org/?a=b#c”", "https://e.org/?a=b#c"),
        ];
        for (text, expected) in cases {
            assert_eq!(address(text).map(|(_, address, _)| address), Some(expected), "{text}");
        }
        assert_eq!(address("ftp://e.org"), None);
        assert_eq!(address("a https://b c"), Some(("a ", "https://b", " c")));
    }

    #[test]
    fn a_place_is_host_and_path() {
        assert_eq!(place("https://www.e.org/a/b/?c=d#e"), "e.org/a/b");
        assert_eq!(place("clip.mp4"), "clip.mp4");
        assert_eq!(host("//www.e.org/a/b"), "e.org");
    }
}
