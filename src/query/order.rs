//! The orders in which articles can be listed, and their names.

use super::names::named;

named! {
    /// What an order goes by.
    #[derive(Default)]
    Sort {
        /// Newest first, undated last; also called date.
        Latest = "latest" #[default],
        /// Most important first, by weight and age.
        Top = "top",
        /// Hottest first.
        Heat = "heat",
        /// Best first.
        Quality = "quality",
        /// Most widely reported first.
        Sources = "sources",
        /// By title, ignoring case.
        Title = "title",
        /// By the provider's name.
        Provider = "provider",
        /// Most recently read first, unread last.
        Read = "read",
    }
}

/// An order and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// What it goes by.
    pub sort: Sort,
    /// Turned round, ties excepted.
    pub reverse: bool,
}

/// The order of a name, reversed by a minus before it; `date` is the latest first.
pub(super) fn order_named(name: &str) -> Option<Order> {
    let bare = name.strip_prefix('-').unwrap_or(name);
    let known = Sort::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(bare));
    let sort = match known {
        Some((_, sort)) => *sort,
        None if bare.eq_ignore_ascii_case("date") => Sort::Latest,
        None => return None,
    };
    Some(Order { sort, reverse: name.starts_with('-') })
}
