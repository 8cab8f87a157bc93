//! The header `Content-Range` (RFC 9110, 14.4), and validators for parts of a file.

use crate::net::Headers;

/// `bytes 10-99/100` or `bytes */100`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// First byte; `None` if no range could be sent.
    pub(super) start: Option<u64>,
    /// Bytes of the whole file, if known.
    pub(super) whole: Option<u64>,
}

impl ContentRange {
    pub(super) fn of(headers: &Headers) -> Option<Self> {
        let value = headers.text("content-range")?;
        let (unit, rest) = value.trim().split_once(' ')?;
        let (range, whole) = rest.trim().split_once('/')?;
        if !unit.eq_ignore_ascii_case("bytes") {
            return None;
        }
        let start = match range.trim() {
            "*" => None,
            range => Some(range.split_once('-')?.0.trim().parse().ok()?),
        };
        Some(Self { start, whole: whole.trim().parse().ok() })
    }
}

/// The validator that a later request for the rest can name: a strong entity tag, else the time of
/// the last change. A weak tag cannot vouch for bytes (RFC 9110, 13.1.5).
pub(super) fn validator(headers: &Headers) -> Option<&[u8]> {
    let etag = headers.get("etag").filter(|etag| etag.starts_with(b"\""));
    etag.or_else(|| headers.get("last-modified")).filter(|it| !it.is_empty())
}

/// Whether an answer with a part of the file still is about the file of `expected`. Some servers
/// send a part without looking at the validator of the request.
pub(super) fn is_same(headers: &Headers, expected: &[u8]) -> bool {
    let name = if expected.starts_with(b"\"") { "etag" } else { "last-modified" };
    headers.get(name).is_none_or(|found| found == expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Option<ContentRange> {
        ContentRange::of(&Headers::default().with("Content-Range", value))
    }

    #[test]
    fn a_range_is_read() {
        let range = |start, whole| Some(ContentRange { start, whole });
        assert_eq!(of("bytes 10-99/100"), range(Some(10), Some(100)));
        assert_eq!(of("Bytes 10-99/*"), range(Some(10), None));
        assert_eq!(of("bytes */100"), range(None, Some(100)));
        for wrong in ["items 1-2/3", "bytes", "bytes x-2/3", "bytes 1/2", ""] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_a_strong_tag_or_a_time_vouches_for_bytes() {
        let tagged = Headers::default().with("ETag", "\"a\"").with("Last-Modified", "then");
        assert_eq!(validator(&tagged), Some(&b"\"a\""[..]));
        let weak = Headers::default().with("ETag", "W/\"a\"");
        assert_eq!(validator(&weak), None);
        let weak = weak.with("Last-Modified", "then");
        assert_eq!(validator(&weak), Some(&b"then"[..]));
        assert!(is_same(&tagged, b"\"a\"") && is_same(&weak, b"then"));
        assert!(!is_same(&tagged, b"\"b\"") && !is_same(&weak, b"now"));
    }
}
