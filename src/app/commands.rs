//! Commands: what keys, clicks and actions do.

pub(super) mod assign;
pub(super) mod divider;
pub(super) mod downloads;
mod enclosures;
mod feeds;
mod filters;
pub(super) mod find;
mod follow;
pub(super) mod keys;
pub(super) mod marks;
pub(super) mod mouse;
pub(super) mod moving;
pub(super) mod mutes;
pub(super) mod open;
pub(super) mod perform;
pub(super) mod picks;
pub(super) mod pictures;
pub(super) mod pipe;
pub(super) mod request;
pub(super) mod search;
pub(super) mod settings;
pub(super) mod sidebar;
mod stories;
pub(super) mod theme;
