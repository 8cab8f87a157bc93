//! The orders in which articles can be listed, and their names.

/// What an order goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first, undated last.
    #[default]
    Latest,
    /// What matters first: by weight, which halves in a day and a half.
    Top,
    /// Hottest first.
    Heat,
    /// Best first.
    Quality,
    /// What most providers tell first.
    Sources,
    /// By title, letters of either case alike.
    Title,
    /// By the provider's name.
    Provider,
    /// What was read last first, unread last.
    Read,
}

/// An order and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// What it goes by.
    pub sort: Sort,
    /// Turned round, ties excepted.
    pub reverse: bool,
}

/// The orders as the command line and queries name them.
pub(super) const NAMES: [(&str, Sort); 8] = [
    ("latest", Sort::Latest),
    ("top", Sort::Top),
    ("heat", Sort::Heat),
    ("quality", Sort::Quality),
    ("sources", Sort::Sources),
    ("title", Sort::Title),
    ("provider", Sort::Provider),
    ("read", Sort::Read),
];

/// The order of a name, reversed by a minus before it; `date` is the latest first.
pub(super) fn order_named(name: &str) -> Option<Order> {
    let bare = name.strip_prefix('-').unwrap_or(name);
    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(bare));
    let sort = match known {
        Some((_, sort)) => *sort,
        None if bare.eq_ignore_ascii_case("date") => Sort::Latest,
        None => return None,
    };
    Some(Order { sort, reverse: name.starts_with('-') })
}

pub(super) fn name_of(sort: Sort) -> &'static str {
    NAMES.iter().find(|(_, other)| *other == sort).map_or("latest", |(name, _)| *name)
}
