//! Reads one template tag: its name, its arguments, and where it ends.

/// A tag of a template.
pub(super) struct Tag<'a> {
    pub(super) kind: Kind,
    /// The name; of an output the whole expression.
    pub(super) name: &'a str,
    /// The text after the name.
    pub(super) arguments: &'a str,
    /// Position of the text after the tag.
    pub(super) end: usize,
}

/// The families of tags.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{% name … %}` of Liquid and Nunjucks.
    Block,
    /// `{{ expression }}` of most.
    Output,
    /// `{{< name … >}}` and `{{% name … %}}` of Hugo.
    Shortcode,
    /// `{{</* name … */>}}`, which shows a shortcode.
    Shown,
}

/// Tags are never longer than this in bytes.
const LONGEST: usize = 2_000;

/// Finds the ends of tags. Looks at every byte of the text once, however many tags are open.
pub(super) struct Reader<'a> {
    text: &'a str,
    ends: [Next; 4],
}

/// The next place of a pattern, for positions that only grow.
struct Next {
    pattern: &'static str,
    at: usize,
}

impl Next {
    fn from(&mut self, text: &str, position: usize) -> Option<usize> {
        if self.at < position {
            let found = text.get(position..).and_then(|rest| rest.find(self.pattern));
            self.at = found.map_or(usize::MAX, |at| position + at);
        }
        (self.at != usize::MAX).then_some(self.at)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let next = |pattern| Next { pattern, at: 0 };
        // The first search begins behind the tag's opening, so never at 0.
        Self { text, ends: [next("%}"), next("}}"), next(">}}"), next("%}}")] }
    }

    /// Returns the tag whose `{` is at `at`.
    pub(super) fn tag(&mut self, at: usize) -> Option<Tag<'a>> {
        let rest = self.text.get(at..)?;
        let (kind, opening, end) = if rest.starts_with("{%") {
            (Kind::Block, 2, 0)
        } else if rest.starts_with("{{<") {
            (Kind::Shortcode, 3, 2)
        } else if rest.starts_with("{{%") {
            (Kind::Shortcode, 3, 3)
        } else if rest.starts_with("{{") {
            (Kind::Output, 2, 1)
        } else {
            return None;
        };
        let (text, start) = (self.text, at + opening);
        let next = self.ends.get_mut(end)?;
        let close = next.from(text, start)?;
        let inside = text.get(start..close).filter(|inside| inside.len() <= LONGEST)?;
        let end = close + next.pattern.len();
        let inside = inside.trim_start_matches('-').trim_end_matches('-').trim();
        if let Some(shown) = inside.strip_prefix("/*").and_then(|it| it.strip_suffix("*/")) {
            let name = shown.trim();
            return Some(Tag { kind: Kind::Shown, name, arguments: "", end });
        }
        if kind == Kind::Output {
            return Some(Tag { kind, name: inside, arguments: "", end });
        }
        let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
        let length = inside.find(|c| !named(c)).unwrap_or(inside.len());
        let (name, arguments) = inside.split_at_checked(length)?;
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '/');
        is_name.then_some(Tag { kind, name, arguments: arguments.trim(), end })
    }
}

/// Returns the arguments of a tag in order, each with its name if it has one: `src="a.png" 300`.
pub(super) fn arguments(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let stop = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let word = stop.and_then(|at| rest.get(..at)).unwrap_or(rest);
        let after = rest.get(word.len()..).unwrap_or_default();
        let (name, written) = match after.strip_prefix('=') {
            Some(value) if !word.is_empty() => (word, value),
            _ => ("", rest),
        };
        let (value, behind) = value(written);
        found.push((name, value));
        rest = behind.trim_start().trim_start_matches(',').trim_start();
    }
    found
}

/// Splits a text behind the value at its start: a quoted one, or a word.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(split) = text.strip_prefix(quote).and_then(|it| it.split_once(quote)) {
            return split;
        }
    }
    let length = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len()).max(
        // A quotation mark without its partner is part of a word.
        text.chars().next().map_or(0, char::len_utf8),
    );
    text.split_at_checked(length).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_have_names_and_quotes() {
        let found = arguments("figure.html src=\"a b.png\" alt='it is' width=300, x=\"open");
        let expected = [
            ("", "figure.html"),
            ("src", "a b.png"),
            ("alt", "it is"),
            ("width", "300"),
            ("x", "\"open"),
        ];
        assert_eq!(found, expected);
        assert_eq!(arguments("\"one\" two"), [("", "one"), ("", "two")]);
        assert_eq!(arguments("=x"), [("", "=x")]);
    }

    #[test]
    fn tags_of_all_kinds_are_read() {
        let told = |text: &str| {
            let tag = Reader::new(text).tag(0)?;
            Some((tag.name.to_owned(), tag.arguments.to_owned(), tag.end))
        };
        let tag =
            |name: &str, arguments: &str, end| Some((name.to_owned(), arguments.to_owned(), end));
        assert_eq!(told("{%- raw -%} x"), tag("raw", "", 11));
        assert_eq!(told("{% include a.html x=1 %}"), tag("include", "a.html x=1", 24));
        assert_eq!(told("{{< /highlight >}}"), tag("/highlight", "", 18));
        assert_eq!(told("{{% note %}}"), tag("note", "", 12));
        assert_eq!(told("{{ a.b | c }}"), tag("a.b | c", "", 13));
        assert_eq!(told("{{</* x */>}}"), tag("x", "", 13));
        assert_eq!(told("{% % %}"), None);
        assert_eq!(told("{{ a"), None);
    }
}
