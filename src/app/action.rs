//! The table of all actions: names, descriptions, default keys. Key handling, help, hints,
//! `newswire keys` and the table of the manual are all derived from it.

/// Something that a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table says what each does")]
pub enum Action {
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Forward,
    Back,
    NextPane,
    PreviousPane,
    NextArticle,
    PreviousArticle,
    ReadOn,
    NextHeading,
    PreviousHeading,
    MoveRight,
    MoveLeft,
    Open,
    OpenAll,
    Follow,
    OpenNumbered,
    CopyLink,
    CopyTitle,
    Hints,
    Enclosures,
    Download,
    Pipe,
    FoldStory,
    FoldAll,
    NextSource,
    PreviousSource,
    Split,
    Join,
    NextMatch,
    PreviousMatch,
    Search,
    Filter,
    ToggleRead,
    ToggleStar,
    AllRead,
    Undo,
    Redo,
    Pick,
    PickRange,
    Mute,
    Subscribe,
    Unsubscribe,
    EditFeed,
    NextView,
    PreviousView,
    Sort,
    Zen,
    Sidebar,
    WidenList,
    NarrowList,
    Images,
    Theme,
    Problems,
    Palette,
    View,
    Set,
    Help,
    Reload,
    Redraw,
    Suspend,
    Quit,
    QuitNow,
}

impl Action {
    /// Returns how far the action moves, in rows, if `page` rows are visible; `None` if it is not a
    /// movement.
    pub(super) fn distance(self, count: usize, page: usize) -> Option<isize> {
        let rows = |rows: usize| isize::try_from(rows.saturating_mul(count)).unwrap_or(isize::MAX);
        let page = page.max(1);
        let half = (page / 2).max(1);
        Some(match self {
            Self::Down => rows(1),
            Self::Up => -rows(1),
            Self::HalfDown => rows(half),
            Self::HalfUp => -rows(half),
            Self::PageDown | Self::ReadOn => rows(page),
            Self::PageUp => -rows(page),
            Self::Top => isize::MIN,
            Self::Bottom => isize::MAX,
            _ => return None,
        })
    }

    pub(super) fn is_movement(self) -> bool {
        self.distance(1, 1).is_some()
    }
}

/// Where the keys of an entry apply. An entry of one pane takes precedence over a general one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In every pane.
    Everywhere,
    /// The sidebar only.
    Sidebar,
    /// In the list.
    List,
    /// In the article.
    Article,
    /// In the related pane.
    Related,
}

impl Scope {
    /// Finds the scope of a pane by name.
    pub(super) fn of_pane(name: &str) -> Option<Self> {
        [Self::Sidebar, Self::List, Self::Article, Self::Related]
            .into_iter()
            .find(|it| it.pane() == Some(name))
    }

    /// Returns the name of the pane; `None` for [`Self::Everywhere`].
    pub(super) fn pane(self) -> Option<&'static str> {
        match self {
            Self::Everywhere => None,
            Self::Sidebar => Some("sidebar"),
            Self::List => Some("list"),
            Self::Article => Some("article"),
            Self::Related => Some("related"),
        }
    }
}

/// The argument that may follow the name of an action in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A number, as before a key.
    Count,
    /// A sort order, optionally preceded by `-`.
    Order,
    /// The name of a view.
    View,
    /// A query.
    Query,
    /// A setting and its value.
    Setting,
    /// The name of a theme.
    Theme,
    /// The address of a site or a feed.
    Address,
    /// The title or the address of a subscription.
    Feed,
    /// A program with its arguments, optionally preceded by a form.
    Program,
}

/// One row of the table.
#[derive(Debug)]
pub struct Entry {
    /// The action.
    pub action: Action,
    /// The name, as `newswire keys` prints it.
    pub name: &'static str,
    /// The description in help.
    pub sentence: &'static str,
    /// Default keys, in the syntax of `Key::sequence`.
    pub keys: &'static [&'static str],
    /// Where the keys apply.
    pub scope: Scope,
    /// One word for the hints line; most actions have none.
    pub hint: Option<&'static str>,
    /// The argument it takes in the palette.
    pub argument: Argument,
}

