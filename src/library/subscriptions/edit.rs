//! Changes to the text of the file of feeds. All other lines, and all other words of a changed
//! line, stay as they are byte for byte.

use std::ops::Range;
use std::time::Duration;

use super::super::subscription::Subscription;
use super::line::written_duration;
use super::words::{Word, is_space, split, written};

/// A change to the words of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineChange {
    /// The title; `None` shows that of the feed.
    Title(Option<String>),
    /// All tags, in order.
    Tags(Vec<String>),
    /// How often to fetch; `None` follows the feed's own pace.
    Every(Option<Duration>),
    /// Whether fetching is paused.
    Paused(bool),
    /// How many documents to keep; `None` follows the settings.
    Keep(Option<usize>),
    /// Whether to fetch full texts; `None` follows the settings.
    FullText(Option<bool>),
}

/// Writes the line of a subscription, without a line end.
pub(super) fn line_of(feed: &Subscription) -> String {
    let options = [
        LineChange::Every(feed.every),
        LineChange::FullText(feed.full_text),
        LineChange::Keep(feed.keep),
        LineChange::Paused(feed.paused),
    ];
    let mut words = vec![first_word(&feed.address)];
    words.extend(feed.tags.iter().filter_map(|tag| tag_word(tag)));
    words.extend(feed.hidden.then(|| "!".to_owned()));
    words.extend(feed.title.as_ref().map(|title| written("~", title)));
    words.extend(options.iter().flat_map(LineChange::words));
    words.extend(feed.user.as_ref().map(|user| written("user=", user)));
    let command = feed.password_command.as_ref().map(shell_words::join);
    words.extend(command.map(|command| written("password-run=", &command)));
    words.join(" ")
}

/// Writes a tag, without the marks of titles and hidden feeds.
fn tag_word(tag: &str) -> Option<String> {
    let tag = tag.trim_start_matches(['~', '!', ' ']);
    (!tag.is_empty()).then(|| written("", tag))
}

/// Writes the first word, where only quotes and spaces are special.
fn first_word(address: &str) -> String {
    let has_blank = |c: char| c.is_whitespace() || c.is_control() || c == '"';
    if address.contains(has_blank) {
        format!("\"{}\"", escaped(address))
    } else {
        address.to_owned()
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r', '\t'], " ")
}

/// Appends lines, which end as most others do; so does the last one, if it had no end.
pub(super) fn added(content: &[u8], lines: &[String]) -> Vec<u8> {
    let (ends, long) =
        content.split_inclusive(|byte| *byte == b'\n').fold((0, 0), |(all, long), line| {
            (all + usize::from(line.ends_with(b"\n")), long + usize::from(line.ends_with(b"\r\n")))
        });
    let end: &[u8] = if long * 2 > ends { b"\r\n" } else { b"\n" };
    let mut new = content.to_vec();
    if !lines.is_empty() && !new.is_empty() && !new.ends_with(b"\n") {
        new.extend(end);
    }
    for line in lines {
        new.extend(line.bytes());
        new.extend(end);
    }
    new
}

/// Removes a line with its end; `number` counts from 1.
pub(super) fn removed(content: &[u8], number: usize) -> Vec<u8> {
    let lines = content.split_inclusive(|byte| *byte == b'\n').enumerate();
    lines.filter(|(index, _)| index + 1 != number).flat_map(|(_, line)| line).copied().collect()
}

/// Changes the words of a line; `number` counts from 1.
pub(super) fn changed(content: &[u8], number: usize, change: &LineChange) -> Vec<u8> {
    let mut new = Vec::with_capacity(content.len() + 64);
    for (index, line) in content.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(text) if index + 1 == number => {
                let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
                let text = text.strip_prefix(mark).unwrap_or(text);
                new.extend(mark.bytes().chain(change.applied(text).bytes()));
            }
            _ => new.extend(line),
        }
    }
    new
}

/// Returns what follows the first word of a line, without a comment; `number` counts from 1.
pub(super) fn words_of(content: &[u8], number: usize) -> String {
    let line = content.split(|byte| *byte == b'\n').nth(number.saturating_sub(1));
    let line = line.and_then(|line| std::str::from_utf8(line).ok()).unwrap_or_default();
    let Ok((words, end)) = split(line) else { return String::new() };
    let start = words.first().map_or(end, |word| word.span.end);
    line.get(start..end).unwrap_or_default().trim_matches(is_space).to_owned()
}

