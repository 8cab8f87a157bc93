//! Stepping through matches, or through unread rows if no search is active.

use crate::markup::Line;
use crate::store::Reading;
use crate::text;

use crate::app::action::Action;
use crate::app::{App, Status};

impl App {
    /// Goes to the next or previous match, including those inside the open article; without a
    /// search, to the next or previous unread row.
    pub(in crate::app) fn step_match(&mut self, forward: bool, count: usize) {
        for _ in 0..count {
            let moved = match self.searched {
                Some(_) => self.step_line(forward) || self.step_found(forward),
                None => self.step_unread(forward),
            };
            if !moved {
                return;
            }
        }
    }

    /// Scrolls the open article to its next line with a match.
    fn step_line(&mut self, forward: bool) -> bool {
        let Some(searched) = &self.searched else { return false };
        if !self.is_reading() || self.layout.article.is_empty() {
            return false;
        }
        let at = self.reader.found().unwrap_or(self.reader.scroll());
        let has_match = |line: &Line| !searched.highlights.ranges(&line.text()).is_empty();
        let lines = self.reader.lines();
        let found = if forward {
            let start = self.reader.found().map_or(at, |at| at + 1);
            (start..lines.len()).find(|row| has_match(&lines[*row]))
        } else {
            (0..at.min(lines.len())).rev().find(|row| has_match(&lines[*row]))
        };
        if let Some(row) = found {
            let line = lines[row].text();
            let ranges = searched.highlights.ranges(&line);
            let columns = |at: usize| text::width(line.get(..at).unwrap_or_default());
            let first = ranges.first().map_or(0..0, |it| columns(it.start)..columns(it.end));
            self.reader.show_found(row, first, self.layout.article_rows());
        }
        found.is_some()
    }

    fn step_found(&mut self, forward: bool) -> bool {
        self.jumplist.clear();
        if self.list.count() == 0 {
            self.status = Status::info(format!(
                "nothing was found; {} changes the search",
                self.key_of(Action::Search)
            ));
            return false;
        }
        let before = self.list.selected();
        self.list.step(if forward { 1 } else { -1 }, &self.store);
        if self.list.selected() == before {
            let end = if forward { "last" } else { "first" };
            self.status = Status::info(format!("this is the {end} match"));
            return false;
        }
        true
    }

    /// Selects the next or previous unread row; reports if there is none.
    pub(in crate::app) fn step_unread(&mut self, forward: bool) -> bool {
        let (at, rows) = (self.list.cursor.at, self.list.rows());
        let is_unread = |row: &usize| self.store.reading(rows[*row]) == Reading::Unread;
        let found = if forward {
            (at + 1..rows.len()).find(is_unread)
        } else {
            (0..at.min(rows.len())).rev().find(is_unread)
        };
        let Some(row) = found else {
            let (side, other) = if forward { ("below", "N") } else { ("above", "n") };
            self.status =
                Status::info(format!("nothing unread {side}; {other} looks the other way"));
            return false;
        };
        self.list.go(row, &self.store);
        self.jumplist.clear();
        true
    }
}
