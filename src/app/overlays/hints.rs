//! Letters over every link on the screen: one opens its link, `y` and one copies it.

use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::message::Effect;
use crate::app::overlays::overlay::Overlay;
use crate::app::panes::anchors::Anchor;
use crate::app::{App, Status};

/// The home row first. No `y`, which copies.
const LETTERS: [char; 25] = [
    'a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'q', 'w', 'e', 'r', 't', 'u', 'i', 'o', 'p', 'z',
    'x', 'c', 'v', 'b', 'n', 'm',
];

/// Letters over links, and what was typed of them.
#[derive(Debug)]
pub struct Hints {
    /// One for each link.
    pub hints: Vec<Hint>,
    /// The letters so far.
    pub typed: String,
    /// The link is copied, not opened.
    pub copies: bool,
}

/// The letters of a link.
#[derive(Clone, Debug)]
pub struct Hint {
    /// One letter or two; none is how another begins.
    pub label: String,
    /// The link.
    pub anchor: Anchor,
}

/// Enough labels for so many links: of one letter, and where those are too few also of two, none
/// of which begins with one that stands alone.
fn labels(count: usize) -> Vec<String> {
    let letters = LETTERS.len();
    let begins = count.saturating_sub(letters).div_ceil(letters - 1).min(letters);
    let (alone, firsts) = LETTERS.split_at(letters - begins);
    let pairs = firsts.iter().flat_map(|a| LETTERS.iter().map(move |b| format!("{a}{b}")));
    alone.iter().map(char::to_string).chain(pairs).collect()
}

impl Hints {
    fn over(anchors: Vec<Anchor>) -> Self {
        let labels = labels(anchors.len()).into_iter();
        let hints = labels.zip(anchors).map(|(label, anchor)| Hint { label, anchor }).collect();
        Self { hints, typed: String::new(), copies: false }
    }

    /// The links on the screen are others now: a link that was there keeps its letters, for they
    /// may have been read and be about to be typed.
    pub(in crate::app) fn follow(&mut self, anchors: Vec<Anchor>) {
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
        // Letters of a link that is gone may be about to be typed as well.
        let (gone, new): (Vec<_>, Vec<_>) = free.partition(|label| read.contains(label));
        let mut free = new.into_iter().chain(gone);
        let label = |known: &Option<String>| known.clone().or_else(|| free.next());
        let named: Vec<Option<String>> = known.iter().map(label).collect();
        let hint = |(label, anchor): (Option<String>, Anchor)| Some(Hint { label: label?, anchor });
        self.hints = named.into_iter().zip(anchors).filter_map(hint).collect();
    }

    /// Those that what was typed may become.
    pub fn open(&self) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(|hint| hint.label.starts_with(&self.typed))
    }
}

impl App {
    /// Puts letters over the links on the screen.
    pub(in crate::app) fn show_hints(&mut self) {
        let anchors = self.anchors();
        if anchors.is_empty() {
            self.status = Status::info("no link is on the screen");
            return;
        }
        self.list.choose();
        self.overlays.push(Overlay::Hints(Hints::over(anchors)));
    }

    /// A key for the letters.
    pub(in crate::app) fn press_hint(&mut self, key: Key) -> Vec<Effect> {
        let Some(Overlay::Hints(hints)) = self.overlays.last_mut() else { return Vec::new() };
        let Key { code: Code::Char(letter), ctrl: false, alt: false } = key else {
            self.overlays.pop();
            if !text_field::gives_up(key) {
                self.status = Status::warning(format!("no link has the letter {key}"));
            }
            return Vec::new();
        };
        if letter == 'y' && hints.typed.is_empty() {
            hints.copies = true;
            return Vec::new();
        }
        hints.typed.push(letter);
        let chosen = hints.open().find(|hint| hint.label == hints.typed).cloned();
        if chosen.is_none() && hints.open().next().is_some() {
            return Vec::new();
        }
        let (typed, copies) = (std::mem::take(&mut hints.typed), hints.copies);
        self.overlays.pop();
        match chosen {
            Some(hint) if copies => {
                self.status = Status::info(format!("copied {}", hint.anchor.url));
                vec![Effect::Copy(hint.anchor.url)]
            }
            Some(hint) => self.open_anchor(hint.anchor),
            None => {
                self.status = Status::warning(format!("no link has the letters {typed}"));
                Vec::new()
            }
        }
    }

    /// The letters follow their links.
    pub(in crate::app) fn keep_hints(&mut self) {
        if !matches!(self.overlays.last(), Some(Overlay::Hints(_))) {
            return;
        }
        let anchors = self.anchors();
        if let Some(Overlay::Hints(hints)) = self.overlays.last_mut() {
            // None of them on a screen without room: there will be room again.
            hints.follow(anchors);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_how_another_begins() {
        for count in [0, 1, 25, 26, 49, 50, 300, 625, 2000] {
            let labels = labels(count);
            assert!(labels.len() >= count.min(625), "{count}");
            for (at, label) in labels.iter().enumerate() {
                let mut others = labels.iter().skip(at + 1);
                assert!(!others.any(|other| other.starts_with(label)), "{count}: {label}");
            }
        }
    }

    #[test]
    fn the_home_row_comes_first() {
        assert_eq!(labels(3).get(..3).expect("three"), ["a", "s", "d"]);
        assert_eq!(labels(26).last().expect("many"), "mm");
    }
}