/// Replaces what follows the first word of a line; a comment stays. `number` counts from 1.
pub(super) fn reworded(content: &[u8], number: usize, new: &str) -> Vec<u8> {
    let mut whole = Vec::with_capacity(content.len() + new.len());
    for (index, line) in content.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line).map(|text| (text, split(text))) {
            Ok((text, Ok((words, end)))) if index + 1 == number => {
                let start = words.first().map_or(end, |word| word.span.end);
                let gap = if new.is_empty() { "" } else { " " };
                whole.extend(spliced(text, &[(start..end, format!("{gap}{new}"))]).bytes());
            }
            _ => whole.extend(line),
        }
    }
    whole
}

impl LineChange {
    /// Returns the words of the change.
    fn words(&self) -> Vec<String> {
        let word = match self {
            Self::Title(title) => title.as_ref().map(|title| written("~", title)),
            Self::Tags(tags) => return tags.iter().filter_map(|tag| tag_word(tag)).collect(),
            Self::Every(every) => every.map(|every| format!("every={}", written_duration(every))),
            Self::Paused(paused) => paused.then(|| "pause".to_owned()),
            Self::Keep(keep) => keep.map(|keep| format!("keep={keep}")),
            Self::FullText(full) => {
                full.map(|on| format!("full_text={}", if on { "on" } else { "off" }))
            }
        };
        word.into_iter().collect()
    }

    /// Whether the change replaces a word of the line.
    fn is_about(&self, word: &Word) -> bool {
        let option = word.option().map(|(name, _)| name);
        match self {
            Self::Title(_) => option.is_none() && word.title().is_some(),
            Self::Tags(_) => {
                let is_other = option.is_some() || word.title().is_some() || word.pauses();
                !is_other && word.misspelled().is_none()
            }
            Self::Every(_) => option == Some("every"),
            Self::Paused(_) => word.pauses(),
            Self::Keep(_) => option == Some("keep"),
            Self::FullText(_) => option == Some("full_text"),
        }
    }

    /// Returns a line with the change.
    fn applied(&self, line: &str) -> String {
        let Ok((words, end)) = split(line) else { return line.to_owned() };
        let own: Vec<&Word> = words.iter().skip(1).filter(|word| self.is_about(word)).collect();
        let (mut new, mut dropped) = (self.words(), Vec::new());
        let mut replaced: Option<(Range<usize>, String)> = None;
        if matches!(self, Self::Tags(_)) {
            let (kept, others): (Vec<_>, Vec<_>) =
                own.iter().partition(|word| keeps(word, &mut new));
            // A feed stays hidden when its tags change.
            let hides = |word: &&&Word| word.text.starts_with('!');
            if others.iter().any(hides) && !kept.iter().any(hides) {
                new.push("!".to_owned());
            }
            dropped = others;
        } else if let Some((first, others)) = own.split_first() {
            dropped = others.iter().collect();
            match new.pop() {
                Some(word) => replaced = Some((first.span.clone(), word)),
                None => dropped.push(first),
            }
        }
        let mut edits: Vec<(Range<usize>, String)> =
            dropped.iter().map(|word| (with_space(line, &word.span), String::new())).collect();
        edits.extend(replaced);
        edits.extend(new.into_iter().map(|word| (end..end, format!(" {word}"))));
        edits.sort_by_key(|(span, _)| span.start);
        spliced(line, &edits)
    }
}

/// Whether a tag of the line stays, so that it is not written again.
fn keeps(word: &Word, new: &mut Vec<String>) -> bool {
    let tag = word.text.strip_prefix('!').unwrap_or(&word.text);
    let place = new.iter().position(|own| *own == written("", tag));
    place.map(|place| new.remove(place)).is_some() || word.text == "!"
}

/// Includes the blanks before a word.
fn with_space(line: &str, span: &Range<usize>) -> Range<usize> {
    let before = line.get(..span.start).unwrap_or_default();
    before.trim_end_matches([' ', '\t']).len()..span.end
}

