//! The lines of help for a width: one column, or two where there is room.

use crate::text;

use crate::app::input::keymap::Keymap;

use super::groups::{Group, HelpEntry, groups};

/// With fewer columns than this beside the keys, meanings go on their own lines below them.
const BESIDE: usize = 24;
/// Narrower boxes have one column: sentences would be broken too often in two.
const TWO_COLUMNS: usize = 130;
/// Blank columns between the two.
const BETWEEN: usize = 3;

/// One line of help.
#[derive(Debug)]
pub(crate) enum HelpLine {
    Blank,
    /// The title of a group.
    Title(&'static str),
    /// Keys or a sign, and the meaning, which starts at column `indent`.
    Entry {
        keys: String,
        meaning: String,
        indent: usize,
    },
}

/// The lines of help, in columns of equal width.
#[derive(Debug)]
pub(crate) struct HelpPage {
    pub(crate) columns: Vec<Vec<HelpLine>>,
    /// The width of a column, including the gap after it.
    pub(crate) width: usize,
}

impl HelpPage {
    /// Lays out all entries that match the typed words.
    pub(crate) fn new(width: usize, keymap: &Keymap, typed: &str) -> Self {
        let groups = matching(groups(keymap), typed);
        let keys = groups.iter().flat_map(|group| &group.entries);
        let keys = keys.map(|entry| text::width(&entry.keys)).max().unwrap_or(0) + 2;
        let count = if width < TWO_COLUMNS { 1 } else { 2 };
        let column = (width + BETWEEN) / count;
        let room = if count == 1 { width } else { column - BETWEEN };
        let blocks: Vec<Vec<HelpLine>> =
            groups.into_iter().map(|group| block(group, keys, room)).collect();
        Self { columns: balanced(blocks, count), width: column }
    }

    /// Number of lines.
    pub(crate) fn height(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// Keeps the entries in whose name, sentence or keys all typed words occur; a single letter is a
/// key.
fn matching(groups: Vec<Group>, typed: &str) -> Vec<Group> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return groups;
    }
    let kept = groups.into_iter().map(|mut group| {
        group.entries.retain(|entry| match words.as_slice() {
            [key] if key.chars().count() == 1 => has_key(entry, key),
            words => words.iter().all(|word| is_about(entry, word)),
        });
        group
    });
    kept.filter(|group| !group.entries.is_empty()).collect()
}

fn has_key(entry: &HelpEntry, key: &str) -> bool {
    entry.keys.split_whitespace().any(|other| other == key)
}

/// Whether a word is a part of the name, the sentence or the keys of an entry.
fn is_about(entry: &HelpEntry, word: &str) -> bool {
    let folded = text::folded(word);
    let within = |text: &str| text::folded(text).contains(&folded);
    within(entry.name) || within(&entry.meaning) || within(&entry.keys)
}

/// The lines of a group, `keys` columns of which are for keys.
fn block(group: Group, keys: usize, width: usize) -> Vec<HelpLine> {
    let mut lines = vec![HelpLine::Title(group.title)];
    let beside = width.saturating_sub(keys);
    for entry in group.entries {
        let is_below = beside < BESIDE;
        let (room, indent) = if is_below { (width.saturating_sub(2), 2) } else { (beside, keys) };
        let mut keys = Some(entry.keys);
        if is_below {
            let keys = keys.take().unwrap_or_default();
            lines.push(HelpLine::Entry { keys, meaning: String::new(), indent });
        }
        for range in text::wrap(&entry.meaning, room.max(1)) {
            let meaning = entry.meaning.get(range).unwrap_or_default().to_owned();
            lines.push(HelpLine::Entry { keys: keys.take().unwrap_or_default(), meaning, indent });
        }
    }
    lines
}

/// Distributes the blocks to columns of about the same height, in order.
fn balanced(blocks: Vec<Vec<HelpLine>>, count: usize) -> Vec<Vec<HelpLine>> {
    let total: usize = blocks.iter().map(|block| block.len() + 1).sum();
    let mut columns: Vec<Vec<HelpLine>> = vec![Vec::new()];
    let mut done = 0;
    for block in blocks {
        let is_past = done + block.len() / 2 >= total * columns.len() / count;
        if is_past && columns.len() < count {
            columns.push(Vec::new());
        }
        done += block.len() + 1;
        if let Some(column) = columns.last_mut() {
            if !column.is_empty() {
                column.push(HelpLine::Blank);
            }
            column.extend(block);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(page: &HelpPage) -> String {
        let lines = page.columns.iter().flatten();
        let said = lines.filter_map(|line| match line {
            HelpLine::Entry { meaning, .. } => Some(meaning.replace(' ', "")),
            _ => None,
        });
        said.collect()
    }

    #[test]
    fn no_meaning_is_cut_however_narrow_the_screen() {
        let keymap = Keymap::default();
        let meant: String = groups(&keymap)
            .iter()
            .flat_map(|group| &group.entries)
            .map(|entry| entry.meaning.replace(' ', ""))
            .collect();
        for width in [12, 30, 50, 100, 130, 168] {
            let page = HelpPage::new(width, &keymap, "");
            assert_eq!(meanings(&page), meant, "at {width}");
            for line in page.columns.iter().flatten() {
                let HelpLine::Entry { keys, meaning, indent } = line else { continue };
                let right = if meaning.is_empty() { 0 } else { indent + text::width(meaning) };
                assert!(right.max(text::width(keys)) <= width.max(24), "{line:?} at {width}");
            }
        }
    }

    #[test]
    fn wide_help_has_two_columns_of_about_the_same_height() {
        let page = HelpPage::new(140, &Keymap::default(), "");
        let [left, right] = page.columns.as_slice() else { panic!("two columns") };
        assert!(left.len().abs_diff(right.len()) < page.height() / 4, "{}", page.height());
        assert_eq!(HelpPage::new(100, &Keymap::default(), "").columns.len(), 1);
    }

    #[test]
    fn help_is_searched_by_name_by_sentence_and_by_key() {
        let found = |typed: &str| meanings(&HelpPage::new(100, &Keymap::default(), typed));
        assert!(found("half-page").contains("halfapagedown"), "by name");
        assert!(found("browser").starts_with("openinthebrowser"), "by sentence");
        assert_eq!(found("^d"), "halfapagedown", "by key");
        assert!(found("T").starts_with("choosethecolours"), "by one letter: {}", found("T"));
        assert_eq!(found("zebra"), "");
    }
}
