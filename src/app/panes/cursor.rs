//! A cursor in a list of rows, and the visible range. Independent of what the rows are and of how
//! they are drawn.

/// Rows kept visible above and below the cursor.
const SCROLL_OFF: usize = 3;

/// The row under the cursor and the first visible row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row under the cursor, from 0.
    pub at: usize,
    /// The first visible row, from 0.
    pub top: usize,
    /// Set after rows were inserted above: the cursor keeps its screen row, even near the edge,
    /// until it is moved.
    still: bool,
    /// Set after scrolling without the cursor: it may be off screen until it is moved.
    loose: bool,
    /// Set after the rows were replaced: the visible ones are chosen anew.
    anew: bool,
}

impl Cursor {
    /// Moves by `rows`, clamped to `count`.
    pub fn step(&mut self, rows: isize, count: usize) {
        (self.still, self.loose) = (false, false);
        self.at = self.at.saturating_add_signed(rows).min(count.saturating_sub(1));
    }

    /// Moves to a row, clamped to `count`.
    pub fn go(&mut self, row: usize, count: usize) {
        (self.still, self.loose) = (false, false);
        self.at = row.min(count.saturating_sub(1));
    }

    /// Moves to a visible row without scrolling.
    pub fn point(&mut self, row: usize, count: usize) {
        self.go(row, count);
        self.still = true;
    }

    /// Scrolls by `rows`, with `height` of `count` rows visible; the cursor keeps its row.
    pub fn scroll(&mut self, rows: isize, count: usize, height: usize) {
        self.loose = true;
        self.top = self.top.saturating_add_signed(rows).min(count.saturating_sub(height));
    }

    /// Makes the next [`Self::settle`] choose the visible rows anew: the first ones if the cursor
    /// is among them, else those around it.
    pub fn show_anew(&mut self) {
        (self.still, self.loose, self.anew) = (false, false, true);
    }

    /// Makes the next [`Self::settle`] bring the cursor back on screen.
    pub fn tie(&mut self) {
        self.loose = false;
    }

    /// Scrolls the cursor into view, with `height` of `count` rows visible.
    pub fn settle(&mut self, count: usize, height: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        if std::mem::take(&mut self.anew) {
            (self.still, self.loose) = (false, false);
            let is_near = self.at + SCROLL_OFF.min(height.saturating_sub(1) / 2) < height;
            self.top = if is_near { 0 } else { self.at.saturating_sub(height / 2) };
        }
        if self.loose {
            self.top = self.top.min(count.saturating_sub(height));
            return;
        }
        let off = if self.still { 0 } else { SCROLL_OFF };
        let off = off.min(height.saturating_sub(1) / 2);
        let lowest = (self.at + off + 1).saturating_sub(height);
        let highest = self.at.saturating_sub(off);
        let last = count.saturating_sub(height);
        self.top = self.top.clamp(lowest.min(highest), highest).min(last);
    }

    /// Follows the cursor's row to its new index `at`; keeps its position on the screen if
    /// possible.
    pub fn moved_to(&mut self, at: usize) {
        // Even with the cursor off screen, the visible rows stay the same.
        self.top = (at + self.top).saturating_sub(self.at);
        self.at = at;
        self.still = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_keeps_its_distance_from_the_edges() {
        let mut cursor = Cursor::default();
        cursor.step(8, 100);
        cursor.settle(100, 10);
        assert_eq!((cursor.at, cursor.top), (8, 2));
        cursor.step(-6, 100);
        cursor.settle(100, 10);
        assert_eq!((cursor.at, cursor.top), (2, 0));
        cursor.go(usize::MAX, 100);
        cursor.settle(100, 10);
        assert_eq!((cursor.at, cursor.top), (99, 90));
    }

    #[test]
    fn rows_that_arrive_above_do_not_move_it_on_the_screen() {
        let mut cursor = Cursor { at: 12, top: 8, ..Cursor::default() };
        cursor.moved_to(112);
        cursor.settle(500, 10);
        assert_eq!((cursor.at, cursor.top), (112, 108));
    }

    #[test]
    fn rows_shown_anew_begin_with_the_first_or_have_it_in_the_middle() {
        let mut cursor = Cursor { at: 2, top: 2, ..Cursor::default() };
        for (row, top) in [(6, 0), (50, 45), (99, 90)] {
            cursor.show_anew();
            cursor.moved_to(row);
            cursor.settle(100, 10);
            assert_eq!((cursor.at, cursor.top), (row, top));
        }
    }

    #[test]
    fn rows_scroll_without_it_until_it_is_moved() {
        let mut cursor = Cursor::default();
        cursor.scroll(20, 100, 10);
        cursor.settle(100, 10);
        assert_eq!((cursor.at, cursor.top), (0, 20));
        cursor.moved_to(5);
        cursor.settle(105, 10);
        assert_eq!((cursor.at, cursor.top), (5, 25));
        cursor.scroll(1000, 105, 10);
        assert_eq!(cursor.top, 95);
        cursor.point(104, 105);
        cursor.settle(105, 10);
        assert_eq!((cursor.at, cursor.top), (104, 95));
        cursor.scroll(-1000, 105, 10);
        cursor.step(-1, 105);
        cursor.settle(105, 10);
        assert_eq!((cursor.at, cursor.top), (103, 95));
    }

    #[test]
    fn nothing_to_stand_on_is_survived() {
        let mut cursor = Cursor { at: 5, top: 3, ..Cursor::default() };
        cursor.step(1, 0);
        cursor.settle(0, 0);
        assert_eq!(cursor, Cursor::default());
    }
}