fn spliced(line: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut new = String::with_capacity(line.len() + 64);
    let mut at = 0;
    for (span, text) in edits {
        new.push_str(line.get(at..span.start).unwrap_or_default());
        new.push_str(text);
        at = span.end;
        // A quoted word may touch what follows it; other words may not.
        if line.get(at..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace())) {
            new.push(' ');
        }
    }
    new.push_str(line.get(at..).unwrap_or_default());
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(line: &str, change: &LineChange) -> String {
        change.applied(line)
    }

    /// A word lost the rare white space at its end when the line was edited.
    #[test]
    fn the_words_of_a_line_end_where_its_last_word_does() {
        let line = "e.org/f \u{3000}a user=ada\u{85} \r\n".as_bytes();
        let words = words_of(line, 1);
        assert_eq!(words, "\u{3000}a user=ada\u{85}");
        assert_eq!(reworded(line, 1, &words), "e.org/f \u{3000}a user=ada\u{85} \r\n".as_bytes());
    }

    #[test]
    fn only_the_words_of_the_change_move() {
        let line = "e.org/f\t rust   \"long reads\" ~\"Old\" every=2h  # why\r\n";
        let cases = [
            (
                LineChange::Title(Some("New title".to_owned())),
                "e.org/f\t rust   \"long reads\" ~\"New title\" every=2h  # why\r\n",
            ),
            (LineChange::Title(None), "e.org/f\t rust   \"long reads\" every=2h  # why\r\n"),
            (
                LineChange::Tags(vec!["long reads".to_owned(), "go".to_owned()]),
                "e.org/f   \"long reads\" ~\"Old\" every=2h go  # why\r\n",
            ),
            (
                LineChange::Every(Some(Duration::from_secs(86_400))),
                "e.org/f\t rust   \"long reads\" ~\"Old\" every=1d  # why\r\n",
            ),
            (
                LineChange::Paused(true),
                "e.org/f\t rust   \"long reads\" ~\"Old\" every=2h pause  # why\r\n",
            ),
            (LineChange::Paused(false), line),
            (
                LineChange::Keep(Some(9)),
                "e.org/f\t rust   \"long reads\" ~\"Old\" every=2h keep=9  # why\r\n",
            ),
        ];
        for (change, expected) in cases {
            assert_eq!(after(line, &change), expected, "{change:?}");
        }
    }

    #[test]
    fn a_tag_that_hides_the_feed_stays() {
        let tags =
            |tags: &[&str]| LineChange::Tags(tags.iter().map(|&tag| tag.to_owned()).collect());
        assert_eq!(after("e.org ! !a b", &tags(&["a", "c"])), "e.org ! !a c");
        assert_eq!(after("e.org \"a\"# note", &tags(&["b"])), "e.org  b # note");
        assert_eq!(after("e.org a", &tags(&[])), "e.org");
        assert_eq!(after("e.org !a", &tags(&["b"])), "e.org b !");
        assert_eq!(after("e.org", &tags(&["pause"])), "e.org \"pause\"");
    }

    #[test]
    fn lines_are_added_and_removed_whole() {
        let lines = ["b".to_owned(), "c".to_owned()];
        assert_eq!(added(b"a", &lines), b"a\nb\nc\n");
        assert_eq!(added(b"a\r\n", &lines), b"a\r\nb\r\nc\r\n");
        assert_eq!(added(b"a\r\na\r\na", &lines), b"a\r\na\r\na\r\nb\r\nc\r\n");
        // One line with another end gave it to all that were added.
        assert_eq!(added(b"a\r\na\na\na", &lines), b"a\r\na\na\na\nb\nc\n");
        assert_eq!(added(b"", &lines), b"b\nc\n");
        assert_eq!(added(b"a", &[]), b"a");
        assert_eq!(removed(b"a\nb\xff\nc", 1), b"b\xff\nc");
        assert_eq!(removed(b"a\nb\nc", 3), b"a\nb\n");
        let marked = changed("\u{feff}\"e.org\"".as_bytes(), 1, &LineChange::Paused(true));
        assert_eq!(marked, "\u{feff}\"e.org\" pause".as_bytes());
        assert_eq!(changed(b"\xff\ne.org", 2, &LineChange::Paused(true)), b"\xff\ne.org pause");
    }
}
