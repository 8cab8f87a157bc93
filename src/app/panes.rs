//! The panes, what each shows, and where everything stands on the screen.

pub(super) mod anchors;
pub(super) mod coverage;
pub(super) mod cursor;
pub(super) mod divider;
pub(super) mod header;
pub(super) mod layout;
pub(super) mod list;
pub(super) mod page;
pub(super) mod pictures;
pub(super) mod reader;
pub(super) mod related;
pub(super) mod tally;
pub(super) mod view;
