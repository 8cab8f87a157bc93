//! Letter hints over every link on the screen: typing a hint opens its link, `y` first copies it.

use crate::app::action::Action;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::panes::anchor::Anchor;
use crate::app::status::Status;

/// Home row first; excludes `y`, which copies, and `q`, which closes.
const LETTERS: [char; 24] = [
    'a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'w', 'e', 'r', 't', 'u', 'i', 'o', 'p', 'z', 'x',
    'c', 'v', 'b', 'n', 'm',
];

/// Hints over links, and the letters typed so far.
#[derive(Debug)]
pub struct Hints {
    /// One hint per link.
    pub hints: Vec<Hint>,
    /// The letters typed so far.
    pub typed: String,
    /// Copies the link instead of opening it.
    pub copies: bool,
}

/// The hint of one link.
#[derive(Clone, Debug)]
pub struct Hint {
    /// One or two letters; no label is a prefix of another.
    pub label: String,
    /// The link.
    pub anchor: Anchor,
}

/// Returns `count` labels: single letters, and where those run out also pairs, none of which begins
/// with a letter that is a label by itself.
fn labels(count: usize) -> Vec<String> {
    let letters = LETTERS.len();
    let begins = count.saturating_sub(letters).div_ceil(letters - 1).min(letters);
    let (alone, firsts) = LETTERS.split_at(letters - begins);
    let pairs = firsts.iter().flat_map(|a| LETTERS.iter().map(move |b| format!("{a}{b}")));
    alone.iter().map(char::to_string).chain(pairs).collect()
}

impl Hints {
    /// Puts hints over these links.
    pub(in crate::app) fn over(anchors: Vec<Anchor>) -> Self {
        let labels = labels(anchors.len()).into_iter();
        let hints = labels.zip(anchors).map(|(label, anchor)| Hint { label, anchor }).collect();
        Self { hints, typed: String::new(), copies: false }
    }

    /// Updates the hints when the links on the screen change. A link that is still there keeps its
    /// letters: the user may have read them and be about to type them.
    fn follow(&mut self, anchors: Vec<Anchor>) {
        let labels = labels(self.hints.len());
        if anchors.len() > labels.len() || self.hints.is_empty() {
            self.hints = Self::over(anchors).hints;
            return;
        }
        let mut old = std::mem::take(&mut self.hints);
        let read: Vec<String> = old.iter().map(|hint| hint.label.clone()).collect();
        let mut kept = |anchor: &Anchor| {
            let same = |hint: &Hint| hint.anchor.url == anchor.url && hint.anchor.of == anchor.of;
            old.iter().position(same).map(|at| old.remove(at).label)
        };
        let known: Vec<Option<String>> = anchors.iter().map(&mut kept).collect();
        let free = labels.into_iter().filter(|label| !known.contains(&Some(label.clone())));
        // The user may be about to type the letters of a link that is gone: reuse those last.
        let (gone, new): (Vec<_>, Vec<_>) = free.partition(|label| read.contains(label));
        let mut free = new.into_iter().chain(gone);
        let label = |known: &Option<String>| known.clone().or_else(|| free.next());
        let named: Vec<Option<String>> = known.iter().map(label).collect();
        let hint = |(label, anchor): (Option<String>, Anchor)| Some(Hint { label: label?, anchor });
        self.hints = named.into_iter().zip(anchors).filter_map(hint).collect();
    }

    /// Returns the hints that start with the typed letters.
    pub fn open(&self) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(|hint| hint.label.starts_with(&self.typed))
    }
}

impl Layer for Hints {
    fn key(&mut self, key: Key, _: &Context<'_>) -> Answer {
        let warn = |words| Answer::CloseAnd(Request::Say(Status::Warning(words)));
        let Key { code: Code::Char(letter), ctrl: false, alt: false } = key else {
            let is_meant = text_field::gives_up(key);
            return if is_meant {
                Answer::Close
            } else {
                warn(format!("no link has the letter {key}"))
            };
        };
        if letter == 'q' {
            return Answer::Close;
        }
        if letter == 'y' && self.typed.is_empty() {
            self.copies = true;
            return Answer::Stay;
        }
        self.typed.push(letter);
        match self.open().find(|hint| hint.label == self.typed) {
            Some(hint) if self.copies => Answer::CloseAnd(Request::Copy(hint.anchor.url.clone())),
            Some(hint) => Answer::CloseAnd(Request::Open(hint.anchor.clone())),
            None if self.open().next().is_some() => Answer::Stay,
            None => warn(format!("no link has the letters {}", self.typed)),
        }
    }

    fn settle(&mut self, context: &Context<'_>) {
        // A screen without room leaves no links; the hints return once there is room again.
        self.follow((context.anchors)());
    }

    fn covers(&self) -> bool {
        false
    }

    fn hints(&self) -> &'static [Action] {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_how_another_begins() {
        for count in [0, 1, 24, 25, 47, 48, 300, 576, 2000] {
            let labels = labels(count);
            assert!(labels.len() >= count.min(576), "{count}");
            for (at, label) in labels.iter().enumerate() {
                let mut others = labels.iter().skip(at + 1);
                assert!(!others.any(|other| other.starts_with(label)), "{count}: {label}");
            }
        }
    }

    #[test]
    fn the_home_row_comes_first() {
        assert_eq!(labels(3).get(..3).expect("three"), ["a", "s", "d"]);
        assert_eq!(labels(25).last().expect("many"), "mm");
    }
}
