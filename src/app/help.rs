//! What help says, line by line: the keys from the table of actions, the signs that rows
//! use, the language of queries. How it looks is for the view.

use crate::query;
use crate::text;

use super::action::TABLE;
use super::keymap::Keymap;

/// Signs on rows, with the word for each.
const SIGNS: [(&str, &str); 11] = [
    ("●", "unread"),
    ("★", "starred"),
    ("✓", "picked with x or V"),
    ("▲24", "heat: how much the story matters"),
    ("q24", "quality, where there is no heat"),
    ("+3 sources", "so many providers tell this story"),
    ("▶", "a video"),
    ("⚠", "its header could not be read, see !"),
    ("→", "a related link that is in the list too"),
    ("3h 2d 5w", "hours, days, weeks ago; older: the date"),
    ("-", "no date"),
];

/// One line of help: keys or a sign, and what they mean.
#[derive(Debug)]
pub(crate) struct HelpLine {
    /// Empty where the meaning goes on.
    pub(crate) keys: String,
    pub(crate) meaning: String,
}

/// Where everything else is written down.
const MANUAL: (&str, &str) =
    ("newswire help", "the manual, on the command line: reading, stories, settings, …");

/// Less than this beside the keys, and meanings stand below them.
const BESIDE: usize = 24;

/// The columns of the widest keys, with the gap behind them.
pub(crate) fn key_columns(keymap: &Keymap) -> usize {
    entries(keymap).map(|(keys, _)| text::width(&keys)).max().unwrap_or(0) + 2
}

fn entries(keymap: &Keymap) -> impl Iterator<Item = (String, String)> {
    let gap = || std::iter::once((String::new(), String::new()));
    let keys = TABLE.iter().map(|entry| (keymap.keys_of(entry), entry.sentence.to_owned()));
    let signs = SIGNS.iter().map(|(sign, meaning)| ((*sign).to_owned(), (*meaning).to_owned()));
    let manual = std::iter::once((MANUAL.0.to_owned(), MANUAL.1.to_owned()));
    let keys = manual.chain(gap()).chain(keys);
    keys.chain(gap()).chain(signs).chain(gap()).chain(query::help())
}

/// All lines for a width: where the manual is, the keys, the signs of rows, what can be searched for, with an empty line
/// between.
pub(crate) fn lines(width: usize, keymap: &Keymap) -> Vec<HelpLine> {
    let columns = key_columns(keymap);
    let beside = width.saturating_sub(columns);
    let mut lines = Vec::new();
    for (keys, meaning) in entries(keymap) {
        let (room, indent) =
            if beside < BESIDE { (width.saturating_sub(2), "  ") } else { (beside, "") };
        let mut parts = text::wrap(&meaning, room.max(1))
            .into_iter()
            .map(|range| format!("{indent}{}", meaning.get(range).unwrap_or_default()));
        if beside < BESIDE && !meaning.is_empty() {
            lines.push(HelpLine { keys, meaning: String::new() });
        } else {
            lines.push(HelpLine { keys, meaning: parts.next().unwrap_or_default() });
        }
        lines.extend(parts.map(|meaning| HelpLine { keys: String::new(), meaning }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_meaning_is_cut_however_narrow_the_screen() {
        for width in [12, 30, 50, 100] {
            let keymap = Keymap::default();
            let lines = lines(width, &keymap);
            let said: String = lines.iter().map(|line| line.meaning.replace(' ', "")).collect();
            let meant: String =
                entries(&keymap).map(|(_, meaning)| meaning.replace(' ', "")).collect();
            assert_eq!(said, meant, "at {width}");
            assert!(lines.iter().all(|line| text::width(&line.meaning) <= width), "at {width}");
        }
    }
}
