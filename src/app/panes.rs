//! The panes, their content, and their layout on the screen.

pub(super) mod anchor;
pub(super) mod anchors;
pub(super) mod coverage;
pub(super) mod cursor;
pub(super) mod diagnostics;
pub(super) mod enclosures;
pub(super) mod feed_tally;
pub(super) mod header;
pub(super) mod layout;
pub(super) mod list;
pub(super) mod page;
pub(super) mod picks;
pub(super) mod pictures;
pub(super) mod reader;
pub(super) mod related;
pub(super) mod search;
pub(super) mod sidebar;
pub(super) mod tally;
pub(super) mod view;
