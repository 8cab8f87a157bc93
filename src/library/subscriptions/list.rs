//! The subscriptions of a file of feeds, and its text, which changes are made to.

use std::path::Path;

use rustc_hash::FxHashMap;
use thiserror::Error;

use super::super::masked::Masked;
use super::super::subscription::Subscription;
use super::address::{key, place_key};
use super::edit::{LineChange, added, changed, line_of, removed, reworded, words_of};
use super::line::{Fault, Line, problems_of, read};
use super::newsboat_query::SavedQuery;
use crate::problem::{Problem, Severity};
use crate::text;

/// A parsed file of feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscriptions {
    content: Vec<u8>,
    feeds: Vec<Subscription>,
    views: Vec<SavedQuery>,
    /// Place in `feeds` by the key of the address.
    places: FxHashMap<String, usize>,
    /// The same without users, the first of several.
    places_of_any: FxHashMap<String, usize>,
}

/// Why a change is refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChangeError {
    /// The feed is subscribed already; the line number counts from 1.
    #[error("already subscribed in line {line}: {address}")]
    Duplicate {
        /// Its address, masked.
        address: String,
        /// Its line number.
        line: usize,
    },
    /// No line has this feed.
    #[error("no subscription matches {0}")]
    Missing(String),
    /// Several lines have feeds that are shown as the same.
    #[error("several feeds are shown as {0}; edit the file of feeds")]
    Several(String),
    /// The new words of a line cannot be read; what is wrong, as a sentence.
    #[error("{0}")]
    Unreadable(String),
}

