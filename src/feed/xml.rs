//! A lenient reading of XML as it is met in feeds: tags that do not match, bare `&`, entities of
//! HTML, undeclared prefixes. Gives names without prefixes, and small trees.

mod damage;
mod element;
mod entity;
mod namespace;
mod reader;
mod tag;

pub(super) use element::{Element, push_escaped};
pub(super) use entity::decode;
pub(super) use namespace::{Name, Space};
pub(super) use reader::{Reader, Token};
pub(super) use tag::{Attributes, Tag};
