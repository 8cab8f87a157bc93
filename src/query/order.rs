//! Sort orders of articles, and their names.

use super::names::named;

named! {
    /// A sort key.
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

/// A sort key and a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The sort key.
    pub sort: Sort,
    /// Whether the order is reversed; ties keep their order.
    pub reverse: bool,
}

/// Parses a sort order; a leading minus reverses it, and `date` is an alias of the latest first.
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
