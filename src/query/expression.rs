//! Regular expressions of queries, and their limits.

use regex::{Regex, RegexBuilder};

/// Size limit in bytes of a compiled regular expression; ample for anything typed by hand.
const REGEX_BYTES: usize = 1 << 20;
/// Longest expression in bytes.
const MAX_PATTERN: usize = 10_000;
/// Classes of characters in an expression, each of which has hundreds of ranges.
const MAX_CLASSES: usize = 100;

/// Whether an expression would take long to compile before its size is known.
pub(crate) fn is_too_large(pattern: &str) -> bool {
    let is_class = |pair: &[u8]| pair[0] == b'\\' && pair[1].is_ascii_alphabetic();
    let classes = pattern.as_bytes().windows(2).filter(|pair| is_class(pair)).count();
    pattern.len() > MAX_PATTERN || classes > MAX_CLASSES
}

/// Compiles a regular expression with the options that queries use.
pub(crate) fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    if is_too_large(pattern) {
        return Err(regex::Error::CompiledTooBig(REGEX_BYTES));
    }
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(REGEX_BYTES).build()
}
