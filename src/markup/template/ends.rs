//! Finds the ends of what template tags and elements enclose. Every end is looked for once, however
//! many beginnings precede it.

use super::tag::{Kind, Tag};

/// The ends found so far.
pub(super) struct Ends<'a> {
    text: &'a str,
    /// For each wanted end, where the next one begins and ends; `None` if there is none.
    known: Vec<(String, Option<(usize, usize)>)>,
}

impl<'a> Ends<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, known: Vec::new() }
    }

    /// Returns where the end tag of `tag` begins and ends.
    pub(super) fn of(&mut self, tag: &Tag<'_>) -> Option<(usize, usize)> {
        let (opening, name) = match tag.kind {
            Kind::Shortcode => ("{{", format!("/{}", tag.name)),
            _ => ("{%", format!("end{}", tag.name)),
        };
        let text = self.text;
        self.next(&name, tag.end, || find_end(text, tag.end, opening, &name))
    }

    /// Returns the length of an element or a comment at `at` that has no template tags, or else of
    /// its `<`.
    pub(super) fn verbatim(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let Some((_, close)) = VERBATIM.iter().find(|(open, _)| rest.starts_with(open)) else {
            return 1;
        };
        let end = |length| (at + length, at + length + close.len());
        let found = self.next(close, at, || rest.find(close).map(end));
        found.map_or(1, |(_, end)| end - at)
    }

    fn next(
        &mut self,
        name: &str,
        from: usize,
        find: impl FnOnce() -> Option<(usize, usize)>,
    ) -> Option<(usize, usize)> {
        let at = self.known.iter().position(|(own, _)| own == name).unwrap_or_else(|| {
            self.known.push((name.to_owned(), Some((0, 0))));
            self.known.len() - 1
        });
        let (_, found) = self.known.get_mut(at)?;
        if found.is_some_and(|(start, _)| start < from || start == 0) {
            *found = find();
        }
        *found
    }
}

/// Elements without template tags: how they begin and end.
const VERBATIM: [(&str, &str); 5] = [
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<code", "</code>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
];

/// Returns where the tag `name` after `from` begins and ends.
fn find_end(text: &str, from: usize, opening: &str, name: &str) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    rest.match_indices(opening).find_map(|(at, _)| {
        let inside = rest.get(at + opening.len()..)?;
        let inside = inside.trim_start_matches(['-', '<', '%', ' ', '\t']);
        let after = inside.strip_prefix(name)?;
        let after = after.trim_start_matches([' ', '\t', '-']);
        let close = [">}}", "%}}", "%}"].into_iter().find(|close| after.starts_with(close))?;
        let end = text.len() - after.len() + close.len();
        Some((from + at, end))
    })
}
