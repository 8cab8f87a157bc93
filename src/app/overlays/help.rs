//! The lines of help: keys from the table of actions, signs used on rows, the query language. The
//! view draws them.

use ratatui::layout::Position;

use crate::query;
use crate::text;

use crate::app::action::{Action, TABLE};
use crate::app::input::keymap::Keymap;
use crate::app::overlays::layer::{Answer, Context, Layer, rows_of};
use crate::app::overlays::request::Request;
use crate::app::panes::layout;

/// Signs on rows and their meanings.
const SIGNS: [(&str, &str); 11] = [
    ("●", "unread"),
    ("★", "starred"),
    ("✓", "picked with x or V"),
    ("▲24", "heat: how much the story matters"),
    ("q24", "quality, where there is no heat"),
    ("+3 sources", "number of providers that report the story"),
    ("▶", "a video"),
    ("⚠", "its header could not be read, see !"),
    ("→", "a related link that is in the list too"),
    ("3h 2d 5w", "hours, days, weeks ago; older: the date"),
    ("-", "no date"),
];

/// The help overlay.
#[derive(Debug, Default)]
pub struct Help {
    /// The first visible line.
    pub scroll: usize,
}

impl Layer for Help {
    fn act(&mut self, action: Action, _: &Context<'_>) -> Answer {
        match action {
            Action::Help => Answer::Close,
            // Help stays open below, so that closing the prompt returns to it.
            Action::Search | Action::Palette => Answer::Do(Request::AskCommand),
            _ => Answer::Pass,
        }
    }

    fn step(&mut self, rows: isize, _: &Context<'_>) {
        self.scroll = self.scroll.saturating_add_signed(rows);
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        if layout::overlay(context.screen).contains(at) { Answer::Stay } else { Answer::Close }
    }

    fn settle(&mut self, context: &Context<'_>) {
        let lines = lines(layout::overlay_text(context.screen), context.keymap).len();
        self.scroll = self.scroll.min(lines.saturating_sub(rows_of(context.screen)));
    }

    fn gives_way(&self) -> bool {
        true
    }
}

/// One line of help: keys or a sign, and the meaning.
#[derive(Debug)]
pub(crate) struct HelpLine {
    /// Empty on continuation lines.
    pub(crate) keys: String,
    pub(crate) meaning: String,
}

/// Points to the manual, which covers everything else.
const MANUAL: (&str, &str) =
    ("newswire help", "the manual, on the command line: reading, stories, settings, …");

/// With fewer columns than this beside the keys, meanings go on their own lines below them.
const BESIDE: usize = 24;

/// Width of the widest keys, including the gap after them.
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

/// Returns all lines for a width: the manual, the keys, the signs on rows, the query language,
/// separated by empty lines.
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
