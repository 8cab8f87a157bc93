//! A lenient reader for the XML of feeds: mismatched tags, bare `&`, entities of HTML, undeclared
//! prefixes. Returns names without prefixes, and small trees.

mod damage;
mod element;
mod entity;
mod namespace;
mod reader;
mod tag;

pub(super) use element::{Element, push_escaped};
pub(super) use entity::decode;
pub(super) use namespace::{Name, Namespace};
pub(super) use reader::{Reader, Token};
pub(super) use tag::{Attributes, Tag};