impl Subscriptions {
    /// Parses a file. Every line that cannot be read is a problem, and costs itself alone; `path`
    /// is only named in problems.
    #[must_use]
    pub fn parse(content: impl Into<Vec<u8>>, path: &Path) -> (Self, Vec<Problem>) {
        let content = content.into();
        let mut list = Self::default();
        let mut problems = Vec::new();
        let bytes = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content);
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let number = index + 1;
            let Ok(line) = std::str::from_utf8(line) else {
                let problem = Problem::error(path, "this line is not UTF-8 text").at(number, 1);
                problems.push(problem.hint("save the file as UTF-8"));
                continue;
            };
            let (read, mut faults) = read(line);
            faults.extend(list.take(read, number, line));
            problems.extend(problems_of(&faults, path, line, number));
        }
        list.content = content;
        (list, problems)
    }

    /// Adds the content of a line; returns a problem if it repeats another line.
    fn take(&mut self, line: Line, number: usize, text: &str) -> Option<Fault> {
        match line {
            Line::Blank => None,
            Line::View(view) => {
                self.views.push(SavedQuery { line: number, ..view });
                None
            }
            Line::Feed(mut feed) => {
                let key = key(&feed.address);
                if let Some(first) = self.places.get(&key).and_then(|at| self.feeds.get(*at)) {
                    let what = format!("line {} already has this feed", first.line);
                    let at = text.len() - text.trim_start().len();
                    let hint = "remove one of the lines".to_owned();
                    return Some(Fault { at, severity: Severity::Warning, what, hint });
                }
                feed.line = number;
                let place = self.feeds.len();
                self.places.insert(key, place);
                self.places_of_any.entry(place_key(&feed.address)).or_insert(place);
                self.feeds.push(*feed);
                None
            }
        }
    }

    /// The subscriptions in the order of the file.
    #[must_use]
    pub fn feeds(&self) -> &[Subscription] {
        &self.feeds
    }

    /// Searches that newsboat shows as feeds, as views for the settings.
    #[must_use]
    pub fn views(&self) -> &[SavedQuery] {
        &self.views
    }

    /// The bytes of the file.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Returns the subscription to a feed, however its address is spelled. An address without a
    /// user also means the feed of the first user who has it, as an export names it.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<&Subscription> {
        let key = key(address);
        let place = self.places.get(&key).or_else(|| self.places_of_any.get(&key))?;
        self.feeds.get(*place)
    }

    /// Returns the subscriptions that match what a person typed: by address as it is written or
    /// shown, with or without its scheme, else by title.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&Subscription> {
        let name = name.trim();
        let completed = super::address::complete(name).ok();
        let by_address = self.find(name).or_else(|| self.find(completed.as_deref()?));
        if let Some(feed) = by_address {
            return vec![feed];
        }
        let is_shown = |feed: &&Subscription| feed.masked().to_string() == name;
        let shown: Vec<&Subscription> = self.feeds.iter().filter(is_shown).collect();
        if !shown.is_empty() {
            return shown;
        }
        let folded = text::folded(name);
        let has_title = |feed: &&Subscription| {
            feed.title.as_deref().is_some_and(|title| text::folded(title) == folded)
        };
        self.feeds.iter().filter(has_title).collect()
    }

    /// Returns the file with more subscriptions at its end.
    ///
    /// # Errors
    /// If one exists already.
    pub fn with(&self, new: &[Subscription]) -> Result<Vec<u8>, ChangeError> {
        if let Some(known) = new.iter().find_map(|feed| self.find(&feed.address)) {
            let address = known.masked().to_string();
            return Err(ChangeError::Duplicate { address, line: known.line });
        }
        let lines: Vec<String> = new.iter().map(line_of).collect();
        Ok(added(&self.content, &lines))
    }

    /// Returns the file without the line of a feed.
    ///
    /// # Errors
    /// If there is none.
    pub fn without(&self, address: &str) -> Result<Vec<u8>, ChangeError> {
        Ok(removed(&self.content, self.line_of(address)?))
    }

    /// Returns the file with a change to the line of a feed.
    ///
    /// # Errors
    /// If there is none.
    pub fn changed(&self, address: &str, change: &LineChange) -> Result<Vec<u8>, ChangeError> {
        Ok(changed(&self.content, self.line_of(address)?, change))
    }

    /// Returns what follows the address in the line of a feed, without a comment.
    ///
    /// # Errors
    /// If there is no such feed.
    pub fn words(&self, address: &str) -> Result<String, ChangeError> {
        Ok(words_of(&self.content, self.line_of(address)?))
    }

    /// Returns the file with other words after the address of a feed.
    ///
    /// # Errors
    /// If there is no such feed, or the words cannot be read.
    pub fn with_words(&self, address: &str, words: &str) -> Result<Vec<u8>, ChangeError> {
        let number = self.line_of(address)?;
        let new = reworded(&self.content, number, words);
        let (_, problems) = Self::parse(new.clone(), Path::new(""));
        let is_here = |problem: &&Problem| problem.line == u32::try_from(number).ok();
        match problems.iter().find(is_here) {
            Some(problem) => Err(ChangeError::Unreadable(problem.sentence())),
            None => Ok(new),
        }
    }

    fn line_of(&self, address: &str) -> Result<usize, ChangeError> {
        let missing = || ChangeError::Missing(Masked(address).to_string());
        Ok(self.find(address).ok_or_else(missing)?.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# mine\nhttps://e.org/feed rust ~\"E\"\n\nftp://x.org/\n\
        \"query:New ones:unread = \\\"yes\\\"\"\r\nhttps://ada:secret@private.org/f?token=abc ünï x\"\n\
        e.org/feed/ again";

    fn parsed(text: &str) -> (Subscriptions, Vec<String>) {
        let (list, problems) = Subscriptions::parse(text, Path::new("feeds"));
        (list, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_wrong_line_costs_itself_alone_and_is_told_with_its_place() {
        let (list, problems) = parsed(FILE);
        let lines: Vec<usize> = list.feeds().iter().map(|feed| feed.line).collect();
        assert_eq!(lines, [2, 6]);
        assert_eq!(list.views()[0].query, "is:unread");
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(
            problems[0].starts_with("feeds:4:1: error: ftp: is not an address"),
            "{problems:?}"
        );
        assert!(
            problems[1].starts_with("feeds:7:1: warning: line 2 already has this"),
            "{problems:?}"
        );
        let (_, problems) = parsed("e.org \u{e4}\u{e4} every=x");
        assert!(problems[0].starts_with("feeds:1:10: warning"), "{problems:?}");
    }

    #[test]
    fn secrets_stay_out_of_problems_and_of_debug_output() {
        let (list, problems) =
            parsed(&format!("{FILE}\nhttps://ada:secret@private.org/f?token=abc"));
        let all = format!("{:?} {problems:?}", list.feeds());
        assert!(!all.contains("secret") && !all.contains("abc"), "{all}");
    }

    #[test]
    fn a_feed_is_found_however_it_is_spelled() {
        let (list, _) = parsed(FILE);
        for name in ["http://www.e.org/feed/", "e.org/feed", "E", "HTTPS://E.ORG/feed"] {
            assert_eq!(list.named(name).first().map(|feed| feed.line), Some(2), "{name}");
        }
        assert_eq!(list.named("https://ada:***@private.org/f?token=***").len(), 1);
        let (two, _) = parsed("https://e.org/f?token=a\nhttps://e.org/f?token=b");
        assert_eq!(two.named("https://e.org/f?token=***").len(), 2, "either may be meant");
        assert!(list.named("e.org").is_empty());
        let (list, problems) = parsed("https://ada:x@e.org/\nhttps://bob:x@e.org/");
        assert_eq!((list.feeds().len(), problems.len()), (2, 0));
        let line = |address| list.find(address).map(|feed| feed.line);
        assert_eq!(line("https://bob@e.org"), Some(2));
        assert_eq!(line("https://e.org"), Some(1), "an export has no users");
        assert_eq!(line("https://eve@e.org"), None);
    }

    #[test]
    fn changes_leave_all_other_lines_as_they_are() {
        let (list, _) = parsed(FILE);
        let with = list.with(&[Subscription::new("https://new.org/")]).expect("new");
        assert_eq!(with, format!("{FILE}\nhttps://new.org/\n").into_bytes());
        let without = list.without("http://e.org/feed").expect("there");
        assert_eq!(without, FILE.replace("https://e.org/feed rust ~\"E\"\n", "").into_bytes());
        let paused = list.changed("https://no.org/", &LineChange::Paused(true));
        assert_eq!(paused, Err(ChangeError::Missing("https://no.org/".to_owned())));
        let paused = list.changed("https://e.org/feed", &LineChange::Paused(true)).expect("there");
        assert_eq!(paused, FILE.replace("~\"E\"\n", "~\"E\" pause\n").into_bytes());
        let twice = list.with(&[Subscription::new("http://www.e.org/feed")]);
        assert!(matches!(twice, Err(ChangeError::Duplicate { line: 2, .. })), "{twice:?}");
    }

    #[test]
    fn bytes_that_are_no_text_survive() {
        let content = b"e.org\n# caf\xe9\nb.org\xff\n".to_vec();
        let (list, problems) = Subscriptions::parse(content.clone(), Path::new("feeds"));
        assert_eq!((list.feeds().len(), problems.len()), (1, 2));
        assert_eq!(list.without("https://e.org").expect("there"), content[6..]);
    }
}
