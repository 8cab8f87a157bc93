//! Text → header and body. Knows fences, not YAML; `encoding` converts bytes to text.

use super::lines::lines;

/// The parts of a document, both with LF line ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    /// The YAML between the fences.
    pub header: Option<&'a str>,
    /// Lines before the first line of the header.
    pub lines_before: usize,
    /// The text after the closing fence; everything if there is no header.
    pub body: &'a str,
    /// The opening fence was never closed.
    pub unclosed: bool,
}

/// Splits a document. `whole` treats the file as YAML without a body if no fence closes it, as in
/// `.yaml` files. Directives (`%YAML 1.2`) before the opening fence belong to neither part.
#[must_use]
pub(crate) fn split(text: &str, whole: bool) -> Parts<'_> {
    let no_header = Parts { header: None, lines_before: 0, body: text, unclosed: false };
    let mut at = 0;
    let mut lines_before = 0;
    let mut lines = lines(text);
    let first = lines.by_ref().find(|line| {
        at += line.len();
        lines_before += 1;
        !line.trim().is_empty() && !is_directive(line)
    });
    if first.is_none_or(|line| line.trim_end() != "---") {
        let header = whole.then_some(text);
        return if whole { Parts { header, body: "", ..no_header } } else { no_header };
    }
    let start = at;
    for line in lines {
        let end = at;
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            let (header, body) = (text.get(start..end), text.get(at..).unwrap_or_default());
            return Parts { header, lines_before, body, unclosed: false };
        }
    }
    if whole {
        return Parts { header: text.get(start..), lines_before, body: "", unclosed: false };
    }
    Parts { unclosed: true, ..no_header }
}

/// Recognizes only the directives of YAML 1.2 (6.8), so that `% Title` of other tools stays text.
fn is_directive(line: &str) -> bool {
    ["%YAML ", "%TAG "].iter().any(|name| line.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str, usize) {
        let parts = split(text, false);
        (parts.header, parts.body, parts.lines_before)
    }

    #[test]
    fn fences_are_lines_of_their_own() {
        assert_eq!(parts("---\na: 1\n---\nbody"), (Some("a: 1\n"), "body", 1));
        assert_eq!(parts("---  \na: 1\n...\nbody"), (Some("a: 1\n"), "body", 1));
        assert_eq!(parts("\n\n---\na: 1\n---"), (Some("a: 1\n"), "", 3));
        assert_eq!(parts("---\na: '---x'\nb: |\n  ---\n---\n").0, Some("a: '---x'\nb: |\n  ---\n"));
        assert_eq!(parts("---\n---\nbody"), (Some(""), "body", 1));
        assert_eq!(parts("text\n---\na: 1\n---\n").0, None);
        assert_eq!(parts(""), (None, "", 0));
    }

    #[test]
    fn a_fence_that_is_never_closed_is_told() {
        let unclosed = split("---\na: 1\n", false);
        assert!(unclosed.unclosed && unclosed.header.is_none());
        assert_eq!(unclosed.body, "---\na: 1\n");
        assert_eq!(split("---\na: 1\n", true).header, Some("a: 1\n"));
        assert_eq!(split("a: 1\n", true).header, Some("a: 1\n"));
    }

    /// The fence after a directive was taken for the start of a second document.
    #[test]
    fn directives_may_stand_before_the_opening_fence() {
        let text = "%YAML 1.2\n%TAG ! tag:example.org,2000:\n---\na: 1\n";
        let found = split(text, true);
        assert_eq!((found.header, found.lines_before), (Some("a: 1\n"), 3));
        assert_eq!(parts("%YAML 1.2\n---\na: 1\n---\nbody"), (Some("a: 1\n"), "body", 2));
        assert_eq!(parts("% Title\n---\na: 1\n---\n").0, None);
        assert_eq!(parts("%YAML is a format\n\ntext").0, None);
    }
}
