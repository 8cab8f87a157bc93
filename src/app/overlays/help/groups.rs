//! What help shows: the keys in groups, the signs on rows, the words of a search, the manual.

use crate::query;

use crate::app::action::{Action, Entry, TABLE};
use crate::app::input::keymap::Keymap;

/// The groups of keys. An action that is in none of them belongs to the last.
const GROUPS: [(&str, &[Action]); 7] = [
    (
        "Move",
        &[
            Action::Down,
            Action::Up,
            Action::HalfDown,
            Action::HalfUp,
            Action::PageDown,
            Action::PageUp,
            Action::Top,
            Action::Bottom,
            Action::Forward,
            Action::Back,
            Action::NextPane,
            Action::PreviousPane,
            Action::NextArticle,
            Action::PreviousArticle,
        ],
    ),
    (
        "Read",
        &[
            Action::ReadOn,
            Action::NextHeading,
            Action::PreviousHeading,
            Action::MoveRight,
            Action::MoveLeft,
            Action::FoldStory,
            Action::FoldAll,
            Action::NextSource,
            Action::PreviousSource,
            Action::Split,
            Action::Join,
            Action::Images,
            Action::Zen,
        ],
    ),
    (
        "Mark",
        &[
            Action::ToggleRead,
            Action::ToggleStar,
            Action::AllRead,
            Action::Undo,
            Action::Redo,
            Action::Pick,
            Action::PickRange,
            Action::Mute,
        ],
    ),
    (
        "Find",
        &[
            Action::Search,
            Action::NextMatch,
            Action::PreviousMatch,
            Action::Filter,
            Action::Sort,
            Action::Palette,
        ],
    ),
    (
        "Open",
        &[
            Action::Open,
            Action::OpenAll,
            Action::Follow,
            Action::OpenNumbered,
            Action::Hints,
            Action::CopyLink,
            Action::CopyTitle,
            Action::Enclosures,
            Action::Download,
            Action::Pipe,
        ],
    ),
    (
        "Views and feeds",
        &[
            Action::NextView,
            Action::PreviousView,
            Action::View,
            Action::Sidebar,
            Action::Subscribe,
            Action::Unsubscribe,
            Action::EditFeed,
            Action::Reload,
            Action::Problems,
        ],
    ),
    (
        "Window",
        &[
            Action::WidenList,
            Action::NarrowList,
            Action::Theme,
            Action::Set,
            Action::Help,
            Action::Redraw,
            Action::Suspend,
            Action::Quit,
            Action::QuitNow,
        ],
    ),
];

/// Signs on rows and their meanings.
const SIGNS: [(&str, &str); 9] = [
    ("●", "unread"),
    ("★", "starred"),
    ("✓", "picked with x or V"),
    ("▲24", "heat: how much the story matters"),
    ("q24", "quality, where there is no heat"),
    ("5 sources", "providers that report the story; only the number on a narrow row"),
    ("▶", "a video"),
    ("⚠", "its header could not be read, see !"),
    ("→", "a related link that is in the list too"),
];

/// Ages on rows; they have no sign.
const AGES: (&str, &str) =
    ("3h 2d 5w", "hours, days, weeks ago; older: the date, or its year on a narrow row");

/// Points to the manual, which covers everything else.
const MANUAL: (&str, &str) =
    ("newswire help", "on the command line: reading, stories, settings, …");

/// A group of help.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) entries: Vec<HelpEntry>,
}

/// An entry of help.
pub(super) struct HelpEntry {
    /// Its keys, or a sign.
    pub(super) keys: String,
    pub(super) meaning: String,
    /// The name of the action; empty if it is none.
    pub(super) name: &'static str,
}

impl HelpEntry {
    fn plain((keys, meaning): (impl Into<String>, impl Into<String>)) -> Self {
        Self { keys: keys.into(), meaning: meaning.into(), name: "" }
    }

    fn of(entry: &Entry, keymap: &Keymap) -> Self {
        let (keys, meaning) = (keymap.keys_of(entry), entry.sentence.to_owned());
        Self { keys, meaning, name: entry.name }
    }
}

/// The place of an action: its group, and its number there.
fn place(action: Action) -> (usize, usize) {
    let mut groups = GROUPS.iter().enumerate();
    let found = groups.find_map(|(group, (_, actions))| {
        Some((group, actions.iter().position(|other| *other == action)?))
    });
    found.unwrap_or((GROUPS.len() - 1, usize::MAX))
}

/// Returns everything that help shows.
pub(super) fn groups(keymap: &Keymap) -> Vec<Group> {
    let mut rows: Vec<(usize, usize, &Entry)> = Vec::new();
    for entry in TABLE {
        let (group, at) = place(entry.action);
        rows.push((group, at, entry));
    }
    rows.sort_by_key(|(group, at, _)| (*group, *at));
    let of_keys = GROUPS.iter().enumerate().map(|(number, (title, _))| {
        let inside = rows.iter().filter(|(group, ..)| *group == number);
        let entries = inside.map(|(_, _, entry)| HelpEntry::of(entry, keymap)).collect();
        Group { title, entries }
    });
    let plain = |title, entries: Vec<HelpEntry>| Group { title, entries };
    let signs = SIGNS.into_iter().chain([AGES]).map(HelpEntry::plain).collect();
    let words = query::help().into_iter().map(HelpEntry::plain).collect();
    let others = [
        plain("Signs", signs),
        plain("What a search understands", words),
        plain("The manual", vec![HelpEntry::plain(MANUAL)]),
    ];
    of_keys.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_one_group() {
        let listed = |action| {
            let all = GROUPS.iter().flat_map(|(_, actions)| *actions);
            all.filter(|other| **other == action).count()
        };
        for entry in TABLE {
            assert_eq!(listed(entry.action), 1, "{} is in a group", entry.name);
        }
    }
}