const fn entry(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    sentence: &'static str,
) -> Entry {
    let (scope, argument) = (Scope::Everywhere, Argument::Count);
    Entry { action, name, sentence, keys, scope, hint: None, argument }
}

impl Entry {
    const fn hinted(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    const fn takes(self, argument: Argument) -> Self {
        Self { argument, ..self }
    }

    const fn in_related(self) -> Self {
        Self { scope: Scope::Related, ..self }
    }
}

/// Every action, in the order of the help.
#[rustfmt::skip]
pub const TABLE: &[Entry] = &[
    entry(Action::Down, "down", &["j", "Down"], "move down, or scroll the article").hinted("down"),
    entry(Action::Up, "up", &["k", "Up"], "move up, or scroll the article").hinted("up"),
    entry(Action::HalfDown, "half-page-down", &["^d"], "half a page down"),
    entry(Action::HalfUp, "half-page-up", &["^u"], "half a page up"),
    entry(Action::PageDown, "page-down", &["PgDn", "^f"], "a page down"),
    entry(Action::PageUp, "page-up", &["PgUp", "^b"], "a page up"),
    entry(Action::Top, "top", &["g", "Home"], "to the top (12g: to row 12)"),
    entry(Action::Bottom, "bottom", &["G", "End"], "to the bottom"),
    entry(Action::Forward, "forward", &["l", "Enter", "Right"], "list → article → related links").hinted("read"),
    entry(Action::Back, "back", &["h", "Esc", "Left", "Backspace"], "back a pane, or to the article you came from").hinted("back"),
    entry(Action::NextPane, "next-pane", &["Tab"], "next pane"),
    entry(Action::PreviousPane, "previous-pane", &["Shift-Tab"], "previous pane"),
    entry(Action::NextArticle, "next-article", &["J"], "next article, from any pane").hinted("next"),
    entry(Action::PreviousArticle, "previous-article", &["K"], "previous article, from any pane"),
    entry(Action::ReadOn, "read-on", &["Space"], "page the article, then on to the next unread").hinted("page"),
    entry(Action::NextHeading, "next-heading", &["}"], "next heading of the article"),
    entry(Action::PreviousHeading, "previous-heading", &["{"], "previous heading of the article"),
    entry(Action::MoveRight, "move-right", &[">"], "the rest of code that is too wide").hinted("sideways"),
    entry(Action::MoveLeft, "move-left", &["<"], "back to its beginning"),
    entry(Action::Open, "open", &["o"], "open in the browser (3o: link 3 of the text or of Related)").hinted("browser"),
    entry(Action::OpenAll, "open-all", &["O"], "open it and all its related links (asks above 5)").hinted("all"),
    entry(Action::Follow, "follow", &["Enter"], "in related: go to it if marked →, else open it").in_related().hinted("follow"),
    entry(Action::OpenNumbered, "open-numbered", &["1", "2", "3", "4", "5", "6", "7", "8", "9"], "in related: open that link").in_related(),
    entry(Action::CopyLink, "copy-link", &["y"], "copy the link").hinted("copy"),
    entry(Action::CopyTitle, "copy-title", &["Y"], "copy \"title – link\""),
    entry(Action::Hints, "hints", &[";"], "letters on every link: a letter opens it, y and a letter copies").hinted("links"),
    entry(Action::Enclosures, "enclosures", &["e"], "open its media files: episodes, papers (2e: the second)").hinted("media"),
    entry(Action::Download, "download", &["E"], "download a media file, or stop that (2E: the second)"),
    entry(Action::Pipe, "pipe", &["|"], "pipe the article to a program, as in :pipe wc -w").takes(Argument::Program),
    entry(Action::FoldStory, "fold", &["c"], "unfold the story, or fold it").hinted("unfold"),
    entry(Action::FoldAll, "fold-all", &["C"], "unfold all stories, or fold them"),
    entry(Action::NextSource, "next-source", &["."], "next source of this story").hinted("source"),
    entry(Action::PreviousSource, "previous-source", &[","], "previous source of this story"),
    entry(Action::Split, "split", &[], "take the article out of its story"),
    entry(Action::Join, "join", &[], "make one story of the picked rows"),
    entry(Action::Search, "search", &["/"], "search as you type; the query syntax is below").hinted("search").takes(Argument::Query),
    entry(Action::NextMatch, "next-match", &["n"], "next match of the search, else the next unread").hinted("next match"),
    entry(Action::PreviousMatch, "previous-match", &["N"], "previous match, else the previous unread"),
    entry(Action::Filter, "filter", &["f"], "views and filters: topics, providers, today, …").hinted("filter").takes(Argument::Query),
    entry(Action::ToggleRead, "read", &["r", "m"], "mark the story as read, or as unread").hinted("mark"),
    entry(Action::ToggleStar, "star", &["s"], "star, or remove the star").hinted("star"),
    entry(Action::AllRead, "all-read", &["A"], "mark all in the list as read (asks)").hinted("all read"),
    entry(Action::Undo, "undo", &["u"], "undo marks, mutes, splits and joins, step by step").hinted("undo"),
    entry(Action::Redo, "redo", &["^r"], "redo what was undone"),
    entry(Action::Pick, "pick", &["x"], "pick the row: r s o y then apply to all picked rows").hinted("pick"),
    entry(Action::PickRange, "pick-range", &["V"], "pick a range of rows, from here to where you go"),
    entry(Action::Mute, "mute", &["M"], "hide this provider, topic or phrase from now on").takes(Argument::Query),
    entry(Action::Subscribe, "subscribe", &["a"], "add a feed by the address of its site").hinted("add a feed").takes(Argument::Address),
    entry(Action::Unsubscribe, "unsubscribe", &[], "remove this feed, or another, as in :unsubscribe NAME").takes(Argument::Feed),
    entry(Action::EditFeed, "feed", &[], "change the tags, the title or the pace of a feed").takes(Argument::Feed),
    entry(Action::NextView, "next-view", &["]"], "next view: Latest, Top, Unread, Starred, History, …").hinted("view"),
    entry(Action::PreviousView, "previous-view", &["["], "previous view"),
    entry(Action::Sort, "sort", &["S"], "choose the order (again: reversed)").hinted("sort").takes(Argument::Order),
    entry(Action::Zen, "zen", &["z"], "the article alone, and back").hinted("zen"),
    entry(Action::Sidebar, "sidebar", &["b"], "views, topics and feeds at the left, or hide them").hinted("sidebar"),
    entry(Action::WidenList, "widen-list", &["+"], "make the list wider, and keep it so"),
    entry(Action::NarrowList, "narrow-list", &["-"], "make the list narrower, and keep it so"),
    entry(Action::Images, "images", &["i"], "show pictures, or only their captions"),
    entry(Action::Theme, "theme", &["T"], "choose the colours; they change as you move").takes(Argument::Theme),
    entry(Action::Problems, "problems", &["!"], "what could not be read, where and why"),
    entry(Action::Palette, "palette", &[":"], "run any of these by name, as in :sort heat").hinted("commands"),
    entry(Action::View, "view", &[], "switch to a view by name, as in :view unread").takes(Argument::View),
    entry(Action::Set, "set", &[], "change a setting for now, as in :set read_after off").takes(Argument::Setting),
    entry(Action::Help, "help", &["?"], "this help, which can be searched").hinted("help"),
    entry(Action::Reload, "reload", &["R"], "fetch feeds, read the folder again, clear read from Unread").hinted("read again"),
    entry(Action::Redraw, "redraw", &["^l"], "redraw the screen"),
    entry(Action::Suspend, "suspend", &["^z"], "back to the shell for now (fg returns)"),
    entry(Action::Quit, "quit", &["q"], "back to the list, quit from there").hinted("quit"),
    entry(Action::QuitNow, "quit-now", &["Q", "^c"], "quit at once"),
];

/// Returns the entry of an action.
#[must_use]
pub fn row(action: Action) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.action == action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_sentences_are_not_empty() {
        let names: std::collections::HashSet<_> = TABLE.iter().map(|entry| entry.name).collect();
        assert_eq!(names.len(), TABLE.len());
        assert!(TABLE.iter().all(|entry| entry.sentence.len() > 5));
    }
}
